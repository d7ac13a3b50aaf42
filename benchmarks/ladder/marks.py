"""Marks of a day: a short hash of all that is left of it, in the order of the day; so a first difference has a name.

A column has one owner and is written in one phase, so its mark at the end of the day is that of the phase's update.
Events are marked by their tallies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sousveil.contract.phases import Phase
from sousveil.engine.groups import field
from sousveil.engine.loop import World

DIGITS = 10


def day_marks(world: World) -> dict[str, str]:
    """ "PHASE step: name" -> hash over the people present, or over places, in the order of the phases."""
    present = field(np.asarray(world.columns["traits"]), "traits", "present")
    assembly, made = world.machine.assembly, {}
    for phase in Phase:
        mine = [word.key for word in assembly.words if word.phase is phase]
        for key in (key for key in mine if key in world.counts):
            made[f"{phase.name} tally: {key}"] = _mark(world.counts[key].astype(np.int64))
        owned = sorted({name for m in assembly.of(phase) for name in m.owns} & world.columns.keys())
        for name in owned:
            made[f"{phase.name} update: {name}"] = _mark(np.asarray(world.columns[name])[present])
        for name in sorted({name for m in assembly.of(phase) for name in m.settles}):
            made[f"{phase.name} settle: {name}"] = _mark(world.polity[name].astype(np.int64))
    return made


def _mark(array: Any) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:DIGITS]


def first_difference(days: Sequence[Mapping[str, str]], expected: Sequence[Mapping[str, str]]) -> str | None:
    """The first day and name whose marks differ; None where all that both have are equal."""
    for day, (here, there) in enumerate(zip(days, expected, strict=False), 1):
        for name, mark in there.items():
            if name in here and here[name] != mark:
                return f"day {day}, {name}"
    return None
