"""The page of one synthetic life, and beside it the same person's life in another world. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.contract.events import BY_NAME
from sousveil.language import N_, _, _n
from sousveil.records.provenance import version
from sousveil.report import charts
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, join, label, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.sections.head import BANNER
from sousveil.report.titles import titled
from sousveil.report.units import by_place, place, synthetic
from sousveil.report.words import (
    capital,
    clauses,
    enumerated,
    listing,
    number,
    percent,
    plain,
    plural,
    sentence,
    sentences,
    whole,
)

Life = Mapping[str, Any]
WHAT = {
    "LIVE": N_("Did"), "WATCH": N_("Was recorded"), "JUDGE": N_("Was concluded"),
    "ENFORCE": N_("Was done by officers and courts"), "SUFFER": N_("Followed"), "BELIEVE": N_("Went on in them"),
    "OBSERVE": N_("Only the lab's auditor knows"),
}  # fmt: skip
"""What the events of a phase are to the person."""
UNITS = {
    "fear": N_("share of full fear"), "trust": N_("share of full trust"),
    "suspicion": N_("share of full suspicion"), "score": N_("points"), "support": N_("share of full support"),
    "climate": N_("share seen to support the ruler"), "means": N_("rank"),
}  # fmt: skip
TITLES = {
    "fear": N_("Fear, share of full fear"), "trust": N_("Trust, share of full trust"),
    "suspicion": N_("Suspicion, share of full suspicion"), "score": N_("Score, points"),
    "support": N_("Support, share of full support"), "climate": N_("Climate, share seen to support the ruler"),
    "means": N_("Means, rank"),
}  # fmt: skip
SYNTHETIC = N_("Nobody lives or lived this life. It is one of a model's synthetic people.")


def page(told: Mapping[str, Any]) -> str:
    """The page as text. told: life, and where there is one, other and parts; found: the search it came from."""
    charts.ready()
    life, other = told["life"], told.get("other")
    sections = [_short(told), _minds(life, other), _days(life, "story", _("Day by day"))]
    if other is not None:
        sections.append(_days(other, "other", _("In the other world: {world}", world=titled(other["title"]))))
    sections.append(_rules(life))
    facts = ((_("World"), _(life["title"] or life["scenario"])), (_("People"), synthetic(life["people"])),
             (_("Days"), whole(life["days"])), (_("Seed"), str(life["seed"])), (_("Version"), version()))  # fmt: skip
    heading = _("Person {number}", number=whole(life["person"]))
    banner = sentences([_(SYNTHETIC), _(BANNER)])
    return sheet(Head(_("Sousveil: one synthetic life"), heading, capital(_who(life)), facts, banner), sections)


WHO = (
    ("minority", N_("of the minority group")), ("party", N_("member of the ruling party")),
    ("kin_abroad", N_("with relatives or friends abroad")),
)  # fmt: skip


def _who(life: Life) -> str:
    who = life["who"]
    said = [_("female") if who["female"] else _("male"), plain(who["age"]), _("urban") if who["urban"] else _("rural")]
    said += [_(words) for key, words in WHO if who[key]]
    return _("{traits}, of {place}", traits=enumerated(said), place=place(life["place"]))


def _short(told: Mapping[str, Any]) -> Section:
    life, found = told["life"], told.get("found")
    changes = [
        _("day {day}: {status}", day=change["day"], status=plain(change["status"]))
        for change in life["status"]
        if change["day"]
    ]
    often = [
        _n("{event}: {count} day", "{event}: {count} days", event["times"], count=number(event["times"]),
           event=_(event["doc"]))
        for event in life["often"]
    ]  # fmt: skip
    return section(
        "short",
        _("In short"),
        paragraph(
            _("Liberty: {changes}.", changes=clauses(changes)) if changes else _("At liberty throughout."),
            class_="lead",
        ),
        paragraph(_rare(found)) if found and found["one_in"] else None,
        _parts(told),
        tag("h3", _("Nearly every day")),
        bullets(often) if often else paragraph(_("Nothing.")),
    )


def _rare(found: Mapping[str, Any]) -> str:
    return _(
        "The search \u201c{query}\u201d is true of {matched} of {people} at home: one in {number}.",
        query=found["query"], matched=plural(found["matched"], "{count} person", "{count} people"),
        people=whole(found["people"]), number=number(found["one_in"]),
    )  # fmt: skip


def _parts(told: Mapping[str, Any]) -> Html | None:
    if told.get("other") is None:
        return None
    parts, other = told.get("parts"), titled(told["other"]["title"])
    if parts is None:
        return paragraph(_("In {world} this life is the same on every day.", world=other))
    here, there = (listing([_(BY_NAME[name].doc) for name in parts[side]]) for side in ("here", "there"))
    values = {"world": other, "day": parts["day"], "here": here, "there": there}
    if here and there:
        message = N_("In {world} this life is the same until day {day}. Then here: {here}; there: {there}.")
    elif here:
        message = N_("In {world} this life is the same until day {day}. Then here: {here}.")
    else:
        message = N_("In {world} this life is the same until day {day}. Then there: {there}.")
    return paragraph(_(message, **values))


def _minds(life: Life, other: Life | None) -> Section:
    figures = []
    for name, values in life["series"].items():
        lines = {titled(life["title"]): values}
        if other is not None and name in other["series"]:
            beside = titled(other["title"])
            lines[beside if other["title"] != life["title"] else f"{beside} "] = other["series"][name]
        figures.append(_line(name, lines))
    badge = _("person {number}", number=whole(life["person"]))
    return section("minds", _("What changed in them, and in their file"), gallery(figures, badge))


def _line(name: str, lines: Mapping[str, Sequence[float]]) -> Figure:
    share = name not in ("score",)
    say = percent if share else number
    rows: list[dict[str, Any]] = [
        {"series": series, "x": day, "y": value} for series, values in lines.items() for day, value in enumerate(values)
    ]
    ends = [_("{first} at first, {last} at the end", first=say(line[0]), last=say(line[-1])) for line in lines.values()]
    svg = charts.lines(rows, x=_("day"), y=_(UNITS[name]), series=list(lines) if len(lines) > 1 else (), share=share,
                       zero=name != "score")  # fmt: skip
    steps = [row for row in rows if row["x"] % 7 == 0]
    numbers = [(row["series"], str(row["x"]), say(row["y"])) for row in steps]
    alt = sentence(clauses(ends))
    return Figure(_(TITLES[name]), svg, alt, (_("World"), _("Day"), _("Value")), numbers, figures=(1, 2))


def _days(life: Life, identity: str, title: str) -> Section:
    rows = [(_("Day {day}", day=day["day"]), _told(day["events"])) for day in life["happened"]]
    return section(
        identity,
        title,
        paragraph(_("What befell them nearly every day is left out here.")),
        table((_("Day"), _("What happened")), rows, figures=()) if rows else paragraph(_("Nothing but everyday life.")),
    )


def _told(events: Sequence[Mapping[str, Any]]) -> Html:
    parts: list[Part] = []
    for phase, what in WHAT.items():
        mine = [event for event in events if event["phase"] == phase]
        if mine:
            said = clauses(_("{event} ({rule})", event=_(event["doc"]), rule=plain(event["rule"])) for event in mine)
            parts.append(tag("div", label(_(what)), said, class_="note" if phase == "OBSERVE" else None))
    return join(parts)


def _rules(life: Life) -> Section:
    parts: list[Html] = []
    for name, rule in life["rules"].items():
        numbers = [
            (tag("code", f"{name}.{key}"), _value(value), _(rule["units"][key]))
            for key, value in rule["numbers"].items()
        ]
        head = (_("Number"), _("Value"), _("Unit"))
        inner = table(head, numbers, figures=(1,)) if numbers else paragraph(_("No numbers."))
        parts.append(folded(_("{rule}: {what}", rule=plain(name), what=_(rule["doc"])), inner))
    return section("rules", _("The rules that made it happen, with their thresholds"), *parts)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return by_place(value)
    return number(value, 4)
