// Beside the board: the size of the run, what it will cost, and what differs.
import { at, post } from "./api.js";
import { fill, h, settled, speak, write } from "./dom.js";
import { around, t, tp } from "./language.js";
import { attempt } from "./problem.js";
import * as say from "./say.js";
import { text } from "./yaml.js";

const COSTING = 400; // milliseconds without a change before the cost is asked for

const NAMES = { people: t("People"), days: t("Days"), seed: t("Seed of all luck") };
const OF_COUNTRIES = { ...NAMES, people: t("Countries"), days: t("Quarters") };
/** What a size is called in the text. */
const called = (key, now) => (key === "days" && now.of_countries ? "quarters" : key);

/** The column of cards. */
export const side = (draft) => h("div", { class: "side" }, start(draft), differences(draft), text(draft));

/** Size, cost and the button that starts the run. */
function start(draft) {
  const labels = Object.fromEntries(Object.entries(NAMES).map(([key, label]) => [key, h("span", {}, label)]));
  const problem = h("div"), fields = {}, costs = h("p", { class: "estimate", role: "status" }, "\u2026");
  for (const key of ["people", "days", "seed"]) {
    fields[key] = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", id: `size-${key}` });
    fields[key].addEventListener("change", () => attempt(problem,
      () => draft.change({ values: { [called(key, draft.now)]: plain(fields[key].value) } })));
  }
  const replicates = h("input", { type: "number", min: 1, max: 1000, step: 1, value: 1, id: "size-replicates" });
  const button = h("button", { type: "button", class: "primary", id: "run" }, tp("a button", "Run"));
  const cost = settled((now) => estimate(now, Number(replicates.value) || 1, costs, button), COSTING);
  replicates.addEventListener("change", () => cost(draft.now));
  draft.watch((now) => {
    for (const [key, field] of Object.entries(fields)) {
      field.value = key === "seed" ? now[key] : say.whole(now[key]);
      if (labels[key]) labels[key].textContent = (now.of_countries ? OF_COUNTRIES : NAMES)[key];
    }
    fields.people.disabled = now.of_countries; // as many as the tables hold
    cost(now);
  });
  button.addEventListener("click", () => attempt(problem, async () => {
    button.disabled = true;
    try {
      const asked = { world: { text: draft.now.text }, replicates: Number(replicates.value) || 1 };
      const job = await post(at("jobs", "run"), asked);
      location.assign(`/jobs/${job.id}`);
    } finally {
      button.disabled = false;
    }
  }));
  return h("section", { class: "card", "aria-label": t("Run it") },
    h("div", { class: "numbers" },
      Object.keys(NAMES).map((key) => h("label", { class: "field" }, labels[key], fields[key])),
      h("label", { class: "field" }, t("Replicates"), replicates)),
    costs, problem, h("div", { class: "row" }, button, beside(draft), link()));
}

/** A number that may be written as it is read: 1,000,000 or 1 000 000. What is none is sent on,
  and refused with words. */
const plain = (text) => {
  const digits = text.replace(/[\s,_]/g, "");
  return digits === "" ? null : Number.isFinite(Number(digits)) ? Number(digits) : text;
};

async function estimate(now, replicates, place, button) {
  try {
    const made = await post(at("estimate"), { text: now.text, replicates });
    const said = { time: say.time(made.seconds), memory: say.bytes(made.peak), available: say.bytes(made.available),
      people: say.whole(made.largest) };
    write(place, made.fits ? t("About {time} and {memory} of memory on this machine.", said)
      : t("About {time} and {memory} of memory on this machine. That is more than there is here ({available}); "
        + "{people} people would fit.", said));
    place.classList.toggle("warn", !made.fits);
    button.disabled = !made.fits;
  } catch (problem) {
    const why = h("span", { lang: problem.own ? null : "en" }, problem.message);
    fill(place, around(t("No estimate: {why}."), { why }));
  }
}

/** To the comparison of what was changed with what it started from. */
function beside(draft) {
  const anchor = h("a", { class: "button", id: "beside" }, t("Compare"));
  draft.watch((now) => { anchor.href = `/compare?${new URLSearchParams({ draft: now.link })}`; });
  return anchor;
}

/** A link that reproduces the setting: the address of this page says everything. */
function link() {
  const button = h("button", { type: "button" }, t("Copy link"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      write(button, t("Copied"));
      speak(t("The link was copied"));
    } catch {
      write(button, t("It is in the address bar"));
    }
    setTimeout(() => write(button, t("Copy link")), 3000);
  });
  return button;
}

/** Only what differs from what the draft started from. */
function differences(draft) {
  const list = h("ul", { class: "changes" }), none = h("p", { class: "note" }), notes = h("div"),
    again = h("a", { class: "button small" }, t("Back to the original"));
  draft.watch((now) => {
    again.href = `?${new URLSearchParams({ scenario: now.base ?? "everything-app" })}`;
    const differ = Object.entries(now.changed);
    write(none,
      differ.length ? ""
      : t("Nothing: this is {title} as it was shipped. Open a part of the day and move a number.", now));
    none.hidden = differ.length > 0;
    again.hidden = !none.hidden || !now.base;
    fill(list, differ.map(([path, [before, here]]) => h("li", {}, h("code", {}, path), " ", difference(before, here))));
    fill(notes, now.notes.map((note) => h("p", { class: "note" }, t("{note}.", { note: say.capital(note) }))));
  });
  return h("section", { class: "card", "aria-label": t("What differs"), id: "differs" },
    h("h2", {}, t("What differs")), none, list, notes, again);
}

const difference = (before, here) => {
  const none = (value) => value === null || value === undefined;
  if (none(before)) return here === true || here === "in" ? t("put in")
    : t("put in: {value}", { value: say.value(here) });
  if (none(here)) return t("taken out");
  return `${say.value(before)} \u2192 ${say.value(here)}`;
};
