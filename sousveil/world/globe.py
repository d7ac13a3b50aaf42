"""Worlds of countries side by side: the tables laid out, the engine begun, quarter after quarter.

A replicate is a place of its own with the same rows. Its luck is that of its number, so the first worlds of many are
those of few, and world 7 has the same luck in every arm.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.places import Place
from sousveil.engine.assemble import Assembly
from sousveil.engine.course import finished
from sousveil.engine.groups import COUNTRIES
from sousveil.engine.layout import BLOCK
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine, Values
from sousveil.engine.panel import PanelRecorder
from sousveil.engine.recorder import Recorder
from sousveil.engine.setting import Friends, Setting, prepare
from sousveil.nations import Nations
from sousveil.nations.columns import columns, webs
from sousveil.records.history import History, Panel
from sousveil.scenario import Scenario
from sousveil.simulate import assembly_of
from sousveil.world.arm import Arm
from sousveil.world.changes import Follower

Integers = npt.NDArray[Any]
MOST_WORLDS = 1 << 16
"""A place is a number of sixteen bits in the counter of luck."""
WORLD = Place("World", "World", "urban")
"""What the replicates have in common, when they are told apart as replicates and not as places."""


def laid_out(known: Nations, arms: Sequence[Arm], seed: int) -> Setting:
    """The worlds of all arms side by side, each with a row for every country."""
    first, worlds = columns(known), sum(arm.worlds for arm in arms)
    if not 0 < worlds <= MOST_WORLDS:
        raise RequestError("so many worlds cannot be lived side by side", where="--replicates", found=f"{worlds:,}",
                           allowed=f"1 to {MOST_WORLDS:,}, of all arms together")  # fmt: skip
    blocks = -(-len(known.codes) // BLOCK)

    def everywhere(column: Integers) -> Integers:
        padded = np.zeros(blocks * BLOCK, column.dtype)
        padded[: len(column)] = column
        return np.tile(padded.reshape(blocks, BLOCK), (worlds, 1))

    places = tuple(
        Place(arm.label(n), arm.name, "urban", luck=arm.first + n) for arm in arms for n in range(arm.worlds)
    )
    block_place = np.repeat(np.arange(worlds, dtype=np.int32), blocks)
    nobody = Friends(np.zeros((0, len(block_place)), np.int32), (), ())
    made = {name: everywhere(column) for name, column in first.items()}
    return prepare(made, places, block_place, nobody, seed, ground=webs(known), grouping=COUNTRIES)


@dataclass
class Globe:
    """Worlds in the making, arm after arm."""

    scenario: Scenario
    known: Nations
    arms: Sequence[Arm]
    given: Collection[str] = ()
    """Columns that are written from outside, between two quarters."""

    def __post_init__(self) -> None:
        self.worlds = sum(arm.worlds for arm in self.arms)
        self.setting = laid_out(self.known, self.arms, self.scenario.seed)
        self.machine = Machine(self._assembly(), self.setting, [self.scenario.seed])
        self.machine.build()
        self.world = World(self.machine, self.values(1))
        self.world.begin()
        self.changes = {patch.day for patch in self.scenario.patches} | {arm.since for arm in self.arms if arm.later}
        self.recorder = Recorder(self.world, self.scenario.days, self.scenario.days)
        self.panel = PanelRecorder(self.world, self.scenario.days, self.known.codes, parts(self.arms), self.given)
        events = self.machine.assembly.event_names
        self.follower = Follower(events, self.worlds, self.panel.members, self.scenario.days)
        self.panel.listeners.append(self.follower.hear)

    def values(self, quarter: int) -> Values:
        """Path of a parameter -> its value in a quarter, by arm where arms differ."""
        in_force = self.scenario.parameters_on(quarter)

        def value(path: str) -> float | Mapping[str, float]:
            by_arm = {key: one for arm in self.arms for key, one in arm.by_place(path, quarter).items()}
            here = in_force[path]
            return {**by_arm, "default": here} if by_arm and not isinstance(here, Mapping) else here

        return value

    def _assembly(self) -> Assembly:
        made, changed = assembly_of(self.scenario), {path for arm in self.arms for path in (*arm.values, *arm.later)}
        known = {f"{m.name}.{p}" for m in made.mechanisms for p in m.parameters}
        for path in sorted(changed - known):
            raise unknown("parameter", path, known)
        return replace(made, by_place=made.by_place | changed)

    def quarter(self, number: int) -> None:
        """Live a quarter of every world; 1 is the first."""
        if number in self.changes:
            self.world.set_parameters(self.values(number))
        self.world.step(number)
        self.recorder.day(number)
        self.panel.close()
        self.follower.close()

    def columns_at(self, *names: str) -> dict[str, Integers]:
        """(worlds, countries) what columns hold now."""
        seats = np.asarray(self.setting.seats)
        return {n: np.asarray(self.world.columns[n]).reshape(-1)[seats].reshape(self.worlds, -1) for n in names}

    def write(self, name: str, stored: Integers) -> None:
        """Put (worlds, countries) stored values into a column that no mechanism owns; where none reads it, nowhere."""
        if name not in self.world.columns:
            return
        seats, column = np.asarray(self.setting.seats), np.asarray(self.world.columns[name]).copy()
        column.reshape(-1)[seats] = stored.reshape(-1)
        self.world.columns[name] = self.setting.devices.put(column)

    def histories(self, seconds: float) -> dict[str, History]:
        """What was recorded of each arm, with its worlds as replicates."""
        whole = finished(self.machine, self.world, self.recorder, None, seconds)
        return {
            arm.name: as_replicates(whole, part, self._followed(part, panel))
            for arm, part, panel in zip(self.arms, parts(self.arms), self.panel.panels(), strict=True)
        }

    def _followed(self, part: slice, panel: Panel) -> Panel:
        """A panel with what became of its countries."""
        kept = self.follower
        return replace(
            panel,
            changed={name: counts[part] for name, counts in kept.changed.items()},
            first={name: quarters[part] for name, quarters in kept.first.items()},
            times={name: counts[part] for name, counts in kept.times.items()},
        )


def parts(arms: Sequence[Arm]) -> list[slice]:
    """Where the worlds of each arm lie among all."""
    ends = np.cumsum([arm.worlds for arm in arms])
    return [slice(int(end) - arm.worlds, int(end)) for arm, end in zip(arms, ends, strict=True)]


def as_replicates(lived: History, part: slice, panel: Panel) -> History:
    """A history of these places as replicates: counts (1, time, event, world, group) as (world, time, event, 1, group).

    The case file is that of the first of all worlds.
    """
    mine = lived.case["person"] < BLOCK
    return replace(
        lived,
        counts=np.moveaxis(lived.counts[0, :, :, part], 2, 0)[:, :, :, None],
        polity={name: np.moveaxis(kept[0, :, part], 1, 0)[:, :, None] for name, kept in lived.polity.items()},
        people=lived.people[:1], places=(WORLD,), panel=panel,
        case={name: entries[mine] for name, entries in lived.case.items()},
    )  # fmt: skip
