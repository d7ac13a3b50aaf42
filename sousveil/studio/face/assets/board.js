// Everything that can be changed: phases of the day with their rules as switches, and safeguards.
import { fill, h, speak, write } from "./dom.js";
import { t, tn } from "./language.js";
import { attempt } from "./problem.js";
import * as say from "./say.js";
import { control } from "./setting.js";

/** The board of a draft, and its filter. */
export function board(draft) {
  const query = h("input", { type: "search", placeholder: t("fear, cameras, share of alerts \u2026"), id: "filter" });
  const only = h("input", { type: "checkbox", role: "switch", id: "only" });
  const none = h("p", { class: "absent", hidden: true }, h("b", {}, t("Nothing found.")), " ",
    t("Try fewer letters, or show what is not changed as well."));
  const groups = [...draft.now.board.steps.map((step) => phase(step, draft)), guards(draft)];
  const filter = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = groups.map((group) => group.filter(words, only.checked)).reduce((sum, one) => sum + one, 0);
    none.hidden = shown > 0;
    if (words.length) speak(tn("{count} rule found", "{count} rules found", shown));
  };
  query.addEventListener("input", filter);
  only.addEventListener("change", filter);
  draft.watch((now) => {
    now.board.steps.forEach((step, at) => groups[at].update(step.rules));
    groups.at(-1).update(now.board.guards);
    filter();
  });
  return h("section", { class: "board", "aria-label": t("Rules and numbers") },
    h("div", { class: "board-tools" },
      h("label", { class: "field grow" }, t("Find a rule or a number"), query),
      h("label", { class: "switch" }, only, t("Only what is changed"))),
    groups.map((group) => group.element), none);
}

const phase = (step, draft) => group(say.capital(step.title), step.doc, step.rules, draft, rule);

const guards = (draft) => group(t("Safeguards"),
  t("limits on the rules above, each of which can be switched on"), draft.now.board.guards, draft, guard);

/** A phase, or the safeguards: a heading that opens, and its switches. */
function group(title, doc, given, draft, make) {
  const counted = h("span", { class: "count" });
  const switches = given.map((one) => make(one, draft));
  const absent = h("details", { class: "absent-rules" }, h("summary", {}));
  const inside = h("div");
  const element = h("details", { class: "phase" },
    h("summary", {}, h("b", {}, title), h("span", { class: "doc" }, doc), counted), inside, absent);
  // what was away at the start stays in its place when it is switched on, so that nothing jumps under the pointer
  const away = switches.filter((one, at) => make === rule && !given[at].present && !given[at].in_base);
  fill(inside, switches.filter((one) => !away.includes(one)).map((one) => one.element));
  absent.append(...away.map((one) => one.element));
  const label = absent.firstElementChild;

  const update = (now) => {
    now.forEach((one, at) => switches[at].update(one));
    const present = now.filter((one) => one.present).length;
    const changes = switches.filter((one) => one.changed()).length;
    write(counted, changes ? t("{some} of {all} on, {changes} changed", { some: present, all: now.length, changes })
      : t("{some} of {all} on", { some: present, all: now.length }));
    element.classList.toggle("changed", changes > 0);
    if (away.length) write(label, tn("{count} more rule that this scenario began without",
      "{count} more rules that this scenario began without", away.length));
  };
  const filter = (words, changed) => {
    for (const one of switches) one.show(words, changed);
    const shown = switches.filter((one) => !one.element.hidden);
    absent.hidden = !away.some((one) => !one.element.hidden);
    element.hidden = shown.length === 0;
    open(element, shown.length > 0 && (words.length > 0 || changed));
    open(absent, shown.length > 0 && (words.length > 0 || changed));
    return shown.length;
  };
  return { element, update, filter };
}

/** Opens what a search has found, and closes it again when the search is over, but not what the reader opened. */
function open(details, wanted) {
  if (wanted && !details.open) details.dataset.searched = details.open = true;
  else if (!wanted && details.dataset.searched) {
    details.open = false;
    delete details.dataset.searched;
  }
}

const rule = (given, draft) => switched(given, {
  doc: [given.doc],
  turn: (on) => draft.change({ mechanisms: { [given.name]: on } }),
  change: (path, value) => draft.change({ values: { [path]: value } }),
});

const guard = (given, draft) => switched(given, {
  doc: [given.does, h("br"), h("small", {}, t("What it does not reach: {what}.", { what: given.remains }))],
  turn: (on) => draft.change({ safeguards: { [given.name]: on ? {} : null } }),
  change: (path, value) => draft.change({ values: { [path]: value } }),
});

/** A rule or a safeguard: its switch, what it is, and behind a line its numbers,
  which are built when they are opened. */
function switched(given, { doc, turn, change }) {
  const problem = h("div"), note = h("small");
  const input = h("input", { type: "checkbox", role: "switch" });
  const title = h("label", { class: "switch" }, input, say.capital(given.title));
  const inside = h("div"), numbers = h("details", {},
    h("summary", {}, tn("{count} number", "{count} numbers", given.settings.length)), inside);
  const element = h("div", { class: "rule", "data-rule": given.name },
    h("div", { class: "rule-head" }, title, note), h("p", {}, doc), problem, given.settings.length ? numbers : null);
  const own = [given.name, say.words(given.name), given.title, given.doc ?? given.does].join(" ").toLowerCase();
  const texts = given.settings.map((one) => [one.path, one.doc, one.unit, say.evidence(one.evidence)].join(" ")
    .toLowerCase());
  let now = given, controls = null;

  const build = () => {
    controls = given.settings.map((setting) => control(setting, change));
    fill(inside, controls.map((one) => one.element));
    refresh();
  };
  const refresh = () => controls?.forEach((one, at) => one.update(now.settings[at], now.present || now.fixed));
  numbers.addEventListener("toggle", () => { if (numbers.open && !controls) build(); });
  input.addEventListener("change", async () => {
    const wanted = input.checked;
    await attempt(problem, () => turn(wanted));
    input.checked = now.present || Boolean(now.fixed);
  });

  const changed = () => now.settings.some((one) => one.changed)
    || (now.in_base === undefined ? now.present && !now.fixed : now.present !== now.in_base);
  const update = (made) => {
    now = made;
    input.checked = now.present || Boolean(now.fixed);
    input.disabled = Boolean(now.fixed);
    element.classList.toggle("away", !input.checked);
    element.classList.toggle("changed", changed());
    write(note, now.fixed ? t("part of what this starts from")
      : now.bites === false ? t("changes nothing in this scenario") : "");
    refresh();
  };
  const show = (words, onlyChanged) => {
    const whole = words.every((word) => own.includes(word)); // then all of its numbers are what was looked for
    const fits = texts.map((text, at) => (whole || words.every((word) => `${own} ${text}`.includes(word)))
      && (!onlyChanged || now.settings[at].changed));
    element.hidden = !(fits.includes(true) || (whole && (!onlyChanged || changed())));
    open(numbers, fits.includes(true) && (onlyChanged || (words.length > 0 && !whole)));
    if (numbers.open && !controls) build();
    controls?.forEach((one, at) => { one.element.hidden = !fits[at] && (words.length > 0 || onlyChanged); });
  };
  return { element, update, changed, show };
}
