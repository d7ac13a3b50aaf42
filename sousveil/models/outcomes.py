"""What a model learns from: the file as it was when somebody was decided on, and what was then recorded of them.

Of people it never decided on it learns nothing, and what it did not record did not happen: labels are selective, as
they are for every bank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.draws import stream_words, threefry2x32

STREAM = "model.retraining"
ROOM = 4
"""Rows are thinned out when there are this many times more than are wanted."""

COMMON = ("person", "rank", "label")

Integers = npt.NDArray[Any]


@dataclass(frozen=True)
class Schooling:
    """When a model is fitted anew, and on what. window, within: days; most: rows."""

    every: int
    outcome: str
    among: str
    window: int
    within: int
    most: int


@dataclass(frozen=True)
class Parcel:
    """The decisions of a day. rank: (rows,) luck of 64 bits, lowest first where not all can be kept."""

    person: Integers
    rank: Integers
    label: Integers
    stored: Mapping[str, Integers]

    def take(self, rows: Integers) -> Parcel:
        """Some of its rows."""
        stored = {name: column[rows] for name, column in self.stored.items()}
        return Parcel(self.person[rows], self.rank[rows], self.label[rows], stored)

    def lowest(self, most: int) -> Parcel:
        """At most so many of its rows, those with the lowest luck, in the order they had."""
        if len(self.rank) <= most:
            return self
        return self.take(np.sort(np.lexsort((self.person, self.rank))[:most]))


@dataclass
class Outcomes:
    """Decisions within the window, by day; and the rows of the last fit, by which it can be made again."""

    schooling: Schooling
    seed: int
    parcels: dict[int, Parcel] = field(default_factory=dict)
    last: Parcel | None = None
    last_day: int = 0

    def night(self, day: int, decided: Integers, turned_out: Integers, stored: Mapping[str, Integers]) -> None:
        """Add a day. decided, turned_out: persons; stored: columns of those decided on, as they were that morning."""
        label = np.zeros(len(decided), np.uint8)
        whole = Parcel(decided, ranks(self.seed, decided, day), label, stored)
        self.parcels[day] = whole.lowest(self.schooling.most)
        for then, parcel in self.parcels.items():
            if then > day - self.schooling.within:
                parcel.label[np.isin(parcel.person, turned_out)] = 1
        self.parcels = {then: one for then, one in self.parcels.items() if then > day - self.schooling.window}
        if sum(len(one.rank) for one in self.parcels.values()) > ROOM * self.schooling.most:
            self._thin_out(day)

    def _thin_out(self, day: int) -> None:
        """Let rows go that no later window can choose: as many of lower luck are younger and will be in it, too."""
        lowest = np.zeros(0, np.uint64)
        for then in sorted((then for then in self.parcels if self._is_known(then, day)), reverse=True):
            parcel = self.parcels[then]
            lowest = np.sort(np.concatenate([lowest, parcel.rank]))[: self.schooling.most]
            self.parcels[then] = parcel.take(np.flatnonzero(parcel.rank <= lowest[-1])) if len(lowest) else parcel

    def _is_known(self, then: int, day: int) -> bool:
        """Whether the outcome of decisions of a day would have shown."""
        return then <= day - self.schooling.within + 1

    def lesson(self, day: int) -> Parcel | None:
        """The rows to be fitted on: those whose outcome is known, at most so many, by luck alone, oldest first.

        None where they do not hold both outcomes.
        """
        known = [self.parcels[then] for then in sorted(self.parcels) if self._is_known(then, day)]
        if not known:
            return None
        made = together(known).lowest(self.schooling.most)
        return made if 0 < int(made.label.sum()) < len(made.label) else None

    def learnt(self, lesson: Parcel, day: int) -> None:
        """Remember what the model was fitted to."""
        self.last, self.last_day = lesson, day

    def arrays(self) -> dict[str, Integers]:
        """Everything that is still learnt from, as arrays of the same length."""
        return _arrays(self.parcels)

    def last_arrays(self) -> dict[str, Integers]:
        """The same of the last fit."""
        return _arrays({} if self.last is None else {self.last_day: self.last})


STORED = "stored."


def _arrays(parcels: Mapping[int, Parcel]) -> dict[str, Integers]:
    if not parcels:
        return {}
    whole = together(list(parcels.values()))
    days = np.concatenate([np.full(len(one.rank), day, np.int32) for day, one in parcels.items()])
    return {"day": days, "person": whole.person, "rank": whole.rank, "label": whole.label,
            **{STORED + name: column for name, column in whole.stored.items()}}  # fmt: skip


def from_arrays(arrays: Mapping[str, Integers]) -> dict[int, Parcel]:
    """The parcels by day that arrays were made from; those without rows are not missed."""
    if not arrays:
        return {}
    stored = {name.removeprefix(STORED): column for name, column in arrays.items() if name.startswith(STORED)}
    whole = Parcel(arrays["person"], arrays["rank"], arrays["label"], stored)
    return {int(day): whole.take(np.flatnonzero(arrays["day"] == day)) for day in np.unique(arrays["day"])}


def together(parcels: list[Parcel]) -> Parcel:
    """Parcels one after another; at least one."""
    stored = {name: np.concatenate([one.stored[name] for one in parcels]) for name in parcels[0].stored}
    person, rank, label = (np.concatenate([getattr(one, name) for one in parcels]) for name in COMMON)
    return Parcel(person, rank, label, stored)


def ranks(seed: int, person: Integers, day: int) -> Integers:
    """(rows,) 64 bits of luck by seed, person and day."""
    low, high = (np.asarray([word], np.uint32) for word in stream_words(STREAM))
    halves = (np.asarray([part & 0xFFFFFFFF], np.uint32) for part in (seed, seed >> 32))
    key = threefry2x32(tuple(halves), (low, high))  # type: ignore[arg-type]
    first, second = threefry2x32(key, (person.astype(np.uint32), np.full(len(person), day, np.uint32)))
    return np.asarray(first.astype(np.uint64) << np.uint64(32) | second)
