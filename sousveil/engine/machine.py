"""The compiled kernels of an assembly for one size: what is compiled, with which shapes, over which devices."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import jax
import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AVERAGED, COUNTED
from sousveil.contract.phases import Phase
from sousveil.engine import nearby, ties
from sousveil.engine.assemble import Assembly, Word
from sousveil.engine.devices import Out
from sousveil.engine.homes import mean
from sousveil.engine.kernels import (
    Job,
    Kernel,
    arguments,
    compile_all,
    count,
    count_at_once,
    expand,
    pack,
    plan,
    shape,
    spread,
    stored_shape,
    together,
    turn,
    unpack,
)  # fmt: skip
from sousveil.engine.layout import CHUNKS, LANES, WIDTH, widened
from sousveil.engine.native import arguments as native
from sousveil.engine.native.building import available
from sousveil.engine.native.homes import mean_job
from sousveil.engine.native.phases import phase_job
from sousveil.engine.native.pictures import pictures_job
from sousveil.engine.native.values import UnsupportedError
from sousveil.engine.pieces import piecewise
from sousveil.engine.setting import PlacedValue, Setting, fixed_parameter, keys, schedules
from sousveil.engine.sums import by_place

Integers = npt.NDArray[Any]
Values = Callable[[str], PlacedValue]
Sets = Values | tuple[Values, ...]
"""Parameter values: the same for all that is stepped together, or those of each point."""
HOOKS, DAY = ("decide", "update"), "day"
BATCHED = (0, 0, 0, 0, None, None, 0, None, None, None)
"""For each argument of a kernel: whether replicates have their own."""
APART = (0, 0, 0, 0, 0, 0, 0, None, None, None)
"""The same where points have parameter values of their own."""
TILED = (0, 0, 0, 0, None, 1, None, 0, 0, None)
"""On which of its axes the tiles lie."""


@dataclass
class Machine:
    """The compiled kernels of an assembly for one size, and the arguments of each that stay the same."""

    assembly: Assembly
    setting: Setting
    seeds: list[int]
    kernels: dict[tuple[Phase, str], Kernel] = field(default_factory=dict)
    compiled: Mapping[str, Any] = field(default_factory=dict)
    fixed: dict[str, tuple[Any, Any, Any]] = field(default_factory=dict)
    """kernel -> (scalars, placed, schedules of its streams)."""
    last_read: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """kernel or phase -> keys of words that nothing reads after it that day: their memory is given back."""
    edges: Any = None
    """(replicates, 2) keys of the luck of a graph's edges; (2,) of one replicate."""
    compile_s: float = 0.0
    points: int = 1
    """Points of a sweep that are stepped together, each with parameter values of its own and all its replicates."""
    natives: dict[Phase, native.Phase] = field(default_factory=dict)
    """What those phases are given that are one pass."""
    waiting: dict[str, Job] = field(default_factory=dict)
    """What is compiled when it is first wanted."""
    at_once: bool = True
    """Whether phases may be one pass in the processor's own code, where there is a compiler for it."""
    _sets: Sets | None = None

    @property
    def many(self) -> bool:
        """Whether replicates are batched."""
        return len(self.seeds) > 1

    def build(self) -> None:
        """Plan and compile every kernel."""
        started = time.perf_counter()
        tiles = self.setting.layout.tiles
        self._check_ground()
        jobs: list[Job] = []
        for phase in Phase:
            jobs += self._phase_jobs(phase)
        self._note_last_readers()
        for word in self.assembly.words:
            made = self._word_jobs(word, tiles)
            if (word.phase, DAY) in self.kernels:
                self.waiting.update((job.key, job) for job in made)
            else:
                jobs += made
        jobs += self._tie_jobs(tiles) + self._average_jobs(tiles) + self._near_jobs(tiles)
        self.edges = self._edges()
        self.compiled = compile_all(jobs)
        self.compile_s = time.perf_counter() - started

    def _phase_jobs(self, phase: Phase) -> list[Job]:
        jobs = self._hook_jobs(phase, ("begin",))
        day = plan(self.assembly, phase, DAY, self.setting.ground) if self._native else None
        if day is None:
            return jobs + self._hook_jobs(phase, HOOKS)
        steps = self.setting.housemates.shape[1] if any(name in AVERAGED for name in day.columns) else 0
        one = native.Phase(day, self.assembly, self.kept, self.assembly.word(f"{phase.name}.echo"), steps)
        try:
            job = phase_job(one, self._size)
        except UnsupportedError:  # a mechanism does more than is known there
            return jobs + self._hook_jobs(phase, HOOKS)
        self.kernels[phase, DAY], self.natives[phase] = day, one
        self.fixed[day.name] = (None, None, self._keys(day))
        return [*jobs, job]

    @property
    def _size(self) -> native.Size:
        s, replicates = self.setting, len(self.seeds) if self.many else None
        return native.Size(
            s.layout.tiles, len(s.layout.places), s.group_masks.shape[1], replicates, apart=self.points > 1
        )

    def _hook_jobs(self, phase: Phase, hooks: tuple[str, ...]) -> list[Job]:
        jobs, batched = [], BATCHED if self.points == 1 else APART
        for hook in hooks:
            kernel = plan(self.assembly, phase, hook, self.setting.ground)
            if kernel is not None:
                self.kernels[phase, hook] = kernel
                shapes = arguments(kernel, self.assembly, self.setting.layout.tiles)
                function = self._decided(kernel) if hook == "decide" else kernel.function
                jobs.append(self._job(kernel.name, function, shapes, batched, (0,), along=TILED))
                jobs += self._told_jobs(kernel)
        return jobs

    def _told_jobs(self, kernel: Kernel) -> list[Job]:
        """What spreads the shared numbers that a kernel reads. Its own luck is noted."""
        self.fixed[kernel.name] = (None, None, self._keys(kernel))
        return [self._expand_job(kernel)] if kernel.polity else []

    @property
    def _native(self) -> bool:
        return self.at_once and available() and self.setting.devices.mesh is None

    def apart(self, phase: Phase) -> None:
        """Have deciding and updating of a phase as kernels of their own too, for days when something lies between."""
        if (phase, HOOKS[0]) not in self.kernels and (phase, HOOKS[1]) not in self.kernels:
            self.compiled = {**self.compiled, **compile_all(self._hook_jobs(phase, HOOKS))}
            if self._sets is not None:
                self.set_parameters(self._sets)

    def pictures(self, names: tuple[str, ...]) -> Any:
        """A kernel that makes histograms of these columns; None where there is none, and NumPy does."""
        if not self._native:
            return None
        key = f"pictures {' '.join(names)}"
        if key not in self.compiled and key not in self.waiting:
            self.waiting[key] = pictures_job(key, names, self._size)
        return self.step(key)

    def step(self, key: str) -> Any:
        """A compiled kernel, if need be compiled now."""
        if key in self.waiting:
            self.compiled = {**self.compiled, **compile_all([self.waiting.pop(key)])}
        return self.compiled[key]

    def _note_last_readers(self) -> None:
        hooks = (*HOOKS, DAY)
        day = [self.kernels[phase, hook] for phase in Phase for hook in hooks if (phase, hook) in self.kernels]
        last = {key: kernel.name for kernel in day for key in kernel.words}
        for word in self.assembly.words:
            reader, phase = last.get(word.key, ""), word.phase.name
            # a word is still to be tallied when its own phase has read it
            after = reader if reader and not reader.startswith(f"{phase}.") else phase
            self.last_read[after] = (*self.last_read.get(after, ()), word.key)

    def _decided(self, kernel: Kernel) -> Callable[..., Any]:
        """A kernel that decides, into the words that it is given to write over."""
        if jax.default_backend() == "cpu":
            return kernel.function
        return piecewise(kernel.function, TILED, lambda mine, *_: mine)

    def reseed(self, seeds: list[int]) -> None:
        """Other luck for the same kernels; as many seeds as before."""
        self.seeds, self.compile_s = seeds, 0.0
        for kernel in self.kernels.values():
            scalars, placed, _ = self.fixed[kernel.name]
            self.fixed[kernel.name] = (scalars, placed, self._keys(kernel))
        self.edges = self._edges()

    def _keys(self, kernel: Kernel) -> Any:
        made = schedules(self.seeds, kernel.streams)
        return self.setting.devices.put(made if self.many else made[0], None)

    def _edges(self) -> Any:
        made = keys(self.seeds, (nearby.EDGES,))[:, 0]
        return self.setting.devices.put(made if self.many else made[0], None)

    def _check_ground(self) -> None:
        s = self.setting
        nearby.check(self.assembly.mechanisms, s.ground, s.layout.places, int(s.people[:, 0].sum()), s.devices.count)

    def _word_jobs(self, word: Word, tiles: int) -> list[Job]:
        s, echo, events = self.setting, word.key.endswith("echo"), len(word.events)
        packed = shape((tiles, events, WIDTH), "uint32")
        jobs = self._count_jobs(word, packed)
        if not echo:
            packing = pack(word) if jax.default_backend() == "cpu" else turn(word)
            return [*jobs, self._job(f"pack {word.key}", packing, (shape((tiles, LANES, WIDTH), word.dtype),), (0,))]
        row, blocks = shape((tiles, WIDTH), "uint32"), shape(s.mutual.shape[1:], "uint32")
        rows = tuple(blocks if event.tie == "friends" else row for event in word.events)
        made = tuple(row for _ in word.events)
        return [
            *jobs,
            self._job(f"spread {word.key}", spread(word), (rows, s.heads, s.present), (0, None, None)),
            self._job(f"together {word.key}", together, (made,), (0,)),
            self._job(f"unpack {word.key}", unpack(word), (packed,), (0,)),
        ]

    def _count_jobs(self, word: Word, packed: Any) -> list[Job]:
        s, kept = self.setting, self.kept(word)

        def at_once(packed: Any, masks: Any, ranges: Any) -> Any:
            counts, rows = count_at_once(kept)(packed, masks, ranges)
            return s.devices.total(counts), rows

        def placed(sums: Any, ranges: Any) -> Any:
            return s.devices.total(by_place(sums, ranges))

        if jax.default_backend() != "cpu":
            shapes, axes = (packed, s.group_masks, s.ranges), (0, None, None)
            return [self._job(f"count {word.key}", at_once, shapes, axes, out=(None, 0))]
        sums = shape((*packed.shape[:2], s.group_masks.shape[1], CHUNKS), "uint16")
        return [
            self._job(f"count {word.key}", count(kept), (packed, s.group_masks), (0, None)),
            self._job(f"places {word.key}", placed, (sums, s.ranges), (0, None), out=None),
        ]

    def _expand_job(self, kernel: Kernel) -> Job:
        values = shape((len(kernel.polity), len(self.setting.layout.places)), "uint32")
        place = self.setting.ranges.place
        return self._job(f"expand {kernel.name}", expand, (values, place), (0, None), along=(None, 0))

    def _tie_jobs(self, tiles: int) -> list[Job]:
        s = self.setting
        if not any(event.tie == "friends" for word in self.assembly.words for event in word.events):
            return []

        def befriended(struck: Any, mutual: Any, partner: Any) -> Any:
            return ties.friends(s.devices.gathered(struck), mutual, partner, s.friend_masks)

        blocks = shape(s.mutual.shape[1:], "uint32")
        return [
            self._job("blocks", ties.by_block, (shape((tiles, WIDTH), "uint32"),), (0,)),
            self._job("friends", befriended, (blocks, s.mutual, s.partner), (0, None, None), along=(0, 1, 1)),
        ]

    def _average_jobs(self, tiles: int) -> list[Job]:
        names = sorted(self.read & AVERAGED.keys())
        if not names:
            return []
        mates = self.setting.housemates
        if self._native:  # wanted by phases that are not one pass
            made = [mean_job(f"mean {name}", mates.shape[1], self._size) for name in names]
            self.waiting.update((job.key, job) for job in made)
            return []
        return [self._job(f"mean {name}", mean, (stored_shape(name, tiles), mates), (0, None)) for name in names]

    def _near_jobs(self, tiles: int) -> list[Job]:
        s = self.setting
        if s.ground is None:
            return []
        jobs = []
        for name in sorted(self.read & COUNTED.keys()):
            columns = tuple(stored_shape(column, tiles) for column in nearby.needed(name, s.ground))
            function = nearby.counter(name, s.ground, len(s.seats))
            jobs.append(self._job(f"count {name}", function, (columns, s.seats, shape((2,), "uint32")), (0, None, 0)))
        return jobs

    @property
    def read(self) -> set[str]:
        """What kernels read of people and do not own."""
        return {name for kernel in self.kernels.values() for name in kernel.columns}

    def kept(self, word: Word) -> tuple[int, ...]:
        """Bits whose packed rows are needed after the tally: what ties pass on, and the case file."""
        return self._kept_bits[word.key]

    @cached_property
    def _kept_bits(self) -> dict[str, tuple[int, ...]]:
        words = self.assembly.words
        passed_on = {event.echo for word in words for event in word.events}
        return {
            word.key: tuple(bit for bit, event in enumerate(word.events) if event.case or event.name in passed_on)
            for word in words
        }

    def _job(
        self, key: str, function: Any, shapes: tuple[Any, ...], axes: tuple[Any, ...], donate: tuple[int, ...] = (),
        along: tuple[int | None, ...] = (), out: Out = 0,
    ) -> Job:  # fmt: skip
        """axes: 0 where replicates have their own; along, out: on which axis the tiles of arguments and results lie."""
        along = along or (0,) * len(shapes)
        if self.many:
            function = jax.vmap(function, in_axes=axes)
            out = tuple(map(_behind, out)) if isinstance(out, tuple) else _behind(out)
            shapes = tuple(
                jax.tree.map(lambda s: shape((len(self.seeds), *s.shape), s.dtype), one) if axis == 0 else one
                for one, axis in zip(shapes, axes, strict=True)
            )
            along = tuple(t if a is None else _behind(t) for t, a in zip(along, axes, strict=True))
        return Job(key, *self.setting.devices.split(function, shapes, along, out), donate)

    def set_parameters(self, values: Sets) -> None:
        """Hand every kernel the parameter values in force from today."""
        self._sets = values
        sets, put = values if isinstance(values, tuple) else (values,), self.setting.devices.put
        apart = self.points > 1
        for kernel in self.kernels.values():
            placed = self._by_place if kernel.name.endswith(DAY) else self._placed
            made = [(self._scalars(kernel, one), placed(kernel, one)) for one in sets]
            scalars, by_place = (self._by_row(list(rows)) if apart else rows[0] for rows in zip(*made, strict=True))
            keys = self.fixed[kernel.name][2]
            self.fixed[kernel.name] = (put(scalars, None), put(by_place, 1 + int(apart)), keys)

    def _by_row(self, of_points: list[Integers]) -> Integers:
        """What each point has, once for each of its replicates."""
        return np.repeat(np.stack(of_points), len(self.seeds) // self.points, axis=0)

    def _scalars(self, kernel: Kernel, values: Values) -> Integers:
        places = self.setting.layout.places
        made = [fixed_parameter(self.assembly, path, values, places)[0] for path in kernel.scalars]
        return np.array(made, np.uint32)

    def _by_place(self, kernel: Kernel, values: Values) -> Integers:
        places = self.setting.layout.places
        made = [fixed_parameter(self.assembly, path, values, places) for path in kernel.placed]
        return np.array(made, np.uint32).reshape(len(made), len(places))

    def _placed(self, kernel: Kernel, values: Values) -> Integers:
        return widened(self._by_place(kernel, values)[:, self.setting.layout.chunk_place])


def _behind(axis: int | None) -> int | None:
    """An axis when that of replicates comes before it."""
    return None if axis is None else axis + 1
