// The second level: countries are lived under every condition of the question; kept worlds are opened from here.
import { at, get } from "./api.js";
import { empty, fill, find, h } from "./dom.js";
import { start } from "./jobs.js";
import { table } from "./kept.js";
import { t } from "./language.js";
import { attempt, block } from "./problem.js";
import { given, size } from "./worlds.js";

const SCENARIO = "world-2020";

async function page() {
  const [scenarios, kept] = await Promise.all([get(at("scenarios")), get(at("kept"))]);
  const shipped = scenarios.find((one) => one.name === SCENARIO), problem = h("div");
  const send = (event) => {
    event.preventDefault();
    attempt(problem, () => start("world", {
      world: { scenario: SCENARIO }, replicates: given("replicates") ?? 100, ignorance: given("guesses") ?? 0,
    }));
  };
  const worlds = kept.filter((one) => one.kind === "world");
  fill(find("content"),
    h("form", { class: "card", onsubmit: send },
      h("h2", {}, shipped.title), h("p", {}, shipped.about),
      h("div", { class: "row" }, size("replicates", t("Worlds with other luck"), 100, 1000),
        size("guesses", t("Worlds with other guesses"), 48, 1000)),
      problem,
      h("div", { class: "row" }, h("button", { class: "primary", id: "live" }, t("Live the countries")),
        h("a", { href: `/edit?scenario=${SCENARIO}` }, t("Change its numbers first")))),
    h("section", { class: "below" }, h("h2", {}, t("Kept")), worlds.length
      ? [h("p", {}, t("The page of each has the map, with its years, and the classes of countries after the record.")),
        table(worlds)]
      : empty(t("None yet."),
        t("Live the countries above; it takes about half a minute, and longer the first time."))));
}

page().catch((problem) => fill(find("content"), block(problem)));
