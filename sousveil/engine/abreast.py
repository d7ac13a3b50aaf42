"""Points of a sweep: the same people with the same luck under many parameter values, several points in one kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sousveil.engine.course import Course, InterruptedRunError, begun, finished, joined
from sousveil.engine.digest import state_hash
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine, Sets, Values
from sousveil.engine.recorder import Recorder
from sousveil.engine.setting import replicate_seed
from sousveil.engine.sizes import BATCH_SLOTS, record_bytes, together
from sousveil.records.history import History

RECORDED = 1 << 29
"""Bytes of counts of all points that are stepped together: half a gibibyte."""
Daily = Callable[[int], Values]


def room(days: int, replicates: int, slots: int, events: int, places: int) -> int:
    """How many points can be stepped together, each with all its replicates; one where the population is large."""
    batch = together(replicates, slots)
    if batch < replicates:
        return 1
    a_point = record_bytes(days, batch, events, places) * batch
    return max(1, min(BATCH_SLOTS // (slots * batch), RECORDED // a_point))


@dataclass
class Abreast:
    """A course that is lived with many sets of parameter values.

    width: how many at a time. A set's history is the same, bit for bit, whatever others are lived beside it.
    """

    course: Course
    width: int
    machine: Machine | None = None

    def live(
        self, sets: Sequence[Daily], changes: frozenset[int] = frozenset(), luck: Sequence[int] = ()
    ) -> Iterator[History]:
        """A history for each set of values, in order; changes: days on which any of them changes.

        luck: for each set the number of its first replicate; the same luck for all of them without.
        """
        first = list(luck) or [0] * len(sets)
        for start in range(0, len(sets), self.width):
            some, mine = list(sets[start : start + self.width]), first[start : start + self.width]
            if self.width == 1:
                yield self._alone(some[0], changes, mine[0])
                continue
            missing = self.width - len(some)  # equal batches share their kernels
            lots = [*mine, *mine[-1:] * missing]
            yield from self._side_by_side([*some, *some[-1:] * missing], changes, lots)[: len(some)]

    def _built(self, seeds: list[int], points: int) -> Machine:
        if self.machine is None:
            self.machine = Machine(self.course.assembly, self.course.setting, seeds, points=points)
            self.machine.build()
        elif self.machine.seeds != seeds:
            self.machine.reseed(seeds)
        return self.machine

    def _alone(self, values: Daily, changes: frozenset[int], first: int) -> History:
        course = replace(self.course, values=values, changes=changes)
        batch, seeds = together(course.replicates, course.setting.layout.slots), self._seeds(first)
        histories = []
        for start in range(0, course.replicates, batch):
            machine = self._built(seeds[start : start + batch], 1)
            world, recorder = _lived(course, machine)
            histories.append(finished(machine, world, recorder, None, 0.0))
        return joined(histories, course)

    def _side_by_side(
        self, sets: Sequence[Daily], changes: frozenset[int], luck: Sequence[int]
    ) -> list[History]:  # fmt: skip
        machine = self._built([seed for first in luck for seed in self._seeds(first)], len(sets))
        # every point has as many bins of time as it would have alone
        bins = self.course.most_bins * len(sets)
        values: Callable[[int], Sets] = lambda day: tuple(of_day(day) for of_day in sets)  # noqa: E731
        world, recorder = _lived(replace(self.course, values=values, changes=changes, most_bins=bins), machine)
        whole = finished(machine, world, recorder, "", 0.0)
        return [_of_point(whole, world, i, self.course.replicates) for i in range(len(sets))]

    def _seeds(self, first: int) -> list[int]:
        return [replicate_seed(self.course.seed, first + r) for r in range(self.course.replicates)]


def _lived(course: Course, machine: Machine) -> tuple[World, Recorder]:
    world, recorder, *_ = begun(course, machine, None)
    day = 0
    try:
        for day in range(1, course.days + 1):
            if day in course.changes:
                world.set_parameters(course.values(day))
            world.step(day)
            recorder.day(day)
            course.told("living", day, course.days)
    except KeyboardInterrupt:
        raise InterruptedRunError(max(day - 1, 0)) from None
    return world, recorder


def _of_point(whole: History, world: World, number: int, replicates: int) -> History:
    """What was recorded of one point; its case file is not kept."""
    rows = slice(number * replicates, (number + 1) * replicates)
    mine = {name: world.devices.whole(column)[rows.start] for name, column in world.columns.items()}
    nothing = {name: column[:0] for name, column in whole.case.items()}
    return replace(
        whole, counts=whole.counts[rows], polity={name: kept[rows] for name, kept in whole.polity.items()},
        histograms={name: kept[rows] for name, kept in whole.histograms.items()}, case=nothing, cases_left_out=0,
        state_hash=state_hash(world.layout, mine), performance=dict(whole.performance),
    )  # fmt: skip
