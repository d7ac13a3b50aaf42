"""A table by region, regime and voice: what classes of countries would do, and what the conditions together change."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.report.markup import Html, Part, folded, paragraph, tag
from sousveil.report.markup import table as table_of
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, percent
from sousveil.report.world import terms
from sousveil.report.world.question import difference, stack
from sousveil.report.world.reading import Condition, WorldReading, guesses, luck

TITLE = "By region and regime"
SHOWN = (
    "adopted",
    "copied_law",
    "turned_to_support",
    "turned_to_criticism",
    "crossed_to_open",
    "crossed_to_closed",
    "won_over_since",
)
LEVELS = ("running", "running_exporters", "laws_copied", "supporting", "opposing", "leaning_closed", "open_regimes")


def overview(reading: WorldReading) -> Section:
    """Every class under the first condition, and beside it the last condition's difference; all others folded."""
    if not any(reading.has(name) for name in (*SHOWN, *LEVELS)):
        return section("overview", TITLE, absent("No table.", "The run ends too early, or has no such rules."))
    last = reading.years[-1]
    others = reading.conditions[1:]
    return section(
        "overview",
        TITLE,
        paragraph(
            "Shares of the countries of each class. L: interval of luck (95%). A: range over assumptions. Classes of"
            f" fewer than {terms.FEWEST} countries are left out: to tell of them would be to tell of countries by name."
        ),
        _table(reading, reading.base, last, SHOWN, _since(last)),
        _table(reading, reading.base, last, LEVELS, f"at the end of {last}"),
        *(folded(f"The same for {year}", _table(reading, reading.base, year, SHOWN, _since(year)),
                 _table(reading, reading.base, year, LEVELS, f"at the end of {year}")) for year in reading.years[:-1]),
        *(folded(f"What changes by the end of {last} under {one.label}", _changes(reading, one, last))
          for one in others),
    )  # fmt: skip


def _since(year: int) -> str:
    return f"that did so between the end of 2020 and the end of {year}"


def _classes(reading: WorldReading) -> list[str]:
    every = ["all", "wavering", *(name for kind in ("region", "regime", "voice") for name in terms.KINDS[kind])]
    return [name for name in every if reading.size(name) >= terms.FEWEST]


def _table(reading: WorldReading, one: Condition, year: int, names: Sequence[str], when: str) -> Html:
    known = [name for name in names if reading.entry(name, one, "all", year)]
    head = ("Countries", "How many", *(capital(terms.measure(name)) for name in known))
    rows = []
    for group in _classes(reading):
        size = reading.size(group)
        cells = [_cell(reading, name, one, group, year, size) for name in known]
        rows.append((capital(terms.group(group)), str(size), *cells))
    if not known:
        return Html("")
    caption = f"Share of each class {when}, {one.label}"
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
