// One number of a rule or of a safeguard as a control: slider, number, unit, evidence, source.
import { fill, h, write } from "./dom.js";
import { t } from "./language.js";
import { attempt } from "./problem.js";
import * as say from "./say.js";
import { STEPS, scale } from "./scale.js";

let count = 0;

/** The control of a setting. change(path, value) asks for a value, or with null for that of the base. */
export function control(setting, change) {
  const identity = `setting-${(count += 1)}`;
  const problem = h("div"), value = h("div", { class: "value" }), was = h("span", { class: "was" });
  const undo = h("button", { type: "button", class: "small plain", onclick: () => ask(setting.path, null) },
    t("undo"));
  const ask = (path, given) => attempt(problem, () => change(path, given));
  const element = h("div", { class: "setting", "data-path": setting.path },
    h("div", {}, h("label", { for: identity }, say.capital(setting.doc)), h("br"), h("code", {}, setting.path)),
    value,
    h("div", { class: "about" },
      h("span", {}, t("{unit}, {low} to {high}", setting)),
      h("span", { class: `chip ${setting.evidence}` }, say.evidence(setting.evidence)),
      source(setting), was, undo),
    problem);
  let show = () => {}, form = "";

  const update = (now, present) => {
    const wanted = typeof now.value === "object" ? `places ${Object.keys(now.value)}` : "number";
    if (wanted !== form) {
      form = wanted;
      value.className = wanted === "number" ? "value" : "places";
      show = wanted === "number" ? single(now, identity, value, ask) : byPlace(now, identity, value, ask);
    }
    show(now, present);
    element.classList.toggle("changed", now.changed);
    undo.hidden = !now.changed;
    write(was, now.changed ? t("was {value}", { value: say.value(now.base) }) : later(now));
  };
  return { element, update };
}

const later = ({ later: days }) => say.parted(Object.entries(days)
  .map(([day, value]) => t("{value} from day {day}", { value: say.value(value), day })));

function source({ source: text, plausible, is_definition: definition }) {
  const range = definition ? t("A definition: another value is another rule.")
    : t("Plausible: {range}.", { range: say.interval(...plausible) });
  const tip = `tip-${(count += 1)}`;
  return h("span", { class: "source" },
    h("button",
      { type: "button", "aria-describedby": tip,
      onkeydown: (event) => { if (event.key === "Escape") event.target.blur(); } }, t("source")),
    h("span", { role: "tooltip", id: tip },
      text ? h("span", { lang: "en" }, text) : t("No source: nobody has published it, so it is assumed."),
      ` ${range}`));
}

/** A slider and a number for one value everywhere; the slider's steps are for the eye, the number for what is exact. */
function single(setting, identity, place, ask) {
  const along = scale(setting);
  const slider = h("input", { type: "range", min: 0, max: STEPS,
    "aria-label": t("{name}, slider", { name: setting.doc }) });
  const number = h("input", { type: "number", id: identity, min: setting.low, max: setting.high, step: "any" });
  const send = () => number.value !== "" && ask(setting.path, Number(number.value));
  slider.addEventListener("input", () => {
    number.value = along.value(Number(slider.value));
    slider.setAttribute("aria-valuetext", `${number.value} ${setting.unit}`);
  });
  slider.addEventListener("change", send);
  number.addEventListener("change", send);
  fill(place, slider, number);
  return (now, present) => {
    number.value = now.value;
    slider.value = along.step(now.value);
    slider.setAttribute("aria-valuetext", `${now.value} ${now.unit}`);
    number.disabled = slider.disabled = !present;
  };
}

/** A number for each kind of place that the scenario tells apart. */
function byPlace(setting, identity, place, ask) {
  const fields = Object.keys(setting.value).map((name, at) => {
    const number = h("input", { type: "number", min: setting.low, max: setting.high, step: "any",
      id: at ? null : identity });
    return { name, number };
  });
  for (const { number } of fields) {
    number.addEventListener("change", () => fields.every((one) => one.number.value !== "")
      && ask(setting.path, Object.fromEntries(fields.map((one) => [one.name, Number(one.number.value)]))));
  }
  fill(place, fields.map(({ name, number }) => h("label", { class: "field" },
    name === "default" ? t("elsewhere") : name, number)));
  return (now, present) => {
    for (const { name, number } of fields) {
      number.value = now.value[name];
      number.disabled = !present;
    }
  };
}
