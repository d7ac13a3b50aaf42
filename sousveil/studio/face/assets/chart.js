// Lines over the days of a run, which grow while the run goes on. The frame never changes its size, so nothing moves.
import { h, write } from "./dom.js";
import { t } from "./language.js";
import * as say from "./say.js";

const WIDTH = 480, HEIGHT = 200, LEFT = 62, RIGHT = 10, TOP = 10, BOTTOM = 26;
const MOST = 600; // points of a line: more than there are pixels for would cost time and show nothing
const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const MIDDLE = (TOP + HEIGHT - BOTTOM) / 2;

/** The round number at or above a value. */
export function above(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * NICE.find((one) => one * power >= value * 0.9999);
}

/** A chart of one or two lines over so many days: `add(day, value, …)` for each frame, then `draw()`. */
export function chart({ title, unit, doc = "" }, days, names = []) {
  const tick = (y) => h("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" });
  const top = tick(TOP), half = tick(MIDDLE), foot = tick(HEIGHT - BOTTOM);
  const curves = (names.length ? names : [title]).map((_, at) => h("path", { class: `curve curve-${at}`, d: "" }));
  const now = h("span", { class: "now" }, "\u2013");
  const svg = h("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img",
    "aria-label": t("{title}, {unit}: no day yet", { title, unit }) },
    [TOP, MIDDLE, HEIGHT - BOTTOM].map((y) => h("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y })),
    top, half, foot, labels(days), curves);
  const key = names.map((name, at) => h("span", { class: `line-${at}` }, at ? "- - " : "\u2014 ", name));
  const element = h("figure", { class: "chart", title: doc },
    h("figcaption", {}, h("span", {}, title), now), svg, h("p", { class: "key" }, h("span", {}, unit), key));
  let points = [], highest = 0, stale = false;
  write(foot, "0");

  return {
    element,
    add(day, ...values) {
      points.push([day, values]);
      if (points.length > MOST) points = points.filter((_, place) => place % 2 === 0 || place === points.length - 1);
      highest = Math.max(highest, ...values);
      stale = true;
    },
    clear() {
      [points, highest, stale] = [[], 0, true];
    },
    draw() {
      if (!stale) return;
      stale = false;
      const ceiling = highest > 0 ? above(highest) : 1;
      write(top, say.number(ceiling));
      write(half, say.number(ceiling / 2));
      curves.forEach((curve, at) => curve.setAttribute("d", path(points, at, ceiling, days)));
      const [day, values] = points.at(-1) ?? [0, []];
      write(now, values.length ? values.map(say.number).join(" / ") : "\u2013");
      svg.setAttribute("aria-label", told({ title, unit, day, highest: say.number(highest) }, values.map(say.number)));
    },
  };
}

/** What the picture shows, for those who listen to it. */
function told(what, [one, other]) {
  if (one === undefined) return t("{title}, {unit}: no day yet", what);
  if (other === undefined) return t("{title}, {unit}: {one} on day {day}, at most {highest}", { ...what, one });
  return t("{title}, {unit}: {one} and {other} on day {day}, at most {highest}", { ...what, one, other });
}

function path(points, at, ceiling, days) {
  const known = points.filter(([, values]) => Number.isFinite(values[at]));
  return known.map(([day, values], place) => {
    const y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * values[at] / ceiling;
    return `${place ? "L" : "M"}${across(day, days).toFixed(1)} ${y.toFixed(1)}`;
  }).join("");
}

/** The first day, the one in the middle and the last. */
function labels(days) {
  const shown = [...new Set([1, Math.ceil(days / 2), days])];
  return shown.map((day) => h("text", {
    x: across(day, days), y: HEIGHT - 6, "text-anchor": day === 1 ? "start" : day === days ? "end" : "middle",
  }, t("day {day}", { day: say.whole(day) })));
}

const across = (day, days) => LEFT + (WIDTH - LEFT - RIGHT) * (days > 1 ? Math.max(0, day - 1) / (days - 1) : 0.5);
