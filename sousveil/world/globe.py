"""Worlds of countries side by side: the tables laid out, the engine begun, quarter after quarter.

A replicate is a place of its own with the same rows. Its luck is that of its place, so the first worlds of many are
those of few, and what one learns of a country in world 7 is the same whatever else is run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.places import Place
from sousveil.engine.assemble import Assembly, assemble
from sousveil.engine.course import finished
from sousveil.engine.groups import COUNTRIES
from sousveil.engine.layout import BLOCK
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine, Values
from sousveil.engine.panel import PanelRecorder
from sousveil.engine.recorder import Recorder
from sousveil.engine.setting import Friends, Setting, prepare
from sousveil.nations import Nations, load
from sousveil.nations.columns import columns, webs
from sousveil.records.history import History
from sousveil.scenario import Scenario
from sousveil.scenario.resolve import SHIPPED
from sousveil.simulate import assembly_of

Integers = npt.NDArray[Any]
MOST_WORLDS = 1 << 16
"""A place is a number of sixteen bits in the counter of luck."""
WORLD = Place("World", "World", "urban")
"""What the replicates have in common, when they are told apart as replicates and not as places."""


def nations_of(scenario: Scenario) -> Nations:
    """The countries that a scenario is about; raises RequestError for tables that are wrong."""
    folder = scenario.population.countries
    return load(None if folder in (None, SHIPPED) else Path(str(folder)))


def world_label(number: int) -> str:
    """The label of the place in which a replicate lies, from 1 on."""
    return f"World-{number}"


def laid_out(known: Nations, worlds: int, seed: int) -> Setting:
    """As many worlds side by side, each with a block row for every country."""
    first = columns(known)
    blocks = -(-len(known.codes) // BLOCK)

    def everywhere(column: Integers) -> Integers:
        padded = np.zeros(blocks * BLOCK, column.dtype)
        padded[: len(column)] = column
        return np.tile(padded.reshape(blocks, BLOCK), (worlds, 1))

    places = tuple(Place(world_label(n + 1), "World", "urban") for n in range(worlds))
    block_place = np.repeat(np.arange(worlds, dtype=np.int32), blocks)
    nobody = Friends(np.zeros((0, len(block_place)), np.int32), (), ())
    made = {name: everywhere(column) for name, column in first.items()}
    return prepare(made, places, block_place, nobody, seed, ground=webs(known), grouping=COUNTRIES)


@dataclass
class Globe:
    """Worlds in the making. between: called after every quarter but the last, may write columns for the next."""

    scenario: Scenario
    known: Nations
    worlds: int
    values: Callable[[int], Values] | None = None
    """Quarter -> path of a parameter -> its value, or values by world; the scenario's own without it."""

    def __post_init__(self) -> None:
        values = self.values or (lambda quarter: self.scenario.parameters_on(quarter).__getitem__)
        self.setting = laid_out(self.known, self.worlds, self.scenario.seed)
        self.machine = Machine(self._assembly(values(1)), self.setting, [self.scenario.seed])
        self.machine.build()
        self.world = World(self.machine, values(1))
        self.world.begin()
        self.changes = {patch.day for patch in self.scenario.patches}
        self.in_force = values
        self.recorder = Recorder(self.world, self.scenario.days, self.scenario.days)
        self.panel = PanelRecorder(self.world, self.scenario.days, self.known.codes)

    def _assembly(self, values: Values) -> Assembly:
        made = assembly_of(self.scenario)
        paths = [f"{m.name}.{p}" for m in made.mechanisms for p in m.parameters]
        placed = {path for path in paths if isinstance(values(path), Mapping)}
        return assemble(made.mechanisms, omniscient=self.scenario.omniscient, by_place=placed)

    def quarter(self, number: int) -> None:
        """Live a quarter of every world; 1 is the first."""
        if number in self.changes:
            self.world.set_parameters(self.in_force(number))
        self.world.step(number)
        self.recorder.day(number)
        self.panel.close()

    def columns_at(self, *names: str) -> dict[str, Integers]:
        """(worlds, countries) what columns hold now."""
        seats = np.asarray(self.setting.seats)
        return {n: np.asarray(self.world.columns[n]).reshape(-1)[seats].reshape(self.worlds, -1) for n in names}

    def write(self, name: str, stored: Integers) -> None:
        """Put (worlds, countries) stored values into a column that no mechanism owns."""
        seats, column = np.asarray(self.setting.seats), np.asarray(self.world.columns[name]).copy()
        column.reshape(-1)[seats] = stored.reshape(-1)
        self.world.columns[name] = self.setting.devices.put(column)

    def history(self, seconds: float) -> History:
        """What was recorded, with the worlds as replicates of one."""
        return as_replicates(finished(self.machine, self.world, self.recorder, None, seconds), self.panel)


def as_replicates(lived: History, panel: PanelRecorder) -> History:
    """A history whose places are replicates: counts (1, time, event, world, group) as (world, time, event, 1, group)."""
    return replace(
        lived,
        counts=np.moveaxis(lived.counts, 3, 0)[:, 0][:, :, :, None, :],
        polity={name: np.moveaxis(kept, 2, 0)[:, 0][:, :, None] for name, kept in lived.polity.items()},
        people=lived.people[:1], places=(WORLD,), case=_first_world(lived), panel=panel.panel(),
    )  # fmt: skip


def _first_world(lived: History) -> dict[str, Integers]:
    """The case file of the first world, a row a country."""
    mine = lived.case["person"] < BLOCK
    return {name: entries[mine] for name, entries in lived.case.items()}
