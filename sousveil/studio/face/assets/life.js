// One synthetic life, day by day, and beside it the same person's life in another world.
import { chart } from "./chart.js";
import { h } from "./dom.js";
import * as say from "./say.js";

const WHAT = {
  LIVE: "did", WATCH: "was recorded", JUDGE: "was concluded", ENFORCE: "was done by officers and courts",
    SUFFER: "followed",
  BELIEVE: "went on in them", GOVERN: "was decided above", OBSERVE: "only the lab's auditor knows",
};
const UNITS = {
  fear: "share of full fear", trust: "share of full trust", suspicion: "share of full suspicion", score: "points",
  support: "share of full support", climate: "share seen to support the ruler", means: "rank",
};

/** What a search or a life's job answered. choose(person), where given, opens another person found. */
export function lives({ life, other, parts, found }, choose) {
  return h("div", {},
    found ? rarity(found, life, choose) : null,
    life ? [h("h2", {}, `Person ${say.whole(life.person)}`), h("p", { class: "lead" }, say.capital(who(life)), "."),
      other ? h("p", {}, parted(parts, other)) : null,
      minds(life, other),
      h("div", { class: other ? "lives pair" : "lives" }, days(life, parts), other ? days(other, parts) : null),
      h("p", { class: "note" }, "Nobody lives or lived this life. It is one of a model's synthetic people.")] : null);
}

function rarity({ query, matched, people, one_in: one, persons }, life, choose) {
  if (!matched) {
    return h("p", { class: "absent" }, h("b", {}, "Nobody. "),
      `The search \u201c${query}\u201d is true of none of ${say.whole(people)} people. `,
      "Ask for less, or search a larger run.");
  }
  return h("section", {},
    h("p", {},
      `The search \u201c${query}\u201d is true of ${say.plural(matched, "person", "people")} `,
      `of ${say.whole(people)} at home: one in ${say.number(one)}.`),
    choose ? h("div", { class: "actions", role: "group", "aria-label": "People found" },
      persons.map((person) => h("button", {
      type: "button", class: person === life?.person ? "small primary" : "small",
        "aria-pressed": String(person === life?.person), onclick: () => choose(person),
    }, say.whole(person)))) : null);
}

function who({ who: one, place }) {
  const said = [one.female ? "female" : "male", age(one.age), one.urban ? "urban" : "rural",
    one.minority ? "of the minority group" : "", one.party ? "member of the ruling party" : "",
      one.kin_abroad ? "with relatives or friends abroad" : ""];
  return `${said.filter(Boolean).join(", ")}, of ${place}`;
}

const age = (name) => {
  const [, from, to] = name.split("_");
  return to === "plus" ? `age ${from} and over` : `age ${from} to ${to}`;
};

function parted(parts, other) {
  if (!parts) return `In ${other.title} this life is the same on every day.`;
  const side = (names, where) => (names.length ? `${where}: ${names.map(say.words).join(", ")}` : "");
  const sides = [side(parts.here, "here"), side(parts.there, "there")].filter(Boolean).join("; ");
  return `In ${other.title} this life is the same until day ${parts.day}. Then ${sides}.`;
}

function minds(life, other) {
  const drawn = Object.entries(life.series).map(([name, values]) => {
    const beside = other?.series[name];
    const made = chart({ title: say.capital(name), unit: UNITS[name] ?? "" }, life.days,
      beside ? [life.title, other.title === life.title ? `${other.title}, the other` : other.title] : []);
    values.forEach((value, day) => { if (day) made.add(day, value, ...(beside ? [beside[day]] : [])); });
    made.draw();
    return made.element;
  });
  return h("details", {}, h("summary", {}, "What changed in them, and in their file"),
    h("div", { class: "charts" }, drawn));
}

function days(life, parts) {
  const often = life.often.map((event) => h("li", {}, `${say.capital(event.doc)}: ${say.plural(event.times, "day")}`));
  return h("section", { class: "card" }, h("h2", {}, life.title),
    h("details", {}, h("summary", {}, "Nearly every day"), h("ul", {}, often.length ? often : h("li", {}, "Nothing."))),
    life.happened.length ? h("ol", { class: "days" }, life.happened.map((day) => h("li", {},
      h("span", { class: parts?.day === day.day ? "day apart" : "day" }, `Day ${day.day}`,
        parts?.day === day.day ? ": here the two part" : ""), told(day.events))))
      : h("p", {}, "Nothing but everyday life."));
}

function told(events) {
  return Object.entries(WHAT).map(([phase, what]) => {
    const mine = events.filter((event) => event.phase === phase);
    return mine.length ? h("div", { class: phase === "OBSERVE" ? "note" : null }, h("b", {}, `${say.capital(what)}: `),
      mine.map((event) => `${event.doc} (${say.words(event.rule)})`).join("; ")) : null;
  });
}
