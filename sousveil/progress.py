"""What a run says of itself while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

STEPS = 10
"""Plain lines that a phase is cut into, at most."""


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


class Lines:
    """A line for each new phase, and for each tenth of it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._phase, self._step = say, "", 0

    def __call__(self, stage: Stage) -> None:
        """Say it if there is something new to say."""
        step = stage.done * STEPS // max(stage.total, 1)
        if stage.phase != self._phase:
            self._say(stage.phase)
        elif step > self._step:
            self._say(f"{stage.phase} {stage.share:.0%}: {stage.done:,} of {stage.total:,} {stage.unit}")
        self._phase, self._step = stage.phase, step
