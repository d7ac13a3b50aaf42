"""The nights of a run with a scoring model: it is asked on the file, and learns from what was recorded since.

On a scoring night everybody who has a score is asked about in batches, and the whole column is put in place at once.
Between days a run with a model is its columns and shared numbers as any other run; the decisions that are still learnt
from, and the rows of the last fit, are kept in checkpoints, so that it goes on bit for bit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.views import People
from sousveil.engine.assemble import Word
from sousveil.engine.layout import BLOCK, LANES, WIDTH
from sousveil.engine.loop import World
from sousveil.engine.order import befell, by_person, put
from sousveil.models.asking import POINTS, Asking
from sousveil.models.features import absent, stored_of
from sousveil.models.learning import fitted
from sousveil.models.outcomes import Outcomes, Parcel, Schooling, from_arrays
from sousveil.models.scorer import Scorer
from sousveil.records.hashed import Hashed, Sheet, sheet

WHO_IS_SCORED = ("traits", "age")
ROWS, LAST, COST = "nights/rows/{}/", "nights/last/{}/", "nights/cost"

Integers = npt.NDArray[Any]


@dataclass(frozen=True)
class Judge:
    """A model and how a scenario uses it. every: days between scorings; schooling: None where it does not learn."""

    scorer: Scorer
    asking: Asking
    every: int
    schooling: Schooling | None = None

    def nights(self, world: World) -> JudgeNights:
        """The nights of a world."""
        return JudgeNights(self, world)


class JudgeNights:
    """What a judge does in the nights of one world; each replicate has a model of its own once it has learnt."""

    def __init__(self, judge: Judge, world: World) -> None:
        self.judge = judge
        self.scorers = [judge.scorer] * len(world.machine.seeds)
        self.new = {0}
        """Replicates whose model has not been looked at yet, whether it is a function; at first all have the same."""
        self.seconds, self.fits = 0.0, 0
        self.people: Integers | None = None
        self.today: dict[str, Any] = {}
        self.morning: dict[str, Integers] = {}
        """Column -> (replicates, tiles, 32, 256) as it is before the next day; without those that nobody keeps."""
        self.outcomes: list[Outcomes] = []
        self.bits: dict[str, tuple[str, int]] = {}
        if (learns := judge.schooling) is not None:
            self.outcomes = [Outcomes(learns, seed) for seed in world.machine.seeds]
            self.bits = {name: world.machine.assembly.bits[name] for name in (learns.among, learns.outcome)}
            world.watchers.append(self._watch)

    def _watch(self, word: Word, packed: Any) -> None:
        if any(word.key == key for key, _ in self.bits.values()):
            # brought here when the day is over: to wait now would hold up what the device could do meanwhile
            self.today[word.key] = packed

    def night(self, world: World, day: int) -> None:
        """Note what was decided and what turned out; learn, and score, if it is time."""
        started, learns = time.perf_counter(), self.judge.schooling
        if learns is not None and day:
            self._note(world, learns, day)
            if day % learns.every == 0:
                self._learn(day)
        if day % self.judge.every == 0:
            self._score(world, day)
        if learns is not None:
            self.morning = self._copied(world)
        self.seconds += time.perf_counter() - started

    def _file(self, world: World) -> dict[str, Integers]:
        """Column -> (replicates, slots of the population) of what the model sees."""
        return {name: _column(world, name) for name in stored_of(self.judge.asking.columns)}

    def _copied(self, world: World) -> dict[str, Integers]:
        kept = [name for name in stored_of(self.judge.asking.columns) if name in world.columns]
        rows = len(self.scorers)
        # copies: a column's memory is written over on the next day
        return {
            name: np.array(world.devices.whole(world.columns[name])).reshape(rows, -1, LANES, WIDTH) for name in kept
        }

    def _scored(self, world: World) -> Integers:
        """(slots of the population,) who has a score: adults at home. Who that is never changes."""
        if self.people is None:
            people = People({name: _column(world, name)[0] for name in WHO_IS_SCORED})
            self.people = np.asarray(people.present & ~people.age_0_14 & ~people.abroad)
        return self.people

    def _score(self, world: World, day: int) -> None:
        people = np.flatnonzero(self._scored(world))
        file, scores = self._file(world), by_person(world, world.columns[POINTS])
        for row, scorer in enumerate(self.scorers if len(people) else ()):
            stored = {name: column[row, people] for name, column in file.items()}
            scores[row, people] = self.judge.asking.scores(scorer, stored, day, first=row in self.new)
            self.new.discard(row)
        put(world, POINTS, scores)

    def _note(self, world: World, learns: Schooling, day: int) -> None:
        found = {name: befell(world, self.today[key][..., bit, :]) for name, (key, bit) in self.bits.items()}
        self.today.clear()
        scored = self._scored(world)
        for row, outcomes in enumerate(self.outcomes):
            decided = found[learns.among][row].of(scored)
            file = {name: column[(row, *decided.at)] for name, column in self.morning.items()}
            missing = [name for name in stored_of(self.judge.asking.columns) if name not in file]
            file |= {name: absent(name, decided.person.shape) for name in missing}
            outcomes.night(day, decided.person, found[learns.outcome][row].person, file)

    def _learn(self, day: int) -> None:
        for row, outcomes in enumerate(self.outcomes):
            lesson = outcomes.lesson(day)
            if lesson is not None:
                outcomes.learnt(lesson, day)
                self.scorers[row] = self._taught(lesson, day)
                self.new.add(row)
                self.fits += 1

    def _taught(self, lesson: Parcel, day: int) -> Scorer:
        return fitted(self.judge.scorer, self.judge.asking, lesson.stored, lesson.label, day)

    def sheets(self) -> Iterator[Sheet]:
        """What is still learnt from, and what was learnt from last, of every replicate."""
        for row, outcomes in enumerate(self.outcomes):
            for below, arrays in ((ROWS, outcomes.arrays()), (LAST, outcomes.last_arrays())):
                for name, array in arrays.items():
                    yield sheet(below.format(row) + name, array, ("row",))
        yield sheet(COST, np.array([self.seconds, self.fits]), ("what",), what=["seconds", "fits"])

    def restore(self, world: World, saved: Hashed) -> None:
        """Everything as it was, the models by fitting them again to the rows of their last fit."""
        seconds, fits = saved.whole(COST)
        self.seconds, self.fits = float(seconds), int(fits)
        for row, outcomes in enumerate(self.outcomes):
            outcomes.parcels = from_arrays(_below(saved, ROWS.format(row)))
            for day, lesson in from_arrays(_below(saved, LAST.format(row))).items():
                outcomes.learnt(lesson, day)
                self.scorers[row] = self._taught(lesson, day)
        if self.outcomes:
            self.morning = self._copied(world)

    def performance(self) -> Mapping[str, float]:
        """Seconds of all nights, and how often a model was fitted anew."""
        return {"model_s": self.seconds, "model_fits": self.fits}


def _column(world: World, name: str) -> Integers:
    """(replicates, slots of the population) a column, or its absent value where the scenario keeps none."""
    if name in world.columns:
        return by_person(world, world.columns[name])
    slots = int((world.layout.source >= 0).sum()) * BLOCK
    return absent(name, (len(world.machine.seeds), slots))


def _below(saved: Hashed, prefix: str) -> dict[str, Integers]:
    return {name.removeprefix(prefix): saved.whole(name) for name in saved.names if name.startswith(prefix)}
