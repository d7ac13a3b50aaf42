"""The chilling model in NumPy: whole columns, one expression after the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from stopwatch import CELLS, EVENTS, HOUSEHOLD, Job, by_group, main, sums_of


def times(a: Any, b: Any) -> Any:
    """The product of two shares in 65536ths."""
    return (a * (b >> 1)) >> 15


def drift(own: Any, home: Any, pull: int) -> Any:
    """A step from a share towards another, rounded to the nearest 65536th."""
    half = (pull + 1) >> 1
    return (own * (32768 - half) + home * half + 16384) >> 15


def threefry(key: list[int], number: Any, day: int) -> tuple[Any, Any]:
    """Two words for every number under a key: Threefry-2x32-20."""
    keys = [np.uint32(key[0]), np.uint32(key[1]), np.uint32(key[0] ^ key[1] ^ 0x1BD11BDA)]
    x, y = number + keys[0], np.full_like(number, day << 16) + keys[1]
    for group in range(5):
        for turn in ((13, 15, 26, 6), (17, 29, 16, 24))[group % 2]:
            x += y
            y = ((y << turn) | (y >> (32 - turn))) ^ x
        x += keys[(group + 1) % 3]
        y += keys[(group + 2) % 3] + np.uint32(group + 1)
    return x, y


class Columns:
    """A column a fact."""

    def __init__(self, job: Job) -> None:
        self.job, self.cells = job, job.cells()
        self.parameters = {name: np.uint32(value) for name, value in job.parameters.items()}
        self.reset()

    def reset(self) -> None:
        """Set everybody back to the start."""
        self.random = np.random.default_rng(self.job.seed)
        self.fear = np.zeros(self.job.people, np.uint32)
        self.score = np.full(self.job.people, self.job.parameters["top"], np.int32)
        self.opinion = self.job.opinion.astype(np.uint32)
        self.counts: list[Any] = []

    def words(self, day: int) -> Any:
        """(4, people) words of 32 random bits."""
        if self.job.threefry:
            number = np.arange(self.job.people, dtype=np.uint32)
            return np.concatenate([np.stack(threefry(key, number, day)) for key in self.job.keys])
        return self.random.integers(0, 1 << 32, (4, self.job.people), dtype=np.uint32)

    def live(self) -> None:
        """Live all days."""
        for day in range(1, self.job.days + 1):
            self.counts.append([self.tally(befallen) for befallen in self.step(self.words(day))])

    def step(self, words: Any) -> tuple[Any, ...]:
        """One day; gives the masks of the events."""
        p = self.parameters
        posts = (words[0] >> 16) < times(p["post"], 65536 - self.fear)
        sensitive = (words[1] >> 16) < p["sensitive"]
        criticism, chat = posts & sensitive, posts & ~sensitive
        hit = criticism & ((words[2] >> 16) < p["hit"])
        alarm = chat & (words[2] < p["false_alarm"])
        flagged = hit | alarm
        detained = flagged & ((words[3] >> 16) < p["report"])
        change = np.where(flagged, -self.job.parameters["penalty"], self.job.parameters["gain"]).astype(np.int32)
        self.score = np.clip(self.score + change, 0, self.job.parameters["top"])
        homes = detained.reshape(-1, HOUSEHOLD)
        here = np.repeat(homes.sum(axis=1), HOUSEHOLD)
        touched, kin = here > 0, here - detained > 0
        self.fear = np.minimum(times(self.fear, 65536 - p["fade"]) + touched * p["jump"], np.uint32(65535))
        home = np.repeat(self.opinion.reshape(-1, HOUSEHOLD).sum(axis=1, dtype=np.uint32) // HOUSEHOLD, HOUSEHOLD)
        drifted = drift(self.opinion, home, p["pull"])
        self.opinion = np.minimum(np.maximum(drifted, p["loss"] * detained) - p["loss"] * detained, np.uint32(65535))
        return chat, criticism, hit, alarm, detained, kin

    def tally(self, befallen: Any) -> Any:
        """(cells,) how many people of each cell."""
        return np.bincount(self.cells[befallen], minlength=CELLS)

    def observed(self) -> tuple[Any, dict[str, int]]:
        """Counts by day, event and group, and sums."""
        sums = sums_of(self.score, self.fear, self.opinion)
        return by_group(np.array(self.counts).reshape(-1, len(EVENTS), CELLS)), sums


if __name__ == "__main__":
    main(Columns, {"engine": "numpy", "version": np.__version__, "threads": 1})
