// A refusal, shown as the command line shows it: what, where, what was found, what is allowed, the nearest name.
import { fill, h } from "./dom.js";

/** The block, as an element that screen readers announce. */
export const block = (problem) => h("div", { class: "problem", role: "alert" },
  h("b", {}, problem.what || problem.message),
  h("dl", {}, ["where", "found", "allowed"].filter((key) => problem[key]).map((key) =>
    h("div", {}, h("dt", {}, key), h("dd", {}, String(problem[key]))))),
  problem.nearest ? h("p", {}, "Did you mean ", h("code", {}, problem.nearest), "?") : null);

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
