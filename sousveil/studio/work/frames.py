"""Frames of reduced numbers: how often some events befell the people of each place, and what all there share."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import GROUPS, SHARED
from sousveil.contract.storage import natural
from sousveil.engine.groups import MASKS
from sousveil.engine.loop import World
from sousveil.measures.by_place import FEW

SECONDS_BETWEEN = 0.04
"""Of two frames: 25 a second are more than an eye needs. Days in between are added up, none is lost."""
EVERYBODY, AT_HOME, ABROAD = MASKS.index("total"), list(GROUPS).index("all"), list(GROUPS).index("abroad")


class Listener(Protocol):
    """Whom frames are told to: the studio's line, or whoever else draws them. told: how many `days` the run has."""

    told: dict[str, Any]

    @property
    def behind(self) -> bool:
        """Whether it has not dealt with the last one yet."""

    def say(self, kind: str, **content: Any) -> None:
        """A "scene", and then each "frame" of it."""


class Frames:
    """Looks at a world after every day. events, shared: what is shown, as far as the scenario has it."""

    def __init__(self, line: Listener, events: Sequence[str], shared: Sequence[str]) -> None:
        self._line, self._asked = line, (events, shared)
        self._replicate, self._first_day = -1, 1
        self._sums: dict[str, npt.NDArray[np.int64]] = {}
        self._words: dict[str, list[int]] = {}
        self._events: list[str] = []
        self._shared: list[str] = []
        self._sent = 0.0

    def __call__(self, world: World, day: int, replicate: int) -> None:
        """After a day: add it up, and send a frame where one is due and the last has gone out."""
        if replicate != self._replicate:
            self._begin(world, replicate, day)
        for key, bits in self._words.items():
            self._sums[key] += world.counts[key][0, :, bits, EVERYBODY]
        now = time.perf_counter()
        last = day == self._days
        if last or (now - self._sent >= SECONDS_BETWEEN and not self._line.behind):
            self._send(world, day)
            self._sent = now

    @property
    def _days(self) -> int:
        return int(self._line.told["days"])

    def _begin(self, world: World, replicate: int, day: int) -> None:
        self._replicate, self._first_day = replicate, day
        assembly = world.machine.assembly
        self._events = [name for name in self._asked[0] if name in assembly.bits]
        settled = {name for one in assembly.mechanisms for name in one.settles}
        self._shared = [name for name in self._asked[1] if name in settled]
        self._words = {}
        for name in self._events:
            key, bit = assembly.bits[name]
            self._words.setdefault(key, []).append(bit)
        places = world.layout.places
        self._sums = {key: np.zeros((len(bits), len(places)), np.int64) for key, bits in self._words.items()}
        people = world.machine.setting.people
        self._line.say(
            "scene", replicate=replicate + 1, few=FEW, events=self._events, shared=self._shared,
            places=[
                {"label": place.label, "region": place.region, "kind": place.kind,
                 "people": int(people[at, ABROAD if place.kind == "abroad" else AT_HOME])}
                for at, place in enumerate(places)
            ],
        )  # fmt: skip

    def _send(self, world: World, day: int) -> None:
        at = {key: iter(sums.tolist()) for key, sums in self._sums.items()}
        bits = world.machine.assembly.bits
        counts = {name: next(at[bits[name][0]]) for name in self._events}
        shared: dict[str, Any] = {
            name: natural(SHARED[name], world.polity[name][0]).round(6).tolist() for name in self._shared
        }
        self._line.say("frame", day=day, days=day - self._first_day + 1, counts=counts, shared=shared)
        for sums in self._sums.values():
            sums[:] = 0
        self._first_day = day + 1
