// Numbers in plain words, as on the report pages.
import { language, t, tn, tp } from "./language.js";

const THREE = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const MINUS = (text) => text.replace(/^-/, "\u2212");

const LOCALES = { en: "en-GB" }; // how dates are written; any other language is its own

const TINY = 1e-4; // below it zeros would have to be counted

export function number(value) {
  if (!Number.isFinite(value)) return t("not computed");
  return MINUS(value !== 0 && Math.abs(value) < TINY ? value.toExponential(1) : THREE.format(value));
}
export const whole = (value) => (Number.isFinite(value) ? MINUS(WHOLE.format(value)) : t("not computed"));
export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
export const listed = (some) => some.join(tp("between the items of a list", ", "));
export const parted = (some) => some.join(tp("between the parts of a sentence", "; "));
export const words = (name) => name.replaceAll("_", " ");

/** "40 seconds", "3 minutes", "2 hours". */
export function time(seconds) {
  if (!Number.isFinite(seconds)) return t("not known yet");
  if (seconds < 1.5) return t("a second");
  if (seconds < 90) return t("{count} seconds", { count: whole(seconds) });
  if (seconds < 5400) return t("{count} minutes", { count: whole(seconds / 60) });
  return tn("{count} hour", "{count} hours", Math.round(seconds / 3600));
}

/** "640 kB", "1.2 GB". */
export function bytes(size) {
  if (!Number.isFinite(size)) return t("not known");
  const units = [t("bytes"), "kB", "MB", "GB", "TB"];
  let at = 0;
  while (size >= 999.5 && at < units.length - 1) [size, at] = [size / 1000, at + 1];
  return `${number(size)} ${units[at]}`;
}

/** A value of a setting: a number in full, or numbers by place. */
export const value = (given) => (typeof given === "object" && given !== null
  ? listed(Object.entries(given).map(([where, one]) => (where === "default" ? t("{value} elsewhere", { value: one })
    : t("{value} in {place}", { value: one, place: where }))))
  : given === null || given === undefined ? t("nothing") : String(given));

/** "110 to 130", or nothing. */
export const interval = (low, high) => (Number.isFinite(low) && Number.isFinite(high)
  ? t("{low} to {high}", { low: number(low), high: number(high) }) : "");

/** An ISO time as the reader's clock shows it. */
export const when = (text) => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? ""
    : date.toLocaleString(LOCALES[language] ?? language, { dateStyle: "medium", timeStyle: "short" });
};

/** How much of what: people and days, or countries and quarters. */
export function size({ kind, people, days }) {
  if (!people) return "";
  const many = { people: whole(people) };
  return kind === "world"
    ? tn("{people} countries, {count} quarter", "{people} countries, {count} quarters", days, many)
    : tn("{people} people, {count} day", "{people} people, {count} days", days, many);
}

/** What a number counts, and per what. */
export const unit = ({ unit: one, per }) => (per ? t("{unit} per {per}", { unit: one, per }) : one);

export const ahead = (count) => tn("{count} job before it", "{count} jobs before it", count);

const STATES = {
  waiting: t("waiting"), running: t("running"), paused: t("paused"), stopping: t("stopping"), done: t("done"),
  stopped: t("stopped"), failed: t("failed"), complete: t("complete"), interrupted: t("interrupted"),
};
/** The state of a job or of a kept folder. */
export const state = (name) => STATES[name] ?? name;

const EVIDENCE = { measured: t("measured"), derived: t("derived"), assumed: t("assumed") };
/** How a number is known. */
export const evidence = (name) => EVIDENCE[name] ?? name;

const PLACES = { urban: t("urban"), rural: t("rural"), abroad: t("abroad") };
/** The kind of a place. */
export const place = (name) => PLACES[name] ?? name;
