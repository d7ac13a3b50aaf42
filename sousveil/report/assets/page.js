"use strict";
// What is said comes with the page, in its language; {names} in it are filled here.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (found, name) => values[name]);

// Theme: the system's wish until the reader chooses; the choice is kept where the browser allows it.
(() => {
  const root = document.documentElement, button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme || (system.matches ? "dark" : "light");
  const name = () => {
    button.textContent = current() === "dark" ? button.dataset.inDark : button.dataset.inLight;
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
      const low = at && form.format(bounds[at - 1]), high = at < bounds.length && form.format(bounds[at]);
      const words = at === 0 ? map.words.below : at === bounds.length ? map.words.above : map.words.between;
      item.textContent = fill(words, { low, high });
    });
    when.textContent = map.times[t];
    time.setAttribute("aria-valuetext", map.times[t]);
    title.textContent = fill(map.words.title, { measure: map.measures[m], group: map.groups[g], time: map.times[t] });
  };
  for (const control of [measure, group]) control.addEventListener("change", show);
  time.addEventListener("input", show);
  show();
})();

// The maps of the world: every number is ready in the page; this only chooses which ones to show.
(() => {
  const steps = 7, step = (share) => "s" + Math.min(steps - 1, Math.floor(share * steps));
  const looks = { f: "w-for", a: "w-against", s: "w-silent", u: "unknown", l: "w-listed", n: "w-not" };
  const squares = (id) => [...document.querySelectorAll("#" + id + " g")];
  const percent = (share) => (100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0) + "%";
  const dress = (square, look, title) => {
    square.setAttribute("class", look);
    square.lastElementChild.textContent = title;
  };
  const get = (id) => document.getElementById(id);
  const listen = (selects, slider, show) => {
    for (const select of selects) select.addEventListener("change", show);
    slider.addEventListener("input", show);
    show();
  };

  const past = get("past-data");
  if (past) {
    const told = JSON.parse(past.textContent), above = squares("past-above"), below = squares("past-below");
    const documented = get("past-documented"), simulated = get("past-simulated"), time = get("past-time");
    const said = get("world-said"), hint = said.textContent;
    const named = (at, what) => fill(told.says.named, { name: told.names[at], what });
    let first = [], second = [];
    const show = () => {
      const t = +time.value, d = told.documented[+documented.value], s = told.simulated[+simulated.value];
      first = [...d.letters[t]].map((letter) => told.words[letter]);
      above.forEach((square, at) => dress(square, looks[d.letters[t][at]], named(at, first[at])));
      get("past-note").textContent = fill(told.says.documented, { note: d.notes[t] });
      for (const item of get("past-legend").children) item.hidden = !d.legend.includes(item.dataset.letter);
      if (s) {
        second = s.values[t].map((value) => percent(value / 1000));
        below.forEach((square, at) => dress(square, step(s.values[t][at] / 1000), named(at, second[at])));
        get("past-shown").textContent = fill(told.says.simulated,
          { worlds: told.worlds, does: s.name, year: told.years[t] });
      }
      get("past-when").textContent = told.years[t];
      time.setAttribute("aria-valuetext", told.years[t]);
    };
    for (const map of [above, below]) {
      map.forEach((square, at) => square.addEventListener("pointerenter", () => {
        const says = second.length ? told.says.both : told.says.one;
        said.textContent = fill(says, { name: told.names[at], known: first[at], share: second[at] });
      }));
    }
    for (const id of ["past-above", "past-below"]) {
      get(id)?.addEventListener("pointerleave", () => { said.textContent = hint; });
    }
    listen([documented, simulated], time, show);
  }

  const source = get("class-data");
  if (source) {
    const told = JSON.parse(source.textContent), map = squares("class-map"), time = get("class-time");
    const measure = get("class-measure"), arm = get("class-arm"), kind = get("class-kind"), list = get("class-list");
    const form = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
    const show = () => {
      const m = +measure.value, a = +arm.value, k = told.kinds[+kind.value], t = +time.value;
      const values = k.values[m][a][t];
      const few = (at) => k.sizes[at] < told.fewest;
      const part = (at) => fill(told.says.part,
        { share: percent(values[at] / k.sizes[at]), count: form.format(values[at]), size: k.sizes[at] });
      const said = k.names.map((name, at) => fill(told.says.named, { name, what: few(at) ? told.says.few : part(at) }));
      map.forEach((square, at) => {
        const mine = k.of[at];
        dress(square, few(mine) ? "unknown" : step(values[mine] / k.sizes[mine]), said[mine]);
        square.children[1].textContent = k.letters[mine];
      });
      list.replaceChildren(...said.map((text, at) => {
        const item = document.createElement("li"), mark = document.createElement("b");
        mark.textContent = k.letters[at];
        item.append(mark, " " + text);
        return item;
      }));
      get("class-when").textContent = told.years[t];
      time.setAttribute("aria-valuetext", told.years[t]);
      get("class-title").textContent = fill(told.says.title,
        { measure: told.measures[m], condition: told.arms[a], year: told.years[t] });
    };
    listen([measure, arm, kind], time, show);
  }
})();
