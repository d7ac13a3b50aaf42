// Comparisons side by side: for each measure the baseline, and what each reform changes, with its paired interval.
import { at, get } from "./api.js";
import { fill, h, write } from "./dom.js";
import { t, tn, tp } from "./language.js";
import { names } from "./names.js";
import * as say from "./say.js";

const WIDTH = 160, HEIGHT = 24;
const FEW = 3; // differences told in the head of a column; the page of the comparison tells all

/** The documents of kept comparisons, each with the name of its folder. */
export const documentsOf = (folders) => Promise.all(folders.map(async (name) => {
  const document = await get(at("kept", name, "document"));
  return { name, ...document };
}));

/** A table of documents of comparisons (each with `name`, `baseline`, `reform`, `effects`). */
export async function effects(documents) {
  const called = await names();
  const groups = [...new Set(documents.flatMap((one) => one.effects.map((effect) => effect.group)))];
  const group = h("select", {}, groups.map((one) => h("option", { value: one }, called("groups", one))));
  const moved = h("input", { type: "checkbox", role: "switch", checked: true });
  const body = h("tbody"), count = h("span", { role: "status" });
  const draw = () => {
    const rows = measures(documents, group.value).filter((row) => !moved.checked
      || row.effects.some((one) => one && one.effect));
    fill(body, rows.length ? rows.map((row) => line(row, called("measures", row.name)))
      : h("tr", {}, h("td", { colspan: 2 + documents.length },
      t("Nothing differs for this group. Show what does not change as well."))));
    write(count, tn("{count} measure", "{count} measures", rows.length));
  };
  group.addEventListener("change", draw);
  moved.addEventListener("change", draw);
  draw();
  return h("div", {},
    h("div", { class: "controls" }, h("label", {}, t("Whom"), group),
      h("label", { class: "switch" }, moved, t("Only what changes")), count),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("Effects") },
      h("table", { class: "list" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("Measure")),
        h("th", { scope: "col", class: "figure" }, documents[0].baseline.title),
        documents.map((one) => h("th", { scope: "col" }, titled(one))))), body)),
    h("p", { class: "note" },
      t("Dots are differences from the baseline, lines their 95 % intervals over pairs of runs with the same luck; "
        + "the thin line is no difference. Each measure has its own scale.")));
}

function titled({ name, reform, differences = [] }) {
  const change = (one) => `${one.what}: ${side(one.baseline)} \u2192 ${side(one.reform)}`;
  const first = say.parted(differences.slice(0, FEW).map(change));
  return [
    name ? h("a", { href: `/runs/${encodeURIComponent(name)}` }, reform.title) : reform.title,
    first && h("small", {}, h("br"), first, differences.length > FEW ? " \u2026" : ""),
  ];
}

/** What a side has: a number, or whether a rule takes part. */
function side(given) {
  if (given === "in") return tp("a rule takes part", "in");
  return given === "out" ? tp("a rule takes no part", "out") : say.value(given);
}

/** One row a measure: its effect in each document, or null. */
function measures(documents, group) {
  const names = [...new Set(documents.flatMap((one) => one.effects.map((effect) => effect.name)))];
  return names.map((name) => ({
    name,
    effects: documents.map((one) => one.effects.find((effect) => effect.name === name && effect.group === group
      && Number.isFinite(effect.effect)) ?? null),
  })).filter((row) => row.effects.some(Boolean));
}

function line({ effects: found }, words) {
  const first = found.find(Boolean);
  const ends = found.filter(Boolean).flatMap((one) => [one.effect, one.low ?? 0, one.high ?? 0]);
  const widest = Math.max(...ends.map(Math.abs)) || 1;
  return h("tr", {}, h("th", { scope: "row" }, say.capital(words), h("br"), h("small", {}, say.unit(first))),
    h("td", { class: "figure" }, say.number(first.baseline)),
    found.map((one) => (one ? h("td", {}, picture(one, widest), h("span", {}, signed(one.effect)), h("br"),
      h("small", {}, span(one))) : h("td", {}, t("not computed")))));
}

const signed = (value) => (value > 0 ? `+${say.number(value)}` : say.number(value));
const span = ({ low, high }) => say.interval(low, high) || t("no interval with one pair");

function picture({ effect, low, high }, widest) {
  const x = (value) => WIDTH / 2 + (value / widest) * (WIDTH / 2 - 6);
  return h("svg", { class: "effect", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT,
    "aria-hidden": "true" },
    h("line", { class: "zero", x1: WIDTH / 2, x2: WIDTH / 2, y1: 2, y2: HEIGHT - 2 }),
    Number.isFinite(low) && Number.isFinite(high)
      ? h("line", { class: "span", x1: x(low), x2: x(high), y1: HEIGHT / 2, y2: HEIGHT / 2 }) : null,
    h("circle", { class: "dot", cx: x(effect), cy: HEIGHT / 2, r: 4.5 }));
}
