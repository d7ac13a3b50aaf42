// A kept folder: what it found, its page and files, and where to go on from it.
import { at, get } from "./api.js";
import { effects } from "./effects.js";
import { fill, find, h, name as title } from "./dom.js";
import { start } from "./jobs.js";
import { KINDS, address, erase, file, rename, state } from "./kept.js";
import { names } from "./names.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";

const MAIN = ["flags", "wrong_flags", "visits", "detentions", "wrongful_detentions", "messages_not_sent", "wrongful_exclusion", "falsification_gap", "fear", "trust", "protest", "incidents"];
const name = decodeURIComponent(location.pathname.split("/").at(-1));
const problem = h("div");

async function page() {
  const one = await get(at("kept", name));
  title(one.title || name);
  fill(find("content"),
    h("p", {}, state(one), ` ${KINDS[one.kind]} \u00b7 ${name}`, one.people ? ` \u00b7 ${say.whole(one.people)} people, ${say.plural(one.days, "day")}, seed ${one.seed}` : "",
      one.replicates > 1 ? `, ${say.plural(one.replicates, "replicate")}` : ""),
    h("div", { class: "row" }, acts(one)), problem, await found(one), files(one));
}

function acts(one) {
  const button = (text, act, kind = "", identity = null) => h("button", { type: "button", class: kind, id: identity, onclick: act }, text);
  const link = (text, href) => h("a", { class: "button", href }, text);
  const isRun = one.kind === "run";
  const done = one.status === "complete";
  return [
    one.page ? h("a", { class: "button primary", href: file(name, one.page), target: "_blank", rel: "noopener", id: "report" }, "Open the page") : null,
    isRun && one.status === "interrupted" ? button("Go on with it", () => attempt(problem, () => start("resume", { run: name })), "primary", "resume") : null,
    isRun && done ? link("Compare", `/compare?${new URLSearchParams({ baseline: `run:${name}` })}`) : null,
    isRun && done ? link("Read lives", `/lives?${new URLSearchParams({ world: `run:${name}` })}`) : null,
    isRun && done ? link("Assess", `/assess?${new URLSearchParams({ world: `run:${name}` })}`) : null,
    isRun ? button("Change it", () => attempt(problem, async () => location.assign(`/edit?${(await get(at("kept", name, "draft"))).link}`)), "", "change") : null,
    one.kind === "comparison" ? link("Beside others", `/compare?${new URLSearchParams({ kept: name })}`) : null,
    button("Rename", () => rename(name, (now) => location.assign(address(now))), "", "rename"),
    button("Delete", () => erase(name, () => location.assign("/runs")), "danger", "delete"),
  ];
}

/** The main numbers, as far as a folder of this kind has any that fit here; its page has them all. */
async function found(one) {
  if (one.status !== "complete") return null;
  if (one.kind === "run") return measures((await get(at("kept", name, "summary"))).measures, await names());
  if (one.kind === "comparison") return effects([await get(at("kept", name, "document"))]);
  if (one.kind === "replication") return verdicts((await get(at("kept", name, "document"))).exhibits);
  return null;
}

function measures(every, called) {
  const shown = MAIN.map((key) => every.find((one) => one.name === key && one.group === "all")).filter((one) => one && one.value !== null);
  const unit = (one) => (one.per ? `${one.unit} per ${one.per}` : one.unit);
  return h("section", { "aria-label": "Main numbers" }, h("ul", { class: "tiles" }, shown.map((one) => h("li", {},
    h("span", { class: "big" }, say.number(one.value)), h("span", { class: "what" }, say.capital(called("measures", one.name))),
    h("span", { class: "unit" }, unit(one)), h("span", { class: "range" }, say.interval(one.low, one.high) ? `luck: ${say.interval(one.low, one.high)}` : "luck not assessed: one replicate")))),
  h("p", { class: "note" }, "Everybody at home. The page has all measures, groups and places, and what was assumed."));
}

function verdicts(exhibits) {
  const rows = exhibits.flatMap((one) => (one.quantities ?? [one]).map((row) => ({ ...row, exhibit: one.name })));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Verdicts" }, h("table", { class: "list" },
    h("thead", {}, h("tr", {}, ["Exhibit", "Quantity", "Published", "Simulated", "Verdict"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.exhibit), h("td", {}, row.quantity),
      h("td", {}, figure(row.published)), h("td", {}, figure(row.simulated)), h("td", { class: `verdict ${row.verdict}` }, row.verdict))))));
}

const figure = (value) => (Array.isArray(value) ? say.interval(...value) : typeof value === "number" ? say.number(value) : value ?? "not published");

function files(one) {
  if (!one.files.length) return null;
  return h("section", {}, h("h2", {}, "Files"),
    h("div", { class: "row" }, h("a", { class: "button", href: at("kept", name, "archive"), download: `${name}.zip`, id: "archive" }, "Download everything (zip)")),
    h("ul", { class: "choose" }, one.files.map((path) => h("li", {}, h("a", { href: file(name, path), download: path.split("/").at(-1) }, path)))),
    h("p", { class: "note" }, "The same folder that the command line writes: ", h("code", {}, `sousveil verify runs/${name}`), "."));
}

page().catch((refused) => fill(find("content"), block(refused), h("p", {}, h("a", { href: "/runs" }, "All runs"))));
