"""A stage that notes which names a mechanism uses, set with people of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sousveil.contract import columns as table
from sousveil.contract import events as happenings
from sousveil.contract.column import Shared, stored_range
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.quantity import ONE, Count
from sousveil.contract.views import Events, People, Polity, Tally
from sousveil.testing.stage import GROUND, Stage, groups_of


class NotingStage(Stage):
    """Notes every column or field, event and shared number that is read."""

    def __init__(self, blocks: int = 4, seed: int = 1) -> None:
        super().__init__(blocks, seed)
        self.read: set[str] = set()
        self.heard: set[str] = set()
        self.used: set[str] = set()

    def people(self) -> People:
        """Everybody; what is read is noted."""
        return People(self.stored, self.read.add, GROUND)

    def events(self, given: Mapping[str, Any]) -> Events:
        """What happened; what is heard is noted."""
        still = np.zeros(self.shape, bool)
        return Events(lambda name: given.get(name, still), self.heard.add)

    def polity(self, given: Mapping[str, float]) -> Polity:
        """The shared numbers; what is used is noted."""
        return Polity(super().polity(given)._values, self.used.add)

    def streams(self) -> set[str]:
        """The streams of luck that were drawn from."""
        return set(self.keys)

    def settled(self, mechanism: Mechanism, random: np.random.Generator, nothing: str = "") -> dict[str, Any]:
        """The shared numbers of five places, the last abroad, after a day of anything. nothing: one that is 0."""
        groups, places = groups_of(mechanism.table), 5
        people = random.integers(0, 100_000, (places, len(groups)))
        counts = {name: random.integers(0, people + 1) for name in sorted(happenings.BY_NAME)}

        def count(name: str) -> Any:
            return counts[name]

        given = {s.name: whole(s, places, random, np.int64) * (s.name != nothing) for s in table.SHARED.values()}
        polity = Polity(given, self.used.add)
        tally = Tally(count, groups, people, np.arange(places) == places - 1, self.heard.add)
        return dict(
            self.bound(mechanism, wide=True).settle(polity, tally, self.luck_of_places(mechanism, 3, places), 3)
        )


def whole(shared: Shared, places: int, random: np.random.Generator, dtype: Any) -> Any:
    """Any value a shared number can have, for each place."""
    return random.integers(0, 1000 if shared.quantity is Count else ONE + 1, places).astype(dtype)


def anybody(seed: int = 5) -> NotingStage:
    """People in every state the columns can hold; one slot in sixteen is empty."""
    stage, random = NotingStage(seed=seed), np.random.default_rng(seed)
    for column in table.COLUMNS:
        top = len(column.values) - 1 if column.quantity == "code" else stored_range(column)
        stage.stored[column.name] = random.integers(0, top + 1, stage.shape).astype(column.dtype)
    for name, nearby in table.COUNTED.items():
        stage.stored[name] = random.integers(0, ONE + 1 if nearby.along else 9, stage.shape, dtype=np.int32)
    stage.put(present=True)
    return stage.put(random.random(stage.shape) < 1 / 16, present=False)


def nobody() -> NotingStage:
    """No people: every column at its absent value, every slot empty."""
    stage = NotingStage()
    for column in table.COLUMNS:
        stage.stored[column.name] = np.full(stage.shape, column.absent, column.dtype)
    stage.stored |= {name: np.zeros(stage.shape, np.int32) for name in table.COUNTED}
    return stage.put(present=False)


def anything(stage: Stage, mechanism: Mechanism, seed: int = 6) -> dict[str, Any]:
    """Every event the mechanism hears has befallen a third of the people."""
    random = np.random.default_rng(seed)
    return {name: random.random(stage.shape) < 1 / 3 for name in sorted({*mechanism.hears, *mechanism.emits})}
