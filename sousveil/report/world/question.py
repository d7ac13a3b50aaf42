"""The question of the source, answered as a conditional: of the countries that wavered, how many would do what."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, number, plural
from sousveil.report.world import terms
from sousveil.report.world.curves import ranges
from sousveil.report.world.reading import WAVERING, Condition, WorldReading, guesses, luck, signed
from sousveil.world.question import BY_NAME

ASKED = ("running", "laws_copied", "supporting", "opposing", "leaning_closed", "open_regimes")
"""What the question names: adopt, copy laws, change stance, change how open they are."""
FURTHER = ("running_exporters", "reachable", "dropped")
ABOUT = (
    "The essay of 2020 asks whether those who waver will turn away from the open model. Of 196 countries, the ones told"
    " here signed nothing in four joint statements on the exporter's conduct in 2019 and 2020, or signed once only, or"
    " on both sides. The exporter is the country that sells the closed model; in the documented past it is China. The"
    " leader of the open is the United States."
)


def question(reading: WorldReading) -> Section:
    """The answer in a few sentences, in pictures and in a table."""
    last = reading.years[-1]
    return section(
        "question",
        "The question: what would the wavering do?",
        paragraph(_lead(reading, last), class_="lead"),
        paragraph(ABOUT),
        paragraph(_how(reading)),
        tag("h3", f"At the end of {last}, under each condition"),
        gallery([_figure(reading, name, last) for name in ASKED if _has(reading, name)], reading.badge),
        tag("h3", "The same in numbers"),
        *(_table(reading, name) for name in ASKED if _has(reading, name)),
        folded("More: who supplied it, whose data can be reached, what was dropped",
               *(_table(reading, name) for name in FURTHER if _has(reading, name))),
    )  # fmt: skip


def _has(reading: WorldReading, name: str) -> bool:
    return bool(reading.entry(name, reading.base, WAVERING, reading.years[-1]))


def _lead(reading: WorldReading, year: int) -> str:
    size = reading.size(WAVERING)
    said = []
    for name in ("running", "laws_copied", "supporting", "opposing"):
        row = reading.entry(name, reading.base, WAVERING, year)
        if row:
            span = "" if row["assumed_low"] is None else f" (over assumptions {guesses(row)})"
            said.append(f"{number(row['value'])}{span} {terms.MEASURES[name].sentence}")
    return (
        f"In this model, with {reading.base.words}, of {size} countries that were silent or wavering, by the end of"
        f" {year}: {'; '.join(said)}. These are averages over {plural(reading.replicates, 'simulated world')}, and no"
        " forecast."
    )


def _how(reading: WorldReading) -> str:
    first = f"Each condition is lived in the same {plural(reading.replicates, 'world')} with the same luck. "
    luck_ = "The interval of luck (95%) says how well the average is known. "
    if not reading.guesses:
        return f"{first}{luck_}How far other guesses would move the numbers was not assessed."
    return (
        f"{first}{luck_}The range over assumptions is the lowest and the highest of what the scenario says and of"
        f" {plural(reading.guesses, 'further world')} in which every assumed number is guessed otherwise. It is usually"
        " far wider, and it is the honest one: nearly every number behind these worlds is assumed."
    )


def _figure(reading: WorldReading, name: str, year: int) -> Figure:
    rows = [(one, reading.entry(name, one, WAVERING, year)) for one in reading.conditions]
    size, short = reading.size(WAVERING), terms.measure(name)
    drawn = [
        {"name": _short(one), "value": row["value"], "text": number(row["value"]), "low": row["low"],
         "high": row["high"], "wide_low": row["assumed_low"], "wide_high": row["assumed_high"]}
        for one, row in rows
    ]  # fmt: skip
    said = "; ".join(f"{one.label}: {number(row['value'])}" for one, row in rows)
    return Figure(
        f"{capital(short)}: of {size} silent or wavering countries, end of {year}",
        ranges(drawn, x="countries", top=float(size)),
        f"{said}.",
        ("Condition", "Countries", "Interval of luck", "Range over assumptions"),
        [(one.label, number(row["value"]), luck(row), guesses(row)) for one, row in rows],
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


def _table(reading: WorldReading, name: str) -> Html:
    """Condition by year: value, interval of luck, range over assumptions, and the difference to the first condition."""
    years = reading.years
    head: list[Part] = ["Condition"]
    for year in years:
        head += [f"End of {year}", "Luck (95%)", "Over assumptions"]
        head += [f"Beside ({reading.base.letter or 'the first'})", "Over assumptions"]
    rows = [[one.label, *(cell for year in years for cell in _cells(reading, name, one, year))]
            for one in reading.conditions]  # fmt: skip
    unit = "" if name == "dropped" else f", of {reading.size(WAVERING)} silent or wavering countries"
    return tag("div", table(head, rows, caption=f"{capital(terms.measure(name))}{unit}"), class_="wide-table")


def _cells(reading: WorldReading, name: str, one: Condition, year: int) -> Sequence[Part]:
    row, beside = reading.entry(name, one, WAVERING, year), reading.effect(name, one, WAVERING, year)
    mine = (tag("b", number(row["value"])), luck(row), guesses(row))
    if not beside or beside["effect"] is None:
        return (*mine, "", "")
    none = beside["says"] == "not told apart from none"
    span = "" if beside["low"] is None or beside["says"] == "none" else f" ({luck(beside, signed)})"
    text = "0" if beside["says"] == "none" else f"{signed(beside['effect'])}{span}"
    return (*mine, tag("span", text, class_="note" if none else None), guesses(beside, signed))


def conditions(reading: WorldReading) -> Section:
    """What each condition changes in the world, number by number."""
    from_ = reading.run.scenario.parameters
    told = []
    for one in reading.conditions:
        values = _values(one)
        changes = [
            (tag("code", path), " ", number(value, 6), f" instead of {value_text(from_[path])}")
            for path, value in values.items()
            if path in from_
        ]
        told.append(tag("span", tag("b", one.label), ". ", *_joined(changes)))
    return section(
        "conditions",
        "What the conditions change",
        paragraph(
            "A condition sets a few numbers otherwise from the first quarter on; everything else, luck included,"
            " stays as it is."
        ),
        bullets(told),
    )


def _values(one: Condition) -> dict[str, float]:

    return dict(BY_NAME[one.name].values) if one.name in BY_NAME else {}


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
