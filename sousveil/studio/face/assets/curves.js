// The charts of a run: first a few that tell most of it, and behind a line everything else that is counted.
import { chart } from "./chart.js";
import { h } from "./dom.js";
import { t, tn, tp } from "./language.js";

const FIRST = [
  { of: ["held_back"] }, { of: ["flag"] }, { of: ["visit"] },
  { of: ["in_custody", "custody_innocent"], title: t("people in custody"),
    names: [tp("everybody in custody", "all"), t("without an unprotected deed")] },
  { of: ["falsifies"] },
  { of: ["true_support", "ruler_support"], title: t("support for the ruler"),
    names: [t("as it is"), t("as the ruler hears of it")] },
];
const SHOWN = 6; // two columns of three beside the map

/** The charts of a scene. `more` is the part that is closed at first, and costs nothing until it is opened. */
export function curves(scene) {
  const known = new Map(scene.series.map((series) => [series.name, series]));
  const told = FIRST.filter(({ of }) => of.every((name) => known.has(name)));
  const used = new Set(told.flatMap(({ of }) => of));
  const others = scene.series.filter((series) => !used.has(series.name)).map((series) => ({ of: [series.name] }));
  const made = [...told, ...others].map(({ of, title, names = [] }) => {
    const first = known.get(of[0]);
    return { of, ...chart({ ...first, title: title ?? first.title }, scene.days, names) };
  });
  const [shown, rest] = [made.slice(0, SHOWN), made.slice(SHOWN)];
  const elements = (some) => h("div", { class: "charts" }, some.map((one) => one.element));
  const more = h("details", { class: "more-curves" },
    h("summary", {}, tn("{count} more curve: everything else that is counted",
      "{count} more curves: everything else that is counted", rest.length)), elements(rest));
  const draw = () => (more.open ? made : shown).forEach((one) => one.draw());
  more.addEventListener("toggle", draw);
  let replicate = 0;

  return {
    element: elements(shown),
    more: rest.length ? more : null,
    draw,
    /** Where replicates follow each other, each begins its curves anew. */
    add(frame) {
      if (frame.replicate !== replicate) for (const one of made) one.clear();
      replicate = frame.replicate;
      for (const one of made) {
        if (one.of.every((name) => name in frame.home)) one.add(frame.day, ...one.of.map((name) => frame.home[name]));
      }
    },
  };
}
