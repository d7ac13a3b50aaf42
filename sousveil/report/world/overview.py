"""A table by region, regime and voice: what classes of countries would do, and what the conditions together change."""

from __future__ import annotations

from sousveil.report.markup import Html, Part, folded, paragraph, tag
from sousveil.report.markup import table as table_of
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, percent
from sousveil.report.world import terms
from sousveil.report.world.question import difference, stack
from sousveil.report.world.reading import Condition, WorldReading, guesses, luck

TITLE = "By region and regime"
SHOWN = ("running", "running_exporters", "laws_copied", "supporting", "opposing", "leaning_closed", "open_regimes")


def overview(reading: WorldReading) -> Section:
    """Every class under the first condition, and beside it the last condition's difference; all others folded."""
    if not any(reading.entry(name, reading.base, "all", year) for name in SHOWN for year in reading.years):
        return section("overview", TITLE, absent("No table.", "The run ends too early, or has no such rules."))
    last = reading.years[-1]
    others = reading.conditions[1:]
    return section(
        "overview",
        TITLE,
        paragraph(
            "Shares of the countries of each class. L: interval of luck (95%). A: range over assumptions."
            " Classes of fewer than"
            f" {terms.FEWEST} countries are left out: to tell of them would be to tell of countries by name."
        ),
        _table(reading, reading.base, last),
        *(folded(f"The same at the end of {year}", _table(reading, reading.base, year)) for year in reading.years[:-1]),
        *(
            folded(f"What changes by the end of {last} under {one.label}", _changes(reading, one, last))
            for one in others
        ),
    )


def _classes(reading: WorldReading) -> list[str]:
    every = ["all", "wavering", *(name for kind in ("region", "regime", "voice") for name in terms.KINDS[kind])]
    return [name for name in every if reading.size(name) >= terms.FEWEST]


def _table(reading: WorldReading, one: Condition, year: int) -> Html:
    known = [name for name in SHOWN if reading.entry(name, one, "all", year)]
    head = ("Countries", "How many", *(capital(terms.measure(name)) for name in known))
    rows = []
    for group in _classes(reading):
        size = reading.size(group)
        cells = [_cell(reading, name, one, group, year, size) for name in known]
        rows.append((capital(terms.group(group)), str(size), *cells))
    caption = f"Share of each class at the end of {year}, {one.label}"
    return tag("div", table_of(head, rows, caption=caption), class_="stacked")


def _cell(reading: WorldReading, name: str, one: Condition, group: str, year: int, size: int) -> Part:
    row = reading.entry(name, one, group, year)

    def say(value: float) -> str:
        return percent(value / size)

    return stack(say(row["value"]), luck(row, say), guesses(row, say) if reading.guesses else "")


def _changes(reading: WorldReading, one: Condition, year: int) -> Html:
    known = [name for name in SHOWN if reading.effect(name, one, "all", year)]
    head = ("Countries", "How many", *(capital(terms.measure(name)) for name in known))
    rows = []
    for group in _classes(reading):
        cells = [difference(reading, reading.effect(name, one, group, year)) for name in known]
        rows.append((capital(terms.group(group)), str(reading.size(group)), *cells))
    caption = f"Countries more or fewer than under {reading.base.label}, end of {year}"
    return tag("div", table_of(head, rows, caption=caption), class_="stacked")
