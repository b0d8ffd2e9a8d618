// Opening, printing, and doing without scripts.

export const opens = async ({ facts, open, check }) => {
  for (const [name, url] of Object.entries(facts.pages)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1400, 420]) {
        const page = await open(url, { colorScheme, width });
        const seen = await page.evaluate(() => ({
          title: document.title,
          overflow: document.documentElement.scrollWidth - innerWidth,
          maps: [...document.querySelectorAll("svg.flows")].map((svg) => getComputedStyle(svg).display),
          filters: document.getElementById("filters").hidden,
          ties: document.querySelectorAll("svg.flows.wide a.tie").length,
          narrow: document.querySelectorAll("svg.flows.narrow a.tie").length,
          paper: getComputedStyle(document.body).backgroundColor,
        }));
        const at = `${name} ${colorScheme} ${width}`;
        check(seen.title.includes(facts.day), `${at}: titled ${seen.title}`);
        check(seen.overflow <= 0, `${at}: ${seen.overflow} pixels wider than the window`);
        const wanted = width > 960 ? "block,none" : "none,block";
        check(seen.maps.join() === wanted, `${at}: maps are ${seen.maps}`);
        check(!seen.filters, `${at}: no filters`);
        check(seen.ties === facts.ways && seen.narrow === facts.ways, `${at}: ${seen.ties} and ${seen.narrow} ways`);
        check((seen.paper === "rgb(255, 255, 255)") === (colorScheme === "light"), `${at}: on ${seen.paper}`);
        await page.context().close();
      }
    }
  }
};

// Without scripts everything is there, and a way of the map leads to its words.
export const unscripted = async ({ facts, open, check }) => {
  for (const [name, url] of Object.entries(facts.pages)) {
    const page = await open(url, { javaScriptEnabled: false });
    check(!(await page.locator("#filters").isVisible()), `${name}: filters that cannot filter`);
    check(await page.locator("svg.flows.wide").isVisible(), `${name}: no map`);
    check(await page.locator("#ways > summary").isVisible(), `${name}: nothing to unfold`);
    await page.locator("svg.flows.wide a.tie").first().focus();
    await page.keyboard.press("Enter");
    const way = page.locator("#way-1");
    check(page.url().endsWith("#way-1"), `${name}: led to ${page.url()}`);
    check(await way.isVisible(), `${name}: the words of the way stay folded`);
    const shown = await page.locator("tbody[data-severity]").count();
    check(shown === facts.rows[name], `${name}: ${shown} rows`);
    await page.context().close();
  }
};

export const prints = async ({ facts, open, check }) => {
  for (const [name, url] of Object.entries(facts.pages)) {
    const page = await open(url);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const hidden = await page.locator("#filters").isVisible();
    check(!hidden, `${name}: filters on paper`);
    const folded = await page.evaluate(() => [...document.querySelectorAll("tbody details")]
      .filter((details) => !details.querySelector("dl").checkVisibility()).length);
    check(folded === 0, `${name}: ${folded} rows stay folded on paper`);
    check(await page.locator("svg.flows.wide").isVisible(), `${name}: no map on paper`);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
    const text = pdf.toString("latin1");
    const pages = (text.match(/\/Type\s*\/Page\b/g) ?? []).length;
    check(text.startsWith("%PDF-"), `${name}: no PDF`);
    check(pages >= 2 && pages < 400, `${name}: ${pages} pages`);
    // A4 lying: the style's own size is taken.
    check(/MediaBox\s*\[0 0 84[12]/.test(text), `${name}: paper of another size`);
    await page.context().close();
  }
};

// Words that try to be more than words stay words.
export const hostile = async ({ facts, open, check }) => {
  for (const [name, url] of Object.entries(facts.hostile)) {
    const page = await open(url);
    const seen = await page.evaluate(() => ({
      hit: window.hit,
      scripts: document.scripts.length,
      images: document.images.length,
      handlers: [...document.querySelectorAll("*")].filter((it) =>
        it.getAttributeNames().some((attribute) => attribute.startsWith("on"))).length,
      links: [...document.links].filter((it) => it.href && !/^(https?|file):/.test(it.href)).map((it) => it.href),
      words: document.body.textContent.includes("<img src=x onerror="),
    }));
    check(seen.hit === undefined, `${name}: a text has run`);
    check(seen.scripts === 2, `${name}: ${seen.scripts} scripts`);
    check(seen.images === 0 && seen.handlers === 0, `${name}: texts became elements`);
    check(seen.links.length === 0, `${name}: links to ${seen.links}`);
    check(seen.words, `${name}: the text does not stand there as it is`);
    // All that scripts write anew is text as well.
    for (const spot of await page.locator("svg.flows.wide .spot").all()) await spot.click();
    check((await page.evaluate(() => window.hit)) === undefined, `${name}: a text has run on a click`);
    await page.context().close();
  }
};
