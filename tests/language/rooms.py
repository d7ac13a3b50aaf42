"""Where the texts of pages stand: one catalogue file a room, so that files stay readable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.language.declared import exhibits, scenarios, tables
from tests.language.nations import countries

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "sousveil" / "language"
ROOMS: dict[str, tuple[str, ...]] = {
    "pages": (
        "sousveil/report/*.py",
        "sousveil/report/sections/*.py",
        "sousveil/measures/*.py",
        "sousveil/report/auditing/*.py",
    ),
    "assessment": ("sousveil/report/assessing/*.py", "sousveil/assess/*.py"),
    "documents": tuple(f"sousveil/{part}/*.py" for part in ("compare", "replications", "sweep", "trace", "auditing")),
    "world": ("sousveil/report/world/*.py", "sousveil/world/*.py", "sousveil/compare/*.py"),
    "studio": ("sousveil/studio/**/*.py", "sousveil/studio/face/assets/*.js"),
    "drivers": ("sousveil/replications/drivers/*.py",),
}
"""Room -> files whose texts are marked. A text that stands in several rooms is kept in the first."""
DECLARED = {"declared": tables, "scenarios": scenarios, "exhibits": exhibits, "countries": countries}
"""Room -> what lists texts that are declared as data: the contract, shipped scenarios and exhibits, and countries."""


def sources(room: str) -> Iterator[Path]:
    """The files of a room, in order."""
    for pattern in ROOMS[room]:
        yield from sorted(ROOT.glob(pattern))
