"""The chilling model in Starsim: a module with states and distributions, run by a Sim."""

from __future__ import annotations

from typing import Any

import numpy as np
import starsim as ss

from stopwatch import CELLS, EVENTS, HOUSEHOLD, Job, by_group, main, sums_of


def times(a: Any, b: Any) -> Any:
    """The product of two shares in 65536ths."""
    return (a * (b >> 1)) >> 15


def drift(own: Any, home: Any, pull: int) -> Any:
    """A step from a share towards another, rounded to the nearest 65536th."""
    half = (pull + 1) >> 1
    return (own * (32768 - half) + home * half + 16384) >> 15


class Chilling(ss.Module):  # type: ignore[misc]
    """Everybody's fear, score and opinion; uniform draws are compared with shares as 65536ths."""

    def __init__(self, job: Job) -> None:
        super().__init__(name="chilling")
        self.job, self.cells = job, job.cells()
        self.define_states(
            ss.IntArr("fear", default=0),
            ss.IntArr("score", default=job.parameters["top"]),
            ss.IntArr("opinion", default=0),
        )
        self.post, self.sensitive, self.find, self.report = ss.random(), ss.random(), ss.random(), ss.random()
        self.counts: list[Any] = []

    def init_post(self) -> None:
        """Give everybody their first opinion."""
        super().init_post()
        self.opinion[self.sim.people.auids] = self.job.opinion.astype(np.int64)

    def step(self) -> None:
        """One day."""
        p, uids = self.job.parameters, self.sim.people.auids
        fear, score, opinion = self.fear[uids], self.score[uids], self.opinion[uids]
        posts = self.post.rvs(uids) * 65536 < times(p["post"], 65536 - fear)
        sensitive = self.sensitive.rvs(uids) * 65536 < p["sensitive"]
        found = self.find.rvs(uids)
        criticism, chat = posts & sensitive, posts & ~sensitive
        hit, alarm = criticism & (found * 65536 < p["hit"]), chat & (found < p["false_alarm"] / 2**32)
        flagged = hit | alarm
        detained = flagged & (self.report.rvs(uids) * 65536 < p["report"])
        here = np.repeat(detained.reshape(-1, HOUSEHOLD).sum(axis=1), HOUSEHOLD)
        kin = here - detained > 0
        self.score[uids] = np.clip(score + np.where(flagged, -p["penalty"], p["gain"]), 0, p["top"])
        self.fear[uids] = np.minimum(times(fear, 65536 - p["fade"]) + (here > 0) * p["jump"], 65535)
        home = np.repeat(opinion.reshape(-1, HOUSEHOLD).sum(axis=1) // HOUSEHOLD, HOUSEHOLD)
        drifted = drift(opinion, home, p["pull"])
        self.opinion[uids] = np.clip(drifted - p["loss"] * detained, 0, 65535)
        befallen = (chat, criticism, hit, alarm, detained, kin)
        self.counts.append([np.bincount(self.cells[mask], minlength=CELLS) for mask in befallen])


class Simulated:
    """A Sim under the stopwatch."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def reset(self) -> None:
        """Make the Sim anew."""
        # a Sim counts its days from 0
        self.module = Chilling(self.job)
        self.sim = ss.Sim(
            n_agents=self.job.people, modules=self.module, rand_seed=self.job.seed, verbose=0, copy_inputs=False,
            start=ss.days(0), stop=ss.days(self.job.days - 1), dt=ss.days(1),
        )  # fmt: skip
        self.sim.init()

    def live(self) -> None:
        """Live all days."""
        self.sim.run()

    def observed(self) -> tuple[Any, dict[str, int]]:
        """Counts by day, event and group, and sums."""
        sums = sums_of(*(np.asarray(state) for state in (self.module.score, self.module.fear, self.module.opinion)))
        return by_group(np.array(self.module.counts).reshape(-1, len(EVENTS), CELLS)), sums


if __name__ == "__main__":
    main(Simulated, {"engine": "starsim", "version": ss.__version__, "threads": 1})
