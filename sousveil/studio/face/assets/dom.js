// Elements from values. Text becomes text nodes, so nothing that comes from a scenario or a run can be markup.
import { t } from "./language.js";

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "g", "path", "line", "rect", "circle", "text", "title"]);

/** An element: `h("button", { type: "button", onclick: act }, "Run")`. False,
  null and undefined leave an attribute out. */
export function h(name, attributes = {}, ...parts) {
  const made = DRAWN.has(name) && name !== "title" ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked" || key === "open") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...parts.flat(3).filter((part) => part !== null && part !== undefined && part !== false));
  return made;
}

/** Puts these parts in the place of everything that an element holds. */
export const fill = (element, ...parts) => {
  element.replaceChildren(...parts.flat(3).filter((part) => part !== null && part !== undefined && part !== false));
};

export const find = (identity) => document.getElementById(identity);

/** Writes text only where it changed, so that a live page does no work for nothing. */
export const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };

/** Says a sentence to those who listen to the page instead of looking at it. */
export const speak = (text) => write(find("spoken"), text);

/** The page's heading, in the page and in the window. */
export const name = (text) => {
  write(find("heading"), text);
  document.title = t("{heading}: Sousveil studio", { heading: text });
};

/** Waits until nobody has called for so many milliseconds. */
export const settled = (act, wait) => {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
};

/** What a page says where there is nothing to show, and what to do about it. */
export const empty = (what, ...todo) => h("p", { class: "absent" }, h("b", {}, what), " ", ...todo);

/** A table in a box that scrolls sideways; on a telephone a `stacked` one shows its rows as blocks. */
export const grid = (label, heads, rows, kind = "list") => h("div",
  { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
  h("table", { class: kind },
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, rows)));
