// The page of assessments: of a scenario, which is run for it, or of a kept run as it is.
import { at, post } from "./api.js";
import { empty, fill, find, h } from "./dom.js";
import { start } from "./jobs.js";
import { table } from "./kept.js";
import { t } from "./language.js";
import { attempt, block } from "./problem.js";
import { choice, chosen, given, known, size } from "./worlds.js";

const SMALL = { people: 50_000, days: 180, replicates: 4 };

async function page() {
  const choices = await known();
  const world = choice(choices, "world"), problem = h("div");
  const sizes = h("div", { class: "row" }, size("people", t("People"), SMALL.people, 2e9),
    size("days", t("Days"), SMALL.days, 36500), size("replicates", t("Replicates"), SMALL.replicates, 1000));
  const note = h("p", { class: "note" });
  const look = () => {
    const isRun = world.value.startsWith("run:");
    sizes.hidden = isRun;
    note.textContent = isRun ? t("A run is read as it is and not run again.") : t("The scenario is run for it.");
  };
  world.addEventListener("change", look);
  look();
  const sheet = h("textarea", { class: "yaml", id: "sheet", spellcheck: "false",
    "aria-label": t("Deployment sheet (YAML)") });
  const fetch = () => attempt(problem, async () => {
    sheet.value = (await post(at("sheet"), { world: chosen(world.value) })).sheet;
  });
  const send = (event) => {
    event.preventDefault();
    const isRun = world.value.startsWith("run:");
    const asked = isRun ? {} : { people: given("people"), days: given("days"), replicates: given("replicates") };
    attempt(problem, () => start("assess", { world: chosen(world.value), sheet: sheet.value.trim() ? sheet.value : null,
      ...asked }));
  };
  const kept = choices.kept.filter((one) => one.kind === "assessment");
  fill(find("content"),
    h("section", { class: "card" }, h("form", { onsubmit: send },
      h("label", { class: "field" }, t("What is assessed"), world), note, sizes,
      h("details", {}, h("summary", {}, t("The deployment's own figures")),
        h("p", { class: "note" },
          t("A sheet with questions about the planned system. What stays blank is explored over its range.")),
        h("div", { class: "row" }, h("button", { type: "button", class: "small", onclick: fetch },
          t("Get the sheet to fill in"))), sheet),
      problem,
      h("div", { class: "row" }, h("button", { class: "primary", id: "assess" }, t("Assess"))))),
    h("section", {}, h("h2", {}, t("Assessments kept")),
      kept.length ? table(kept)
      : empty(t("None yet."), t("Choose a scenario above; the page that comes of it is yours to complete."))));
}

page().catch((problem) => fill(find("content"), block(problem)));
