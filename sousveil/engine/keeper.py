"""Keeps a run's checkpoints while it goes on, and knows which it begins from."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from sousveil.engine import checkpoint
from sousveil.engine.loop import World
from sousveil.engine.pace import Pace
from sousveil.engine.recorder import Recorder
from sousveil.records.checkpoints import Shelf
from sousveil.records.hashed import Hashed


@dataclass
class Keeper:
    """Writes checkpoints to a shelf at a pace. saved: batch -> the checkpoint it begins from, if there is one.

    more: whether something follows after the last batch, so that what was recorded of it is worth keeping as well.
    """

    shelf: Shelf
    pace: Pace
    saved: Mapping[int, Hashed] = field(default_factory=dict)
    more: bool = False

    def day(self, batch: int, world: World, recorder: Recorder, day: int, seconds: float) -> None:
        """Keep this day, if it is due. seconds: how long the batch has been living."""
        if not self.pace.due(day):
            return
        started = time.perf_counter()
        sheets = chain(checkpoint.state(world), checkpoint.recorded(recorder))
        self.shelf.keep_day(batch, day, sheets, {"simulate_s": seconds, **checkpoint.said(recorder)})
        self.pace.wrote(time.perf_counter() - started)

    def batch(self, batch: int, recorder: Recorder, state_hash: str, seconds: float) -> None:
        """Keep what was recorded of a batch that is done."""
        said = {"simulate_s": seconds, "state_hash": state_hash, **checkpoint.said(recorder)}
        self.shelf.keep_batch(batch, checkpoint.recorded(recorder), said)
