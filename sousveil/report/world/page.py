"""Assembles the page of a run of worlds: one HTML file with style, script, maps, pictures and numbers inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sousveil.language import N_, _
from sousveil.records import store
from sousveil.report import charts
from sousveil.report.frame import Head, sheet
from sousveil.report.page import FILE
from sousveil.report.section import Section
from sousveil.report.sections.facts import facts
from sousveil.report.titles import titled, told
from sousveil.report.words import capital
from sousveil.report.world.adoption import adoption, laws, suppliers
from sousveil.report.world.classes import classes
from sousveil.report.world.limits import assumed, cite, left_out
from sousveil.report.world.minds import minds, openness
from sousveil.report.world.overview import overview
from sousveil.report.world.past import past
from sousveil.report.world.persuasion import persuasion
from sousveil.report.world.question import conditions, question
from sousveil.report.world.reading import WorldReading
from sousveil.report.world.speaking import institutions, stances
from sousveil.report.world.within import within
from sousveil.world.calendar import FIRST_YEAR


def published(reading: WorldReading) -> Section:
    """The facts of the scenario, as every page tells them."""
    return facts(reading.run)


SECTIONS: tuple[Callable[[WorldReading], Section], ...] = (
    question, classes, past, adoption, suppliers, laws, stances, minds, openness, within, institutions, persuasion,
    overview, published, conditions, assumed, left_out, cite,
)  # fmt: skip
"""The page, in its order."""


def build(folder: Path) -> Path:
    """Write report.html into a folder of worlds, and return its path.

    Raises RequestError where the folder holds no run, or where vl-convert is not installed.
    """
    charts.ready()
    return store.add(folder, FILE, page(WorldReading(folder)).encode())


def page(reading: WorldReading) -> str:
    """The whole page as text."""
    run, summary = reading.run, reading.summary
    named = (
        (_("Countries"), str(summary["countries"])),
        (_("Quarters"), quarters(summary["quarters"])),
        (_("Worlds of each condition"), str(reading.replicates)),
        (_("With other guesses"), str(reading.guesses or _("none"))),
        (_("Seed"), str(summary["seed"])),
        (_("Version"), run.version),
        (_("Run on"), run.date or _("unknown")),
        (_("State hash"), run.state_hash[:12] or _("unknown")),
    )
    title, kicker = titled(run.scenario.title), capital(told(run.scenario.about or run.scenario.label))
    head = Head(_("Sousveil: what a run of the model shows"), title, kicker, named, BANNER)
    return sheet(head, [make(reading) for make in SECTIONS], _("{title}: worlds of countries", title=title))


def quarters(number: int) -> str:
    """'72, from 2013 on'."""
    return _("{count}, from {year} on", count=f"{number:,}", year=FIRST_YEAR)


BANNER = N_(
    "A conditional result of a model, not a forecast of a country. Countries are named only where the past is checked"
    " against the record; afterwards, only classes of countries are told."
)
"""Translated by the frame."""
