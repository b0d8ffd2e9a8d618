// Search, filters, and following a datum from someone.

const state = (page) => page.evaluate(() => ({
  rows: [...document.querySelectorAll("tbody[data-severity]")].filter((row) => row.checkVisibility()).map((row) => row.id),
  ways: [...document.querySelectorAll("svg.flows.wide a.tie:not(.out)")].map((tie) => tie.getAttribute("href").slice(1)),
  worst: [...document.querySelectorAll("svg.flows.wide a.tie:not(.out)")].map((tie) =>
    ["error", "warning", "note", "clear"].find((word) => tie.classList.contains(word))),
  // The sign and the words say the same as the line.
  signs: [...document.querySelectorAll("svg.flows.wide a.tie:not(.out)")].every((tie) => {
    const [word, sign] = Object.entries({ error: "✕", warning: "!", note: "i", clear: "" })
      .find(([word]) => tie.classList.contains(word));
    const said = word === "clear" ? "no finding" : `worst finding: ${word}`;
    return (tie.querySelector(".sign text")?.textContent ?? "") === sign && tie.ariaLabel.endsWith(said);
  }),
}));

// Each filter shows those rows and ways that it should, by a count made elsewhere.
export const filters = async ({ facts, open, check }) => {
  for (const [name, url] of Object.entries(facts.pages)) {
    const page = await open(url);
    const whole = await state(page);
    for (const filter of facts.filters[name]) {
      await page.selectOption(`#${filter.select}`, filter.value);
      const seen = await state(page);
      const at = `${name}, ${filter.select} ${filter.value}`;
      check(seen.rows.join() === filter.rows.join(), `${at}: rows ${seen.rows}, not ${filter.rows}`);
      check(seen.ways.join() === filter.ways.join(), `${at}: ways ${seen.ways}, not ${filter.ways}`);
      check(seen.worst.join() === filter.worst.join(), `${at}: lines ${seen.worst}, not ${filter.worst}`);
      check(seen.signs, `${at}: a sign or a label says something else than its line`);
      await page.click("#reset");
    }
    await page.fill("#find", "MICROSOFT corporation");
    const found = await state(page);
    check(found.ways.length > 0 && found.ways.length < whole.ways.length, `${name}: search shows ${found.ways}`);
    check(found.rows.length < whole.rows.length, `${name}: search shows ${found.rows.length} rows`);
    const texts = await page.locator("tbody[data-severity]:visible").allTextContents();
    check(texts.every((text) => /microsoft/i.test(text) && /corporation/i.test(text)), `${name}: rows without the words`);
    await page.fill("#find", "no such words anywhere");
    const none = await state(page);
    check(none.rows.length === 0 && none.ways.length === 0, `${name}: ${none.rows} and ${none.ways} for nothing`);
    await page.click("#reset");
    const back = await state(page);
    check(JSON.stringify(back) === JSON.stringify(whole), `${name}: not all is back`);
    await page.context().close();
  }
};

// A datum, then someone: where it may go on from there, and where it came from.
export const traces = async ({ facts, open, check }) => {
  const page = await open(facts.pages.recipients);
  check(facts.traces.some((trace) => trace.onward.length > 1), "no trace has more than a step");
  for (const trace of facts.traces) {
    await page.selectOption("#by-data", trace.data);
    await page.locator(`svg.flows.wide .spot[data-spot="${trace.spot}"]`).click({ position: { x: 6, y: 6 } });
    for (const [words, key] of [["To and from here", "near"], ["Onward from here", "onward"], ["Back to the sources", "back"]]) {
      await page.getByRole("button", { name: words }).click();
      const marked = await page.evaluate(() =>
        [...document.querySelectorAll("svg.flows.wide a.tie.chosen")].map((tie) => tie.getAttribute("href").slice(1)));
      check(marked.join() === trace[key].join(), `${trace.data} at ${trace.spot}, ${words}: ${marked}, not ${trace[key]}`);
    }
  }
  await page.context().close();
};
