"""What every engine of the comparison is given and gives back, and what is timed: the same for all."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

EVENTS = ("chat", "criticism", "hit", "alarm", "detained", "kin")
AGE_BANDS = 7
GROUPS = 3 + AGE_BANDS
"""Everybody, women and girls, the minority, and each age band."""
HOUSEHOLD = 4


@dataclass(frozen=True)
class Job:
    """People, parameters and luck of a run, as the file of a job states them."""

    age: Any
    female: Any
    minority: Any
    opinion: Any
    parameters: dict[str, int]
    keys: list[list[int]]
    seed: int
    days: int
    runs: int
    threefry: bool = False
    """Whether an engine with luck of its own takes the common generator instead, to be compared bit by bit."""

    @property
    def people(self) -> int:
        """How many people."""
        return len(self.age)

    def masks(self) -> Any:
        """(groups, people) who belongs to which group."""
        everybody = np.ones(self.people, bool)
        return np.stack([everybody, self.female, self.minority, *(self.age == band for band in range(AGE_BANDS))])

    def cells(self) -> Any:
        """(people,) a small number for each combination of age band, sex and minority."""
        return (self.age * 4 + self.female * 2 + self.minority).astype(np.uint8)


CELLS = AGE_BANDS * 4


def by_group(counts: Any) -> Any:
    """(..., cells) counts by cell -> (..., groups) counts by group."""
    cell = np.arange(CELLS)
    rows = [cell >= 0, cell & 2 != 0, cell & 1 != 0, *(cell >> 2 == band for band in range(AGE_BANDS))]
    return np.asarray(counts) @ np.stack(rows, axis=1).astype(np.int64)


def sums_of(score: Any, fear: Any, opinion: Any) -> dict[str, int]:
    """The sums that are observed after the last day."""
    wide = np.asarray(score).astype(np.int64)
    return {
        "score": int(wide.sum()),
        "score_squared": int((wide * wide).sum()),
        "fear": int(np.asarray(fear).sum(dtype=np.int64)),
        "opinion": int(np.asarray(opinion).sum(dtype=np.int64)),
    }


class Engine(Protocol):
    """One engine: it is set back to the start, lives all days, and says what it observed."""

    def reset(self) -> None:
        """Set everybody back to the start; not timed."""

    def live(self) -> None:
        """Live all days and keep the daily counts; timed."""

    def observed(self) -> tuple[Any, dict[str, int]]:
        """(days, events, groups) counts, and the sums of score, its square, fear and opinion; not timed."""


def read(path: str) -> Job:
    """The job in a file."""
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    with np.load(given.pop("people")) as people:
        return Job(**{name: people[name] for name in ("age", "female", "minority", "opinion")}, **given)


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(make: Callable[[Job], Engine], about: dict[str, Any]) -> None:
    """Run the job named on the command line once untimed, then as often as asked, and write one line of JSON."""
    job = read(sys.argv[1])
    engine, seconds = make(job), []
    for _ in range(job.runs + 1):
        engine.reset()
        started = time.perf_counter()
        engine.live()
        seconds.append(time.perf_counter() - started)
    counts, sums = engine.observed()
    said = {**about, "seconds": seconds[1:], "counts": np.asarray(counts).tolist(), "sums": sums}
    sys.stdout.write(json.dumps(said) + "\n")
