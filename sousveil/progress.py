"""What a run says of itself while it goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """How far it is. phase: what is going on, in words; done of total: days of all replicates, or what `unit` says."""

    phase: str
    done: int
    total: int
    unit: str = "days"

    @property
    def share(self) -> float:
        """The part that is done, from 0 to 1."""
        return self.done / self.total if self.total else 0.0
