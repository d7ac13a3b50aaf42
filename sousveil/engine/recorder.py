"""Keeps what is worth keeping of each day: counts, shared numbers, snapshots, the case file. Never writes state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract import events as table
from sousveil.contract.columns import SHARED
from sousveil.contract.storage import natural
from sousveil.engine.loop import World
from sousveil.engine.sizes import MOST_BINS, bins
from sousveil.engine.snapshots import by_group, histograms, pictured
from sousveil.engine.struck import struck
from sousveil.records.history import BINS

Integers = npt.NDArray[Any]
SNAPSHOTS = 12
EVERYBODY = 0  # the first mask of every grouping
CASES_AT_MOST = 20_000_000
"""Entries of the case file. When a day's entries of a kind no longer fit, it ends, and the rest are only numbered."""


def snapshot_days(days: int, pictures: int = SNAPSHOTS) -> tuple[int, ...]:
    """Days on which columns are pictured: the start and about so many more, the last day among them."""
    return tuple(sorted({round(i * days / pictures) for i in range(pictures + 1)}))


class Recorder:
    """Fills the arrays of a History while the days go by."""

    def __init__(
        self, world: World, days: int, most_bins: int = MOST_BINS, pictures: int = SNAPSHOTS
    ) -> None:  # fmt: skip
        self.world = world
        assembly = world.machine.assembly
        self.grouping = world.machine.setting.grouping
        groups = len(self.grouping.names)
        replicates, places = len(world.machine.seeds), len(world.layout.places)
        self.events, self.time = assembly.event_names, bins(days, replicates, most_bins)
        self.index = {name: i for i, name in enumerate(self.events)}
        self.counts = np.zeros((replicates, len(self.time), len(self.events), places, groups), np.int32)
        settled = {name for m in assembly.mechanisms for name in m.settles}
        self.polity = {name: np.zeros((replicates, len(self.time), places)) for name in SHARED if name in settled}
        self.snapshots = snapshot_days(days, pictures)
        self.pictures: dict[str, Integers] = {
            name: np.zeros((replicates, len(self.snapshots), groups, BINS), np.int64)
            for name in pictured(world.columns)
        }
        self.cases: list[tuple[Integers, int, int]] = []
        self.cases_left_out = 0
        self.cases_kept = 0
        self.bin = 0
        self.sums: dict[str, Integers] = {}
        self._waiting: tuple[int, Mapping[str, Integers], Mapping[str, Any], dict[str, Integers]] | None = None

    def picture(self, day: int) -> None:
        """Histograms of the columns, if today is one of the days."""
        if day not in self.snapshots or not self.pictures:
            return
        at, many, devices = self.snapshots.index(day), self.world.machine.many, self.world.devices
        names = (*self.pictures, "traits", "age")
        at_once = self.world.machine.pictures(tuple(self.pictures))
        if at_once is not None:
            columns = tuple(self.world.columns[name] for name in names)
            made = at_once(columns, self.world.machine.setting.ranges.place)
            for picture, counted in zip(self.pictures.values(), made, strict=True):
                for r, cells in enumerate(np.asarray(counted).reshape(len(picture), -1)):
                    picture[r, at] = by_group(cells)
            return
        for parts in zip(*(devices.mine(self.world.columns[name], int(many)) for name in names), strict=True):
            stored = {name: np.asarray(part) for name, (_, part) in zip(names, parts, strict=True)}
            for r in range(self.counts.shape[0]):
                one = {name: column[r] for name, column in stored.items()} if many else stored
                for name, made in histograms(self.pictures, one).items():
                    self.pictures[name][r, at] += made
        for picture in self.pictures.values():
            picture[:, at] = devices.added(picture[:, at])

    def day(self, day: int) -> None:
        """Add the day that has just been lived: now or while the next one is lived, but before anything is read."""
        self.catch_up()
        self._waiting = (day, self.world.counts, self.world.rows, dict(self.world.polity))
        self.world.meanwhile = self.catch_up
        self.picture(day)

    def catch_up(self) -> None:
        """Add the day that waits."""
        if self._waiting is None:
            return
        (day, counts, rows, polity), self._waiting = self._waiting, None
        for key, counted in counts.items():
            kept = self.sums.get(key)
            self.sums[key] = counted.astype(np.int64) if kept is None else kept + counted
        self._file_cases(day, counts, rows)
        if day == self.time[self.bin]:
            self._close_bin()
            for name, kept in self.polity.items():
                kept[:, self.bin] = natural(SHARED[name], polity[name])
            self.bin += 1

    def _close_bin(self) -> None:
        for word in self.world.machine.assembly.words:
            first = self.index[word.events[0].name]  # the events of a word follow one another
            groups = self.grouping.by_group(self.sums[word.key], self.world.layout.places)
            self.counts[:, self.bin, first : first + len(word.events)] = groups
        self.sums.clear()

    def _file_cases(self, day: int, counts: Mapping[str, Integers], of_today: Mapping[str, Any]) -> None:
        for name, rows in of_today.items():
            if not table.BY_NAME[name].case:
                continue
            key, bit = self.world.machine.assembly.bits[name]
            entries = int(counts[key][0, :, bit, EVERYBODY].sum())  # known without looking for them
            if self.cases_left_out or self.cases_kept + entries > CASES_AT_MOST:
                self.cases_left_out += entries  # cut off for good: later entries must not look complete
            elif entries:
                self.cases += [(people, day, self.index[name]) for people in self._people(rows, entries)]
                self.cases_kept += entries

    def _people(self, rows: Any, entries: int) -> Iterator[Integers]:
        """Person numbers of the bits set in a packed row of the first replicate, of the tiles this process holds."""
        many = self.world.machine.many
        for tiles, words in self.world.devices.mine(rows, int(many)):
            tile, lane, word = struck(words[0] if many else words, entries)
            yield self.world.layout.person(tile + tiles.start, lane, word)

    def case_file(self) -> dict[str, Integers]:
        """person, day, kind of every case event of the first replicate, by day and person."""
        none = np.zeros(0, np.int64)
        person = np.concatenate([none, *(people for people, _, _ in self.cases)])
        day = np.concatenate(
            [none.astype(np.int32), *(np.full(len(who), when, np.int32) for who, when, _ in self.cases)]
        )
        kind = np.concatenate(
            [none.astype(np.int16), *(np.full(len(who), what, np.int16) for who, _, what in self.cases)]
        )
        person, day, kind = map(self.world.devices.joined, (person, day, kind))
        order = np.lexsort((kind, person, day))
        return {"person": person[order], "day": day[order], "kind": kind[order]}
