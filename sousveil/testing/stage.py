"""A small stage on which one mechanism plays, in NumPy: no engine, no JAX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np

from sousveil.contract import columns as table
from sousveil.contract.column import Table, stored_range
from sousveil.contract.countries import COUNTRY_GROUPS
from sousveil.contract.draws import Draws, Source, stream_words, threefry2x32
from sousveil.contract.ground import Grid
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.quantity import ONE, Count, to_fixed
from sousveil.contract.storage import fixed, written
from sousveil.contract.views import Events, People, Polity, Tally

GROUND = Grid(256, 256, 7)
"""A grid on which everything that the column can hold is a site."""


def groups_of(table_: Table) -> tuple[str, ...]:
    """The groups that the rows of a table are counted by."""
    return tuple(COUNTRY_GROUPS if table_ == "countries" else table.GROUPS)


class Keys(dict[str, Any]):
    """Keys of streams, made when first asked for."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.seed = seed

    def __missing__(self, name: str) -> Any:
        first, second = stream_words(name)
        seed, nothing, *words = (np.asarray([value], np.uint32) for value in (self.seed, 0, first, second))
        key = threefry2x32((seed, nothing), (words[0], words[1]))
        self[name] = key
        return key


class Stage:
    """`blocks` x 256 people, all free adults at home unless `put` says otherwise."""

    def __init__(self, blocks: int = 40, seed: int = 1) -> None:
        self.shape, self.keys = (blocks, 256), Keys(seed)
        self.stored = {c.name: np.full(self.shape, c.absent, c.dtype) for c in table.COLUMNS}
        self.stored |= {name: np.zeros(self.shape, np.int32) for name in table.COUNTED}
        self.put(present=True, urban=True, on_app=True, age="age_35_44")

    def put(self, where: Any = ..., **values: Any) -> Self:
        """Set columns (shares as floats, codes by name, counts as ints) or fields (bool or int), for all or a mask.

        How many people are near, or what share of one's ties, is put like a column: nobody plays the ground here.
        """
        for name, value in values.items():
            if name in table.COUNTED:
                self.stored[name][where] = round(value * ONE) if table.COUNTED[name].along else value
                continue
            column = table.BY_NAME[table.READABLE[name]]
            stored = self.stored[column.name]
            if column.quantity == "fields":
                at, width = column.shifts[name]
                stored[where] = (stored[where] & ~np.array(((1 << width) - 1) << at, stored.dtype)) | np.array(
                    int(value) << at, stored.dtype
                )
            elif column.quantity == "code":
                stored[where] = column.values.index(value)
            elif column.quantity is Count:
                stored[where] = value
            else:
                stored[where] = min(round(value * (1 << 8 * column.bytes)), stored_range(column))
        return self

    def people(self) -> People:
        """Everybody, as a mechanism is handed them."""
        return People(self.stored, ground=GROUND)

    def draws(self, mechanism: Mechanism, day: int) -> Draws:
        """The luck of a mechanism on a day."""
        number = np.arange(self.shape[0] * 256, dtype=np.uint32).reshape(self.shape)
        return Draws(mechanism.name, Source(self.keys, number, np.asarray([day << 16], np.uint32)))

    def luck_of_places(self, mechanism: Mechanism, day: int, places: int = 1) -> Draws:
        """Luck for `settle`: one draw a place."""
        where = np.uint32(day << 16) | np.arange(places, dtype=np.uint32)
        return Draws(mechanism.name, Source(self.keys, np.zeros(1, np.uint32), where), mechanism.stretches)

    def events(self, given: Mapping[str, Any]) -> Events:
        """What happened today: masks by name, or one truth for everybody; what is not given did not happen."""
        return Events(lambda name: np.broadcast_to(np.asarray(given.get(name, False)), self.shape))

    def polity(self, given: Mapping[str, float]) -> Polity:
        """The shared numbers, in natural units; what is not given has its absent value."""
        known = {s.name: to_fixed(given.get(s.name, s.absent), s.quantity) for s in table.SHARED.values()}
        return Polity(
            {k: np.asarray([v], np.int32 if table.SHARED[k].quantity is Count else np.uint32) for k, v in known.items()}
        )

    def bound(self, mechanism: Mechanism, wide: bool = False) -> Mechanism:
        """The mechanism with its parameters as quantities; `wide` as 64-bit integers, for `settle`."""
        made = {}
        for name, p in mechanism.parameters.items():
            narrow = np.int32 if p.kind is Count else np.uint32
            made[name] = p.kind(np.asarray([fixed(p, mechanism.values[name])], np.int64 if wide else narrow))
        return mechanism.bind(made)

    def decide(
        self, mechanism: Mechanism, day: int = 1, events: Mapping[str, Any] | None = None, **polity: float
    ) -> dict[str, Any]:
        """The masks of today's events."""
        made = self.bound(mechanism).decide(
            self.people(), self.events(events or {}), self.polity(polity), self.draws(mechanism, day), np.uint32(day)
        )
        return {name: np.broadcast_to(mask, self.shape) for name, mask in made.items()}

    def update(
        self, mechanism: Mechanism, day: int = 1, events: Mapping[str, Any] | None = None, **polity: float
    ) -> Stage:
        """Fold events into the owned columns, in place."""
        draws = self.draws(mechanism, day)
        made = self.bound(mechanism).update(
            self.people(), self.events(events or {}), self.polity(polity), draws, np.uint32(day)
        )
        return self._write(mechanism, made, day)

    def begin(self, mechanism: Mechanism) -> Stage:
        """Fill the owned columns for the first day."""
        return self._write(mechanism, self.bound(mechanism).begin(self.people(), self.draws(mechanism, 0)), 0)

    def _write(self, mechanism: Mechanism, made: Mapping[str, Any], day: int) -> Stage:
        rounding = np.random.default_rng(day).integers(0, 1 << 32, self.shape, dtype=np.uint32)
        for name, value in made.items():
            self.stored[name] = np.broadcast_to(written(table.BY_NAME[name], value, rounding), self.shape).copy()
        return self

    def settle(
        self, mechanism: Mechanism, tally: Mapping[str, int], people: int = 10_000, day: int = 1, **polity: float
    ) -> dict[str, Any]:
        """The settled shared numbers of one place of so many people in every group, as raw 64-bit integers."""
        groups = groups_of(mechanism.table)
        count = lambda name: np.array([[tally.get(name, 0)] * (len(groups) - 1) + [0]], np.int64)  # noqa: E731
        present = np.array([[people] * (len(groups) - 1) + [0]], np.int64)
        given = {
            s.name: np.asarray([to_fixed(polity.get(s.name, s.absent), s.quantity)], np.int64)
            for s in table.SHARED.values()
        }
        made = self.bound(mechanism, wide=True).settle(
            Polity(given), Tally(count, groups, present, np.array([False])), self.luck_of_places(mechanism, day), day
        )
        return {name: value.q for name, value in made.items()}
