// A run while it lives: how far it is, a few curves, and a button that stops it. Text becomes text nodes, so nothing
// that comes from a scenario can be markup; colours are those of the notebook.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320, HEIGHT = 120, LEFT = 50, RIGHT = 8, TOP = 8, BOTTOM = 22;
const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const THREE = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const STATES = { living: "", stopped: "stopped", failed: "failed", done: "done" };

function h(name, attributes = {}, ...parts) {
  const drawn = ["svg", "path", "line", "text"].includes(name);
  const made = drawn ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...parts);
  return made;
}

const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };

/** The round number at or above a value. */
function above(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * NICE.find((one) => one * power >= value * 0.9999);
}

const across = (day, days) => LEFT + (WIDTH - LEFT - RIGHT) * (days > 1 ? (day - 1) / (days - 1) : 0.5);

/** A chart of one curve over so many days, which never changes its size. */
function chart({ title, unit }, days) {
  const tick = (y) => h("text", { x: LEFT - 5, y: y + 4, "text-anchor": "end" });
  const top = tick(TOP), foot = tick(HEIGHT - BOTTOM), path = h("path", { class: "curve", d: "" });
  const now = h("span", { class: "now" });
  const svg = h("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" },
    ...[TOP, HEIGHT - BOTTOM].map((y) => h("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y })),
    top, foot, path,
    h("text", { x: LEFT, y: HEIGHT - 6 }, "day 1"),
    h("text", { x: WIDTH - RIGHT, y: HEIGHT - 6, "text-anchor": "end" }, `day ${WHOLE.format(days)}`));
  const element = h("figure", {}, h("figcaption", {}, h("span", {}, title), now), svg, h("p", {}, unit));
  write(foot, "0");
  return {
    element,
    draw(points) {
      const highest = Math.max(0, ...points.map(([, value]) => value));
      const ceiling = highest > 0 ? above(highest) : 1;
      write(top, THREE.format(ceiling));
      path.setAttribute("d", points.map(([day, value], at) => {
        const y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / ceiling;
        return `${at ? "L" : "M"}${across(day, days).toFixed(1)} ${y.toFixed(1)}`;
      }).join(""));
      const last = points.at(-1);
      write(now, last ? THREE.format(last[1]) : "");
      svg.setAttribute("aria-label", last
        ? `${title}, ${unit}: ${THREE.format(last[1])} on day ${last[0]}, at most ${THREE.format(highest)}`
        : `${title}, ${unit}: no day yet`);
    },
  };
}

function render({ model, el }) {
  const days = model.get("days"), charts = new Map();
  const bar = h("progress", { "aria-label": "days lived" }), said = h("p", { role: "status" });
  const button = h("button", { type: "button" }, "Stop"), shown = h("div", { class: "charts" });
  const message = h("p", { class: "message" });
  button.addEventListener("click", () => {
    button.disabled = true;
    write(button, "Stopping");
    model.send({ do: "stop" });
  });
  const draw = () => {
    const { state = "living", phase = "", done = 0, total = 1, unit = "", curves = [], message: more = "" }
      = model.get("picture");
    bar.max = Math.max(total, 1);
    bar.value = done;
    write(said, `${STATES[state] || phase}: ${WHOLE.format(done)} of ${WHOLE.format(total)} ${unit}`);
    write(message, more);
    button.hidden = state !== "living";
    for (const one of curves) {
      if (!charts.has(one.name)) {
        charts.set(one.name, chart(one, days));
        shown.append(charts.get(one.name).element);
      }
      charts.get(one.name).draw(one.points);
    }
  };
  el.append(h("div", { class: "sousveil-live" },
    h("p", {}, h("b", {}, model.get("title")), ` ${model.get("about")}`),
    h("div", { class: "row" }, bar, button), said, shown, message));
  model.on("change:picture", draw);
  draw();
  return () => model.off("change:picture", draw);
}

export default { render };
