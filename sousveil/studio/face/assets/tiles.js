// The places of a run as labelled squares, upper half the towns and lower half the countryside, as on the report page.
import { above } from "./chart.js";
import { h, write } from "./dom.js";
import { around, t } from "./language.js";
import * as say from "./say.js";

const STEPS = 7; // colours of the palette
const HIGH = 0.95; // the scale ends where only the highest twentieth lies above, as on the report page
const ORDER = ["urban", "rural", "abroad"];

/** The map of a scene, with a choice of what it shows. `show(places)` takes series -> a value for each place. */
export function tiles(scene) {
  const cells = scene.places.map((place) => ({ place, number: h("b", {}, "\u2013"), step: -1 }));
  for (const cell of cells) cell.element = h("span", { class: "cell few" },
    h("span", {}, say.place(cell.place.kind)), cell.number);
  const what = h("select", { id: "map-what" }, scene.series.map((one, at) => h("option", { value: at }, one.title)));
  const legend = Array.from({ length: STEPS }, (_, at) => h("li", { class: `step-${at}` }, "\u00a0"));
  const unit = h("span", {});
  const tops = {};
  let last = {};

  const draw = () => {
    const series = scene.series[Number(what.value)];
    const values = last[series.name] ?? [];
    const bounds = steps(tops[series.name]);
    cells.forEach((cell, at) => {
      const value = values[at] ?? null;
      const step = value === null || !bounds ? -1 : bounds.filter((bound) => value >= bound).length;
      if (step !== cell.step) cell.element.className = step < 0 ? "cell few" : `cell step-${step}`;
      cell.step = step;
      write(cell.number, value === null ? "\u2013" : say.number(value));
    });
    legend.forEach((item, at) => write(item, bounds ? range(bounds, at) : "\u00a0"));
    write(unit, series.unit);
  };
  what.addEventListener("change", draw);
  draw();

  return {
    element: h("figure", { class: "wide" },
      h("figcaption", {}, around(t("Places: {unit}"), { unit })),
      h("div", { class: "controls" }, h("label", {}, t("What"), what)),
      h("ul", { class: "map" }, squares(cells)), h("ul", { class: "legend" }, legend),
      h("p", { class: "note" },
        t("The places are synthetic: their sizes follow a census table, their labels do not. "
          + "A dash stands where too few people live for a rate."))),
    show(places) {
      last = places;
      for (const [name, values] of Object.entries(places)) tops[name] = Math.max(tops[name] ?? 0, high(values));
      draw();
    },
  };
}

/** One square a region at home, its halves in order. */
function squares(cells) {
  const regions = new Map();
  for (const cell of cells) {
    if (cell.place.kind === "abroad") continue; // told in the numbers of the report, not drawn as a place at home
    regions.set(cell.place.region, [...(regions.get(cell.place.region) ?? []), cell]);
  }
  return [...regions].map(([region, halves]) => h("li", {}, h("span", { class: "name", title: region }, region),
    halves.sort((one,
      other) => ORDER.indexOf(one.place.kind) - ORDER.indexOf(other.place.kind)).map((cell) => cell.element)));
}

function high(values) {
  const known = values.filter((value) => value !== null).sort((one, other) => one - other);
  return known.length ? known[Math.min(known.length - 1, Math.floor(HIGH * known.length))] : 0;
}

/** Where one step ends and the next begins; the top only grows during a run, so that colours do not flicker. */
const steps = (top) => (top > 0 ? Array.from({ length: STEPS - 1 }, (_, at) => above(top / (STEPS - 1)) * (at + 1))
  : null);

function range(bounds, at) {
  if (at === 0) return t("below {number}", { number: say.number(bounds[0]) });
  if (at === bounds.length) return t("{number} and more", { number: say.number(bounds[at - 1]) });
  return say.interval(bounds[at - 1], bounds[at]);
}
