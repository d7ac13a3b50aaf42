"""A table by region, regime and voice: what classes of countries would do, and what the conditions together change."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.language import N_, _
from sousveil.report.markup import Html, Part, folded, paragraph, tag
from sousveil.report.markup import table as table_of
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, percent
from sousveil.report.world import terms
from sousveil.report.world.question import difference, stack
from sousveil.report.world.reading import Condition, WorldReading, guesses, luck

TITLE = N_("By region and regime")
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
        none = absent(_("No table."), _("The run ends too early, or has no such rules."))
        return section("overview", _(TITLE), none)
    last = reading.years[-1]
    others = reading.conditions[1:]
    return section(
        "overview",
        _(TITLE),
        paragraph(
            _(
                "Shares of the countries of each class. L: interval of luck (95%). A: range over assumptions. Classes"
                " of fewer than {fewest} countries are left out: to tell of them would be to tell of countries by"
                " name.",
                fewest=terms.FEWEST,
            )
        ),
        *_year(reading, last),
        *(folded(_("The same for {year}", year=year), *_year(reading, year)) for year in reading.years[:-1]),
        *(folded(_("What changes by the end of {year} under {condition}", year=last, condition=one.label),
                 _changes(reading, one, last)) for one in others),
    )  # fmt: skip


def _year(reading: WorldReading, year: int) -> Sequence[Html]:
    """What classes did since the end of 2020, and what is so at the end of the year."""
    values = {"year": year, "condition": reading.base.label}
    since = _(
        "Share of each class that did so between the end of 2020 and the end of {year}, {condition}", **values
    )  # fmt: skip
    so = _("Share of each class at the end of {year}, {condition}", **values)
    return _table(reading, reading.base, year, SHOWN, since), _table(reading, reading.base, year, LEVELS, so)


def _classes(reading: WorldReading) -> list[str]:
    every = ["all", "wavering", *(name for kind in ("region", "regime", "voice") for name in terms.KINDS[kind])]
    return [name for name in every if reading.size(name) >= terms.FEWEST]


def _table(reading: WorldReading, one: Condition, year: int, names: Sequence[str], caption: str) -> Html:
    known = [name for name in names if reading.entry(name, one, "all", year)]
    head = (_("Countries"), _("How many"), *(capital(terms.measure(name)) for name in known))
    rows = []
    for group in _classes(reading):
        size = reading.size(group)
        cells = [_cell(reading, name, one, group, year, size) for name in known]
        rows.append((capital(terms.group(group)), str(size), *cells))
    if not known:
        return Html("")
    return tag("div", table_of(head, rows, caption=caption), class_="stacked")


def _cell(reading: WorldReading, name: str, one: Condition, group: str, year: int, size: int) -> Part:
    row = reading.entry(name, one, group, year)

    def say(value: float) -> str:
        return percent(value / size)

    return stack(say(row["value"]), luck(row, say), guesses(row, say) if reading.guesses else "")


def _changes(reading: WorldReading, one: Condition, year: int) -> Html:
    known = [name for name in SHOWN if reading.effect(name, one, "all", year)]
    head = (_("Countries"), _("How many"), *(capital(terms.measure(name)) for name in known))
    rows = []
    for group in _classes(reading):
        cells = [difference(reading, reading.effect(name, one, group, year)) for name in known]
        rows.append((capital(terms.group(group)), str(reading.size(group)), *cells))
    caption = _(
        "Countries more or fewer than under {condition}, end of {year}", condition=reading.base.label, year=year
    )
    return tag("div", table_of(head, rows, caption=caption), class_="stacked")
