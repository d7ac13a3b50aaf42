"""A model is asked, batch by batch, and what it answers is checked before anything is done with it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.column import stored_range
from sousveil.contract.columns import BY_NAME
from sousveil.models.features import Floats, Stored, matrix
from sousveil.models.foreign import Foreign, ModelError, told
from sousveil.models.scorer import Scorer

BATCH = 1 << 16
"""People who are scored at a time."""
SAME = 1e-6
"""How far two answers to the same row may differ if it came in batches of other sizes: sums of single precision (2^-24
a term) are taken in another order there. A thousandth of a point of 1,000."""
POINTS = "score"

Points = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Asking:
    """How a model is asked. columns: in the order it wants; points: of a result of 1; risk: a result of 1 is worst.

    seconds: how long a batch may take. It is measured when the answer is there; nobody is interrupted.
    """

    columns: tuple[str, ...]
    points: int
    risk: bool
    seconds: float

    def scores(self, scorer: Scorer, stored: Stored, day: int, *, first: bool) -> Points:
        """(people,) the points of everybody, from stored columns -> (people,). first: look whether it is a function.

        Raises ModelError that says which model, day and batch, what came, and what is wanted.
        """
        people = len(next(iter(stored.values())))
        made = np.zeros(people, np.uint16)
        for number, start in enumerate(range(0, people, BATCH)):
            part = slice(start, start + BATCH)
            rows = matrix({name: column[part] for name, column in stored.items()}, self.columns)
            batch = Batch(scorer, self, day, number, rows)
            results = batch.answer()
            if first and number == 0:
                batch.check_that_it_is_a_function(results)
            made[part] = self.in_points(results)
        return made

    def in_points(self, results: Floats) -> Points:
        """Rounded to whole points, and clipped to what the column of scores holds."""
        worth = 1 - results if self.risk else results
        return np.clip(np.rint(worth * self.points), 0, stored_range(BY_NAME[POINTS])).astype(np.uint16)


@dataclass(frozen=True)
class Batch:
    """Rows that are handed to a model at once."""

    scorer: Scorer
    asking: Asking
    day: int
    number: int
    rows: Floats

    def answer(self) -> Floats:
        """(people,) float64, finite; raises ModelError."""
        started = time.perf_counter()
        with Foreign(lambda error: self.failed("the scoring model failed", told(error))):
            made = self.scorer.results(self.rows)
        spent = time.perf_counter() - started
        results = self._checked(made)
        limit = self.asking.seconds
        if spent > limit:
            raise self.failed("the scoring model is too slow", f"{spent:.1f} seconds for {len(self.rows):,} people",
                              f"at most {limit:g} seconds a batch; `seconds` of the model says so")  # fmt: skip
        return results

    def _checked(self, made: Any) -> Floats:
        """What came as (people,) float64; raises ModelError."""
        with Foreign(lambda error: self.failed("the scoring model gives no numbers", told(error))):
            results = np.asarray(made)
        wanted = f"one number for each of the {len(self.rows):,} rows, shape ({len(self.rows)},)"
        if results.dtype.kind not in "fiub":
            raise self.failed("the scoring model gives no numbers", f"{type(made).__name__} of {results.dtype}", wanted)
        if results.shape != (len(self.rows),):
            raise self.failed("the scoring model gives another shape", str(results.shape), wanted)
        results = results.astype(np.float64)
        wrong = np.flatnonzero(~np.isfinite(results))
        if len(wrong):
            found = self._row(results, int(wrong[0]), len(wrong))
            raise self.failed("the scoring model gives what is no number", found, "a finite number for every row")
        return results

    def _row(self, results: Floats, row: int, number: int) -> str:
        given = ", ".join(f"{name} {value:g}" for name, value in zip(self.asking.columns, self.rows[row], strict=True))
        return f"{results[row]} for {number:,} of {len(results):,} rows, first in row {row}: {given}"

    def check_that_it_is_a_function(self, results: Floats) -> None:
        """Asked again it says the same, and of fewer people what it said of more; raises ModelError."""
        wanted = "a pure function of a row: no luck, no memory, nothing about other rows"
        again = self.answer()
        if (again != results).any():
            raise self.failed(
                "the scoring model answers otherwise when it is asked again", _apart(results, again), wanted
            )
        half = Batch(self.scorer, self.asking, self.day, self.number, self.rows[: (len(self.rows) + 1) // 2])
        fewer, before = half.answer(), results[: len(half.rows)]
        if (np.abs(fewer - before) > SAME * np.maximum(1, np.abs(before))).any():
            raise self.failed(
                "the scoring model says something else of a row among others", _apart(before, fewer), wanted
            )

    def failed(self, problem: str, found: str, allowed: str = "") -> ModelError:
        """The error, with where it happened."""
        where = f"{self.scorer.name}, night after day {self.day}, batch {self.number + 1} ({len(self.rows):,} people)"
        return ModelError(problem, where=where, found=found, allowed=allowed or "a function that takes these rows: "
                          f"{len(self.rows):,} x ({', '.join(self.asking.columns)})")  # fmt: skip


def _apart(one: Floats, other: Floats) -> str:
    at = int(np.argmax(np.abs(one - other)))
    return f"row {at}: {one[at]!r}, then {other[at]!r}"
