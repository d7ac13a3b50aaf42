"""The days. Everything here is by phase and by kernel; what they mean is the mechanisms' business."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AVERAGED, COLUMNS, GROUPS, POLITY
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import to_fixed
from sousveil.contract.views import Polity, Tally
from sousveil.engine import ties
from sousveil.engine.assemble import Assembly, Word
from sousveil.engine.devices import Out
from sousveil.engine.groups import by_group
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
    unpack,
)  # fmt: skip
from sousveil.engine.layout import CHUNKS, LANES, WIDTH, widened
from sousveil.engine.setting import PlacedValue, Setting, fixed_parameter, keys, settled_parameters
from sousveil.engine.sums import by_place

Integers = npt.NDArray[Any]
Values = Callable[[str], PlacedValue]
HOOKS = ("decide", "update")
BATCHED = (0, 0, 0, 0, None, None, 0, None, None, None)
"""For each argument of a kernel: whether replicates have their own."""
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
    """kernel -> (scalars, placed, keys)."""
    last_read: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """kernel or phase -> keys of words that nothing reads after it that day: their memory is given back."""
    compile_s: float = 0.0

    @property
    def many(self) -> bool:
        """Whether replicates are batched."""
        return len(self.seeds) > 1

    def build(self) -> None:
        """Plan and compile every kernel."""
        started = time.perf_counter()
        tiles = self.setting.layout.tiles
        jobs: list[Job] = []
        for phase in Phase:
            for hook in ("begin", *HOOKS):
                kernel = plan(self.assembly, phase, hook)
                if kernel is not None:
                    self.kernels[phase, hook] = kernel
                    shapes = arguments(kernel, self.assembly, tiles)
                    jobs.append(self._job(kernel.name, kernel.function, shapes, BATCHED, (0,), along=TILED))
                    self.fixed[kernel.name] = (None, None, self._keys(kernel))
        self._note_last_readers()
        for word in self.assembly.words:
            jobs += self._word_jobs(word, tiles)
        jobs += self._tie_jobs(tiles) + self._average_jobs(tiles)
        self.compiled = compile_all(jobs)
        self.compile_s = time.perf_counter() - started

    def _note_last_readers(self) -> None:
        day = [self.kernels[phase, hook] for phase in Phase for hook in HOOKS if (phase, hook) in self.kernels]
        last = {key: kernel.name for kernel in day for key in kernel.words}
        for word in self.assembly.words:
            reader, phase = last.get(word.key, ""), word.phase.name
            # a word is still to be tallied when its own phase has read it
            after = reader if reader and not reader.startswith(f"{phase}.") else phase
            self.last_read[after] = (*self.last_read.get(after, ()), word.key)

    def reseed(self, seeds: list[int]) -> None:
        """Other luck for the same kernels; as many seeds as before."""
        self.seeds, self.compile_s = seeds, 0.0
        for kernel in self.kernels.values():
            scalars, placed, _ = self.fixed[kernel.name]
            self.fixed[kernel.name] = (scalars, placed, self._keys(kernel))

    def _keys(self, kernel: Kernel) -> Any:
        made = keys(self.seeds, kernel.streams)
        return self.setting.devices.put(made if self.many else made[0], None)

    def _word_jobs(self, word: Word, tiles: int) -> list[Job]:
        s, echo, events = self.setting, word.key.endswith("echo"), len(word.events)

        packed = shape((tiles, events, WIDTH), "uint32")
        jobs = self._count_jobs(word, packed)
        if not echo:
            return [*jobs, self._job(f"pack {word.key}", pack(word), (shape((tiles, LANES, WIDTH), word.dtype),), (0,))]
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

    def _tie_jobs(self, tiles: int) -> list[Job]:
        s = self.setting

        def befriended(struck: Any, mutual: Any, partner: Any) -> Any:
            return ties.friends(s.devices.gathered(struck), mutual, partner, s.friend_masks)

        blocks = shape(s.mutual.shape[1:], "uint32")
        return [
            self._job(
                "expand", expand, (shape((len(s.layout.places),), "uint32"), s.ranges.place), (0, None), along=(None, 0)
            ),
            self._job("blocks", ties.by_block, (shape((tiles, WIDTH), "uint32"),), (0,)),
            self._job("friends", befriended, (blocks, s.mutual, s.partner), (0, None, None), along=(0, 1, 1)),
        ]

    def _average_jobs(self, tiles: int) -> list[Job]:
        read = {name for kernel in self.kernels.values() for name in kernel.columns} & AVERAGED.keys()
        return [
            self._job(f"mean {name}", mean, (stored_shape(name, tiles), self.setting.housemates), (0, None))
            for name in sorted(read)
        ]

    def kept(self, word: Word) -> tuple[int, ...]:
        """Bits whose packed rows are needed after the tally: what ties pass on, and the case file."""
        passed_on = {event.echo for other in self.assembly.words for event in other.events}
        return tuple(bit for bit, event in enumerate(word.events) if event.case or event.name in passed_on)

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

    def set_parameters(self, values: Values) -> None:
        """Hand every kernel the parameter values in force from today."""
        layout, put = self.setting.layout, self.setting.devices.put
        for kernel in self.kernels.values():
            scalars = [fixed_parameter(self.assembly, path, values, layout.places)[0] for path in kernel.scalars]
            placed = [
                fixed_parameter(self.assembly, path, values, layout.places)[layout.chunk_place]
                for path in kernel.placed
            ]
            self.fixed[kernel.name] = (
                put(np.array(scalars, np.uint32), None),
                put(widened(np.array(placed, np.uint32).reshape(len(placed), len(layout.chunk_place))), 1),
                self.fixed[kernel.name][2],
            )


def _behind(axis: int | None) -> int | None:
    """An axis when that of replicates comes before it."""
    return None if axis is None else axis + 1


class World:
    """The state of a run between two days, and one day's step."""

    def __init__(self, machine: Machine, values: Values, *, last: bool = False) -> None:
        """last: nothing starts from the setting's columns again, so their memory is handed over."""
        self.machine, self.layout = machine, machine.setting.layout
        self.devices = machine.setting.devices
        self.base, self.place = self.devices.put(self.layout.base), self.devices.put(self.layout.place)
        self.words: dict[str, Any] = {}
        self._rooms: dict[Any, list[Any]] = {}
        """dtype -> words that were let go."""
        self._on_processor = jax.default_backend() == "cpu"
        self.rows: dict[str, Any] = {}
        self.counts: dict[str, Integers] = {}
        """Key of a word -> (replicates, places, events, masks) counts of today."""
        self._grouped: dict[str, Integers] = {}
        places = len(self.layout.places)
        self.polity: dict[str, Integers] = {
            s.name: np.full((len(machine.seeds), places), to_fixed(s.absent, s.quantity), np.int64) for s in POLITY
        }
        self._wide: dict[str, Any] = {}
        self.columns: dict[str, Any] = {}
        self._needed = {name for kernel in machine.kernels.values() for name in (*kernel.owned, *kernel.columns)}
        self._needed |= {name for m in machine.assembly.mechanisms for name in m.owns}
        self._needed |= {AVERAGED[name] for name in self._needed & AVERAGED.keys()}
        self._fill(last)
        self.set_parameters(values)

    def _fill(self, last: bool) -> None:
        given, tiles = self.machine.setting.columns, self.layout.tiles
        for column in COLUMNS:
            if column.name in given or column.name in self._needed:
                dims = (tiles, LANES, WIDTH)
                # what nobody fills is made where it is needed: a nation's columns take seconds to carry there
                stored = given[column.name] if column.name in given else jnp.full(dims, column.absent, column.dtype)
                if last and isinstance(given, dict):
                    given.pop(column.name, None)
                if self.machine.many:
                    stored = jnp.broadcast_to(stored, (len(self.machine.seeds), *dims))
                # one at a time: a copy under way holds what it copies
                self.columns[column.name] = self.devices.put(stored, int(self.machine.many)).block_until_ready()

    def set_parameters(self, values: Values) -> None:
        """Parameter values in force from today."""
        self.machine.set_parameters(values)
        places = self.layout.places
        self.settlers = {
            m.name: m.bind(settled_parameters(m, values, places)) for m in self.machine.assembly.mechanisms if m.settles
        }

    def begin(self) -> None:
        """First values of the columns that parameters decide."""
        for phase in Phase:
            self._play(phase, "begin", 0)

    def step(self, day: int) -> None:
        """One day, phase by phase."""
        self.words, self.rows, self.counts, self._grouped = {}, {}, {}, {}
        for phase in Phase:
            echo = self.machine.assembly.word(f"{phase.name}.echo")
            if echo is not None:
                self._spread(echo)
            self._play(phase, "decide", day)
            self._play(phase, "update", day)
            for word in self.machine.assembly.words:
                if word.phase is phase and word is not echo:
                    self._tally(word, self.machine.compiled[f"pack {word.key}"](self.words[word.key]))
            self._let_go(phase.name)
            self._wide.clear()
            self._settle(phase, day)

    def _play(self, phase: Phase, hook: str, day: int) -> None:
        kernel = self.machine.kernels.get((phase, hook))
        if kernel is None:
            return
        read = tuple(self._average(name) if name in AVERAGED else self.columns[name] for name in kernel.columns)
        made = self.machine.compiled[kernel.name](
            (*(self.columns.pop(name) for name in kernel.owned), *(self._room(key) for key in kernel.spent)),
            read,
            tuple(self.words[key] for key in kernel.words),
            tuple(self._polity(name) for name in kernel.polity),
            *self.machine.fixed[kernel.name],
            self.base,
            self.place,
            np.uint32(day),
        )
        target = self.words if hook == "decide" else self.columns
        target.update(zip(kernel.writes, made, strict=True))
        if hook != "begin":
            self._let_go(kernel.name)

    def _let_go(self, after: str) -> None:
        """Of the words that nothing reads any more today."""
        for key in self.machine.last_read.get(after, ()):
            gone = self.words.pop(key)
            # echoes are made anew; and a device's own allocator needs no help, but all the memory there is
            if self._on_processor and not key.endswith("echo"):
                self._rooms.setdefault(gone.dtype, []).append(gone)

    def _room(self, key: str) -> Any:
        """Memory for a word: that of one let go, today or yesterday, so that the heap keeps its shape."""
        word = self.machine.assembly.word(key)
        dtype = jnp.dtype(word.dtype if word is not None else None)
        waiting = self._rooms.get(dtype)
        if waiting:
            return waiting.pop()
        dims = (self.layout.tiles, LANES, WIDTH)
        nothing = jnp.zeros((len(self.machine.seeds), *dims) if self.machine.many else dims, dtype)
        return self.devices.put(nothing, int(self.machine.many))

    def _average(self, name: str) -> Any:
        """The mean of a column over each household as it is now, in a kernel of its own."""
        return self.machine.compiled[f"mean {name}"](self.columns[AVERAGED[name]], self.machine.setting.housemates)

    def _polity(self, name: str) -> Any:
        """A shared number as the kernels read it, one value a word; kept until it is settled anew."""
        if name not in self._wide:
            values = self.devices.put(
                self.polity[name].astype(np.uint32)[slice(None) if self.machine.many else 0], None
            )
            self._wide[name] = self.machine.compiled["expand"](values, self.machine.setting.ranges.place)
        return self._wide[name]

    def _spread(self, word: Word) -> None:
        s, kernels = self.machine.setting, self.machine.compiled
        sources = [self.rows[event.echo] for event in word.events]
        for i, event in enumerate(word.events):
            if event.tie == "friends":
                sources[i] = kernels["friends"](kernels["blocks"](sources[i]), s.mutual, s.partner)
        rows = kernels[f"spread {word.key}"](tuple(sources), s.heads, s.present)
        packed = kernels[f"together {word.key}"](rows)
        self.words[word.key] = kernels[f"unpack {word.key}"](packed)
        self._tally(word, packed)

    def _tally(self, word: Word, packed: Any) -> None:
        s, compiled = self.machine.setting, self.machine.compiled
        places = compiled.get(f"places {word.key}")
        if places is None:
            counts, rows = compiled[f"count {word.key}"](packed, s.group_masks, s.ranges)
        else:
            chunks, rows = compiled[f"count {word.key}"](packed, s.group_masks)
            counts = places(chunks, s.ranges)
        self.rows.update((word.events[bit].name, row) for bit, row in zip(self.machine.kept(word), rows, strict=True))
        made = np.asarray(counts)
        self.counts[word.key] = made if self.machine.many else made[None]

    def counted(self, event: str) -> Integers | None:
        """(replicates, places, groups) persons whom the event befell today; None if it has not been tallied."""
        key, bit = self.machine.assembly.bits.get(event, ("", 0))
        return self.grouped(key)[:, bit] if key in self.counts else None

    def grouped(self, key: str) -> Integers:
        """(replicates, events, places, groups) counts of a word today."""
        if key not in self._grouped:
            self._grouped[key] = by_group(self.counts[key], self.layout.places)
        return self._grouped[key]

    def _settle(self, phase: Phase, day: int) -> None:
        for mechanism in self.machine.assembly.of(phase):
            if type(mechanism).settle is Mechanism.settle:
                continue
            made = self.settlers[mechanism.name].settle(Polity(self.polity), self._tallies(), day)
            for name, value in made.items():
                self.polity[name] = np.broadcast_to(value.q, self.polity[name].shape).astype(np.int64)
                self._wide.pop(name, None)

    def _tallies(self) -> Tally:
        s = self.machine.setting
        nothing = np.zeros((len(self.machine.seeds), *s.people.shape), np.int64)
        groups = tuple(GROUPS)

        def counts(name: str) -> Integers:
            found = self.counted(name)
            return nothing if found is None else found

        return Tally(counts, groups, s.people, self.layout.abroad)
