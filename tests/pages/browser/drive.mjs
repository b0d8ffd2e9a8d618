// Drives a browser through one scene: `node drive.mjs SCENE < facts.json`. What is wrong is told on
// standard error, all at once, and the exit code is 1.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

import { axe } from "./axe.mjs";
import { clicks, keyboard, rows } from "./clicks.mjs";
import { filters, traces } from "./filters.mjs";
import { hostile, opens, prints, unscripted } from "./opens.mjs";
import { shots } from "./shots.mjs";
import { timeline } from "./timeline.mjs";

const scenes = { axe, clicks, filters, hostile, keyboard, opens, prints, rows, shots, timeline, traces, unscripted };
const facts = JSON.parse(readFileSync(0, "utf8"));
const faults = [];
const check = (right, fault) => { if (!right) faults.push(fault); };

const browser = await chromium.launch({
  executablePath: facts.browser,
  args: ["--no-sandbox"],
});

// A page that may fetch nothing but itself; whatever it complains of is a fault.
const open = async (url, options = {}) => {
  const { width = 1400, height = 900, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height }, offline: true, ...rest });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => check(message.type() !== "error", `${url}: ${message.text()}`));
  page.on("pageerror", (error) => check(false, `${url}: ${error}`));
  page.on("dialog", (dialog) => { check(false, `${url}: a dialog says ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  check(asked.every((it) => it === url.split("#")[0]), `${url} asks for ${asked}`);
  return page;
};

try {
  await scenes[process.argv[2]]({ facts, open, check });
} catch (error) {
  faults.push(String(error.stack ?? error));
}
await browser.close();
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
