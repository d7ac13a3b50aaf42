// Kept folders as a table, and what can be done with one.
import { at, patch, remove } from "./api.js";
import { grid, h } from "./dom.js";
import { attempt } from "./problem.js";
import * as say from "./say.js";

export const KINDS = {
  run: "run", comparison: "comparison", assessment: "assessment", replication: "exhibits", safeguards: "safeguards",
    world: "world", folder: "folder",
};

export const address = (name) => `/runs/${encodeURIComponent(name)}`;
export const file = (name, one) => at("kept", name, "files", ...one.split("/"));

/** Folders, one a line. */
export function table(every) {
  const cell = (label, ...parts) => h("td", { "data-label": label }, parts);
  const row = (one) => h("tr", { "data-name": one.name },
    h("th", { scope: "row" }, h("a", { href: address(one.name) }, one.name)),
    cell("What", KINDS[one.kind], one.title ? `: ${one.title}` : ""),
    cell("Size", say.size(one)),
    cell("State", state(one)),
    cell("Kept", [say.when(one.finished), say.bytes(one.bytes)].filter(Boolean).join(", ")));
  return grid("Kept folders", ["Name", "What", "Size", "State", "Kept"], every.map(row), "list stacked");
}

export const state = (one) => h("span",
  { class: `chip ${{ complete: "done", running: "living" }[one.status] ?? "stopped"}` },
  one.status === "interrupted" && one.day ? `interrupted after day ${one.day}` : one.status);

/** Asks before it acts. The answer is in the question's own words, and nothing happens on Escape. */
export function ask(title, parts, word, act) {
  const problem = h("div");
  const sure = h("button", { class: word === "Delete" ? "danger" : "primary" }, word);
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
    { type: "button", autofocus: word === "Delete", onclick: () => dialog.close() }, "Keep it as it is"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function rename(name, then) {
  const field = h("input", { type: "text", value: name, required: true, maxlength: 100, id: "new-name" });
  ask("Rename", h("label", { class: "field" }, "New name: letters, digits, - _ and .", field), "Rename",
    async () => then((await patch(at("kept", name), { name: field.value })).name));
}

export function erase(name, then) {
  ask("Delete for good?", h("p", {}, "The folder ", h("b", {}, name),
    " and everything in it will be gone. This cannot be undone."), "Delete", async () => {
    await remove(at("kept", name), { sure: name });
    then();
  });
}
