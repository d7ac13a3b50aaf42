"""Officer hours: what the watching and punishing takes. Every factor is assumed, and listed as such in the summary."""

from __future__ import annotations

from dataclasses import dataclass

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
    Task(
        "reviewed", 0.8, (0.05, 4), "one officer reads an alert and asks for what is on file: ten in a day of 8 hours"
    ),
    Task("visit", 3, (1, 12), "two officers, an hour and a half with the way"),
    Task("stop", 0.5, (0.1, 2), "two officers, a quarter of an hour"),
    Task("kin_pressed", 4, (1, 16), "two officers, two hours"),
    Task("detained_administratively", 12, (4, 48), "taking in, questioning, paper"),
    Task("detained_criminally", 40, (10, 200), "taking in, questioning, the file for the prosecutor"),
    Task("interned", 12, (4, 48), "taking in, paper"),
    Task("in_custody", 2.4, (0.5, 6), "guards: three in ten of a shift of 8 hours for each person and day"),
)


def assumed_hours() -> tuple[str, ...]:
    """Names of the assumed factors."""
    return tuple(task.name for task in TASKS if task.evidence == "assumed")


def officer_hours(counts: Counts) -> Floats:
    """(replicate, group) hours per 100,000 people of the group and year."""
    hours = sum((counts.rate(task.event) * task.hours for task in TASKS), start=counts.rate() * 0.0)
    return ratio(hours, 1)
