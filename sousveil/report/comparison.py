"""The page of a comparison: what the reform changes for everybody, and whose life it changes. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.contract.events import BY_NAME
from sousveil.language import N_, _, _n, _p
from sousveil.language.retelling import among, retold
from sousveil.measures.registry import SECTIONS
from sousveil.report import names, reasons
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.units import by_place, is_share, synthetic, unit
from sousveil.report.words import (
    capital,
    enumerated,
    interval,
    number,
    percent,
    plain,
    plural,
    signed,
    signed_points,
    whole,
)

Document = Mapping[str, Any]
ALL = "all"
SAYS = {
    "none": N_("no difference at all"), "rises": N_("rises"), "falls": N_("falls"),
    "not assessed": N_("not assessed"), "not told apart from none": N_("too close to none to tell"),
}  # fmt: skip
HEADINGS = (
    N_("speech"), N_("watching"), N_("liberty"), N_("doors"), N_("minds"), N_("what the operator wanted"),
    N_("the ruler"),
)  # fmt: skip
"""How the measures' sections are called."""
SEES = N_("{file}, which sees {columns}")
"""How the document says a scoring model."""
MANY = 1000
"""Pairs beyond which a number needed is not worth saying."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a comparison."""
    sections = [_changes(one), _found(one), *_measures(one), _lives(one), _told(one)]
    facts = (
        (_("People"), synthetic(one["people"])),
        (_("Days"), whole(one["days"])),
        (_("Pairs of runs"), whole(one["replicates"])),
        (_("Seed"), str(one["seed"])),
        (_("Version"), one["version"]),
    )
    kicker = _("The same synthetic people with the same luck, in two worlds.")
    return sheet(Head(_("Sousveil: the same people, twice"), _title(one), kicker, facts), sections)


def _title(one: Document) -> str:
    """Both titles, or what is changed where the reform is the baseline with one change."""
    baseline, reform = (str(one[side]["title"] or one[side]["name"]) for side in ("baseline", "reform"))
    changes = one["differences"]
    base = titled(baseline)
    if reform != f"{baseline}, changed":
        return _("{baseline} beside {reform}", baseline=base, reform=titled(reform))
    if len(changes) > 1:
        return _("{baseline} and a reform of it", baseline=base)
    what, before, after = (changes[0][key] for key in ("what", "baseline", "reform"))
    if after == "out":
        return _("{baseline}, with and without {rule}", baseline=base, rule=plain(what))
    if before == "out":
        return _("{baseline}, without and with {rule}", baseline=base, rule=plain(what))
    return _(
        "{baseline}, with {number} at {before} and at {after}",
        baseline=base, number=what, before=value_text(before), after=value_text(after),
    )  # fmt: skip


def _changes(one: Document) -> Section:
    rows = [
        (tag("code", row["what"]), value_text(row["baseline"]), value_text(row["reform"]),
         _("day {day}", day=row["day"]))
        for row in one["differences"]
    ]  # fmt: skip
    return section(
        "changes",
        _("What is different"),
        paragraph(_("Everything else is the same: people, places, other rules, and everybody's luck.")),
        table((_("Rule or number"), _("Baseline"), _("Reform"), _p("a day", "From")), rows, figures=()),
    )


def value_text(value: Any) -> str:
    """A value of a parameter; by place where places differ."""
    if isinstance(value, Mapping):
        return by_place(value)
    if value == "in":
        return _p("a rule takes part", "in")
    if value == "out":
        return _p("a rule takes no part", "out")
    return number(value, 6) if isinstance(value, int | float) else among(str(value), (SEES,))


def _found(one: Document) -> Section:
    mine = [entry for entry in one["effects"] if entry["group"] == ALL]
    said = {word: [entry for entry in mine if entry["says"] == word] for word in SAYS}
    lines = [
        _(message, measures=enumerated(names.measure(entry["name"]) for entry in said[word]))
        for word, message in LEAD.items()
        if said[word]
    ]
    return section(
        "found",
        _("What the reform changes"),
        *(paragraph(line, class_="lead") for line in lines),
        None if lines else paragraph(_("Nothing that these runs can tell from no change."), class_="lead"),
        paragraph(_still(one, len(said["none"]), len(said["not told apart from none"]))),
        paragraph(_more(one, [*said["rises"], *said["falls"]])),
        paragraph(_guessed(one)),
        paragraph(_parted(one["lives"])),
    )


LEAD = {"rises": N_("Rises: {measures}."), "falls": N_("Falls: {measures}.")}


def _still(one: Document, same: int, small: int) -> str:
    return _(
        "{same}; {small}.",
        same=plural(same, "{count} measure is exactly the same in every pair",
                    "{count} measures are exactly the same in every pair"),
        small=_n("{count} difference is too small for {pairs} of runs to tell",
                 "{count} differences are too small for {pairs} of runs to tell", small, count=number(small),
                 pairs=plural(one["replicates"], "{count} pair", "{count} pairs")),
    )  # fmt: skip


def _more(one: Document, told: Sequence[Document]) -> str:
    """How many pairs it would take."""
    more = max((entry["pairs_needed"] for entry in told), default=one["replicates"])
    if one["replicates"] < more <= MANY:
        return _("The effects above are known to a tenth of their size with about {pairs} pairs.", pairs=whole(more))
    if more > MANY:
        return _("Some effects above would need more than a thousand pairs to be known to a tenth of their size.")
    return ""


def _guessed(one: Document) -> str:
    if not one["ignorance"]:
        return _("How far other guesses would move these effects is not assessed; --ignorance 16 assesses it.")
    return _(
        "Ranges over assumptions: lowest and highest of this and {draws} smaller pairs, in which {numbers} assumed"
        " numbers are guessed otherwise, alike on both sides.",
        draws=whole(one["ignorance"]["draws"]), numbers=whole(one["ignorance"]["parameters"]),
    )  # fmt: skip


def _parted(lives: Document) -> str:
    return _(
        "Of the first pair, {lives} part somewhere, and what was done to {people} differs.",
        lives=plural(lives["parted"], "{count} life", "{count} lives"),
        people=plural(lives["fates"], "{count} person", "{count} people"),
    )


def _measures(one: Document) -> list[Section]:
    by_name: dict[str, list[Document]] = {}
    for entry in one["effects"]:
        by_name.setdefault(str(entry["name"]), []).append(entry)
    guessed = (_("Range over assumptions"),) if one["ignorance"] else ()
    head = (_("Measure"), _("Baseline"), _("Reform"), _("Effect"), _("95% interval of luck"), *guessed,
            _("What it says"))  # fmt: skip
    right = range(1, len(head) - 1)
    made = []
    for title, listed in SECTIONS.items():
        entries = [by_name[measure.name] for measure in listed if measure.name in by_name]
        wide = bool(guessed)
        rows = [row_of(group[0], names.measure(str(group[0]["name"])), guessed=wide) for group in entries]
        split = [row_of(entry, _of(entry), guessed=wide) for group in entries for entry in group[1:]]
        made.append(
            section(
                title.replace(" ", "-"),
                capital(_(title)),
                tag("div", table(head, rows, figures=right), class_="claims"),
                folded(_("By group"), tag("div", table(head, split, figures=right), class_="claims")),
            )
        )
    return made


def _of(entry: Document) -> str:
    """A measure of a group."""
    return _("{measure}, {group}", measure=names.measure(str(entry["name"])), group=plain(str(entry["group"])))


def row_of(entry: Document, name: str, *, guessed: bool = False) -> tuple[Part, ...]:
    """A measure: both sides, the difference, its interval, its range where assessed, and what that says."""
    say = percent if is_share(entry) else number
    what = Html(f"{tag('span', capital(name))}<br>{tag('small', unit(entry))}")
    if entry["effect"] is None:
        one, other = (say(entry[side]) if entry[side] is not None else "-" for side in ("baseline", "reform"))
        return what, one, other, "-", "-", *(("-",) if guessed else ()), reasons.told(entry.get("reason", ""))
    told = signed_points if is_share(entry) else signed
    span = interval(entry["low"], entry["high"], told) or _("not assessed")
    over = (interval(entry["assumed_low"], entry["assumed_high"], told) or _("not assessed"),) if guessed else ()
    says = _(SAYS[entry["says"]])
    if _turns(entry):
        says = _("{said}, but not under every guess", said=says)
    return what, say(entry["baseline"]), say(entry["reform"]), told(entry["effect"]), span, *over, says


def _turns(entry: Document) -> bool:
    """Whether other guesses turn an effect around that these runs can tell from none."""
    low, high = entry.get("assumed_low"), entry.get("assumed_high")
    return entry["says"] in ("rises", "falls") and low is not None and high is not None and low < 0 < high


SIDES = {"baseline": N_("baseline"), "reform": N_("reform")}


def _lives(one: Document) -> Section:
    lives = one["lives"]
    ways = [(capital(_(row["words"])), whole(row["parted"]), whole(row["fates"])) for row in lives["through"]]
    first = [
        (_event(row["event"]), tag("code", row["rule"]), _(SIDES[row["side"]]), whole(row["people"]))
        for row in lives["first"]
    ]
    kinds = [
        (_event(row["kind"]), _(SIDES[row["side"]]), whole(row["people"]), whole(row["times"]))
        for row in lives["kinds"]
    ]
    befell = (_("Event"), _("Rule"), _("It befell them in the"), _p("how many", "People"))
    done = (_p("what was done to people", "What"), _("Only in the"), _p("how many", "People"), _("Times"))
    return section(
        "lives",
        _("Whose life it changes"),
        paragraph(
            _(
                "Two lives are the same, bit by bit, until an event befalls one and not the other. Where a life parts"
                " is exact; that the event was the cause is not said unless it was taken back and the difference went"
                " away."
            )
        ),
        table((_("Lives part through"), _p("how many", "Lives"), _("Of them, with another fate")), ways),
        tag("h3", _("Where those part whose fate differs")) if first else None,
        table(befell, first, figures=(3,)) if first else None,
        tag("h3", _("What was done to people on one side only")) if kinds else None,
        table(done, kinds, figures=(2, 3)) if kinds else None,
        paragraph(_("{count} more differences are not listed.", count=whole(lives["left_out"])))
        if lives["left_out"]
        else None,
    )


def _event(name: str) -> str:
    return capital(_(BY_NAME[name].doc))


def _told(one: Document) -> Section:
    told = one["lives"]["told"]
    title = _("Lives, one by one")
    if not told:
        return section("told", title, paragraph(_("Nobody's fate differs in the first pair."), class_="absent"))
    return section(
        "told",
        title,
        paragraph(_("Synthetic people of the first pair, by number.")),
        *(part for life in told for part in _life(life)),
    )


PARTS = {
    "baseline": N_("Both lives are the same until day {day}. Then, in the baseline and not in the reform: {event}"
                   " (rule {rule}). Was that the cause? {answer}."),
    "reform": N_("Both lives are the same until day {day}. Then, in the reform and not in the baseline: {event}"
                 " (rule {rule}). Was that the cause? {answer}."),
}  # fmt: skip
FATES = {"baseline": N_("day {day}, baseline only: {event}"), "reform": N_("day {day}, reform only: {event}")}


def _life(life: Document) -> Sequence[Html]:
    first = life["first"]
    told = _(PARTS[first["side"]], day=first["day"], event=_(BY_NAME[first["event"]].doc), rule=first["rule"],
             answer=_answer(life))  # fmt: skip
    return (
        tag("h3", _("Person {number}", number=whole(life["person"]))),
        paragraph(told),
        bullets(
            _(FATES[fate["side"]], day=fate["day"], event=_(BY_NAME[fate["kind"]].doc)) for fate in life["fates"][:8]
        ),
    )


def _answer(life: Document) -> str:
    found = retold(life["tested"])
    if life["necessary"] is None:
        return capital(found)
    return _("Necessary: {found}", found=found) if life["necessary"] else _("Not necessary alone: {found}", found=found)
