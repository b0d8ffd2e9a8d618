// Whether a page can be used without seeing it, or without seeing colours: axe-core's rules.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const axe = async ({ facts, open, check }) => {
  for (const url of Object.values(facts.pages)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1400, 420]) {
        // The content policy would keep axe out as it keeps out everything else.
        const page = await open(url, { colorScheme, width, bypassCSP: true });
        await page.addScriptTag({ content: source });
        // With something chosen, and a row unfolded, there is more to look at.
        await page.evaluate(() => {
          document.querySelector("tbody th a")?.click();
          document.querySelector(".spot")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        });
        // Dark or light makes a difference to contrasts alone.
        const rules = colorScheme === "light" ? {} : { runOnly: ["color-contrast"] };
        const found = await page.evaluate((rules) => axe.run(document, { resultTypes: ["violations"], ...rules }), rules);
        for (const fault of found.violations) {
          const where = fault.nodes.slice(0, 3).map((node) => `${node.target}: ${node.failureSummary}`);
          check(false, `${url} ${colorScheme} ${width}: ${fault.id}: ${fault.help}\n  ${where.join("\n  ")}`);
        }
        check(found.passes.some((rule) => rule.id === "color-contrast"), `${url}: axe saw no contrast`);
        await page.context().close();
      }
    }
  }
};
