// Pictures of every page, for people to look at; nothing is asserted.

export const shots = async ({ facts, open }) => {
  for (const [name, url] of Object.entries({ ...facts.pages, ...facts.hostile })) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1400, 420]) {
        const page = await open(url, { colorScheme, width });
        await page.screenshot({ path: `${facts.shots}/${name}-${colorScheme}-${width}.png`, fullPage: true });
        await page.context().close();
      }
    }
    const page = await open(url);
    await page.pdf({ path: `${facts.shots}/${name}.pdf`, preferCSSPageSize: true });
    await page.context().close();
  }
};
