// The language of the page: English stands in the modules, other languages in a file that the browser keeps.

const ENGLISH = "en";
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const IN_CONTEXT = "\u0004"; // between a context and its text, as in files of gettext

export const language = document.documentElement.lang || ENGLISH;

// whoever cannot have the other language reads the page in English
const catalogue = language === ENGLISH ? {}
  : await fetch(new URL(`words-${language}.json`, import.meta.url)).then((answer) => answer.json()).catch(() => ({}));
const known = new Map(Object.entries(catalogue)); // text -> what it is, or its forms for one and for many

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

/** The message in the language of the page, with its values. */
export const t = (message, values = {}) => filled(known.get(message) ?? message, values);

/** The message as it is said in this context, where the same English words mean two things. */
export const tp = (context, message, values = {}) =>
  filled(known.get(context + IN_CONTEXT + message) ?? message, values);

/** The message for so many: `one` for exactly one, `many` for all else. `{count}` is the number. */
export function tn(one, many, count, values = {}) {
  const forms = known.get(one) ?? [one, many];
  return filled(count === 1 ? forms[0] : forms.at(-1), { count: WHOLE.format(count), ...values });
}

/** A message whose values are elements: its pieces, with the elements in their places. */
export const around = (message, parts) => message.split(/\{(\w+)\}/)
  .map((piece, at) => (at % 2 ? parts[piece] : piece));
