"""What the chilling model makes happen, without running it: the law of a household's fear is a Markov chain.

All members of a household have the same fear, because it jumps for all of them at once. So the chance of every event on
every day follows from the law of one number, and with it expectation and variance of every count. Nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.bench.peers.stopwatch import EVENTS, HOUSEHOLD, Job

Floats = npt.NDArray[np.float64]
ONE = 1 << 16
DEVIATIONS = 5.0
"""A check of some thousand counts fails by accident less than once in a hundred comparisons."""
SMALL = 5.0
"""People more: the smallest counts are not normal, and five suffice for a Poisson law of any mean."""
TRUNCATION = 4
"""65536ths of an opinion that a day's two products may lose, a person."""


def times(a: Any, b: Any) -> Any:
    """The product of two shares in 65536ths."""
    return (a * (b >> 1)) >> 15


def chances(parameters: Mapping[str, int]) -> Floats:
    """(events, 65536) chance of each event on a day, by the fear with which it begins."""
    p, fear = parameters, np.arange(ONE, dtype=np.int64)
    posts = times(p["post"], ONE - fear) / ONE
    criticism = posts * (p["sensitive"] / ONE)
    chat = posts - criticism
    hit, alarm = criticism * (p["hit"] / ONE), chat * (p["false_alarm"] / 2**32)
    detained = (hit + alarm) * (p["report"] / ONE)
    return np.stack([chat, criticism, hit, alarm, detained, 1 - (1 - detained) ** (HOUSEHOLD - 1)])


def laws(parameters: Mapping[str, int], days: int) -> Iterator[Floats]:
    """(65536,) the law of fear when each day begins, and after the last."""
    fear = np.arange(ONE, dtype=np.int64)
    faded = np.minimum(times(fear, ONE - parameters["fade"]), ONE - 1)
    risen = np.minimum(faded + parameters["jump"], ONE - 1)
    struck = 1 - (1 - chances(parameters)[EVENTS.index("detained")]) ** HOUSEHOLD
    law: Floats = np.zeros(ONE)
    law[0] = 1.0
    yield law
    for _ in range(days):
        law = np.asarray(np.bincount(faded, law * (1 - struck), ONE) + np.bincount(risen, law * struck, ONE))
        yield law


@dataclass(frozen=True)
class Expected:
    """mean, deviation: (days, events, groups) of the counts. fear: the mean and deviation of the sum of fears."""

    mean: Floats
    deviation: Floats
    whole: Floats
    """(events, groups) deviation of the counts of all days together, at most."""
    fear: tuple[float, float]
    drifted: int
    """The sum of opinions if nobody were detained."""
    loss: int
    slack: float
    """What truncation may take from the sum of opinions."""

    def differences(self, counts: Any, sums: Mapping[str, int]) -> list[str]:
        """What lies outside of what luck explains, in words; empty where all is well."""
        found = []
        far = np.abs(np.asarray(counts) - self.mean) > DEVIATIONS * self.deviation + SMALL
        for day, event, group in np.argwhere(far)[:3]:
            found.append(
                f"day {day + 1}, {EVENTS[event]}, group {group}: {counts[day][event][group]:,} instead of "
                f"{self.mean[day, event, group]:,.0f} (deviation {self.deviation[day, event, group]:,.0f})"
            )
        total, whole = np.asarray(counts).sum(axis=0), self.mean.sum(axis=0)
        for event, group in np.argwhere(np.abs(total - whole) > DEVIATIONS * self.whole + SMALL)[:3]:
            found.append(
                f"all days, {EVENTS[event]}, group {group}: {total[event, group]:,} instead of "
                f"{whole[event, group]:,.0f} (deviation {self.whole[event, group]:,.0f})"
            )
        mean, deviation = self.fear
        if abs(sums["fear"] - mean) > DEVIATIONS * deviation:
            found.append(f"sum of fears {sums['fear']:,} instead of {mean:,.0f} (deviation {deviation:,.0f})")
        detained = int(np.asarray(counts)[:, EVENTS.index("detained"), 0].sum())
        opinion = self.drifted - self.loss * detained
        if abs(sums["opinion"] - opinion) > self.slack:
            found.append(f"sum of opinions {sums['opinion']:,} instead of {opinion:,} (slack {self.slack:,.0f})")
        return found


def expected(job: Job) -> Expected:
    """Expectation and deviation of everything observed, for the people of a job."""
    chance, masks = chances(job.parameters), job.masks().astype(np.int64)
    size = masks.sum(axis=1)
    squares = (masks.reshape(len(masks), -1, HOUSEHOLD).sum(axis=2) ** 2).sum(axis=1)
    *days, last = laws(job.parameters, job.days)
    first, second = (np.stack([law @ (chance**power).T for law in days])[..., None] for power in (1, 2))
    # within a household people are independent given its fear, except for who is a detained person's kin
    alone, shared = size * (first - second), np.maximum(squares * (second - first**2), 0)
    kin = EVENTS.index("kin")
    alone[:, kin] = squares * (first * (1 - first))[:, kin]
    # what is left of a day once fear is known does not depend on the days before; fears of all days may go together
    whole = np.sqrt(alone.sum(axis=0)) + np.sqrt(shared).sum(axis=0)
    fear = np.arange(ONE)
    mean = float(last @ fear)
    spread = float(last @ fear**2) - mean**2
    return Expected(
        size * first, np.sqrt(alone + shared), whole,
        (job.people * mean, (HOUSEHOLD * job.people * max(spread, 0.0)) ** 0.5),
        _drifted(job), job.parameters["loss"], TRUNCATION * job.people * job.days,
    )  # fmt: skip


def _drifted(job: Job) -> int:
    """The sum of opinions after the last day if nobody is detained: no luck in it."""
    opinion, pull = job.opinion.astype(np.int64).reshape(-1, HOUSEHOLD), job.parameters["pull"]
    for _ in range(job.days):
        home = opinion.sum(axis=1, keepdims=True) // HOUSEHOLD
        opinion = times(opinion, ONE - pull) + times(home, pull)
    return int(opinion.sum())


SHARED = 1.1
"""A tenth more variance for what members of a household share: fear moves a score by a fraction of its spread."""


def scores_differ(one: Mapping[str, int], other: Mapping[str, int], people: int) -> list[str]:
    """Whether the scores of two samples of as many people differ more than luck explains."""
    mean = other["score"] / people
    variance = other["score_squared"] / people - mean**2
    tolerance = DEVIATIONS * (2 * SHARED * people * variance) ** 0.5
    if abs(one["score"] - other["score"]) <= tolerance:
        return []
    return [f"sum of scores {one['score']:,} instead of {other['score']:,} (tolerance {tolerance:,.0f})"]
