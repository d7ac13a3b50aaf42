"""The page of a sweep: what was swept, and how measures run along it. It runs nothing and seeks no best point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.report import charts, names
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, interval, number, percent, plural, signed, signed_points

Document = Mapping[str, Any]
CHARTED = ("wrongful_detentions", "liberty_days_lost_innocent", "messages_not_sent", "wrongful_exclusion",
           "falsification_gap", "fear", "trust", "incidents_unseen", "officer_hours")  # fmt: skip
"""Measures that are drawn where nobody chose some."""
MOST_CHARTED = 12
DESIGNS = {"grid": "every combination of the values", "lhs": "a Latin hypercube", "sobol": "scrambled Sobol' points"}
TOLD = ("rises", "falls")
YEARLY = " per 100,000 people a year"
"""A denominator that is too long for an axis."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a sweep."""
    charts.ready()
    counts, swept = one["counts"], [axis["name"] for axis in one["axes"]]
    facts = (
        ("Points", f"{one['points']:,}, {counts['done']:,} done"),
        ("People", "swept (synthetic)" if "people" in swept else f"{one['people']:,} (synthetic)"),
        ("Days", "swept" if "days" in swept else f"{one['days']:,}"),
        ("Replicates", f"{one['replicates']:,} a point"),
        ("Seed", str(one["seed"])),
        ("Version", one["version"]),
        ("Hash of all points", one["hash"][:12]),
    )
    title = one["scenario"]["title"] or one["scenario"]["name"]
    kicker = (
        f"The same synthetic people with the same luck, at {plural(one['points'], '{count} point', '{count} points')}."
    )
    sections = [_swept(one), _moves(one), _drawn(one), *_crossed(one), _left(one)]
    return sheet(Head("Sousveil: many runs", f"{title}, over {_axes(one)}", kicker, facts), sections)


def _axes(one: Document) -> str:
    found = [axis["name"] for axis in one["axes"]]
    return ", ".join(found) if len(found) < 4 else f"{len(found)} numbers"


def _swept(one: Document) -> Section:
    rows = [(tag("code", axis["name"]), axis["unit"], _values(axis)) for axis in one["axes"]]
    return section(
        "swept",
        "What was swept",
        table(("Number", "Unit", "Values"), rows, figures=()),
        paragraph(
            f"The points are {DESIGNS.get(one['design'], one['design'])}. Everything else is as the scenario says, and "
            "people, places and everybody's luck are the same at every point, so what differs between points is caused "
            "by what was swept. Only a sweep over people, days or the seed changes who lives there, or with what luck."
        ),
        paragraph("A sweep describes. It does not look for the point at which most or fewest are silenced or held."),
    )


def _values(axis: Document) -> str:
    if axis["guess"]:
        return "its stated range of guesses"
    if axis["values"]:
        return ", ".join(number(value, 6) for value in axis["values"])
    return f"{number(axis['low'], 6)} to {number(axis['high'], 6)}"


def _moves(one: Document) -> Section:
    axes = [axis["name"] for axis in one["axes"]]
    effects = {(entry["name"], entry["axis"]): entry["effect"] for entry in one["along"]}
    rows: list[tuple[Part, ...]] = []
    absent, still = [], []
    for found in one["ranges"]:
        name = found["name"]
        if found["lowest"] is None:
            absent.append(f"{capital(names.measure(name))}: {found['reason']}.")
            continue
        if found["lowest"] == found["highest"]:
            still.append(f"{capital(names.measure(name))}: {_value(one, name, found['lowest'])}.")
            continue
        ends = _ends(one, name, found["lowest"], found["highest"])
        rows.append((_called(one, name), ends, *(_effect(one, name, effects.get((name, axis))) for axis in axes)))
    head = ("Measure", "Lowest to highest point", *(tag("code", axis) for axis in axes))
    return section(
        "moves",
        "What moves",
        paragraph(
            "For each measure of everybody at home: lowest and highest mean of a point, and the difference from the "
            "lower end of each swept number to its upper end, over everything else that was swept, with its 95% "
            "interval of luck over replicates. A difference in brackets cannot be told from none by these runs."
        ),
        tag("div", table(head, rows), class_="claims") if rows else paragraph("Nothing moves.", class_="absent"),
        folded("Measures that are the same at every point", bullets(still)) if still else None,
        folded("Measures without a value", bullets(absent)) if absent else None,
    )


def _ends(one: Document, name: str, low: float, high: float) -> str:
    """From one to the other, with more digits where three do not tell them apart."""
    lowest, highest = _value(one, name, low), _value(one, name, high)
    if lowest == highest:
        scale, sign = (100, "%") if _is_share(one, name) else (1, "")
        lowest, highest = (f"{number(scale * value, 7)}{sign}" for value in (low, high))
    return f"{lowest} to {highest}"


def _called(one: Document, name: str) -> Html:
    unit = one["said"][name]["unit"] + (f" per {one['said'][name]['per']}" if one["said"][name]["per"] else "")
    return Html(f"{tag('span', capital(names.measure(name)))}<br>{tag('small', unit)}")


def _is_share(one: Document, name: str) -> bool:
    return bool(one["said"][name]["unit"] == "share" and not one["said"][name]["per"])


def _value(one: Document, name: str, value: float) -> str:
    return percent(value) if _is_share(one, name) else number(value)


def _effect(one: Document, name: str, effect: Document | None) -> Part:
    if effect is None or effect["value"] is None:
        return "-"
    say = signed_points if _is_share(one, name) else signed
    if effect["says"] == "none":
        return "0"
    if effect["says"] not in TOLD:
        return f"({say(effect['value'])})"
    return Html(f"{tag('span', say(effect['value']))}<br>{tag('small', interval(effect['low'], effect['high'], say))}")


def _drawn(one: Document) -> Section:
    chosen = [name for name in _charted(one) if name in one["measures"]]
    figures = [_figure(one, entry) for entry in one["along"] if entry["name"] in chosen and _moves_at_all(entry)]
    badge = f"{one['scenario']['name']} · {one['people']:,} people · {one['days']:,} days · seed {one['seed']}"
    return section(
        "along",
        "Along each number",
        paragraph("Means over everything else that was swept; bands are 95% intervals of luck over replicates.")
        if figures
        else paragraph("None of the measures that would be drawn moves.", class_="absent"),
        gallery(figures[:MOST_CHARTED], badge),
        paragraph(
            f"{plural(len(figures) - MOST_CHARTED, '{count} more picture', '{count} more pictures')} left out; the table above has them all."
        )
        if len(figures) > MOST_CHARTED
        else None,
    )


def _charted(one: Document) -> Sequence[str]:
    few = one["measures"] if len(one["measures"]) <= MOST_CHARTED else CHARTED
    return list(few)


def _moves_at_all(entry: Document) -> bool:
    known = {step["value"] for step in entry["steps"] if step["value"] is not None}
    return len(known) > 1


def _figure(one: Document, entry: Document) -> Figure:
    name, axis = entry["name"], next(axis for axis in one["axes"] if axis["name"] == entry["axis"])
    share = _is_share(one, name)
    steps = [step for step in entry["steps"] if step["value"] is not None]
    rows = [{"x": step["at"], "y": step["value"], "low": step["low"], "high": step["high"]} for step in steps]
    unit = one["said"][name]["unit"] + (f" per {one['said'][name]['per']}" if one["said"][name]["per"] else "")
    first, last = (_value(one, name, step["value"]) for step in (steps[0], steps[-1]))
    up = "share" if share else unit.replace(YEARLY, " / 100,000 / year")
    svg = charts.lines(rows, x=f"{axis['name']} ({axis['unit']})", y=up, share=share)
    return Figure(
        f"{capital(names.measure(name))} over {axis['name']}", svg,
        f"From {first} at {number(steps[0]['at'])} to {last} at {number(steps[-1]['at'])}.",
        (axis["name"], unit, "95% interval"),
        [(number(step["at"], 6), _value(one, name, step["value"]),
          interval(step["low"], step["high"], lambda v: _value(one, name, v)) or "not assessed") for step in steps],
    )  # fmt: skip


def _crossed(one: Document) -> list[Section]:
    if not one["crossed"]:
        return []
    first, second = (axis["name"] for axis in one["axes"])
    parts = []
    for found in one["crossed"]:
        if len({value for row in found["values"] for value in row if value is not None}) < 2:
            continue
        head = (Html(f"{tag('code', first)} down, {tag('code', second)} across"),
                *(number(value, 6) for value in found["columns"]))  # fmt: skip
        rows = [
            (number(at, 6), *("-" if v is None else _value(one, found["name"], v) for v in row))
            for at, row in zip(found["rows"], found["values"], strict=True)
        ]
        parts.append(folded(capital(names.measure(found["name"])), table(head, rows)))
    said = "Means over replicates, everybody at home; measures that move." if parts else "No measure moves."
    return [section("crossed", "Every point", paragraph(said), *parts)]


def _left(one: Document) -> Section:
    counts = one["counts"]
    rows = [
        (str(failure["number"]), ", ".join(f"{name} = {number(at, 6)}" for name, at in failure["at"].items()),
         failure["message"])
        for failure in one["failures"]
    ]  # fmt: skip
    return section(
        "left",
        "Points that failed",
        paragraph(
            f"{plural(counts['failed'], '{count} point', '{count} points')} failed and {plural(counts['waiting'], '{count} point', '{count} points')} "
            f"{'is' if counts['waiting'] == 1 else 'are'} still to be lived. They count nowhere above."
            if counts["failed"] or counts["waiting"]
            else "None: every point was lived."
        ),
        table(("Point", "Where", "What it said"), rows, figures=()) if rows else None,
    )
