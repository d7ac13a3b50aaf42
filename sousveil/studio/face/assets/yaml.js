// The draft as the text that it is, and the file that can be taken away.
import { fill, h, settled } from "./dom.js";
import { around, t } from "./language.js";
import { block } from "./problem.js";

const TYPING = 500; // milliseconds without a key before a text is read

/** The scenario's text: it follows the controls, and they follow it. */
export function text(draft) {
  const area = h("textarea", { class: "yaml", spellcheck: "false", autocomplete: "off", id: "yaml",
    "aria-label": t("The scenario as text (YAML)") });
  const problem = h("div");
  const read = settled(async () => {
    const typed = area.value;
    if (typed === draft.now.text) return fill(problem);
    try {
      await draft.read(typed);
      fill(problem);
      area.removeAttribute("aria-invalid");
    } catch (refused) {
      area.setAttribute("aria-invalid", "true");
      fill(problem, block(refused));
    }
    return undefined;
  }, TYPING);
  area.addEventListener("input", read);
  draft.watch((now) => {
    if (document.activeElement !== area) {
      area.value = now.text;
      area.removeAttribute("aria-invalid");
      fill(problem);
    }
  });
  const wide = matchMedia("(min-width: 60rem)").matches; // on a telephone the controls would be out of sight below it
  return h("details", { class: "card", open: wide }, h("summary", {}, h("h2", {}, t("The same as text"))),
    h("p", { class: "note" }, around(t("The file that {command} takes. Change either; the other follows."),
      { command: h("code", {}, "sousveil") })), area, problem, download(draft));
}

function download(draft) {
  const anchor = h("a", { class: "button small" }, t("Download the file"));
  draft.watch((now) => {
    anchor.href = `data:text/yaml;charset=utf-8,${encodeURIComponent(now.text)}`;
    anchor.download = `${now.name}.yaml`;
  });
  return h("div", { class: "row" }, anchor);
}
