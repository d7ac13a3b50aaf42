"""What a run would need, before anything is allocated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from rich.table import Table

from sousveil import simulate
from sousveil.cli.screen import out
from sousveil.engine.devices import bytes_a_device
from sousveil.engine.memory import Estimate
from sousveil.scenario import Scenario

RATES = ((10_000, 1e6), (100_000, 6e6), (1_000_000, 2e7), (10_000_000, 2.8e7))
"""People, and person-days a second of the whole day's rules on two CPU cores; between them by proportion."""
COMPILING = 5.0
"""Seconds to compile the kernels for the first time; they are kept for later runs."""
GIB = 1 << 30


@dataclass(frozen=True)
class Needed:
    """Memory as the engine states it, and time as a rule of thumb."""

    scenario: str
    days: int
    replicates: int
    memory: Estimate
    seconds: float
    devices: int = 1

    @property
    def bytes_a_device(self) -> int:
        """What each device holds, of the peak."""
        return bytes_a_device(self.memory, self.devices)

    def document(self) -> dict[str, Any]:
        """Everything, for a JSON document."""
        return {
            "scenario": self.scenario,
            "days": self.days,
            "replicates": self.replicates,
            **asdict(self.memory),
            "devices": self.devices,
            "bytes_a_device": self.bytes_a_device,
            "seconds": round(self.seconds, 1),
            "seconds_are": "an estimate for two CPU cores",
        }

    def show(self) -> None:
        """Memory by column, then the whole, the time and what fits."""
        screen, memory = out(), self.memory
        made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        made.add_column("column", min_width=18)
        made.add_column("bytes a person", justify="right")
        made.add_column("in all", justify="right")
        for name, size in memory.columns.items():
            made.add_row(name, str(size), _size(size * memory.slots * memory.together))
        made.add_row("work space", str(memory.working), _size(memory.working * memory.slots * memory.together))
        screen.print(f"{self.scenario}: {memory.people:,} people, {self.days:,} days, {self.replicates:,} replicate(s)")
        if memory.together < self.replicates:
            screen.print(f"replicates are run {memory.together:,} at a time; memory is that of those")
        screen.print(made)
        screen.print(f"memory      about {_size(memory.peak)} at the peak, {_size(memory.available)} free")
        if self.devices > 1:
            screen.print(f"devices     {self.devices:,}, with about {_size(self.bytes_a_device)} of it on each")
        screen.print(
            f"time        about {_time(self.seconds)} on two CPU cores, an estimate; the first run compiles, too"
        )
        screen.print(f"fits        at most about {memory.largest:,} people in the memory that is free now")


def estimated(scenario: Scenario, replicates: int, devices: int = 1) -> Needed:
    """What a run of this scenario would need."""
    person_days = scenario.people * scenario.days * replicates
    seconds = COMPILING + person_days / _rate(scenario.people)
    return Needed(scenario.name, scenario.days, replicates, simulate.needs(scenario, replicates), seconds, devices)


def _rate(people: int) -> float:
    if people <= RATES[0][0]:
        return RATES[0][1] * people / RATES[0][0]
    for (low, slow), (high, fast) in pairwise(RATES):
        if people <= high:
            return slow + (fast - slow) * (people - low) / (high - low)
    return RATES[-1][1]


def _size(size: float) -> str:
    return f"{size / GIB:.2f} GiB" if size >= GIB / 10 else f"{size / (1 << 20):.1f} MiB"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
