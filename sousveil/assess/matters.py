"""Which unanswered question matters most: of a screening, for each main harm, and never as one index."""

from __future__ import annotations

from typing import Any

from sousveil.assess.exploring import Screening
from sousveil.assess.harms import MAIN
from sousveil.language import N_
from sousveil.measures.registry import MEASURES

NOTE = N_(
    "A screening: one blank question at a time at the low and the high end of its range, everything else at "
    "its preset, on few people and days with the same luck. It shows which answer is worth asking for first; "
    "its figures are no results, and questions that matter only together escape it."
)

ALIKE = 0.98
"""Questions that move a harm nearly as far as the first: numbers that multiply each other do, and none is before."""


def matters(screening: Screening | None, reason: str = "") -> dict[str, Any]:
    """For each main harm the questions by how far they move it; and the one that is first most often."""
    if screening is None:
        return {"reason": reason, "note": NOTE, "harms": [], "first": None}
    harms = [_harm(name, screening) for name in MAIN if name in screening.base]
    return {
        "reason": "" if screening.moved else N_("no blank question has a range to move in"),
        "note": NOTE, "people": screening.people, "days": screening.days, "runs": screening.runs,
        "harms": harms, "first": _first(harms),
    }  # fmt: skip


def _harm(name: str, screening: Screening) -> dict[str, Any]:
    ends = {path: moved[name] for path, moved in screening.moved.items() if name in moved}
    moving = sorted((path for path, (low, high) in ends.items() if low != high), key=lambda path: -_span(ends[path]))
    questions = [
        {"question": path, "low_end": ends[path][0], "high_end": ends[path][1], "moves": _span(ends[path])}
        for path in moving
    ]
    measure = MEASURES[name]
    return {
        "measure": name,
        "unit": measure.unit,
        "per": measure.per,
        "base": screening.base[name],
        "questions": questions,
    }


def _span(ends: tuple[float, float]) -> float:
    return abs(ends[1] - ends[0])


def _first(harms: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The question that moves the most main harms furthest; of two, the one that does so for the harm told first."""
    leading: dict[str, list[str]] = {}
    for harm in harms:
        if harm["questions"]:
            leading.setdefault(harm["questions"][0]["question"], []).append(harm["measure"])
    if not leading:
        return None
    path = max(leading, key=lambda one: len(leading[one]))
    led = next(harm["questions"] for harm in harms if harm["measure"] == leading[path][0])
    alike = [one["question"] for one in led[1:] if one["moves"] >= ALIKE * led[0]["moves"]]
    return {
        "question": path, "harms": leading[path], "alike": alike,
        "of": sum(bool(harm["questions"]) for harm in harms),
    }  # fmt: skip
