
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const entries = [...document.querySelectorAll("tbody[data-severity]")];
  const panel = byId("filters");
  if (!panel || (entries.length === 0 && !byId("map"))) return;
  const find = byId("find");
  const selects = { services: byId("by-service"), data: byId("by-data"), severity: byId("by-severity") };
  const texts = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]));

  const matches = (entry, words) =>
    words.every((word) => texts.get(entry).includes(word)) &&
    Object.entries(selects).every(([key, select]) =>
      select.value === "*" || entry.dataset[key].split(key === "data" ? "|" : " ").includes(select.value));

  const apply = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      entry.hidden = !matches(entry, words);
      if (!entry.hidden) shown += 1;
    }
    byId("count").textContent = `${shown} of ${entries.length} rows`;
    document.dispatchEvent(new CustomEvent("fairnotice:filtered"));
  };

  const fold = (open) => {
    for (const details of document.querySelectorAll("tbody details")) details.open = open;
    byId("unfold").textContent = open ? "Fold all" : "Unfold all";
  };

  // A link to a row shows it, whatever the filters.
  const follow = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const entry = byId(id);
    if (!entry || !texts.has(entry)) return;
    entry.hidden = false;
    entry.querySelector("details")?.setAttribute("open", "");
    entry.scrollIntoView({ block: "nearest" });
  };

  find.addEventListener("input", apply);
  for (const select of Object.values(selects)) select.addEventListener("change", apply);
  byId("reset").addEventListener("click", () => {
    find.value = "";
    for (const select of Object.values(selects)) select.value = "*";
    apply();
  });
  // A click on what a row shows unfolds the rest of it.
  for (const entry of entries) {
    entry.rows[0].addEventListener("click", (event) => {
      if (!event.target.closest("a, button, summary") && getSelection().isCollapsed) {
        entry.querySelector("details")?.setAttribute("open", "");
      }
    });
  }
  byId("unfold").addEventListener("click", () => fold(byId("unfold").textContent === "Unfold all"));
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  panel.hidden = false;
  apply();
  follow();
})();
