"""Every measure, by section."""

from __future__ import annotations

from sousveil.contract.errors import unknown
from sousveil.measures import doors, liberty, minds, operator, ruler, speech, watching
from sousveil.measures.measure import Measure

SECTIONS: dict[str, tuple[Measure, ...]] = {
    "speech": speech.MEASURES,
    "watching": watching.MEASURES,
    "liberty": liberty.MEASURES,
    "doors": doors.MEASURES,
    "minds": minds.MEASURES,
    "what the operator wanted": operator.MEASURES,
    "the ruler": ruler.MEASURES,
}

MEASURES: dict[str, Measure] = {measure.name: measure for section in SECTIONS.values() for measure in section}


def measure(name: str) -> Measure:
    """The measure of this name; raises RequestError that offers the nearest."""
    if name not in MEASURES:
        raise unknown("measure", name, MEASURES)
    return MEASURES[name]
