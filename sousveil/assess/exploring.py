"""Runs with other numbers: all at once, for the range of what is unknown, and a question at a time, as a screening."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import xarray as xr

from sousveil import simulate
from sousveil.assess.harms import MAIN
from sousveil.assess.sheet import Sheet
from sousveil.contract.parameter import Parameter
from sousveil.engine.course import InterruptedRunError, variants
from sousveil.measures.counts import Counts
from sousveil.measures.ignorance import Ignorance
from sousveil.measures.officers import assumed_hours, guessed_hours
from sousveil.measures.registry import MEASURES
from sousveil.measures.summary import entries, measured
from sousveil.progress import Stage
from sousveil.records.dataset import dataset
from sousveil.records.meta import Meta
from sousveil.scenario import Scenario
from sousveil.scenario.guesses import assumed_parameters, guessed, points

SMALL = 25_000
"""People at home in each run with other numbers, at most: an assessment is to be had in about a minute."""
SCREENED_DAYS = 24
"""Days of the runs in which one question moves: enough to see which of them matters, not how much."""

Tell = Callable[[Stage], None]


def explored(scenario: Scenario, sheet: Sheet, draws: int, tell: Tell) -> Ignorance:
    """The range of every measure over what was assumed and what the deployment has not answered, guessed jointly.

    What the deployment answered stands still; a published figure of another system does not answer a blank question.
    """
    free = {path: p for path, p in assumed_parameters(scenario).items() if path not in sheet.answers}
    free |= sheet.free(scenario)
    drawn = points([*free, *assumed_hours()], draws, scenario.seed)
    people = min(scenario.people, SMALL)
    small = scenario.model_copy(update={"people": people})
    others = [guessed(small, point, free) for point in drawn]
    lived = _lived(small, others, "trying other numbers", tell)
    runs = (measured(records, guessed_hours(point)) for records, point in zip(lived, drawn, strict=True))
    return Ignorance.of(runs, people, len(free) + len(assumed_hours()))


@dataclass(frozen=True)
class Screening:
    """What one blank question at a time does to the main harms.

    base: measure -> value with every question at its preset. moved: question -> measure -> (at its low end, at its high
    end). people, days: of each run; runs: how many there were.
    """

    people: int
    days: int
    runs: int
    base: Mapping[str, float]
    moved: Mapping[str, Mapping[str, tuple[float, float]]]


def screened(scenario: Scenario, sheet: Sheet, tell: Tell) -> Screening:
    """The low and the high end of each blank question's range, everything else as it is, same people, same luck."""
    sizes = {"people": min(scenario.people, SMALL), "days": min(scenario.days, SCREENED_DAYS)}
    small = scenario.model_copy(update=sizes)
    free = sheet.free(scenario)
    ends = [(path, at) for path in free for at in (0.0, 1.0)]
    others = [small, *(_moved(small, path, free[path], at) for path, at in ends)]
    lived = _lived(small, others, "moving one question at a time", tell)
    base, *found = [_main(Counts(records)) for records in lived]
    pairs = zip(free, zip(found[::2], found[1::2], strict=True), strict=True)
    moved = {path: {name: (low[name], high[name]) for name in base if name in low and name in high}
             for path, (low, high) in pairs}  # fmt: skip
    return Screening(sizes["people"], sizes["days"], len(others), base, moved)


def _lived(scenario: Scenario, others: Sequence[Scenario], phase: str, tell: Tell) -> Iterator[xr.Dataset]:
    """The records of a run for each of `others`: the scenario with other numbers, for the same people and luck."""

    def told(stage: Stage) -> None:
        tell(Stage(phase, stage.done, scenario.days * len(others)))

    course = simulate.course_of(scenario, progress=told)
    try:
        for other, history in zip(others, variants(course, map(simulate.values_of, others)), strict=True):
            yield dataset(history, Meta.of(other))
    except InterruptedRunError:  # on which day of which run is of no use to anybody
        raise KeyboardInterrupt from None


def _moved(scenario: Scenario, path: str, parameter: Parameter, at: float) -> Scenario:
    return guessed(scenario, {path: at}, {path: parameter})


def _main(counts: Counts) -> dict[str, float]:
    """The main harms that were measured, of everybody at home."""
    found = [one for name in MAIN for one in entries(MEASURES[name], counts)[:1]]
    return {one["name"]: one["value"] for one in found if one["value"] is not None}
