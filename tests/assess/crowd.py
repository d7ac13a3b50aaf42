"""A small scenario to assess: cameras at a ground search the faces of a crowd, officers read, stop and detain."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sousveil.assess.document import Basis, document
from sousveil.assess.exploring import explored, screened
from sousveil.assess.sheet import Sheet
from sousveil.scenario import Scenario
from sousveil.scenario.page import Page
from sousveil.simulate import run

CROWD = """\
schema: 1
name: crowd
title: A crowd
about: Cameras at a ground search the faces of a crowd.
people: 4000
days: 10
seed: 3
population: {table: china-2020, abroad: 0}
mechanisms:
  [platform, conduct, deeds, cameras, face_search, alerts, lists, desk, review, arrests, courts, custody, audit]
set: {face_search.equipped: 1, face_search.gallery: 100_000, alerts.face: 1, desk.desk_officers: 200}
"""


def crowd(more: str = "") -> Scenario:
    """The scenario, with more lines."""
    return Scenario.of_page(Page(CROWD + more, "crowd.yaml", Path(), "crowd.yaml"))


def written(folder: Path, text: str = CROWD) -> Path:
    """The scenario as a file."""
    path = folder / "crowd.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@cache
def basis() -> Basis:
    """A small run of it, with ranges and a screening; nothing is answered."""
    scenario = crowd()
    sheet = Sheet.blank(scenario)
    lived = run(scenario, replicates=2, keep=False)
    other, screening = explored(scenario, sheet, 3, _nobody), screened(scenario, sheet, _nobody)
    return Basis(scenario, sheet, lived.summary, lived.records, other, screening)


@cache
def assessed() -> dict[str, Any]:
    """Its document."""
    return document(basis(), basis().scenario)


def _nobody(stage: object) -> None:
    """Tell nobody."""
