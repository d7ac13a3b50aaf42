// The page of comparisons: a baseline beside one reform or several, and kept comparisons side by side.
import { documentsOf, effects } from "./effects.js";
import { empty, fill, find, h } from "./dom.js";
import { start } from "./jobs.js";
import { around, t } from "./language.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";
import { carried, choice, chosen, given, known, size } from "./worlds.js";

const SMALL = { people: 50_000, days: 180, replicates: 10 }; // a first look that a laptop gives in minutes

async function page() {
  const draft = await carried();
  const choices = { ...(await known()), draft };
  const baseline = choice(choices, "baseline"), problem = h("div"), reforms = h("ul", { class: "reforms" });
  const wanted = new URLSearchParams(location.search).getAll("reform");
  const add = (value) => {
    const select = choice(choices, "reform", t("choose \u2026"));
    select.removeAttribute("id");
    select.value = value && [...select.options].some((one) => one.value === value) ? value : "";
    reforms.append(h("li", {}, h("label", { class: "field" },
      t("Reform {number}", { number: reforms.children.length + 1 }), select)));
  };
  if (draft?.base) baseline.value = `scenario:${draft.base}`;
  for (const one of wanted.length ? wanted : [draft ? `text:${draft.text}` : ""]) add(one);
  const sizes = h("div", { class: "row" }, size("people", t("People"), SMALL.people, 2e9),
    size("days", t("Days"), SMALL.days, 36500),
    size("replicates", t("Pairs with other luck"), SMALL.replicates, 1000));
  const look = () => { // a kept run keeps its size unless another is asked for
    for (const key of ["people", "days"]) {
      const field = sizes.querySelector(`#${key}`);
      field.value = baseline.value.startsWith("run:") ? "" : SMALL[key];
      field.placeholder = t("as it was");
    }
  };
  baseline.addEventListener("change", look);
  look();
  const form = h("form", {
    onsubmit: (event) => {
      event.preventDefault();
      const asked = [...reforms.querySelectorAll("select")].map((one) => chosen(one.value)).filter(Boolean);
      attempt(problem, () => start("compare", {
        baseline: chosen(baseline.value), reforms: asked, replicates: given("replicates"), people: given("people"),
          days: given("days"),
      }));
    },
  },
  h("label", { class: "field" }, t("Baseline"), baseline), reforms,
  h("div", { class: "row" }, h("button", { type: "button", class: "small", onclick: () => add("") },
    t("One more reform"))),
  sizes,
  h("p", { class: "note" }, around(t("A world is changed under {change}, and comes here from there, or from its run."),
    { change: h("a", { href: "/edit" }, t("Change")) })),
  problem, h("div", { class: "row" }, h("button", { class: "primary", id: "compare" }, t("Compare"))));
  fill(find("content"), h("section", { class: "card" }, form), weigh(choices),
    await kept(choices.kept.filter((one) => one.kind === "comparison" && one.status === "complete")));
}

/** Each safeguard alone, and the best few together: towards less harm, and what it costs. */
function weigh(choices) {
  const world = choice(choices, "weighed"), problem = h("div");
  const send = (event) => {
    event.preventDefault();
    attempt(problem, () => start("safeguards", { world: chosen(world.value), people: SMALL.people, days: SMALL.days }));
  };
  return h("details", { class: "card" }, h("summary", {}, h("h2", {}, t("Weigh the safeguards"))),
    h("p", {},
      t("Every safeguard alone in a world of {people} people and {days} days, and the best few together. "
        + "It takes a while.", { people: say.whole(SMALL.people), days: SMALL.days })),
    h("form", { onsubmit: send }, h("label", { class: "field" }, t("World"), world), problem,
      h("div", { class: "row" }, h("button", {}, t("Weigh them")))));
}

/** Comparisons that were kept, and those chosen among them side by side. */
async function kept(every) {
  if (!every.length) return empty(t("No comparison yet."), t("Choose a baseline and a reform above."));
  const wanted = new Set(new URLSearchParams(location.search).getAll("kept")), table = h("div"), problem = h("div");
  const boxes = every.map((one) => h("input",
    { type: "checkbox", value: one.name, checked: wanted.has(one.name), onchange: () => show() }));
  const show = () => attempt(problem, async () => {
    const names = boxes.filter((box) => box.checked).map((box) => box.value);
    const documents = await documentsOf(names);
    fill(table, documents.length ? await effects(documents) : null);
  });
  await show();
  return h("section", {}, h("h2", {}, t("Side by side")),
    h("p", { class: "note" }, t("Choose one or more of the comparisons that were kept.")),
    h("ul", { class: "choose" }, every.map((one, number) => h("li", {},
      h("label", {}, boxes[number],
      ` ${one.title || one.name} \u00b7 ${say.size(one)}`)))),
    problem, table);
}

page().catch((problem) => fill(find("content"), block(problem)));
