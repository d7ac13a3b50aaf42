"""What a run would need, before anything is allocated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

from sousveil.cli.screen import out
from sousveil.engine.devices import bytes_a_device
from sousveil.engine.memory import Estimate
from sousveil.needs import needs, seconds_of
from sousveil.scenario import Scenario

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
    memory, seconds = needs(scenario, replicates), seconds_of(scenario, replicates)
    return Needed(scenario.name, scenario.days, replicates, memory, seconds, devices)


def _size(size: float) -> str:
    return f"{size / GIB:.2f} GiB" if size >= GIB / 10 else f"{size / (1 << 20):.1f} MiB"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
