
"use strict";
(() => {
  const map = document.getElementById("map");
  const byId = (id) => document.getElementById(id);
  if (!map || !byId("ways")) return;
  const selects = { services: byId("by-service"), data: byId("by-data"), severity: byId("by-severity") };
  const ranks = ["clear", "note", "warning", "error"];
  const signs = ["", "i", "!", "✕"];
  const list = (text) => text.split(" ").filter(Boolean);

  // Each way is drawn twice, for wide and for narrow screens.
  const drawn = new Map();
  for (const line of map.querySelectorAll("a.tie")) {
    const id = line.getAttribute("href").slice(1);
    drawn.set(id, [...(drawn.get(id) ?? []), line]);
  }

  const ways = [...map.querySelectorAll(".way")].map((node) => ({
    node,
    from: node.dataset.from,
    to: node.dataset.to,
    shown: true,
    lines: (drawn.get(node.id) ?? []).map((line) => ({
      line,
      sign: line.querySelector(".sign text"),
      // What it says of itself, up to the worst finding.
      told: line.querySelector("title").textContent.replace(/[^,]*$/, ""),
    })),
    moves: [...node.querySelectorAll(".move")].map((move) => ({
      node: move,
      shown: true,
      flows: list(move.dataset.flows),
      text: `${node.querySelector("h3").textContent} ${move.textContent}`.toLowerCase(),
    })),
  }));
  const spots = [...map.querySelectorAll(".spot")];
  const rows = [...document.querySelectorAll("tbody[data-flows]")];

  // What was chosen: a title, the ways of it, and for a spot how far they are followed.
  let chosen = null;

  const filter = () => {
    const words = byId("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (move) =>
      words.every((word) => move.text.includes(word)) &&
      Object.entries(selects).every(([key, select]) =>
        select.value === "*" || move.node.dataset[key].split(key === "data" ? "|" : " ").includes(select.value));
    for (const way of ways) {
      let worst = 0;
      for (const move of way.moves) {
        move.shown = fits(move);
        move.node.hidden = !move.shown;
        if (move.shown) worst = Math.max(worst, ranks.indexOf(move.node.dataset.severity));
      }
      way.shown = way.moves.some((move) => move.shown);
      for (const { line, sign, told } of way.lines) {
        line.classList.remove(...ranks);
        line.classList.add(ranks[worst]);
        if (sign) sign.textContent = signs[worst];
        const words = `${told} ${worst > 0 ? `worst finding: ${ranks[worst]}` : "no finding"}`;
        line.setAttribute("aria-label", words);
        line.querySelector("title").textContent = words;
        line.classList.toggle("out", !way.shown);
        line.tabIndex = way.shown ? 0 : -1;
      }
    }
    const used = new Set(ways.filter((way) => way.shown).flatMap((way) => [way.from, way.to]));
    for (const spot of spots) spot.classList.toggle("out", !used.has(spot.dataset.spot));
    show();
  };

  // The ways that can be gone on from a spot, or back to it, among those that are shown.
  const followed = (spot, onward) => {
    const found = new Set();
    const seen = new Set([spot]);
    const next = [spot];
    while (next.length > 0) {
      const at = next.shift();
      for (const way of ways) {
        if (!way.shown || (onward ? way.from : way.to) !== at) continue;
        found.add(way);
        const other = onward ? way.to : way.from;
        if (!seen.has(other)) { seen.add(other); next.push(other); }
      }
    }
    return found;
  };

  const ofChoice = () => {
    if (!chosen) return new Set();
    if (chosen.spot === undefined) return new Set(chosen.ways.filter((way) => way.shown));
    if (chosen.how === "onward") return followed(chosen.spot, true);
    if (chosen.how === "back") return followed(chosen.spot, false);
    return new Set(ways.filter((way) => way.shown && [way.from, way.to].includes(chosen.spot)));
  };

  const button = (words, act, pressed) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
    made.addEventListener("click", act);
    return made;
  };

  const show = () => {
    const found = ofChoice();
    const flows = new Set();
    map.classList.toggle("choosing", chosen !== null);
    for (const way of ways) {
      const on = found.has(way);
      way.node.classList.toggle("chosen", on);
      for (const { line } of way.lines) line.classList.toggle("chosen", on);
      if (on) for (const move of way.moves) if (move.shown) for (const flow of move.flows) flows.add(flow);
    }
    for (const spot of spots) spot.classList.toggle("chosen", chosen !== null && chosen.spot === spot.dataset.spot);
    for (const row of rows) row.classList.toggle("chosen", list(row.dataset.flows).some((flow) => flows.has(flow)));
    const shown = ways.filter((way) => way.shown).length;
    byId("chosen").textContent = chosen
      ? `${chosen.title}: ${found.size} of ${shown} ways`
      : `${shown} of ${ways.length} ways. Choose one, or someone, on the map.`;
    const choices = byId("choices");
    const focused = choices.contains(document.activeElement) ? document.activeElement.textContent : null;
    choices.replaceChildren();
    choices.hidden = chosen === null;
    byId("chosen").classList.toggle("hint", chosen === null);
    if (chosen === null) return;
    if (chosen.spot !== undefined) {
      for (const [how, words] of [["near", "To and from here"], ["onward", "Onward from here"], ["back", "Back to the sources"]]) {
        choices.append(button(words, () => { chosen.how = how; show(); }, chosen.how === how));
      }
    }
    choices.append(button("Choose nothing", clear));
    for (const made of choices.children) if (made.textContent === focused) made.focus();
  };

  const clear = () => { chosen = null; show(); };

  const chooseWay = (way, focus) => {
    chosen = { title: way.node.querySelector("h3").textContent, ways: [way] };
    show();
    if (!focus) return;
    way.node.focus({ preventScroll: true });
    byId("panel").scrollTop = 0;
    byId("panel").scrollIntoView({ block: "nearest" });
  };

  const chooseRow = (row) => {
    const flows = list(row.dataset.flows);
    const of = ways.filter((way) => way.moves.some((move) => move.flows.some((flow) => flows.includes(flow))));
    chosen = { title: row.querySelector("th").textContent, ways: of };
    show();
  };

  for (const way of ways) {
    for (const { line } of way.lines) {
      line.addEventListener("click", (event) => { event.preventDefault(); chooseWay(way, true); });
    }
  }
  for (const spot of spots) {
    const choose = () => {
      chosen = { title: spot.querySelector("title").textContent, spot: spot.dataset.spot, how: "near" };
      show();
    };
    spot.setAttribute("tabindex", "0");
    spot.setAttribute("role", "button");
    spot.addEventListener("click", choose);
    spot.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); }
    });
  }
  for (const row of rows) {
    row.addEventListener("click", (event) => { if (!event.target.closest("details")) chooseRow(row); });
  }
  const follow = () => {
    const way = ways.find((it) => `#${it.node.id}` === location.hash);
    if (way) chooseWay(way, true);
  };
  addEventListener("hashchange", follow);
  addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  document.addEventListener("fairnotice:filtered", filter);

  map.classList.add("live");
  // A large map opens at the controller.
  const sheet = map.querySelector(".sheet");
  const home = [...map.querySelectorAll(".spot.home")].find((spot) => spot.checkVisibility());
  if (home && sheet.scrollWidth > sheet.clientWidth) {
    const [at, frame] = [home.getBoundingClientRect(), sheet.getBoundingClientRect()];
    sheet.scrollBy(at.left - frame.left - (frame.width - at.width) / 2, 0);
  }
  byId("ways").open = true;
  byId("chosen").hidden = false;
  filter();
  follow();
})();
