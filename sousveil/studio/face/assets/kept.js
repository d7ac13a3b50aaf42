// Kept folders as a table, and what can be done with one.
import { at, patch, remove } from "./api.js";
import { grid, h } from "./dom.js";
import { around, t } from "./language.js";
import { attempt } from "./problem.js";
import * as say from "./say.js";

export const KINDS = {
  run: t("run"), comparison: t("comparison"), assessment: t("assessment"), replication: t("exhibits"),
  safeguards: t("safeguards"), world: t("world"), folder: t("folder"),
};

const HEADS = [t("Name"), t("What"), t("Size"), t("State"), t("Kept")];

export const address = (name) => `/runs/${encodeURIComponent(name)}`;
export const file = (name, one) => at("kept", name, "files", ...one.split("/"));

/** Folders, one a line. */
export function table(every) {
  const cell = (label, ...parts) => h("td", { "data-label": label }, parts);
  const row = (one) => h("tr", { "data-name": one.name },
    h("th", { scope: "row" }, h("a", { href: address(one.name) }, one.name)),
    cell(HEADS[1], one.title ? t("{kind}: {title}", { kind: KINDS[one.kind], title: one.title }) : KINDS[one.kind]),
    cell(HEADS[2], say.size(one)),
    cell(HEADS[3], state(one)),
    cell(HEADS[4], say.listed([say.when(one.finished), say.bytes(one.bytes)].filter(Boolean))));
  return grid(t("Kept folders"), HEADS, every.map(row), "list stacked");
}

export const state = (one) => h("span",
  { class: `chip ${{ complete: "done", running: "living" }[one.status] ?? "stopped"}` },
  one.status === "interrupted" && one.day ? t("interrupted after day {day}", { day: one.day }) : say.state(one.status));

/** Asks before it acts. The answer is in the question's own words, and nothing happens on Escape. */
export function ask(title, parts, word, act, grave = false) {
  const problem = h("div");
  const sure = h("button", { class: grave ? "danger" : "primary" }, word);
  const dialog = h("dialog", { "aria-labelledby": "question" }, h("form", {
    method: "dialog",
    onsubmit: async (event) => {
      event.preventDefault();
      const done = await attempt(problem, async () => { await act(); return true; });
      if (done) dialog.close();
    },
  }, h("h2", { id: "question" }, title), parts, problem,
  // whoever presses Enter without reading deletes nothing
  h("div", { class: "row" }, sure, h("button",
    { type: "button", autofocus: grave, onclick: () => dialog.close() }, t("Keep it as it is")))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function rename(name, then) {
  const field = h("input", { type: "text", value: name, required: true, maxlength: 100, id: "new-name" });
  ask(t("Rename"), h("label", { class: "field" }, t("New name: letters, digits, - _ and ."), field), t("Rename"),
    async () => then((await patch(at("kept", name), { name: field.value })).name));
}

export function erase(name, then) {
  const what = around(t("The folder {name} and everything in it will be gone. This cannot be undone."),
    { name: h("b", {}, name) });
  ask(t("Delete for good?"), h("p", {}, what), t("Delete"), async () => {
    await remove(at("kept", name), { sure: name });
    then();
  }, true);
}
