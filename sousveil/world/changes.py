"""What became of countries since the end of 2020, told in distinct countries; and when something first befell each.

Counts of events cannot tell distinct countries: who drops a system and buys another is counted twice. So each country
of each world is followed while it lives, as bits that nothing reads but this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sousveil.world.calendar import CHECKED, DATE, QUARTERS

Bits = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Bearing:
    """Event -> (worlds, countries). then: what was so at the date; now: what is; since: what befell after the date."""

    then: Mapping[str, Bits]
    now: Mapping[str, Bits]
    since: Mapping[str, Bits]


@dataclass(frozen=True)
class Change:
    """Something that can become of a country after the date. states, events: what it is made of."""

    name: str
    doc: str
    states: tuple[str, ...]
    events: tuple[str, ...]
    of: Callable[[Bearing], Bits]


def _gained(name: str, doc: str, state: str) -> Change:
    return Change(name, doc, (state,), (), lambda b: ~b.then[state] & b.now[state])


def _lost(name: str, doc: str, state: str) -> Change:
    return Change(name, doc, (state,), (), lambda b: b.then[state] & ~b.now[state])


def _befell(name: str, doc: str, event: str) -> Change:
    return Change(name, doc, (), (event,), lambda b: b.since[event])


def _adopts(b: Bearing) -> Bits:
    return ~b.then["runs_system"] & b.since["first_system"]


def _adopts_exporters(b: Bearing) -> Bits:
    return ~b.then["runs_exporters"] & b.since["buys_from_exporter"]


def _falls_silent(b: Bearing) -> Bits:
    spoke = b.then["stands_for"] | b.then["stands_against"]
    return spoke & ~b.now["stands_for"] & ~b.now["stands_against"]


CHANGES: tuple[Change, ...] = (
    Change("adopted", "had no system at the end of 2020 and bought one since", ("runs_system",), ("first_system",),
           _adopts),
    Change("adopted_exporters", "had none from the exporter at the end of 2020 and bought from it since",
           ("runs_exporters",), ("buys_from_exporter",), _adopts_exporters),
    _befell("dropped_one", "dropped a system since the end of 2020", "drops_system"),
    _gained("copied_law", "copied a law on data or speech since the end of 2020", "has_copied"),
    _gained("turned_to_support", "support the exporter and did not at the end of 2020", "stands_for"),
    _gained("turned_to_criticism", "oppose it and did not at the end of 2020", "stands_against"),
    Change("fell_silent", "say nothing and did say something at the end of 2020", ("stands_for", "stands_against"), (),
           _falls_silent),
    _befell("opened", "opened by a step since the end of 2020, whatever came after", "opens"),
    _befell("closed", "closed by a step since the end of 2020, whatever came after", "closes"),
    _gained("crossed_to_open", "have an openness of a half or more and had less at the end of 2020", "is_open"),
    _lost("crossed_to_closed", "have an openness below a half and had a half or more at the end of 2020", "is_open"),
    _gained("won_over_since", "think better of the closed model and did not at the end of 2020", "leans_closed"),
    _lost("won_back_since", "no longer think better of the closed model and did at the end of 2020", "leans_closed"),
)  # fmt: skip
FIRSTS = ("first_system", "buys_from_exporter", "seminar", "copies_law")
"""Events of which it is kept when they first befell each country, as far as there is a record."""
TIMES = ("signs_support", "signs_criticism")
"""Events of which it is kept how often they befell each country up to the date."""


class Follower:
    """Follows every country of every world, quarter by quarter; hears events, draws nothing, writes nothing."""

    def __init__(self, emitted: tuple[str, ...], worlds: int, members: Bits, quarters: int) -> None:
        """emitted: events of the scenario. members: (countries, groups)."""
        shape, known = (worlds, len(members)), set(emitted)
        self.members = members.astype(np.float32)
        self.changes = tuple(one for one in CHANGES if known.issuperset((*one.states, *one.events)))
        self.wanted = {name for one in self.changes for name in one.states}
        self.since = {name: np.zeros(shape, np.bool_) for one in self.changes for name in one.events}
        self.first = {name: np.zeros(shape, np.int16) for name in FIRSTS if name in known}
        self.times = {name: np.zeros(shape, np.int16) for name in TIMES if name in known}
        years = (worlds, quarters // QUARTERS, members.shape[1])
        self.changed = {one.name: np.zeros(years, np.int16) for one in self.changes}
        self.then: dict[str, Bits] = {}
        self.now: dict[str, Bits] = {}
        self.quarter = 0

    def hear(self, names: tuple[str, ...], found: Bits) -> None:
        """Be told what befell whom."""
        kept = {*self.wanted, *self.since, *self.first, *self.times}
        self.now |= {name: bits for name, bits in zip(names, found, strict=True) if name in kept}

    def close(self) -> None:
        """The end of a quarter."""
        self.quarter += 1
        if self.quarter <= CHECKED:
            for name, first in self.first.items():
                first[self.now[name] & (first == 0)] = self.quarter
        if self.quarter <= DATE:
            for name, times in self.times.items():
                times += self.now[name]
        if self.quarter == DATE:
            self.then = {name: self.now[name].copy() for name in self.wanted}
        if self.quarter > DATE:
            for name, bits in self.since.items():
                bits |= self.now[name]
            if self.quarter % QUARTERS == 0:
                self._count(self.quarter // QUARTERS - 1)
        self.now = {}

    def _count(self, year: int) -> None:
        """So many countries of each group, in each world, at the end of a year."""
        bearing = Bearing(self.then, self.now, self.since)
        for one in self.changes:
            self.changed[one.name][:, year] = np.rint(one.of(bearing) @ self.members)
