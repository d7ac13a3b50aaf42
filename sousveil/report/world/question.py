"""The question of the source, answered as a conditional: of the countries that wavered, how many would do what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number, plural
from sousveil.report.world import terms
from sousveil.report.world.curves import ranges
from sousveil.report.world.reading import LAST_CHECKED, WAVERING, Condition, WorldReading, count, guesses, luck, signed
from sousveil.world.question import BY_NAME

TITLE = "The question: what would the wavering do?"
ASKED = (
    "adopted",
    "adopted_exporters",
    "dropped_one",
    "copied_law",
    "turned_to_support",
    "turned_to_criticism",
    "fell_silent",
    "opened",
    "closed",
    "crossed_to_open",
    "crossed_to_closed",
    "won_over_since",
    "won_back_since",
)
"""What the question names: since the end of 2020, adopt, copy laws, change stance, change how open they are."""
PICTURED = (
    "adopted",
    "copied_law",
    "turned_to_support",
    "turned_to_criticism",
    "crossed_to_closed",
    "crossed_to_open",
    "won_over_since",
    "won_back_since",
)
TOLD = 1.0
"""Countries by which a condition has to change a measure to be told in words; the tables tell everything."""
LEVELS = (
    "running",
    "running_exporters",
    "reachable",
    "laws_copied",
    "supporting",
    "opposing",
    "leaning_closed",
    "open_regimes",
    "dropped",
)
"""What is so at the end of a year, whenever it came about."""
ABOUT = (
    "The essay of 2020 asks whether those who waver will turn away from the open model. Of 196 countries, the ones told"
    " here signed nothing in four joint statements on the exporter's conduct in 2019 and 2020, or signed once only, or"
    " on both sides. The exporter is the country that sells the closed model; in the documented past it is China. The"
    " leader of the open is the United States."
)


def question(reading: WorldReading) -> Section:
    """The answer in a few sentences, in pictures and in a table."""
    if not any(reading.has(name, WAVERING) for name in ASKED):
        return section("question", TITLE, absent("No answer.", "The run ends too early, or has no such rules."))
    last, others = reading.years[-1], reading.conditions[1:]
    return section(
        "question",
        TITLE,
        paragraph(_lead(reading, last), class_="lead"),
        bullets(_answer(reading, last)),
        paragraph(ABOUT),
        paragraph(_how(reading)),
        tag("h3", f"What each condition changes by the end of {last}") if others else None,
        bullets(_told(reading, one, last) for one in others) if others else None,
        tag("h3", f"At the end of {last}, under each condition"),
        gallery([_figure(reading, name, last) for name in PICTURED if reading.has(name, WAVERING)], reading.badge),
        tag("h3", "In numbers"),
        paragraph("L: interval of luck (95%). A: range over assumptions.", class_="note"),
        *(_grid(reading, year, ASKED) for year in _later(reading)),
        folded("What is so at the end of each year, whenever it came about",
               *(_grid(reading, year, LEVELS) for year in reading.years)),
        folded("What differs from things as they were, world by world",
               *(_table(reading, name) for name in ASKED if reading.has(name, WAVERING))) if others else None,
    )  # fmt: skip


def _lead(reading: WorldReading, year: int) -> str:
    return (
        f"In this model, of {reading.size(WAVERING)} countries that were silent or wavering, so many do this between"
        f" the end of 2020 and the end of {year}, with {reading.base.words}. These are averages over"
        f" {plural(reading.replicates, '{count} simulated world', '{count} simulated worlds')}, and no forecast."
    )


def _answer(reading: WorldReading, year: int) -> list[Part]:
    made: list[Part] = []
    for name in ASKED:
        row = reading.entry(name, reading.base, WAVERING, year)
        if row:
            span = f" (over assumptions, {guesses(row)})" if reading.guesses else ""
            made.append(tag("span", tag("b", count(row["value"])), f" {terms.MEASURES[name].sentence}{span}"))
    return made


def _told(reading: WorldReading, one: Condition, year: int) -> Part:
    """What rises and falls under a condition, as far as these worlds can tell; and whether guesses turn it around."""
    said = []
    for name in ASKED:
        row = reading.effect(name, one, WAVERING, year)
        if row and row["says"] in ("rises", "falls") and abs(row["value"]) >= TOLD:
            more = "more" if row["value"] > 0 else "fewer"
            span = f" ({guesses(row, signed)} over assumptions{_way(reading, row)})" if reading.guesses else ""
            said.append(f"{count(abs(row['value']))} {more} {terms.MEASURES[name].sentence}{span}")
    return tag(
        "span",
        tag("b", one.label),
        ": ",
        "; ".join(said) or "nothing by as much as a country that these worlds can tell from no change",
        ".",
    )


def _way(reading: WorldReading, row: Mapping[str, Any]) -> str:
    """In how many of the guesses the difference points the same way: a range does not say how lopsided it is."""
    if row.get("same_sign") is None:
        return ""
    return f"; the same way in {round(row['same_sign'] * reading.guesses)} of {reading.guesses} guesses"


def _how(reading: WorldReading) -> str:
    first = f"Each condition is lived in the same {plural(reading.replicates, '{count} world', '{count} worlds')} with the same luck. "
    luck_ = "The interval of luck (95%) says how well the average is known. "
    if not reading.guesses:
        return f"{first}{luck_}How far other guesses would move the numbers was not assessed."
    return (
        f"{first}{luck_}The range over assumptions is the lowest and the highest of what the scenario says and of"
        f" {plural(reading.guesses, '{count} further world', '{count} further worlds')} in which every assumed number is guessed otherwise. It is usually"
        " far wider, and it is the honest one: most numbers behind these worlds are assumed."
    )


def _figure(reading: WorldReading, name: str, year: int) -> Figure:
    rows = [(one, reading.entry(name, one, WAVERING, year)) for one in reading.conditions]
    size, short = reading.size(WAVERING), terms.measure(name)
    drawn = [
        {"name": _short(one), "value": row["value"], "text": count(row["value"]), "low": row["low"],
         "high": row["high"], "wide_low": row["assumed_low"], "wide_high": row["assumed_high"]}
        for one, row in rows
    ]  # fmt: skip
    said = "; ".join(f"{one.label}: {count(row['value'])}" for one, row in rows)
    return Figure(
        f"{capital(short)}: of {size} silent or wavering countries, end of {year}",
        ranges(drawn, x="countries", top=float(size)),
        f"{said}.",
        ("Condition", "Countries", "Interval of luck", "Range over assumptions"),
        [(one.label, count(row["value"]), luck(row), guesses(row)) for one, row in rows],
        note="Thick: interval of luck. Thin: range over assumptions. Dashed: things as they were.",
        figures=(1, 2, 3),
    )


SHORT = {
    "as-it-was": "as they were",
    "no-gap": "no gap in 2020",
    "no-offers": "no offers",
    "no-withdrawal": "no withdrawal",
    "coalition": "coalition of the open",
    "all": "all of these",
}


def _short(one: Condition) -> str:
    return f"({one.letter}) {SHORT.get(one.name, one.words)}" if one.letter else one.words


def _later(reading: WorldReading) -> Sequence[int]:
    """The years that are told, after the end of the record where the run goes so far."""
    return [year for year in reading.years if year > LAST_CHECKED] or reading.years[-1:]


def _grid(reading: WorldReading, year: int, names: Sequence[str]) -> Html:
    """Measure by condition at the end of a year."""
    rows = []
    for name in (name for name in names if reading.entry(name, reading.base, WAVERING, year)):
        found = [reading.entry(name, one, WAVERING, year) for one in reading.conditions]
        cells = [stack(count(row["value"]), luck(row), guesses(row) if reading.guesses else "") for row in found]
        rows.append((capital(terms.measure(name)), *cells))
    size = f"of {reading.size(WAVERING)} silent or wavering countries"
    head = ("Countries that", *(_short(one) for one in reading.conditions))
    return tag("div", table(head, rows, caption=f"By the end of {year}, {size}"), class_="stacked")


def _table(reading: WorldReading, name: str) -> Html:
    """Condition by year: value and difference, each with its interval of luck and its range over assumptions."""
    years = _later(reading)
    beside = f"beside ({reading.base.letter})" if reading.base.letter else "beside the first"
    head: list[Part] = ["Condition"]
    for year in years:
        head += [f"End of {year}", f"{year}, {beside}"]
    rows = [[one.label, *(cell for year in years for cell in _cells(reading, name, one, year))]
            for one in reading.conditions]  # fmt: skip
    unit = "" if name == "dropped" else f", of {reading.size(WAVERING)} silent or wavering countries"
    return tag("div", table(head, rows, caption=f"{capital(terms.measure(name))}{unit}"), class_="stacked")


def _cells(reading: WorldReading, name: str, one: Condition, year: int) -> Sequence[Part]:
    row, beside = reading.entry(name, one, WAVERING, year), reading.effect(name, one, WAVERING, year)
    mine = stack(count(row["value"]), luck(row), guesses(row) if reading.guesses else "")
    return mine, difference(reading, beside)


def stack(value: str, luck_: str, over: str = "") -> Html:
    """A value with the interval of luck and the range over assumptions below it, each marked."""
    marked = (("L", "interval of luck", luck_), ("A", "range over assumptions", over))
    under = [tag("small", tag("abbr", mark, title=title), f" {text}") for mark, title, text in marked if text]
    return tag("span", tag("b", value), *(part for small in under for part in (Html("<br>"), small)))


def difference(reading: WorldReading, row: Mapping[str, Any]) -> Part:
    """What a condition changes; nothing for the first, and '0' where it changes nothing in any world."""
    if not row or row["value"] is None:
        return ""
    over = guesses(row, signed) if reading.guesses else ""
    if row["says"] == "none":
        return stack("0", "", "" if row["assumed_low"] == row["assumed_high"] else over)
    return stack(signed(row["value"]), luck(row, signed), over)


def conditions(reading: WorldReading) -> Section:
    """What each condition changes in the world, number by number."""
    told = [tag("span", tag("b", one.label), ". ", *_joined(_changes(reading, one))) for one in reading.conditions]
    return section(
        "conditions",
        "What the conditions change",
        paragraph(
            "A condition sets a few numbers otherwise; everything else, luck included, stays as it is. What is set from"
            " 2021 on leaves the past as it was, so that changes since the end of 2020 begin from the same countries."
        ),
        bullets(told),
    )


def _changes(reading: WorldReading, one: Condition) -> list[Sequence[Part]]:
    from_ = reading.run.scenario.parameters
    if one.name not in BY_NAME:
        return []
    known = BY_NAME[one.name]
    return [
        (tag("code", path), f" {number(value, 6)} instead of {value_text(from_[path])}{when}")
        for values, when in ((known.values, ", throughout"), (known.later, ", from 2021 on"))
        for path, value in values.items()
        if path in from_
    ]


def value_text(value: object) -> str:
    """A parameter's value; the same in every country."""
    return number(value, 6) if isinstance(value, int | float) else str(value)


def _joined(changes: Sequence[Sequence[Part]]) -> list[Part]:
    if not changes:
        return ["Nothing is changed."]
    parts: list[Part] = []
    for at, change in enumerate(changes):
        parts += ["; " if at else "", *change]
    return [*parts, "."]
