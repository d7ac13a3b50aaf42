"""When a checkpoint is due: every so many days, or as often as its measured cost allows."""

from __future__ import annotations

import time

SHARE = 0.04
"""Of the time of a run that goes into checkpoints, where nobody asked for more: below 5 % with room for a slow one."""
SECONDS_BETWEEN = 10.0
"""Work that is not worth saving."""
BYTES_A_SECOND, SECONDS_EACH = 100e6, 0.3
"""What the first checkpoint is taken to cost before one was measured: a slow disk."""


class Pace:
    """Says after each day whether a checkpoint is due. every: days between two, 0 for none, None: by measured cost."""

    def __init__(self, every: int | None, stored_bytes: int) -> None:
        self.every, self.spent = every, 0.0
        self._cost = SECONDS_EACH + stored_bytes / BYTES_A_SECOND
        self._started = self._written = time.perf_counter()

    def due(self, day: int) -> bool:
        """Whether to write one after this day."""
        if self.every is not None:
            return self.every > 0 and day % self.every == 0
        now = time.perf_counter()
        affordable = self.spent + self._cost <= SHARE * (now - self._started)
        return affordable and now - self._written >= SECONDS_BETWEEN

    def wrote(self, seconds: float) -> None:
        """One was written and took so long: the next is expected to."""
        self.spent += seconds
        self._cost, self._written = seconds, time.perf_counter()
