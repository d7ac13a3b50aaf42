"""The page of a sweep: what was swept, and how measures run along it. It runs nothing and seeks no best point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.language import N_, _, _n, _p
from sousveil.report import charts, names, reasons
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, english, filled, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.units import badge, is_share, synthetic, unit
from sousveil.report.words import (
    capital,
    enumerated,
    interval,
    number,
    percent,
    plural,
    sentences,
    signed,
    signed_points,
    whole,
)

Document = Mapping[str, Any]
CHARTED = ("wrongful_detentions", "liberty_days_lost_innocent", "messages_not_sent", "wrongful_exclusion",
           "falsification_gap", "fear", "trust", "incidents_unseen", "officer_hours")  # fmt: skip
"""Measures that are drawn where nobody chose some."""
MOST_CHARTED = 12
DESIGNS = {
    "grid": N_("The points are every combination of the values."), "lhs": N_("The points are a Latin hypercube."),
    "sobol": N_("The points are scrambled Sobol' points."),
}  # fmt: skip
TOLD = ("rises", "falls")
YEARLY = "100,000 people a year"
"""A denominator that is too long for an axis."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a sweep."""
    charts.ready()
    counts, swept = one["counts"], [axis["name"] for axis in one["axes"]]
    facts = (
        (_("Points"), _("{points}, {done} done", points=whole(one["points"]), done=whole(counts["done"]))),
        (_("People"), _("swept (synthetic)") if "people" in swept else synthetic(one["people"])),
        (_("Days"), _("swept") if "days" in swept else whole(one["days"])),
        (_("Replicates"), _("{replicates} a point", replicates=whole(one["replicates"]))),
        (_("Seed"), str(one["seed"])),
        (_("Version"), one["version"]),
        (_("Hash of all points"), one["hash"][:12]),
    )
    title = _("{scenario}, over {axes}", axes=_axes(one),
              scenario=titled(one["scenario"]["title"] or one["scenario"]["name"]))  # fmt: skip
    kicker = plural(
        one["points"], "The same synthetic people with the same luck, at {count} point.",
        "The same synthetic people with the same luck, at {count} points.",
    )  # fmt: skip
    sections = [_swept(one), _moves(one), _drawn(one), *_crossed(one), _left(one)]
    return sheet(Head(_("Sousveil: many runs"), title, kicker, facts), sections)


def _axes(one: Document) -> str:
    found = [axis["name"] for axis in one["axes"]]
    return enumerated(found) if len(found) < 4 else _("{count} numbers", count=len(found))


def _swept(one: Document) -> Section:
    rows = [(tag("code", axis["name"]), _(axis["unit"]), _values(axis)) for axis in one["axes"]]
    same = _(
        "Everything else is as the scenario says, and people, places and everybody's luck are the same at every point,"
        " so what differs between points is caused by what was swept. Only a sweep over people, days or the seed"
        " changes who lives there, or with what luck."
    )
    return section(
        "swept",
        _("What was swept"),
        table((_("Number"), _("Unit"), _("Values")), rows, figures=()),
        paragraph(sentences([_design(one["design"]), same])),
        paragraph(_("A sweep describes. It does not look for the point at which most or fewest are silenced or held.")),
    )


def _design(name: str) -> str:
    return _(DESIGNS[name]) if name in DESIGNS else _("The points are {design}.", design=name)


def _values(axis: Document) -> str:
    if axis["guess"]:
        return _("its stated range of guesses")
    if axis["values"]:
        return enumerated(number(value, 6) for value in axis["values"])
    return _("{low} to {high}", low=number(axis["low"], 6), high=number(axis["high"], 6))


def _moves(one: Document) -> Section:
    axes = [axis["name"] for axis in one["axes"]]
    effects = {(entry["name"], entry["axis"]): entry["effect"] for entry in one["along"]}
    rows: list[tuple[Part, ...]] = []
    absent, still = [], []
    for found in one["ranges"]:
        name = found["name"]
        if found["lowest"] is None:
            absent.append(_said(name, reasons.told(found["reason"])))
            continue
        if found["lowest"] == found["highest"]:
            still.append(_said(name, _value(one, name, found["lowest"])))
            continue
        ends = _ends(one, name, found["lowest"], found["highest"])
        rows.append((_called(one, name), ends, *(_effect(one, name, effects.get((name, axis))) for axis in axes)))
    head = (_("Measure"), _("Lowest to highest point"), *(tag("code", axis) for axis in axes))
    return section(
        "moves",
        _("What moves"),
        paragraph(
            _(
                "For each measure of everybody at home: lowest and highest mean of a point, and the difference from the"
                " lower end of each swept number to its upper end, over everything else that was swept, with its 95%"
                " interval of luck over replicates. A difference in brackets cannot be told from none by these runs."
            )
        ),
        tag("div", table(head, rows), class_="claims") if rows else paragraph(_("Nothing moves."), class_="absent"),
        folded(_("Measures that are the same at every point"), bullets(still)) if still else None,
        folded(_("Measures without a value"), bullets(absent)) if absent else None,
    )


def _said(name: str, what: str) -> str:
    return _("{measure}: {said}.", measure=capital(names.measure(name)), said=what)


def _ends(one: Document, name: str, low: float, high: float) -> str:
    """From one to the other, with more digits where three do not tell them apart."""
    lowest, highest = _value(one, name, low), _value(one, name, high)
    if lowest == highest:
        scale, sign = (100, "%") if is_share(one["said"][name]) else (1, "")
        lowest, highest = (f"{number(scale * value, 7)}{sign}" for value in (low, high))
    return _("{low} to {high}", low=lowest, high=highest)


def _called(one: Document, name: str) -> Html:
    return Html(f"{tag('span', capital(names.measure(name)))}<br>{tag('small', unit(one['said'][name]))}")


def _value(one: Document, name: str, value: float) -> str:
    return percent(value) if is_share(one["said"][name]) else number(value)


def _effect(one: Document, name: str, effect: Document | None) -> Part:
    if effect is None or effect["value"] is None:
        return "-"
    say = signed_points if is_share(one["said"][name]) else signed
    if effect["says"] == "none":
        return "0"
    if effect["says"] not in TOLD:
        return f"({say(effect['value'])})"
    return Html(f"{tag('span', say(effect['value']))}<br>{tag('small', interval(effect['low'], effect['high'], say))}")


def _drawn(one: Document) -> Section:
    chosen = [name for name in _charted(one) if name in one["measures"]]
    figures = [_figure(one, entry) for entry in one["along"] if entry["name"] in chosen and _moves_at_all(entry)]
    left = len(figures) - MOST_CHARTED
    return section(
        "along",
        _("Along each number"),
        paragraph(_("Means over everything else that was swept; bands are 95% intervals of luck over replicates."))
        if figures
        else paragraph(_("None of the measures that would be drawn moves."), class_="absent"),
        gallery(figures[:MOST_CHARTED], badge(one)),
        paragraph(
            plural(left, "{count} more picture left out; the table above has them all.",
                   "{count} more pictures left out; the table above has them all.")
        )
        if left > 0
        else None,
    )  # fmt: skip


def _charted(one: Document) -> Sequence[str]:
    few = one["measures"] if len(one["measures"]) <= MOST_CHARTED else CHARTED
    return list(few)


def _moves_at_all(entry: Document) -> bool:
    known = {step["value"] for step in entry["steps"] if step["value"] is not None}
    return len(known) > 1


def _figure(one: Document, entry: Document) -> Figure:
    name, axis = entry["name"], next(axis for axis in one["axes"] if axis["name"] == entry["axis"])
    share = is_share(one["said"][name])
    steps = [step for step in entry["steps"] if step["value"] is not None]
    rows = [{"x": step["at"], "y": step["value"], "low": step["low"], "high": step["high"]} for step in steps]
    along = _("{number} ({unit})", number=axis["name"], unit=_(axis["unit"]))
    svg = charts.lines(rows, x=along, y=_short(one["said"][name]), share=share)
    first, last = (_value(one, name, step["value"]) for step in (steps[0], steps[-1]))
    return Figure(
        _("{measure} over {number}", measure=capital(names.measure(name)), number=axis["name"]), svg,
        _("From {first} at {start} to {last} at {end}.", first=first, start=number(steps[0]["at"]), last=last,
          end=number(steps[-1]["at"])),
        (axis["name"], unit(one["said"][name]), _("95% interval")),
        [(number(step["at"], 6), _value(one, name, step["value"]),
          interval(step["low"], step["high"], lambda v: _value(one, name, v)) or _("not assessed")) for step in steps],
    )  # fmt: skip


def _short(said: Document) -> str:
    """The unit on an axis."""
    if is_share(said):
        return _("share")
    return _("{unit} / 100,000 / year", unit=_(said["unit"])) if said["per"] == YEARLY else unit(said)


def _crossed(one: Document) -> list[Section]:
    if not one["crossed"]:
        return []
    first, second = (axis["name"] for axis in one["axes"])
    parts = []
    for found in one["crossed"]:
        if len({value for row in found["values"] for value in row if value is not None}) < 2:
            continue
        down = filled(_("{first} down, {second} across"), first=tag("code", first), second=tag("code", second))
        head = (down, *(number(value, 6) for value in found["columns"]))
        rows = [
            (number(at, 6), *("-" if v is None else _value(one, found["name"], v) for v in row))
            for at, row in zip(found["rows"], found["values"], strict=True)
        ]
        parts.append(folded(capital(names.measure(found["name"])), table(head, rows)))
    said = _("Means over replicates, everybody at home; measures that move.") if parts else _("No measure moves.")
    return [section("crossed", _("Every point"), paragraph(said), *parts)]


def _left(one: Document) -> Section:
    counts = one["counts"]
    rows = [
        (str(failure["number"]), enumerated(f"{name} = {number(at, 6)}" for name, at in failure["at"].items()),
         english(failure["message"]))
        for failure in one["failures"]
    ]  # fmt: skip
    return section(
        "left",
        _("Points that failed"),
        paragraph(
            _n("{failed} failed and {count} point is still to be lived. They count nowhere above.",
               "{failed} failed and {count} points are still to be lived. They count nowhere above.",
               counts["waiting"], failed=plural(counts["failed"], "{count} point", "{count} points"),
               count=number(counts["waiting"]))
            if counts["failed"] or counts["waiting"]
            else _("None: every point was lived.")
        ),
        table((_("Point"), _p("in a sweep", "Where"), _("What it said")), rows, figures=()) if rows else None,
    )  # fmt: skip
