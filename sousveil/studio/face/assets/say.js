// Numbers in plain words, as on the report pages.

const THREE = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const MINUS = (text) => text.replace(/^-/, "\u2212");

const TINY = 1e-4; // below it zeros would have to be counted

export function number(value) {
  if (!Number.isFinite(value)) return "not computed";
  return MINUS(value !== 0 && Math.abs(value) < TINY ? value.toExponential(1) : THREE.format(value));
}
export const whole = (value) => (Number.isFinite(value) ? MINUS(WHOLE.format(value)) : "not computed");
export const plural = (count, one, many = `${one}s`) => `${whole(count)} ${count === 1 ? one : many}`;
export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
export const words = (name) => name.replaceAll("_", " ");

/** "40 seconds", "3 minutes", "2 hours". */
export function time(seconds) {
  if (!Number.isFinite(seconds)) return "not known yet";
  if (seconds < 1.5) return "a second";
  if (seconds < 90) return `${whole(seconds)} seconds`;
  if (seconds < 5400) return `${whole(seconds / 60)} minutes`;
  return plural(Math.round(seconds / 3600), "hour");
}

/** "640 kB", "1.2 GB". */
export function bytes(size) {
  if (!Number.isFinite(size)) return "not known";
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let at = 0;
  while (size >= 999.5 && at < units.length - 1) [size, at] = [size / 1000, at + 1];
  return `${number(size)} ${units[at]}`;
}

/** A value of a setting: a number in full, or numbers by place. */
export const value = (given) => (typeof given === "object" && given !== null
  ? Object.entries(given).map(([place, one]) => (place === "default" ? `${one} elsewhere`
    : `${one} in ${place}`)).join(", ")
  : given === null || given === undefined ? "nothing" : String(given));

/** "110 to 130", or nothing. */
export const interval = (low, high) => (Number.isFinite(low) && Number.isFinite(high)
  ? `${number(low)} to ${number(high)}` : "");

/** An ISO time as the reader's clock shows it. */
export const when = (text) => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
};

/** How much of what: people and days, or countries and quarters. */
export function size({ kind, people, days }) {
  if (!people) return "";
  return kind === "world" ? `${whole(people)} countries, ${plural(days, "quarter")}`
    : `${whole(people)} people, ${plural(days, "day")}`;
}
