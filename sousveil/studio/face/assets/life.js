// One synthetic life, day by day, and beside it the same person's life in another world.
import { chart } from "./chart.js";
import { h } from "./dom.js";
import { t, tn } from "./language.js";
import * as say from "./say.js";

const WHAT = {
  LIVE: t("Did:"), WATCH: t("Was recorded:"), JUDGE: t("Was concluded:"),
  ENFORCE: t("Was done by officers and courts:"), SUFFER: t("Followed:"), BELIEVE: t("Went on in them:"),
  GOVERN: t("Was decided above:"), OBSERVE: t("Only the lab's auditor knows:"),
};
const UNITS = {
  fear: t("share of full fear"), trust: t("share of full trust"), suspicion: t("share of full suspicion"),
  score: t("points"), support: t("share of full support"), climate: t("share seen to support the ruler"),
  means: t("rank"),
};
const SERIES = {
  fear: t("fear"), trust: t("trust"), suspicion: t("suspicion"), score: t("score"), support: t("support"),
  climate: t("climate"), means: t("means"),
};

/** What a search or a life's job answered. choose(person), where given, opens another person found. */
export function lives({ life, other, parts, found, words = {} }, choose) {
  return h("div", {},
    found ? rarity(found, life, choose) : null,
    life ? [h("h2", {}, t("Person {number}", { number: say.whole(life.person) })),
      h("p", { class: "lead" }, say.capital(who(life))),
      other ? h("p", {}, parted(parts, other, words)) : null,
      minds(life, other),
      h("div", { class: other ? "lives pair" : "lives" }, days(life, parts, words),
        other ? days(other, parts, words) : null),
      h("p", { class: "note" }, t("Nobody lives or lived this life. It is one of a model's synthetic people."))]
      : null);
}

function rarity({ query, matched, people, one_in: one, persons }, life, choose) {
  if (!matched) {
    return h("p", { class: "absent" }, h("b", {}, t("Nobody.")), " ",
      t("The search \u201c{query}\u201d is true of none of {people} people. Ask for less, or search a larger run.",
        { query, people: say.whole(people) }));
  }
  return h("section", {},
    h("p", {},
      tn("The search \u201c{query}\u201d is true of {count} person of {people} at home: one in {one}.",
        "The search \u201c{query}\u201d is true of {count} people of {people} at home: one in {one}.", matched,
        { query, people: say.whole(people), one: say.number(one) })),
    choose ? h("div", { class: "actions", role: "group", "aria-label": t("People found") },
      persons.map((person) => h("button", {
      type: "button", class: person === life?.person ? "small primary" : "small",
        "aria-pressed": String(person === life?.person), onclick: () => choose(person),
    }, say.whole(person)))) : null);
}

function who({ who: one, place }) {
  const said = [one.female ? t("female") : t("male"), age(one.age), one.urban ? t("urban") : t("rural"),
    one.minority ? t("of the minority group") : "", one.party ? t("member of the ruling party") : "",
    one.kin_abroad ? t("with relatives or friends abroad") : ""];
  return t("{traits}, of {place}.", { traits: say.listed(said.filter(Boolean)), place });
}

const age = (name) => {
  const [, from, to] = name.split("_");
  return to === "plus" ? t("age {low} and over", { low: from }) : t("age {low} to {high}", { low: from, high: to });
};

function parted(parts, { title: world }, words) {
  if (!parts) return t("In {world} this life is the same on every day.", { world });
  const named = (some) => say.listed(some.map((one) => words[one] ?? say.words(one)));
  const here = named(parts.here), there = named(parts.there), told = { world, day: parts.day, here, there };
  if (!there) return t("In {world} this life is the same until day {day}. Then here: {here}.", told);
  if (!here) return t("In {world} this life is the same until day {day}. Then there: {there}.", told);
  return t("In {world} this life is the same until day {day}. Then here: {here}; there: {there}.", told);
}

function minds(life, other) {
  const drawn = Object.entries(life.series).map(([name, values]) => {
    const beside = other?.series[name];
    const made = chart({ title: say.capital(SERIES[name] ?? name), unit: UNITS[name] ?? "" }, life.days,
      beside ? [life.title, other.title === life.title ? t("{world}, the other", { world: other.title })
        : other.title] : []);
    values.forEach((value, day) => { if (day) made.add(day, value, ...(beside ? [beside[day]] : [])); });
    made.draw();
    return made.element;
  });
  return h("details", {}, h("summary", {}, t("What changed in them, and in their file")),
    h("div", { class: "charts" }, drawn));
}

function days(life, parts, words) {
  const often = life.often.map((event) => h("li", {},
    tn("{what}: {count} day", "{what}: {count} days", event.times, { what: say.capital(event.doc) })));
  const on = ({ day }) => (parts?.day === day ? t("Day {day}: here the two part", { day }) : t("Day {day}", { day }));
  return h("section", { class: "card" }, h("h2", {}, life.title),
    h("details", {}, h("summary", {}, t("Nearly every day")),
      h("ul", {}, often.length ? often : h("li", {}, t("Nothing.")))),
    life.happened.length ? h("ol", { class: "days" }, life.happened.map((day) => h("li", {},
      h("span", { class: parts?.day === day.day ? "day apart" : "day" }, on(day)), told(day.events, words))))
      : h("p", {}, t("Nothing but everyday life.")));
}

function told(events, words) {
  const one = (event) => t("{what} ({rule})", { what: event.doc, rule: words[event.rule] ?? say.words(event.rule) });
  return Object.entries(WHAT).map(([phase, what]) => {
    const mine = events.filter((event) => event.phase === phase);
    return mine.length ? h("div", { class: phase === "OBSERVE" ? "note" : null },
      h("b", {}, what), " ", say.parted(mine.map(one))) : null;
  });
}
