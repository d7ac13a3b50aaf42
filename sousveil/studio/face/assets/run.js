// A kept folder: what it found, its page and files, and where to go on from it.
import { at, get } from "./api.js";
import { effects } from "./effects.js";
import { fill, find, grid, h, name as title } from "./dom.js";
import { start } from "./jobs.js";
import { KINDS, address, erase, file, rename, state } from "./kept.js";
import { around, t, tn, tp } from "./language.js";
import { names } from "./names.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";

const MAIN = ["flags", "wrong_flags", "visits", "detentions", "wrongful_detentions", "messages_not_sent",
  "wrongful_exclusion", "falsification_gap", "fear", "trust", "protest", "incidents"];
const name = decodeURIComponent(location.pathname.split("/").at(-1));
const problem = h("div");

async function page() {
  const one = await get(at("kept", name));
  title(one.title || name);
  fill(find("content"),
    h("p", {}, state(one), ` ${KINDS[one.kind]} \u00b7 ${name}`,
      one.people ? ` \u00b7 ${sized(one)}` : ""),
    h("div", { class: "row" }, acts(one)), problem, await found(one), files(one));
}

function sized({ seed, replicates, ...one }) {
  const size = say.size(one);
  return replicates > 1 ? tn("{size}, seed {seed}, {count} replicate", "{size}, seed {seed}, {count} replicates",
    replicates, { size, seed }) : t("{size}, seed {seed}", { size, seed });
}

function acts(one) {
  const isRun = one.kind === "run", done = one.status === "complete";
  const button = (identity, text, act, kind = "") => h("button",
    { type: "button", class: kind, id: identity, onclick: act }, text);
  const link = (text, page, key, value) => h("a",
    { class: "button", href: `${page}?${new URLSearchParams({ [key]: value })}` }, text);
  const goOn = () => attempt(problem, () => start("resume", { run: name }));
  const change = () => attempt(problem, async () => {
    const draft = await get(at("kept", name, "draft"));
    location.assign(`/edit?${draft.link}`);
  });
  return [
    one.page && h("a", { class: "button primary", href: file(name, one.page), target: "_blank", id: "report" },
      t("Open the page")),
    isRun && one.status === "interrupted" && button("resume", t("Go on with it"), goOn, "primary"),
    isRun && done && link(t("Compare"), "/compare", "baseline", `run:${name}`),
    isRun && done && link(t("Read lives"), "/lives", "world", `run:${name}`),
    isRun && done && link(t("Assess"), "/assess", "world", `run:${name}`),
    isRun && button("change", t("Change it"), change),
    one.kind === "comparison" && link(t("Beside others"), "/compare", "kept", name),
    button("rename", t("Rename"), () => rename(name, (now) => location.assign(address(now)))),
    button("delete", t("Delete"), () => erase(name, () => location.assign("/runs")), "danger"),
  ];
}

/** The main numbers, as far as a folder of this kind has any that fit here; its page has them all. */
async function found(one) {
  if (one.status !== "complete") return null;
  if (one.kind === "run") return measures((await get(at("kept", name, "summary"))).measures, await names());
  if (one.kind === "comparison") return effects([await get(at("kept", name, "document"))]);
  if (one.kind === "replication") return verdicts((await get(at("kept", name, "document"))).exhibits);
  if (one.kind === "assessment") return assessed(await get(at("kept", name, "document")));
  return null;
}

function measures(every, called) {
  const main = MAIN.map((key) => every.find((one) => one.name === key && one.group === "all"));
  const luck = (span) => (span ? t("luck: {range}", { range: span }) : t("luck not assessed: one replicate"));
  const tile = (one) => h("li", {},
    h("span", { class: "big" }, say.number(one.value)),
    h("span", { class: "what" }, say.capital(called("measures", one.name))),
    h("span", { class: "unit" }, say.unit(one)),
    h("span", { class: "range" }, luck(say.interval(one.low, one.high))));
  return h("section", { "aria-label": t("Main numbers") },
    h("ul", { class: "tiles" }, main.filter((one) => one && one.value !== null).map(tile)),
    h("p", { class: "note" },
      t("Everybody at home. The page has all measures, groups and places, and what was assumed.")));
}

const VERDICTS = { kept: tp("a verdict", "kept"), broken: tp("a verdict", "failed"),
  unstated: tp("a verdict", "no verdict") };

/** What was claimed and what was found; claims that wait for another level of the model stand on the page. */
function verdicts(exhibits) {
  const rows = exhibits.flatMap((one) => one.rows.filter((row) => row.simulated !== null)
    .map((row) => ({ ...row, exhibit: one.title })));
  const line = (row) => h("tr", {},
    h("th", { scope: "row" }, row.exhibit), h("td", {}, say.capital(row.quantity), h("br"), h("small", {}, row.unit)),
    h("td", { class: "figure" }, figure(row.published)), h("td", { class: "figure" }, figure(row.simulated)),
    h("td", { class: `verdict ${row.verdict}` }, VERDICTS[row.verdict]));
  return grid(t("Verdicts"), [t("Exhibit"), t("What"), t("Published"), t("Simulated"), t("Verdict")], rows.map(line));
}

const assessed = ({ never, illustrative, illustrative_because: why }) => h("section", {},
  illustrative ? h("p", {}, h("b", {}, t("It is an illustration:")), " ", t("{why}.", { why })) : null,
  h("p", { class: "banner" }, never));

function figure(value) {
  if (Array.isArray(value)) return say.interval(...value);
  return typeof value === "number" ? say.number(value) : value ?? t("not published");
}

function files(one) {
  if (!one.files.length) return null;
  const link = (path) => h("li", {}, h("a", { href: file(name, path), download: path.split("/").at(-1) }, path));
  const all = { class: "button", href: at("kept", name, "archive"), download: `${name}.zip`, id: "archive" };
  return h("section", {}, h("h2", {}, t("Files")),
    h("div", { class: "row" }, h("a", all, t("Download everything (zip)"))),
    h("ul", { class: "choose" }, one.files.map(link)),
    one.kind === "run" ? h("p", { class: "note" },
      around(t("The same folder that the command line writes: {command} checks it."),
        { command: h("code", {}, `sousveil verify runs/${name}`) })) : null);
}

page().catch((refused) => fill(find("content"), block(refused), h("p", {}, h("a", { href: "/runs" }, t("All runs")))));
