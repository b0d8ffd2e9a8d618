// The page of a timeline: it needs no script, and a click on a flow shows its intervals.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const timeline = async ({ facts, open, check }) => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1400, 420]) {
      const page = await open(facts.timeline.page, { colorScheme, width, javaScriptEnabled: false });
      const at = `timeline ${colorScheme} ${width}`;
      const rows = page.locator("details.flow");
      check((await rows.count()) === facts.timeline.flows, `${at}: ${await rows.count()} flows`);
      const first = rows.first();
      const table = first.locator("table").first();
      check(!(await table.isVisible()), `${at}: intervals are shown before a click`);
      await first.locator("summary").click();
      check(await table.isVisible(), `${at}: a click shows no intervals`);
      check((await table.textContent()).includes(facts.timeline.status), `${at}: no status in words`);
      const bars = page.locator("svg.bar");
      check((await bars.count()) === facts.timeline.lanes, `${at}: ${await bars.count()} bars`);
      const label = await bars.first().getAttribute("aria-label");
      check(label.includes(facts.timeline.status), `${at}: the bar is called ${label}`);
      const box = await bars.first().boundingBox();
      check(box.width > 150 && box.height > 2, `${at}: a bar of ${box.width} by ${box.height}`);
      await page.context().close();
      // By keys alone, and for those who do not see it. The content policy would keep axe out.
      const seen = await open(facts.timeline.page, { colorScheme, width, bypassCSP: true });
      const wide = await seen.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(wide <= 0, `${at}: ${wide} pixels wider than the window`);
      await seen.locator("summary").first().focus();
      await seen.keyboard.press("Enter");
      check(await seen.locator("table").first().isVisible(), `${at}: Enter shows no intervals`);
      await seen.addScriptTag({ content: source });
      const found = await seen.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const fault of found.violations) {
        const where = fault.nodes.slice(0, 3).map((node) => `${node.target}: ${node.failureSummary}`);
        check(false, `${at}: ${fault.id}: ${fault.help}\n  ${where.join("\n  ")}`);
      }
      check(found.passes.some((rule) => rule.id === "color-contrast"), `${at}: axe saw no contrast`);
      if (facts.shots) {
        await seen.screenshot({ path: `${facts.shots}/timeline-${colorScheme}-${width}.png`, fullPage: true });
      }
      await seen.context().close();
    }
  }
  const page = await open(facts.timeline.hostile);
  const hostile = await page.evaluate(() => ({
    hit: window.hit,
    scripts: document.scripts.length,
    images: document.images.length,
    words: document.body.textContent.includes("<img src=x onerror="),
  }));
  check(hostile.hit === undefined && hostile.scripts === 0, "timeline: a text has run");
  check(hostile.images === 0, "timeline: texts became elements");
  check(hostile.words, "timeline: the text is not shown as it is");
  await page.context().close();
};
