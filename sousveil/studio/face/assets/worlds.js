// The choice of a world: a shipped scenario, or a kept run with whatever was changed in it.
import { at, get } from "./api.js";
import { h } from "./dom.js";
import { t } from "./language.js";

/** What can be chosen from: shipped scenarios, and kept runs that are complete. */
export async function known() {
  const [scenarios, kept] = await Promise.all([get(at("scenarios")), get(at("kept"))]);
  return { scenarios, runs: kept.filter((one) => one.kind === "run" && one.status === "complete"), kept };
}

/** What was changed and has not run, where the address of the page carries it: its text is its value. */
export async function carried() {
  const link = new URLSearchParams(location.search).get("draft");
  return link ? get(`${at("drafts")}?${link}`) : null;
}

/** A select of worlds; `nothing` names the choice of none, `draft` is one that was changed and has not run. */
export function choice({ scenarios, runs, draft = null }, identity, nothing = "") {
  const option = (kind, value, text) => h("option", { value: `${kind}:${value}` }, text);
  const select = h("select", { id: identity }, nothing ? h("option", { value: "" }, nothing) : null,
    draft ? option("text", draft.text, [t("What you changed"), draft.title].join(" \u00b7 ")) : null,
    runs.length ? h("optgroup", { label: t("Runs") }, runs.map((one) => option("run", one.name,
      `${one.name} \u00b7 ${one.title}`))) : null,
    h("optgroup", { label: t("Scenarios") }, scenarios.map((one) => option("scenario", one.name, one.title))));
  const wanted = new URLSearchParams(location.search).get(identity);
  if (wanted && [...select.options].some((one) => one.value === wanted)) select.value = wanted;
  return select;
}

/** The chosen world as the interface takes it, or null. */
export function chosen(value) {
  const [kind, ...name] = value.split(":");
  return kind ? { [kind]: name.join(":") } : null;
}

/** A number field. */
export const size = (identity, label, value, most) => h("label", { class: "field" }, label,
  h("input", { type: "number", id: identity, min: 1, max: most, step: 1, value }));

/** The number in a field, or null where it is empty. */
export const given = (identity) => {
  const text = document.getElementById(identity).value;
  return text === "" ? null : Number(text);
};
