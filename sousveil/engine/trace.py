"""Run the hooks of a phase on arrays: the functions that become kernels. What a hook touches is noted on the way.

The arrays may be NumPy's: a hook is played once on a few empty slots to see what it touches, which takes no tracing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np

from sousveil.contract.columns import BY_NAME, READABLE, ROUNDED
from sousveil.contract.draws import Draws, Source, luck, rounds
from sousveil.contract.errors import AssemblyError
from sousveil.contract.ground import Ground
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Count
from sousveil.contract.storage import written
from sousveil.contract.streams import stretch
from sousveil.contract.views import Events, People, Polity
from sousveil.engine.assemble import Assembly
from sousveil.engine.layout import LANES

Arrays = Mapping[str, Any]


DRAWN = jax.jit(rounds, inline=True)
"""The generator, traced once and then copied: tracing its hundred operations for every stream took most of planning."""


@dataclass
class Touched:
    """What a kernel reads, collected while it is traced."""

    columns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    polity: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    streams: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Inputs:
    """What a kernel is given: columns, event words, polity by word, parameters, keys, place numbers, day, ground."""

    columns: Arrays
    words: Arrays
    polity: Arrays
    parameters: Arrays
    keys: Arrays
    base: Any
    place: Any
    day: Any
    ground: Ground | None = None


class Noting(Mapping[str, Any]):
    """A mapping that notes which names were looked up."""

    def __init__(self, values: Mapping[str, Any], noted: set[str]) -> None:
        self._values, self._noted = values, noted

    def __getitem__(self, name: str) -> Any:
        self._noted.add(name)
        return self._values[name]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def numbers(base: Any) -> Any:
    """(tiles, 32, 256) number within place of every slot, from those of the words' first people."""
    return base + np.arange(LANES, dtype=np.uint32)[None, :, None]


class Player:
    """Plays the hooks of one phase on given inputs, and notes what they touch."""

    def __init__(self, assembly: Assembly, inputs: Inputs, touched: Touched) -> None:
        self.assembly, self.inputs, self.touched = assembly, inputs, touched
        self.number = numbers(inputs.base)
        self.xp = self.number.__array_namespace__()
        day_and_place = (inputs.day << 16) | inputs.place
        generator = rounds if self.xp is np else DRAWN
        self.source = Source(Noting(inputs.keys, touched.streams), self.number, day_and_place, generator)
        self.today: dict[str, Any] = {}
        self.columns = Noting(inputs.columns, touched.columns)

    def decide(self, phase: Phase) -> dict[str, Any]:
        """The phase's packed words of events, by key."""
        present = People(self.columns).present
        for mechanism in self.assembly.of(phase):
            if type(mechanism).decide is Mechanism.decide:
                continue
            people, events, polity, draws = self._views(mechanism)
            made = self._bound(mechanism).decide(people, events, polity, draws, self.inputs.day)
            for name, mask in made.items():
                if name not in mechanism.emits:
                    raise AssemblyError(f"mechanism {mechanism.name!r} emits {name!r} without declaring it in `emits`")
                self.today[name] = self.xp.broadcast_to(mask, present.shape)
        packed = {}
        for word in self.assembly.words:
            if word.phase is phase and not word.key.endswith("echo"):
                bits = [
                    self.today[e.name].astype(word.dtype) << i
                    for i, e in enumerate(word.events)
                    if e.name in self.today
                ]
                bits += [
                    (self._rounding(name) >> 24).astype(word.dtype) << word.shift(i)
                    for i, name in enumerate(word.rounded)
                ]
                value = sum(bits[1:], bits[0]) if bits else self.xp.zeros(present.shape, word.dtype)
                packed[word.key] = self.xp.where(present, value, 0).astype(word.dtype)
        return packed

    def _rounding(self, column: str) -> Any:
        return luck(self.source.words, stretch(f"rounding.{column}")).word

    def update(self, phase: Phase, hook: str = "update") -> dict[str, Any]:
        """The next stored value of every column owned in the phase (`hook`: "update" or "begin")."""
        columns: dict[str, Any] = {}
        for mechanism in self.assembly.of(phase):
            people, events, polity, draws = self._views(mechanism)
            bound = self._bound(mechanism)
            made = (
                bound.begin(people, draws)
                if hook == "begin"
                else bound.update(people, events, polity, draws, self.inputs.day)
            )
            for name, value in made.items():
                if name not in mechanism.owns:
                    raise AssemblyError(f"mechanism {mechanism.name!r} writes {name!r} without declaring it in `owns`")
                column = BY_NAME[name]
                rounding = self._rounded(name) if name in ROUNDED else None
                columns[name] = self.xp.broadcast_to(written(column, value, rounding), self.number.shape)
        return columns

    def _rounded(self, column: str) -> Any:
        """Luck by which a share goes into eight bits, as the phase's word carries it; drawn here where none does."""
        key, at = self.assembly.rounded.get(column, ("", 0))
        if key not in self.inputs.words:
            return self._rounding(column)
        self.touched.words.add(key)
        return (self.inputs.words[key] >> at).astype("uint32") << 24

    def _views(self, mechanism: Mechanism) -> tuple[People, Events, Polity, Draws]:
        name = mechanism.name

        def note(kind: str, declared: tuple[str, ...]) -> Any:
            def check(used: str) -> None:
                if used not in declared:
                    raise AssemblyError(
                        f"mechanism {name!r} uses {used!r} without declaring it", allowed=f"add it to `{kind}`"
                    )

            return check

        readable = {*mechanism.reads, *mechanism.owns, "present"}
        for owned in mechanism.owns:
            readable |= {key for key, column in READABLE.items() if column == owned}
        readable |= {READABLE[key] for key in mechanism.reads}
        return (
            People(self.columns, note("reads", tuple(readable)), self.inputs.ground),
            Events(self._event, note("hears", (*mechanism.hears, *mechanism.emits))),
            Polity(
                Noting(self.inputs.polity, self.touched.polity), note("uses", (*mechanism.uses, *mechanism.settles))
            ),
            Draws(name, self.source, mechanism.stretches),
        )

    def _event(self, name: str) -> Any:
        if name in self.today:
            return self.today[name]
        if name not in self.assembly.bits:
            return self.xp.zeros((1, 1, 1), bool)  # nobody in this scenario emits it
        key, bit = self.assembly.bits[name]
        if key not in self.inputs.words:
            return self.xp.zeros((1, 1, 1), bool)
        self.touched.words.add(key)
        return ((self.inputs.words[key] >> bit) & 1) != 0

    def _bound(self, mechanism: Mechanism) -> Mechanism:
        return mechanism.bind(_Parameters(mechanism, self.inputs.parameters, self.touched.parameters))


class _Parameters(Mapping[str, Any]):
    """A mechanism's parameters as quantities of traced integers."""

    def __init__(self, mechanism: Mechanism, values: Arrays, noted: set[str]) -> None:
        self._mechanism, self._values, self._noted = mechanism, values, noted

    def __getitem__(self, name: str) -> Any:
        path = f"{self._mechanism.name}.{name}"
        self._noted.add(path)
        kind = self._mechanism.parameters[name].kind
        value = self._values[path]
        return kind(value.astype("int32") if kind is Count else value)

    def __iter__(self) -> Any:
        return iter(self._mechanism.parameters)

    def __len__(self) -> int:
        return len(self._mechanism.parameters)
