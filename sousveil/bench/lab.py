"""python -m sousveil.bench.lab JOB: the chilling model in the lab, under the same stopwatch as everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
import numpy as np

import sousveil
from sousveil.bench import chilling
from sousveil.bench.peers.stopwatch import AGE_BANDS, Job, main, processors, sums_of
from sousveil.contract.columns import AGE_BANDS as BANDS
from sousveil.contract.columns import GROUPS
from sousveil.engine.groups import PEOPLE, field
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.engine.memory import keep_pages

HEARD = ("all", "female", "minority", *BANDS[:AGE_BANDS])


class Lab:
    """The ordinary engine: a machine of compiled kernels, and a world that steps through the days."""

    def __init__(self, job: Job) -> None:
        keep_pages()
        self.job, made = job, chilling.assembly()
        self.setting = chilling.setting(job.age, job.female, job.minority, job.opinion, job.seed)
        self.machine, self.values = Machine(made, self.setting, [job.seed]), chilling.parameters(made)
        self.machine.build()
        self.reset()

    def reset(self) -> None:
        """Set everybody back to the start."""
        self.world = World(self.machine, self.values.__getitem__)
        self.world.begin()
        jax.block_until_ready(self.world.columns)
        self.counts: list[Mapping[str, Any]] = []

    def live(self) -> None:
        """Live all days."""
        for day in range(1, self.job.days + 1):
            self.world.step(day)
            self.counts.append(self.world.counts)
        jax.block_until_ready(self.world.columns)

    def observed(self) -> tuple[Any, dict[str, int]]:
        """Counts by day, event and group, and sums."""
        return np.stack([self._of_day(counts) for counts in self.counts]), self._sums()

    def _of_day(self, counts: Mapping[str, Any]) -> Any:
        names, bits = list(GROUPS), self.machine.assembly.bits
        groups = {key: PEOPLE.by_group(words, self.setting.layout.places)[0, :, 0] for key, words in counts.items()}
        rows = [groups[key][bit] for key, bit in (bits[event] for event in chilling.OBSERVED)]
        return np.stack(rows)[:, [names.index(group) for group in HEARD]]

    def _sums(self) -> dict[str, int]:
        stored = {name: np.asarray(column) for name, column in self.world.columns.items()}
        here = field(stored["traits"], "traits", "present")
        return sums_of(*(stored[name][here] for name in ("score", "fear", "trust")))


if __name__ == "__main__":
    about = {"engine": "sousveil", "version": sousveil.__version__, "threads": processors()}
    main(Lab, {**about, "jax": jax.__version__})
