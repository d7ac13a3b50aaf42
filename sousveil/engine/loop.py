"""The days. Everything here is by phase and by kernel; what they mean is the mechanisms' business."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AVERAGED, COLUMNS, COUNTED, SHARED
from sousveil.contract.draws import Draws, Source
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import to_fixed
from sousveil.contract.views import Polity, Tally
from sousveil.engine.assemble import Word
from sousveil.engine.kernels import Kernel
from sousveil.engine.layout import LANES, WIDTH
from sousveil.engine.machine import DAY, Machine, Sets, Values
from sousveil.engine.nearby import needed
from sousveil.engine.nights import Nightly, quiet
from sousveil.engine.setting import PlaceKeys, settled_parameters

Integers = npt.NDArray[Any]


class Counts(Mapping[str, Integers]):
    """Key of a word -> (replicates, places, events, masks) counts of a day, brought here when they are asked for."""

    def __init__(self, *, many: bool) -> None:
        self.made: dict[str, Any] = {}
        self._many = many

    def __getitem__(self, key: str) -> Integers:
        found = np.asarray(self.made[key])
        return found if self._many else found[None]

    def __contains__(self, key: object) -> bool:
        return key in self.made

    def __iter__(self) -> Iterator[str]:
        return iter(self.made)

    def __len__(self) -> int:
        return len(self.made)


@dataclass(frozen=True)
class Suppressed:
    """One event of one person, who stands at [tile, lane, word]. Not an echo: those follow from what they echo."""

    event: str
    tile: int
    lane: int
    word: int


Watch = Callable[[Word, Any], None]


class World:
    """The state of a run between two days, and one day's step."""

    def __init__(self, machine: Machine, values: Sets, *, last: bool = False, nights: Nightly = quiet) -> None:
        """last: nothing starts from the setting's columns again, so their memory is handed over."""
        self.machine, self.layout = machine, machine.setting.layout
        self.devices = machine.setting.devices
        self.base, self.place = self.devices.put(self.layout.base), self.devices.put(self.layout.luck)
        self.luck_of = self.devices.put(self.layout.luck_of, None)
        self.words: dict[str, Any] = {}
        self.echoes: dict[str, tuple[Any, ...]] = {}
        """What ties passed on today: a row of bits for each event of a word."""
        self._rooms: dict[Any, list[Any]] = {}
        """dtype -> words that were let go."""
        self._on_processor = jax.default_backend() == "cpu"
        self.rows: dict[str, Any] = {}
        self.meanwhile: Callable[[], None] | None = None
        """Is called once, when the next day's first phase is under way."""
        self.watchers: list[Watch] = []
        """Each is called with every packed word of a day, in the order of the day."""
        self.suppressed: Mapping[int, Sequence[Suppressed]] = {}
        """Day -> events that are taken back as soon as they are decided."""
        self.counts = Counts(many=machine.many)
        self._grouped: dict[str, Integers] = {}
        self._due: list[tuple[Mechanism, frozenset[str]]] = []
        """Whose numbers are to be settled, and the words that were counted by then."""
        places = len(self.layout.places)
        self.polity: dict[str, Integers] = {
            s.name: np.full((len(machine.seeds), places), to_fixed(s.absent, s.quantity), np.int64)
            for s in SHARED.values()
        }
        self.place_keys = PlaceKeys(machine.seeds)
        self.columns: dict[str, Any] = {}
        self._needed = {name for kernel in machine.kernels.values() for name in (*kernel.owned, *kernel.columns)}
        self._needed |= {name for m in machine.assembly.mechanisms for name in m.owns}
        self._needed |= {AVERAGED[name] for name in self._needed & AVERAGED.keys()}
        ground = machine.setting.ground
        if ground is not None:
            self._needed |= {column for name in self._needed & COUNTED.keys() for column in needed(name, ground)}
        self._counted_near: dict[str, tuple[tuple[Any, ...], Any]] = {}
        """counts of people near, by name, and the columns that they were made from"""
        self._fill(last)
        self.set_parameters(values)
        self.nights = nights(self)

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

    def set_parameters(self, values: Sets) -> None:
        """Parameter values in force from today."""
        self.machine.set_parameters(values)
        sets = values if isinstance(values, tuple) else (values,)
        settling = [m for m in self.machine.assembly.mechanisms if m.settles]
        self.settlers = {m.name: m.bind(self._settled(m, sets)) for m in settling}

    def _settled(self, mechanism: Mechanism, sets: tuple[Values, ...]) -> dict[str, Any]:
        """Its parameters for `settle`: (places,), or (points x replicates, places) where points have their own."""
        made = [settled_parameters(mechanism, values, self.layout.places) for values in sets]
        if self.machine.points == 1:
            return made[0]
        each = len(self.machine.seeds) // self.machine.points
        rows = {name: np.repeat(np.stack([one[name].q for one in made]), each, axis=0) for name in made[0]}
        return {name: type(made[0][name])(q) for name, q in rows.items()}

    def begin(self) -> None:
        """First values of the columns that parameters decide, and the night before the first day."""
        for phase in Phase:
            self._play(phase, "begin", 0)
        self.nights.night(self, 0)

    def step(self, day: int) -> None:
        """One day, phase by phase, and the night after it."""
        self.words, self.echoes, self.rows, self._grouped = {}, {}, {}, {}
        self.counts = Counts(many=self.machine.many)
        for phase in Phase:
            echo = self.machine.assembly.word(f"{phase.name}.echo")
            if echo is not None:
                self._spread(echo)
            if (phase, DAY) in self.machine.kernels and day not in self.suppressed:
                self._at_once(phase, day)
            else:
                self._step_by_step(phase, day)
            self._let_go(phase.name)
            self._to_settle(phase)
            if self.meanwhile is not None:
                self.meanwhile()
                self.meanwhile = None
        self._settle(day)
        self.nights.night(self, day)

    def _at_once(self, phase: Phase, day: int) -> None:
        """Decide, update and tally in one pass over the people."""
        kernel, s, words = self.machine.kernels[phase, DAY], self.machine.setting, self.machine.assembly.keyed
        heard = tuple(self.echoes[key] if key in self.echoes else self.words[key] for key in kernel.words)
        one = self.machine.natives[phase]
        read = tuple(map(self._read, one.read))
        made, counts, rows = self.machine.step(kernel.name)(
            self._mine(kernel), *read, *heard, self._settled_now(kernel, day), *self.machine.fixed[kernel.name],
            self.base, self.luck_of, np.uint32(day), s.group_masks, s.ranges.place,
            *((s.housemates,) if one.averaged else ()),
        )  # fmt: skip
        self._keep(kernel, made)
        echo = [key for key in (f"{phase.name}.echo",) if key in words]
        for key, of_word in zip((*kernel.spent, *echo), counts, strict=True):
            self.counts.made[key] = of_word
        for key, kept in zip(kernel.spent, rows, strict=True):
            self._kept_rows(words[key], kept)
            if self.watchers:
                self._shown(words[key], self.machine.step(f"pack {key}")(self.words[key]))

    def _mine(self, kernel: Kernel) -> tuple[Any, ...]:
        """What a kernel writes over."""
        return (*(self.columns.pop(name) for name in kernel.owned), *(self._room(key) for key in kernel.spent))

    def _step_by_step(self, phase: Phase, day: int) -> None:
        """The same, kernel by kernel, with room in between for what is taken back."""
        if (phase, DAY) in self.machine.kernels:
            self.machine.apart(phase)
        if (echo := self.machine.assembly.word(f"{phase.name}.echo")) is not None:
            self._tally(echo, self._packed_echo(echo.key))
        self._play(phase, "decide", day)
        for gone in self.suppressed.get(day, ()):
            self._take_back(phase, gone)
        self._play(phase, "update", day)
        for word in self.machine.assembly.words:
            if word.phase is phase and not word.key.endswith("echo"):
                packed = self.machine.step(f"pack {word.key}")(self.words[word.key])
                self._shown(word, packed)
                self._tally(word, packed)
        self._let_go(f"{phase.name}.{DAY}")

    def _play(self, phase: Phase, hook: str, day: int) -> None:
        kernel = self.machine.kernels.get((phase, hook))
        if kernel is not None:
            self._keep(kernel, self._made(kernel, day))

    def _made(self, kernel: Kernel, day: int) -> Any:
        """What a kernel makes of today."""
        read = tuple(map(self._read, kernel.columns))  # first: it may be made of what is written over
        return self.machine.step(kernel.name)(
            self._mine(kernel),
            read,
            tuple(map(self._word, kernel.words)),
            self._shared(kernel, day),
            *self.machine.fixed[kernel.name],
            self.base,
            self.place,
            np.uint32(day),
        )

    def _word(self, key: str) -> Any:
        """An event word of today; what ties passed on is made into one where it is first wanted as such."""
        if key not in self.words and key in self.echoes:
            self.words[key] = self.machine.step(f"unpack {key}")(self._packed_echo(key))
        return self.words[key]

    def _packed_echo(self, key: str) -> Any:
        return self.machine.step(f"together {key}")(self.echoes[key])

    def _keep(self, kernel: Kernel, made: Any) -> None:
        for name, value in zip(kernel.writes, made, strict=True):
            (self.words if name in kernel.spent else self.columns)[name] = value
        self._let_go(kernel.name)

    def _take_back(self, phase: Phase, gone: Suppressed) -> None:
        key, bit = self.machine.assembly.bits[gone.event]
        if self.machine.assembly.keyed[key].phase is phase:
            at = (..., gone.tile, gone.lane, gone.word)
            word = self.words[key]
            self.words[key] = word.at[at].set(word[at] & ~np.array(1 << bit, word.dtype))

    def _let_go(self, after: str) -> None:
        """Of the words that nothing reads any more today."""
        for key in self.machine.last_read.get(after, ()):
            self.echoes.pop(key, None)
            gone = self.words.pop(key, None)
            # echoes are made anew; and a device's own allocator needs no help, but all the memory there is
            if self._on_processor and gone is not None and not key.endswith("echo"):
                self._rooms.setdefault(gone.dtype, []).append(gone)

    def _room(self, key: str) -> Any:
        """Memory for a word: that of one let go, today or yesterday, so that the heap keeps its shape."""
        dtype = jnp.dtype(self.machine.assembly.keyed[key].dtype)
        waiting = self._rooms.get(dtype)
        if waiting:
            return waiting.pop()
        dims = (self.layout.tiles, LANES, WIDTH)
        nothing = jnp.zeros((len(self.machine.seeds), *dims) if self.machine.many else dims, dtype)
        return self.devices.put(nothing, int(self.machine.many))

    def _read(self, name: str) -> Any:
        """A column, an average or a count of people near as it is now; the latter in kernels of their own."""
        if name in AVERAGED:
            return self.machine.step(f"mean {name}")(self.columns[AVERAGED[name]], self.machine.setting.housemates)
        return self.near(name) if name in COUNTED else self.columns[name]

    def near(self, name: str) -> Any:
        """How many people near are so and so; counted anew where a column is no longer the one it was counted from."""
        s = self.machine.setting
        columns = tuple(self.columns[column] for column in needed(name, s.ground))
        before, made = self._counted_near.get(name, ((), None))
        if len(before) != len(columns) or any(a is not b for a, b in zip(before, columns, strict=True)):
            made = self.machine.compiled[f"count {name}"](columns, s.seats, self.machine.edges)
            self._counted_near[name] = (columns, made)
        return made

    def _shared(self, kernel: Kernel, day: int) -> tuple[Any, ...]:
        """The shared numbers that a kernel reads, each with one value a word."""
        if not kernel.polity:
            return ()
        given, place = self._settled_now(kernel, day), self.machine.setting.ranges.place
        made: tuple[Any, ...] = self.machine.compiled[f"expand {kernel.name}"](given, place)
        return made

    def _settled_now(self, kernel: Kernel, day: int) -> Any:
        """The shared numbers that a kernel reads: (numbers, places), for each replicate."""
        self._settle(day, kernel.polity)
        dims = (len(self.machine.seeds), len(kernel.polity), len(self.layout.places))
        values = np.array([self.polity[name] for name in kernel.polity], np.int64).reshape(dims[1], dims[0], dims[2])
        ordered = np.ascontiguousarray(values.swapaxes(0, 1)).astype(np.uint32)
        return self.devices.whole_on_each(ordered if self.machine.many else ordered[0])

    def _spread(self, word: Word) -> None:
        s, kernels, step = self.machine.setting, self.machine.compiled, self.machine.step
        sources = [self.rows[event.echo] for event in word.events]
        for i, event in enumerate(word.events):
            if event.tie == "friends":
                sources[i] = kernels["friends"](kernels["blocks"](sources[i]), s.mutual, s.partner)
        rows = step(f"spread {word.key}")(tuple(sources), s.heads, s.present)
        self.echoes[word.key] = rows
        self._kept_rows(word, [rows[bit] for bit in self.machine.kept(word)])
        if self.watchers:
            self._shown(word, self._packed_echo(word.key))

    def _tally(self, word: Word, packed: Any) -> None:
        s, step = self.machine.setting, self.machine.step
        if self._on_processor:
            chunks, rows = step(f"count {word.key}")(packed, s.group_masks)
            counts = step(f"places {word.key}")(chunks, s.ranges)
        else:
            counts, rows = step(f"count {word.key}")(packed, s.group_masks, s.ranges)
        self.counts.made[word.key] = counts
        self._kept_rows(word, rows)

    def _shown(self, word: Word, packed: Any) -> None:
        for watch in self.watchers:
            watch(word, packed)

    def _kept_rows(self, word: Word, rows: Sequence[Any]) -> None:
        self.rows.update((word.events[bit].name, row) for bit, row in zip(self.machine.kept(word), rows, strict=True))

    def counted(self, event: str) -> Integers | None:
        """(replicates, places, groups) persons whom the event befell today; None if it has not been tallied."""
        key, bit = self.machine.assembly.bits.get(event, ("", 0))
        return self.grouped(key)[:, bit] if key in self.counts else None

    def grouped(self, key: str) -> Integers:
        """(replicates, events, places, groups) counts of a word today."""
        if key not in self._grouped:
            self._grouped[key] = self.machine.setting.grouping.by_group(self.counts[key], self.layout.places)
        return self._grouped[key]

    def _to_settle(self, phase: Phase) -> None:
        """Note whose shared numbers are due. They are settled when one is read: till then people go on being lived."""
        so_far = frozenset(self.counts)
        for mechanism in self.machine.assembly.of(phase):
            if type(mechanism).settle is not Mechanism.settle:
                self._due.append((mechanism, so_far))

    def _settle(self, day: int, wanted: Collection[str] | None = None) -> None:
        """Settle what is due, in the order of the day; nothing, unless it makes one of the numbers wanted (or all)."""
        if wanted is not None and not any(set(wanted).intersection(m.settles) for m, _ in self._due):
            return
        for mechanism, so_far in self._due:
            draws = Draws(mechanism.name, self._luck_of_places(day), mechanism.stretches)
            made = self.settlers[mechanism.name].settle(Polity(self.polity), self._tallies(so_far), draws, day)
            for name, value in made.items():
                self.polity[name] = np.broadcast_to(value.q, self.polity[name].shape).astype(np.int64)
        self._due.clear()

    def _luck_of_places(self, day: int) -> Source:
        return Source(self.place_keys, np.zeros(1, np.uint32), np.uint32(day << 16) | self.layout.luck_of)

    def _tallies(self, so_far: Collection[str]) -> Tally:
        """so_far: the words that had been counted when it was due."""
        s = self.machine.setting
        nothing = np.zeros((len(self.machine.seeds), *s.people.shape), np.int64)
        groups = s.grouping.names

        def counts(name: str) -> Integers:
            key, _ = self.machine.assembly.bits.get(name, ("", 0))
            found = self.counted(name) if key in so_far else None
            return nothing if found is None else found

        return Tally(counts, groups, s.people, self.layout.abroad)
