// The page of lives: search a world for people, read one, and the same person in another world.
import { at, get } from "./api.js";
import { fill, find, h, write } from "./dom.js";
import { answer } from "./jobs.js";
import { t } from "./language.js";
import { lives } from "./life.js";
import { attempt, block } from "./problem.js";
import { choice, chosen, known } from "./worlds.js";

const KINDS = { short: t("short"), events: t("events") };

async function page() {
  const [choices, words] = await Promise.all([known(), get(at("words"))]);
  const world = choice(choices, "world"), against = choice(choices, "against", t("nothing"));
  const query = h("input",
    { type: "text", id: "query", value: new URLSearchParams(location.search).get("find") ?? "detained and innocent",
    maxlength: 500 });
  const problem = h("div"), state = h("p", { class: "clock", role: "status" }), result = h("div");
  const button = h("button", { class: "primary", id: "find" }, t("Search"));
  let found = null;

  const work = (act) => attempt(problem, async () => {
    button.disabled = true;
    try {
      await act();
    } finally {
      button.disabled = false;
      write(state, "");
    }
  });
  const search = () => work(async () => {
    const asked = { world: chosen(world.value), query: query.value, against: chosen(against.value) };
    const job = await answer("find", asked, (text) => write(state, text));
    found = job.result.found;
    show(job.result);
    const said = { world: world.value, find: query.value, ...(against.value ? { against: against.value } : {}) };
    history.replaceState(null, "", `?${new URLSearchParams(said)}`);
  });
  const read = (person) => work(async () => {
    const asked = { world: chosen(world.value), person, against: chosen(against.value) };
    const job = await answer("life", asked, (text) => write(state, text));
    show({ ...job.result, found });
  });
  const show = (told) => fill(result, lives(told, read));

  const form = h("form", { onsubmit: (event) => { event.preventDefault(); search(); } },
    h("div", { class: "row" },
      h("label", { class: "field grow" }, t("World"), world),
      h("label", { class: "field grow" }, t("The same person in"), against)),
    h("div", { class: "row" },
      h("label", { class: "field grow" }, t("People of whom it is true that"), query), button));
  fill(find("content"), form, hints(words, query), problem, state, result);
}

/** Examples and words of the small language, which fill in the search when they are chosen. */
function hints({ examples = [], ...kinds }, query) {
  const use = (text) => { query.value = text; query.focus(); };
  return h("div", {},
    h("div", { class: "actions", role: "group", "aria-label": t("Examples") },
      examples.map((one) => h("button", { type: "button", class: "small", lang: "en", onclick: () => use(one) }, one))),
    h("details", {}, h("summary", {}, t("Words that can be used")),
      h("p", { class: "note" }, 
        t("Joined by and, or, not and brackets; numbers by <, <=, >, >=, ==, !=.")),
      h("dl", { class: "facts" }, Object.entries(kinds).map(([kind, words]) => h("div", {},
        h("dt", {}, KINDS[kind] ?? kind),
        h("dd", {}, listed(words, kind === "short" ? "en" : null)))))));
}

/** Words with what they are; a short name stands for a search in the small language itself. */
const listed = (words, lang) => (Array.isArray(words)
  ? words.map((one) => (typeof one === "string" ? one : one.name)).join(", ")
  : Object.entries(words).map(([word, doc]) => h("div", {}, h("code", {}, word), " ",
    h("span", { lang }, typeof doc === "string" ? doc : ""))));

page().catch((problem) => fill(find("content"), block(problem)));
