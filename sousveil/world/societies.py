"""A society of some thousand stylised people in every country, all in one pass: places of one table of people.

The same people live in every country and have the luck of its number, so what tells two societies apart is the policy
that their countries hand them, and luck. Some societies more are watched by nobody: what is told of a society is told
beyond theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.places import Place
from sousveil.engine import groups
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine, Values
from sousveil.engine.setting import Friends, PlacedValue, Setting, prepare
from sousveil.population import PopulationSpec, stylised
from sousveil.population.ties import NEAR, Topology
from sousveil.scenario import Scenario, load
from sousveil.simulate import assembly_of
from sousveil.world.policy import SOCIETY, levers

Floats = npt.NDArray[np.float64]
DAYS = 91
"""A quarter; four of them are a year but for a day."""
UNWATCHED = 8
"""Societies that nobody watches, beside those of each world."""
MEMORY = 8
"""Quarters over which incidents are remembered: few happen among some thousand people."""
STREET = 0.02
"""The share of people in the street on a day that is full unrest for a country."""
FED = ("home_fear", "home_mistrust", "home_unrest", "home_order", "home_blind")


def settled(countries: int, worlds: int, people: int, seed: int) -> Setting:
    """So many stylised people in every country of every world, and in the unwatched societies of each."""
    one = stylised(PopulationSpec(), people, seed)
    each, blocks = countries + UNWATCHED, len(next(iter(one.values())))
    places = tuple(
        Place(f"S{world}-{n}", "Countries" if n < countries else "Unwatched", "urban", luck=world * each + n)
        for world in range(worlds) for n in range(each)
    )  # fmt: skip
    block_place = np.repeat(np.arange(len(places), dtype=np.int32), blocks)
    ties, near = Topology(block_place, places), len(NEAR)
    friends = Friends(ties.partner[:near], ties.masks[:near], ties.thresholds[:near])
    columns = {name: np.tile(column, (len(places), 1)) for name, column in one.items()}
    return prepare(columns, places, block_place, friends, seed)


@dataclass
class Societies:
    """The societies of some worlds, between two quarters. people: in each, in every country."""

    countries: int
    worlds: int
    people: int
    seed: int
    scenario: Scenario = field(default_factory=lambda: load(SOCIETY))

    def __post_init__(self) -> None:
        self.setting = settled(self.countries, self.worlds, self.people, self.seed)
        self.each = self.countries + UNWATCHED
        self.levels = {by: np.zeros(self.worlds * self.each) for by in ("system", "law")}
        made = assembly_of(self.scenario)
        mine = {f"{m.name}.{p}" for m in made.mechanisms for p in m.parameters}
        self.levers = [lever for lever in levers() if lever.path in mine]
        assembly = replace(made, by_place=frozenset(lever.path for lever in self.levers))
        self.machine = Machine(assembly, self.setting, [self.seed])
        self.machine.build()
        self.world = World(self.machine, self._values())
        self.world.begin()
        self.incidents = np.zeros(self.worlds * self.each)
        traits = self.setting.layout.back(np.asarray(self.setting.columns["traits"]))
        self.present = groups.field(traits, "traits", "present")
        self.day = 0

    def _values(self) -> Values:
        by_path = {lever.path: self._by_place(lever) for lever in self.levers}

        def value(path: str) -> PlacedValue:
            if path in by_path:
                return by_path[path]
            here = self.scenario.parameters[path]
            return here if not isinstance(here, dict) else here.get("urban", here.get("default", 0.0))

        return value

    def _by_place(self, lever: Any) -> dict[str, float]:
        levels = self.levels[lever.by]
        known = {level: lever.at(float(level)) for level in np.unique(levels)}
        return {place.label: known[level] for place, level in zip(self.setting.layout.places, levels, strict=True)}

    def hand(self, system: Floats, law: Floats) -> None:
        """The policy of every country from tomorrow: (worlds, countries) how far system and law have come."""
        for by, level in (("system", system), ("law", law)):
            self.levels[by].reshape(self.worlds, self.each)[:, : self.countries] = level
        self.world.set_parameters(self._values())

    def quarter(self) -> dict[str, Floats]:
        """Live a quarter; column of countries -> (worlds, countries) shares, beyond those of unwatched societies."""
        street, happened = np.zeros(len(self.incidents)), np.zeros(len(self.incidents))
        for _ in range(DAYS):
            self.day += 1
            self.world.step(self.day)
            street += self._today("protest")
            happened += self._today("incident")
        self.incidents = self.incidents * (1 - 1 / MEMORY) + happened
        return self._told(street / DAYS / self.setting.people[:, 0])

    def _today(self, event: str) -> Floats:
        counted = self.world.counted(event)
        return np.zeros(len(self.incidents)) if counted is None else np.asarray(counted[0, :, 0], np.float64)

    def _told(self, street: Floats) -> dict[str, Floats]:
        polity = self.world.polity
        blind = np.abs(polity["ruler_support"][0] - polity["true_support"][0]) / 65536
        made = {
            "home_fear": self._beyond(self._mean("fear")),
            "home_mistrust": self._beyond(1 - self._mean("trust")),
            "home_unrest": self._beyond(street / STREET),
            "home_order": self._prevented(),
            "home_blind": self._beyond(blind),
        }
        return {name: np.clip(share, 0, 1) for name, share in made.items()}

    def _mean(self, name: str) -> Floats:
        """(societies,) the mean of a column of 16 bits over the people of each."""
        layout = self.setting.layout
        stored = layout.back(np.asarray(self.world.columns[name]))
        stored = np.where(self.present, stored, 0).sum(axis=1, dtype=np.int64)
        chunks = stored.reshape(len(layout.chunk_place), -1).sum(axis=1)
        total = np.bincount(layout.chunk_place, chunks, len(layout.places))
        return np.asarray(total / self.setting.people[:, 0] / 65536)

    def _beyond(self, share: Floats) -> Floats:
        mine = share.reshape(self.worlds, self.each)
        return np.asarray(mine[:, : self.countries] - mine[:, self.countries :].mean(axis=1, keepdims=True))

    def _prevented(self) -> Floats:
        """(worlds, countries) incidents that did not happen, of those of an unwatched society.

        Less a standard error of their number, since luck would look like order; nothing where nobody watches.
        """
        mine = self.incidents.reshape(self.worlds, self.each)
        usual = mine[:, self.countries :].mean(axis=1, keepdims=True)
        watched = self.levels["system"].reshape(self.worlds, self.each)[:, : self.countries] > 0
        here = mine[:, : self.countries]
        return np.where(watched & (usual > 0), 1 - (here + np.sqrt(here)) / np.maximum(usual, 1), 0)
