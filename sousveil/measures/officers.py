"""Officer hours: what the watching and punishing takes. Every factor is assumed, and listed as such in the summary.

How long an alert takes is said by the desk, whose officers read so many a day; it is not assumed a second time here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sousveil.language import N_
from sousveil.measures.counts import Counts, Floats, ratio


@dataclass(frozen=True)
class Task:
    """Hours of work for one event: the number used, the range in which it may lie, and what it is taken from."""

    event: str
    hours: float
    within: tuple[float, float]
    doc: str
    evidence: str = "assumed"

    @property
    def name(self) -> str:
        """Its name among the assumed parameters."""
        return f"officer_hours.{self.event}"


TASKS: tuple[Task, ...] = (
    Task("visit", 3, (1, 12), N_("two officers, an hour and a half with the way")),
    Task("stop", 0.5, (0.1, 2), N_("two officers, a quarter of an hour")),
    Task("kin_pressed", 4, (1, 16), N_("two officers, two hours")),
    Task("detained_administratively", 12, (4, 48), N_("taking in, questioning, paper")),
    Task("detained_criminally", 40, (10, 200), N_("taking in, questioning, the file for the prosecutor")),
    Task("interned", 12, (4, 48), N_("taking in, paper")),
    Task("in_custody", 2.4, (0.5, 6), N_("guards: three in ten of a shift of 8 hours for each person and day")),
)


READ = "reviewed"
PACE = "desk.reviews_per_officer"
"""The parameter that says how many alerts an officer reads and follows up in a day."""
SHIFT = 8.0
"""Hours of an officer's day."""
EVENTS = (READ, *(task.event for task in TASKS))


def assumed_hours() -> tuple[str, ...]:
    """Names of the assumed factors."""
    return tuple(task.name for task in TASKS if task.evidence == "assumed")


def guessed_hours(point: Mapping[str, float]) -> dict[str, float]:
    """Hours a task, by name, where `point` puts them in their ranges (0 the low end, 1 the high end)."""
    return {
        task.name: task.within[0] * (task.within[1] / task.within[0]) ** point[task.name]
        for task in TASKS
        if task.name in point
    }


def officer_hours(counts: Counts) -> Floats:
    """(replicate, group) hours per 100,000 people of the group and year."""
    hours = counts.rate(READ) * ratio(SHIFT, counts.parameter(PACE))
    hours = np.where(counts.rate(READ) > 0, hours, counts.rate(READ))  # a desk that reads nothing has no pace
    for task in TASKS:
        hours = hours + counts.rate(task.event) * counts.guesses.get(task.name, task.hours)
    return ratio(hours, 1)
