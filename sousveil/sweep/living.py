"""Points of a sweep, lived: what a worker is given, and what it gives back. Nothing else travels between machines."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil import simulate
from sousveil.contract.columns import GROUPS
from sousveil.contract.errors import RequestError, SousveilError
from sousveil.engine.abreast import Abreast
from sousveil.measures.counts import Counts
from sousveil.measures.officers import guessed_hours
from sousveil.measures.paired import values
from sousveil.measures.quantities import by_replicate
from sousveil.measures.registry import MEASURES
from sousveil.records.dataset import dataset
from sousveil.records.history import History
from sousveil.records.meta import Meta
from sousveil.scenario import Scenario
from sousveil.sweep.axes import Axis
from sousveil.sweep.points import base_of, group_of, guesses_at, scenario_at

Floats = npt.NDArray[np.float64]
GROUP_NAMES = tuple(GROUPS)
DONE, FAILED = "done", "failed"
FAILURES = (SousveilError, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError,
            RuntimeError, TypeError, ValueError)  # fmt: skip
"""What may go wrong at a point without ending the sweep; errors of the device are RuntimeErrors."""


@dataclass(frozen=True)
class Job:
    """Points to be lived. text: the complete scenario; numbers, rows: of the points; width: how many at a time.

    luck: for each point the number of its first replicate; the same luck for all of them where it is empty.
    """

    text: str
    axes: tuple[Axis, ...]
    numbers: tuple[int, ...]
    rows: tuple[tuple[float, ...], ...]
    replicates: int
    measures: tuple[str, ...]
    width: int = 1
    luck: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a point. values: (measure, replicate, group), NaN where there is none; reasons: why, by measure.

    state_hash: of the first replicate, as its run alone would have it.
    """

    number: int
    status: str
    message: str = ""
    state_hash: str = ""
    seconds: float = 0.0
    values: Floats | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


_alone = threading.Lock()
"""A worker with several threads lives one job after another: they would share kernels and their parameters."""
_kept: dict[Any, Abreast] = {}
"""The last course that was compiled here, by what has to be alike: at most one."""


def lived(job: Job) -> list[Outcome]:
    """The outcomes of the points of a job, in order. A point that fails is an outcome, too."""
    with _alone:
        made, ready = {}, []
        for number, row in zip(job.numbers, job.rows, strict=True):
            try:
                ready.append((number, row, _checked(job, row)))
            except FAILURES as error:
                made[number] = failed(number, error)
        for outcome in _together(job, ready):
            made[outcome.number] = outcome
        return [made[number] for number in job.numbers]


Ready = tuple[int, tuple[float, ...], Scenario]


def _checked(job: Job, row: tuple[float, ...]) -> Scenario:
    scenario = scenario_at(base_of(job.text), job.axes, row)
    simulate.check(simulate.Plan(scenario, "", job.replicates))
    return scenario


def _together(job: Job, ready: Sequence[Ready]) -> list[Outcome]:
    try:
        return list(_outcomes(job, ready)) if ready else []
    except FAILURES as error:
        _kept.clear()
        if len(ready) == 1:
            return [failed(ready[0][0], error)]
    # one of them brings the others down: each by itself
    return [outcome for one in ready for outcome in _together(replace(job, width=1), [one])]


def _outcomes(job: Job, ready: Sequence[Ready]) -> Iterator[Outcome]:
    started = time.perf_counter()
    scenarios = [scenario for _, _, scenario in ready]
    course = _course(job, ready[0])
    changes = frozenset(patch.day for scenario in scenarios for patch in scenario.patches)
    lots = dict(zip(job.numbers, job.luck, strict=False))
    luck = [lots[number] for number, _, _ in ready] if lots else []
    histories = course.live([simulate.values_of(scenario) for scenario in scenarios], changes, luck)
    for (number, row, scenario), history in zip(ready, histories, strict=True):
        found, reasons = _measured(job, row, scenario, history)
        spent, started = time.perf_counter() - started, time.perf_counter()
        yield Outcome(number, DONE, "", history.state_hash, round(spent, 3), found, reasons)


def _course(job: Job, first: Ready) -> Abreast:
    key = (job.text, job.axes, group_of(job.axes, first[1]), job.replicates, job.width)
    if key not in _kept:
        _kept.clear()  # the memory of the last one first
        # measures look at the last day's picture alone
        course = replace(simulate.course_of(first[2], job.replicates), pictures=1)
        _kept[key] = Abreast(course, job.width)
    return _kept[key]


def _measured(
    job: Job, row: tuple[float, ...], scenario: Scenario, history: History
) -> tuple[Floats, dict[str, str]]:  # fmt: skip
    guesses = guessed_hours(guesses_at(job.axes, row))
    records = dataset(history, Meta.of(scenario))
    found = values(records, [name for name in job.measures if name in MEASURES], guesses)
    made = np.full((len(job.measures), job.replicates, len(GROUP_NAMES)), np.nan)
    reasons = {name: one.reason for name, one in found.items() if one.reason}
    counts = Counts(records)
    for i, name in enumerate(job.measures):
        if name in found:
            for group, of_replicates in found[name].by_group.items():
                made[i, :, GROUP_NAMES.index(group)] = of_replicates
        else:
            made[i, :, 0], reasons[name] = by_replicate(name, counts)
    return made, {name: reason for name, reason in reasons.items() if reason}


def failed(number: int, error: BaseException) -> Outcome:
    """A point that failed, and what it says."""
    if isinstance(error, RequestError):
        parts = (error.problem, error.found and f"found {error.found}", error.allowed and f"allowed {error.allowed}")
        return Outcome(number, FAILED, "; ".join(filter(None, parts)))
    said = " ".join(str(error).split())
    return Outcome(number, FAILED, said if isinstance(error, SousveilError) else f"{type(error).__name__}: {said}")
