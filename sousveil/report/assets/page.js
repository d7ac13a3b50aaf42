"use strict";
// Theme: the system's wish until the reader chooses; the choice is kept where the browser allows it.
(() => {
  const root = document.documentElement, button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme || (system.matches ? "dark" : "light");
  const name = () => {
    button.textContent = current() === "dark" ? "Light page" : "Dark page";
  };
  try {
    const kept = localStorage.getItem("sousveil-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* a page opened from a file may have no storage */ }
  button.addEventListener("click", () => {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    try { localStorage.setItem("sousveil-theme", root.dataset.theme); } catch { /* as above */ }
    name();
  });
  system.addEventListener("change", name);
  name();
})();

// The tile map: every number is ready in the page; this only chooses which one to show.
(() => {
  const source = document.getElementById("map-data");
  if (!source) return;
  const map = JSON.parse(source.textContent);
  const measure = document.getElementById("map-measure"), group = document.getElementById("map-group");
  const time = document.getElementById("map-time"), when = document.getElementById("map-when");
  const title = document.getElementById("map-title"), legend = document.getElementById("map-legend");
  const cells = [...document.querySelectorAll("[data-place]")];
  const form = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
  const step = (value, bounds) => bounds.filter((bound) => value >= bound).length;

  const show = () => {
    const m = +measure.value, g = +group.value, t = +time.value;
    const values = map.values[m][g][t], bounds = map.bounds[m][g];
    for (const cell of cells) {
      const value = values[+cell.dataset.place];
      cell.className = "cell " + (value === null ? "few" : "step-" + step(value, bounds));
      cell.lastElementChild.textContent = value === null ? "\u2013" : form.format(value);
    }
    [...legend.children].forEach((item, at) => {
      item.textContent = at === 0 ? "below " + form.format(bounds[0])
        : at === bounds.length ? form.format(bounds[at - 1]) + " and more"
        : form.format(bounds[at - 1]) + " to " + form.format(bounds[at]);
    });
    when.textContent = map.times[t];
    time.setAttribute("aria-valuetext", map.times[t]);
    title.textContent = map.measures[m] + ", " + map.groups[g] + ", " + map.times[t] + ": " + map.unit;
  };
  for (const control of [measure, group]) control.addEventListener("change", show);
  time.addEventListener("input", show);
  show();
})();
