"""Looks on while a run is lived, and counts by window, event and group. Changes nothing, and keeps nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.auditing.windows import Window
from sousveil.contract.columns import GROUPS

Counts = npt.NDArray[np.int64]


@dataclass
class Witness:
    """counts: (replicate, window, event, group) persons times days; last: (replicate, event, group) of the last day."""

    events: tuple[str, ...]
    windows: Sequence[Window]
    replicates: int
    counts: Counts = field(init=False)
    last: Counts = field(init=False)
    _sums: dict[tuple[int, str], Counts] = field(default_factory=dict)
    """(window, key of a word) -> counts so far as the engine has them, which are grouped when a window closes."""

    def __post_init__(self) -> None:
        shape = (self.replicates, len(self.windows), len(self.events), len(GROUPS))
        self.counts, self.last = np.zeros(shape, np.int64), np.zeros((shape[0], *shape[2:]), np.int64)

    def __call__(self, world: Any, day: int, replicate: int) -> None:
        """A day of some replicates, the first of which has this number."""
        bits = world.machine.assembly.bits
        wanted = dict.fromkeys(bits[name][0] for name in self.events)
        for number, window in enumerate(self.windows):
            if window.first <= day <= window.last:
                for key in wanted:
                    kept = self._sums.get((number, key))
                    today = world.counts[key]
                    self._sums[number, key] = today.astype(np.int64) if kept is None else kept + today
            if day == window.last:
                self._close(world, number, replicate)
        if day == max(window.last for window in self.windows):
            for at, name in enumerate(self.events):
                counted = world.counted(name).sum(axis=1)
                self.last[replicate : replicate + len(counted), at] = counted

    def _close(self, world: Any, number: int, replicate: int) -> None:
        """Group what was counted in a window."""
        grouping, places = world.machine.setting.grouping, world.layout.places
        grouped = {key: grouping.by_group(self._sums.pop((of, key)), places)
                   for of, key in list(self._sums) if of == number}  # fmt: skip
        for at, name in enumerate(self.events):
            key, bit = world.machine.assembly.bits[name]
            counted = grouped[key][:, bit].sum(axis=1)
            self.counts[replicate : replicate + len(counted), number, at] = counted

    def of(self, event: str, window: int, group: str) -> Counts:
        """(replicates,) persons times days."""
        return np.asarray(self.counts[:, window, self.events.index(event), GROUP_AT[group]])

    def at_last(self, event: str, group: str) -> Counts:
        """(replicates,) persons on the last day."""
        return np.asarray(self.last[:, self.events.index(event), GROUP_AT[group]])


GROUP_AT = {name: number for number, name in enumerate(GROUPS)}
