// Choosing ways on the map and rows in the tables.

const shownWays = (page) => page.evaluate(() =>
  [...document.querySelectorAll(".way")].filter((way) => way.checkVisibility()).map((way) => way.id));

// A click on any way shows its flows, the sentences and the law, and nothing of another.
export const clicks = async ({ facts, open, check }) => {
  const page = await open(facts.pages.transfers);
  check((await shownWays(page)).length === 0, "ways are shown before one is chosen");
  const ties = page.locator("svg.flows.wide a.tie");
  for (let at = 0; at < facts.ways; at += 1) {
    const expected = facts.map[at];
    // At the tip, where no other curve lies over it.
    await ties.nth(at).locator(".tip").click();
    const shown = await shownWays(page);
    check(shown.join() === `way-${at + 1}`, `way ${at + 1}: ${shown} shown`);
    const text = await page.locator(`#way-${at + 1}`).innerText();
    for (const words of [expected.from, expected.to, ...expected.flows, ...expected.quotes, ...expected.law, ...expected.findings]) {
      check(text.includes(words), `way ${at + 1} does not say: ${words}`);
    }
    const marked = await page.locator("svg.flows.wide a.tie.chosen").count();
    check(marked === 1, `way ${at + 1}: ${marked} marked`);
    const focus = await page.evaluate(() => document.activeElement.id);
    check(focus === `way-${at + 1}`, `way ${at + 1}: the focus is at ${focus}`);
  }
  await page.getByRole("button", { name: "Choose nothing" }).click();
  check((await shownWays(page)).length === 0, "ways stay when nothing is chosen");
  await page.context().close();

  const narrow = await open(facts.pages.transfers, { width: 420 });
  await narrow.locator("svg.flows.narrow a.tie").first().locator(".tip").click();
  check((await shownWays(narrow)).join() === "way-1", "nothing is shown on a narrow screen");
  await narrow.context().close();

  const linked = await open(`${facts.pages.transfers}#way-2`);
  check((await shownWays(linked)).join() === "way-2", "a link to a way does not show it");
  await linked.context().close();
};

// A click on a row unfolds it and marks the ways of its flows.
export const rows = async ({ facts, open, check }) => {
  for (const [name, url] of Object.entries(facts.pages)) {
    const page = await open(url);
    const row = page.locator("tbody[data-flows]:not([data-flows=''])").first();
    const flows = (await row.getAttribute("data-flows")).split(" ");
    await row.locator("td").first().click();
    check(await row.locator("details dl").first().isVisible(), `${name}: the row stays folded`);
    const expected = facts.map
      .map((way, at) => [`#way-${at + 1}`, way.flows])
      .filter(([, its]) => its.some((flow) => flows.includes(flow)))
      .map(([id]) => id);
    const marked = await page.evaluate(() =>
      [...document.querySelectorAll("svg.flows.wide a.tie.chosen")].map((tie) => tie.getAttribute("href")));
    check(expected.length > 0 && marked.join() === expected.join(), `${name}: ${marked} for ${flows}`);
    await page.context().close();
  }
};

// The same by keys alone.
export const keyboard = async ({ facts, open, check }) => {
  const page = await open(facts.pages.transfers);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
  check(skip === "#tables", `the first stop is ${skip}`);
  await page.keyboard.press("Enter");
  check((await page.evaluate(() => document.activeElement.id)) === "tables", "the tables are not skipped to");
  await page.locator("svg.flows.wide a.tie").nth(2).focus();
  await page.keyboard.press("Enter");
  check((await shownWays(page)).join() === "way-3", "Enter on a way shows nothing");
  await page.keyboard.press("Escape");
  check((await shownWays(page)).length === 0, "Escape leaves the way");
  await page.locator("svg.flows.wide .spot").first().focus();
  await page.keyboard.press(" ");
  check((await shownWays(page)).length > 0, "Space on someone shows nothing");
  await page.context().close();
};
