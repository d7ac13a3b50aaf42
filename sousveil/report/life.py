"""The page of one synthetic life, and beside it the same person's life in another world. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.contract.events import BY_NAME
from sousveil.records.provenance import version
from sousveil.report import charts
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.sections.head import BANNER
from sousveil.report.words import capital, listing, number, percent, plain, plural

Life = Mapping[str, Any]
WHAT = {
    "LIVE": "did", "WATCH": "was recorded", "JUDGE": "was concluded", "ENFORCE": "was done by officers and courts",
    "SUFFER": "followed", "BELIEVE": "went on in them", "OBSERVE": "only the lab's auditor knows",
}  # fmt: skip
"""What the events of a phase are to the person."""
UNITS = {
    "fear": "share of full fear", "trust": "share of full trust", "suspicion": "share of full suspicion",
    "score": "points", "support": "share of full support", "climate": "share seen to support the ruler",
    "means": "rank",
}  # fmt: skip
SYNTHETIC = "Nobody lives or lived this life. It is one of a model's synthetic people."


def page(told: Mapping[str, Any]) -> str:
    """The page as text. told: life, and where there is one, other and parts; found: the search it came from."""
    charts.ready()
    life, other = told["life"], told.get("other")
    sections = [_short(told), _minds(life, other), _days(life, "story", "Day by day")]
    if other is not None:
        sections.append(_days(other, "other", f"In the other world: {other['title']}"))
    sections.append(_rules(life))
    facts = (("World", life["title"] or life["scenario"]), ("People", f"{life['people']:,} (synthetic)"),
             ("Days", f"{life['days']:,}"), ("Seed", str(life["seed"])), ("Version", version()))  # fmt: skip
    heading, banner = f"Person {life['person']:,}", f"{SYNTHETIC} {BANNER}"
    return sheet(Head("Sousveil: one synthetic life", heading, capital(_who(life)), facts, banner), sections)


def _who(life: Life) -> str:
    who = life["who"]
    said = ["female" if who["female"] else "male", plain(who["age"]), "urban" if who["urban"] else "rural"]
    said += [words for key, words in (("minority", "of the minority group"), ("party", "member of the ruling party"),
                                      ("kin_abroad", "with relatives or friends abroad")) if who[key]]  # fmt: skip
    return f"{', '.join(said)}, of {life['place']}"


def _short(told: Mapping[str, Any]) -> Section:
    life, found = told["life"], told.get("found")
    changes = [f"day {change['day']}: {plain(change['status'])}" for change in life["status"] if change["day"]]
    rare = None
    if found and found["one_in"]:
        rare = paragraph(
            f"The search \u201c{found['query']}\u201d is true of {plural(found['matched'], '{count} person', '{count} people')} of "
            f"{found['people']:,} at home: one in {number(found['one_in'])}."
        )
    return section(
        "short",
        "In short",
        paragraph(f"Liberty: {'; '.join(changes)}." if changes else "At liberty throughout.", class_="lead"),
        rare,
        _parts(told),
        tag("h3", "Nearly every day"),
        bullets(f"{event['doc']}: {plural(event['times'], '{count} day', '{count} days')}" for event in life["often"])
        if life["often"]
        else paragraph("Nothing."),
    )


def _parts(told: Mapping[str, Any]) -> Html | None:
    if told.get("other") is None:
        return None
    parts, other = told.get("parts"), told["other"]["title"]
    if parts is None:
        return paragraph(f"In {other} this life is the same on every day.")
    sides = [
        f"{where}: {listing([BY_NAME[name].doc for name in parts[key]])}"
        for key, where in (("here", "here"), ("there", "there"))
        if parts[key]
    ]
    return paragraph(f"In {other} this life is the same until day {parts['day']}. Then {'; '.join(sides)}.")


def _minds(life: Life, other: Life | None) -> Section:
    figures = []
    for name, values in life["series"].items():
        lines = {life["title"]: values}
        if other is not None and name in other["series"]:
            lines[other["title"] if other["title"] != life["title"] else f"{other['title']} "] = other["series"][name]
        figures.append(_line(name, lines))
    return section("minds", "What changed in them, and in their file", gallery(figures, f"person {life['person']:,}"))


def _line(name: str, lines: Mapping[str, Sequence[float]]) -> Figure:
    share = name not in ("score",)
    say = percent if share else number
    rows: list[dict[str, Any]] = [
        {"series": series, "x": day, "y": value} for series, values in lines.items() for day, value in enumerate(values)
    ]
    alt = "; ".join(f"{say(values[0])} at first, {say(values[-1])} at the end" for values in lines.values())
    svg = charts.lines(rows, x="day", y=UNITS[name], series=list(lines) if len(lines) > 1 else (), share=share,
                       zero=name != "score")  # fmt: skip
    steps = [row for row in rows if row["x"] % 7 == 0]
    numbers = [(row["series"], str(row["x"]), say(row["y"])) for row in steps]
    return Figure(f"{capital(name)}, {UNITS[name]}", svg, f"{alt}.", ("World", "Day", "Value"), numbers, figures=(1, 2))


def _days(life: Life, identity: str, title: str) -> Section:
    rows = [(f"Day {day['day']}", _told(day["events"])) for day in life["happened"]]
    return section(
        identity,
        title,
        paragraph("What befell them nearly every day is left out here."),
        table(("Day", "What happened"), rows, figures=()) if rows else paragraph("Nothing but everyday life."),
    )


def _told(events: Sequence[Mapping[str, Any]]) -> Html:
    parts: list[Part] = []
    for phase, what in WHAT.items():
        mine = [event for event in events if event["phase"] == phase]
        if mine:
            said = "; ".join(f"{event['doc']} ({plain(event['rule'])})" for event in mine)
            parts.append(tag("div", tag("b", f"{capital(what)}: "), said,
                             class_="note" if phase == "OBSERVE" else None))  # fmt: skip
    return join(parts)


def _rules(life: Life) -> Section:
    parts: list[Html] = []
    for name, rule in life["rules"].items():
        numbers = [
            (tag("code", f"{name}.{key}"), _value(value), rule["units"][key]) for key, value in rule["numbers"].items()
        ]
        inner = table(("Number", "Value", "Unit"), numbers, figures=(1,)) if numbers else paragraph("No numbers.")
        parts.append(folded(f"{plain(name)}: {rule['doc']}", inner))
    return section("rules", "The rules that made it happen, with their thresholds", *parts)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{place}: {number(item)}" for place, item in value.items())
    return number(value, 4)
