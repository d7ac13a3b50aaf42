"""Assembles the page of a run: one HTML file with style, script, pictures and numbers inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sousveil.language import _
from sousveil.records import store
from sousveil.report import charts
from sousveil.report.frame import document
from sousveil.report.markup import join, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section
from sousveil.report.sections.assumed import assumed
from sousveil.report.sections.cite import cite
from sousveil.report.sections.course import course
from sousveil.report.sections.facts import facts
from sousveil.report.sections.happened import happened
from sousveil.report.sections.head import contents, foot, head
from sousveil.report.sections.operator import unseen, wanted
from sousveil.report.sections.path import path
from sousveil.report.sections.ruler import ruler
from sousveil.report.sections.score import score
from sousveil.report.sections.speech import speech
from sousveil.report.sections.spread import spread
from sousveil.report.sections.writing import writing
from sousveil.report.sections.wrong import wrong
from sousveil.report.titles import titled

FILE = "report.html"

SECTIONS: tuple[Callable[[Reading], Section], ...] = (
    happened, spread, wrong, path, course, speech, ruler, score, wanted, unseen, facts, assumed, writing, cite,
)  # fmt: skip
"""The page, in its order."""


def build(folder: Path) -> Path:
    """Write report.html into a run folder, complete or being written, and return its path.

    Raises RequestError where the folder holds no run, or where vl-convert is not installed.
    """
    charts.ready()
    return store.add(folder, FILE, page(Reading(folder)).encode())


def page(reading: Reading) -> str:
    """The whole page as text."""
    sections = [make(reading) for make in SECTIONS]
    body = join(
        [
            tag("a", _("To the text"), href="#main", class_="skip"),
            head(reading),
            tag(
                "div",
                contents([(section.identity, section.title) for section in sections]),
                tag("main", *(section.html() for section in sections), id="main"),
                class_="frame",
            ),
            foot(reading),
        ]
    )
    return document(_("{title}: a run of Sousveil", title=titled(reading.scenario.title)), body)
