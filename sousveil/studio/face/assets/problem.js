// A refusal, shown as the command line shows it: what, where, what was found, what is allowed, the nearest name.
import { fill, h } from "./dom.js";
import { around, t, tp } from "./language.js";

const NAMES = { where: tp("of what was refused", "where"), found: tp("of what was refused", "found"),
  allowed: tp("of what was refused", "allowed") };

/** The block, as an element that screen readers announce. */
export function block(problem) {
  const lang = problem.own ? null : "en"; // a refusal is said as on the command line, whatever the page speaks
  return h("div", { class: "problem", role: "alert" },
    h("b", { lang }, problem.what || problem.message),
    h("dl", {}, Object.entries(NAMES).filter(([key]) => problem[key]).map(([key, name]) =>
      h("div", {}, h("dt", {}, name), h("dd", { lang }, String(problem[key]))))),
    problem.nearest ? h("p", {}, around(t("Did you mean {name}?"), { name: h("code", {}, problem.nearest) })) : null);
}

/** Runs an action; where it is refused, the block stands in `place`, which is emptied otherwise. */
export async function attempt(place, act) {
  try {
    const made = await act();
    fill(place);
    return made;
  } catch (problem) {
    fill(place, block(problem));
    return undefined;
  }
}
