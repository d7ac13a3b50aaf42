"""What the code of a phase is given and makes, in order: the one place that says where everything stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jax

from sousveil.contract.columns import AVERAGED
from sousveil.contract.draws import SCHEDULE
from sousveil.engine.assemble import Assembly, Word
from sousveil.engine.kernels import Kernel, shape, stored_shape
from sousveil.engine.layout import CHUNKS, LANES, WIDTH


@dataclass(frozen=True)
class Size:
    """How much there is of everything. replicates: None where there is one, which then has no axis of its own.

    apart: whether replicates have parameter values of their own.
    """

    tiles: int
    places: int
    masks: int
    replicates: int | None = None
    apart: bool = False


@dataclass(frozen=True)
class Item:
    """An argument: what it is, its shape for one replicate, and whether replicates have their own.

    Words that ties passed on are a tuple of rows of bits.
    """

    what: str
    shapes: Any
    own: bool

    @property
    def leaves(self) -> list[Any]:
        """The shapes of its arrays."""
        return jax.tree.leaves(self.shapes)


@dataclass(frozen=True)
class Phase:
    """A phase's kernel and the words around it.

    kept: a word -> bits whose rows are wanted afterwards. passed_on: the phase's own echoes, which it counts.
    """

    kernel: Kernel
    assembly: Assembly
    kept: Callable[[Word], tuple[int, ...]]
    passed_on: Word | None
    steps: int = 0
    """Of housemates: to how many lanes away a household reaches."""

    @cached_property
    def averaged(self) -> tuple[str, ...]:
        """The means over households that it reads, made on the way."""
        return tuple(name for name in self.kernel.columns if name in AVERAGED)

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The columns that it is given to read: its own apart, and those that means are of."""
        own, columns = self.kernel.owned, [name for name in self.kernel.columns if name not in AVERAGED]
        sources = dict.fromkeys(AVERAGED[name] for name in self.averaged)
        return (*columns, *(name for name in sources if name not in (*own, *columns)))

    def argument_of(self, column: str) -> int:
        """The number of a column's argument."""
        mine = self.kernel.owned
        if column in mine:
            return mine.index(column)
        return len(mine) + len(self.kernel.spent) + self.read.index(column)

    @cached_property
    def decided(self) -> tuple[Word, ...]:
        """The words that it decides."""
        return tuple(self.assembly.keyed[key] for key in self.kernel.spent)

    @cached_property
    def heard(self) -> tuple[Word, ...]:
        """The words that it is given."""
        return tuple(self.assembly.keyed[key] for key in self.kernel.words)

    @cached_property
    def counted(self) -> tuple[Word, ...]:
        """The words that it counts."""
        return (*self.decided, self.passed_on) if self.passed_on else self.decided

    def mine(self, size: Size) -> list[Item]:
        """What it writes over: columns, then memory for words."""
        columns = [Item("mine", stored_shape(name, size.tiles), own=True) for name in self.kernel.owned]
        return columns + [Item("mine", _slots(size, word.dtype), own=True) for word in self.decided]

    def of_people(self, size: Size) -> list[Item]:
        """What it reads of people: columns, then words of today."""
        columns = [Item("column", stored_shape(name, size.tiles), own=True) for name in self.read]
        return columns + [Item("word", _heard(word, size), own=True) for word in self.heard]

    def of_all(self, size: Size) -> list[Item]:
        """What is the same for many: by place, by stream, by word; then what counting takes."""
        k, steps = self.kernel, self.steps
        mates = [Item("mates", shape((size.tiles, steps, WIDTH), "uint32"), own=False)] if self.averaged else []
        return [
            Item("polity", shape((len(k.polity), size.places), "uint32"), own=True),
            Item("scalars", shape((len(k.scalars),), "uint32"), own=size.apart),
            Item("placed", shape((len(k.placed), size.places), "uint32"), own=size.apart),
            Item("keys", shape((len(k.streams), SCHEDULE), "uint32"), own=True),
            Item("base", shape((size.tiles, 1, WIDTH), "uint32"), own=False),
            Item("place", shape((size.places,), "uint32"), own=False),
            Item("day", shape((), "uint32"), own=False),
            Item("masks", shape((size.tiles, size.masks, WIDTH), "uint32"), own=False),
            Item("chunks", shape((size.tiles, CHUNKS), "int32"), own=False),
            *mates,
        ]

    def items(self, size: Size) -> list[Item]:
        """All arguments."""
        return [*self.mine(size), *self.of_people(size), *self.of_all(size)]

    def results(self, size: Size, workers: int) -> list[Any]:
        """Shapes: what it writes, each worker's counts of each word, the rows that are kept."""
        over = [item.shapes for item in self.mine(size)]  # results are in the order of what they are written over
        fresh = [stored_shape(name, size.tiles) for name in self.kernel.writes[len(over) :]]
        counts = [shape((workers, size.places, len(word.events), size.masks), "int32") for word in self.counted]
        rows = sum(len(self.kept(word)) for word in self.decided)
        return [*over, *fresh, *counts, *[shape((size.tiles, WIDTH), "uint32")] * rows]


def _slots(size: Size, dtype: str) -> Any:
    return shape((size.tiles, LANES, WIDTH), dtype)


def _heard(word: Word, size: Size) -> Any:
    if word.key.endswith("echo"):
        return (shape((size.tiles, WIDTH), "uint32"),) * len(word.events)
    return _slots(size, word.dtype)


def numbered(items: list[Item]) -> Iterator[tuple[int, Item]]:
    """Each argument and the number of its first array."""
    first = 0
    for item in items:
        yield first, item
        first += len(item.leaves)
