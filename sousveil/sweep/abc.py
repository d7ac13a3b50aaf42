"""Approximate Bayesian computation by adaptive population Monte Carlo: Lenormand, Jabot and Deffuant 2013.

Computational Statistics 28:2777. Every round is one batch of a known size, so that it can be lived side by side; of all
points so far the best half are kept, which sets the next threshold. The prior is even on the unit cube. What passes is
never dropped, and keeps its weight, prior over proposal: the posterior given that everything lies within its tolerance.
Luck keeps most points of a good number from passing, so more rounds follow until half pass or the rounds are used up.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from sousveil.language import N_

Floats = npt.NDArray[np.float64]
KEPT = 0.5
"""The share of points that a round keeps: the authors' choice."""
LEAST = 0.05
"""The share of new points that are better than the threshold below which more rounds would bring little."""
FEWEST = 30
"""Points that have to pass before a posterior is made of those that pass alone."""
NARROWEST = 1e-3
"""The least width of a proposal, so that the kept points never collapse into one."""
Simulate = Callable[[Floats, int], Floats]
"""(points, numbers) on the unit cube, and the round -> (points, figures), NaN where there is none."""
Miss = Callable[[Floats], Floats]
"""(points, figures) -> how far each point misses, in tolerances: at most 1 passes."""


@dataclass(frozen=True)
class Round:
    """tried: points; threshold: how far the worst that was kept misses; better: share of points below the last one."""

    tried: int
    threshold: float
    better: float


@dataclass(frozen=True)
class Passed:
    """What share of the prior passes. low, high: 95 %, by Wilson in the first round, or by weights of a later one."""

    share: float
    low: float
    high: float
    by: str


@dataclass(frozen=True)
class Posterior:
    """Points, their weights (which add up to 1) and figures. threshold: 1, or more where nothing met the tolerances."""

    at: Floats
    weights: Floats
    figures: Floats
    misses: Floats
    threshold: float
    rounds: tuple[Round, ...]
    passed: Passed

    @property
    def effective(self) -> float:
        """As many points as independent draws from the posterior would be worth (Kish)."""
        return float(1 / (self.weights**2).sum()) if len(self.weights) else 0.0


def posterior(numbers: int, simulate: Simulate, miss: Miss, *, points: int, rounds: int, seed: int) -> Posterior:
    """The posterior of so many numbers, in at most so many rounds of so many points."""
    luck = np.random.default_rng(seed)
    at = luck.random((points, numbers))
    pool = _simulated(at, np.ones(points), simulate, miss, 0)
    told, shares = [Round(points, _threshold(pool), 1.0)], [(pool.misses <= 1).astype(np.float64)]
    for number in range(1, rounds):
        threshold = _threshold(pool)
        if threshold <= 1 or not math.isfinite(threshold):
            break
        kept = _best(pool)
        at, weights = _proposed(kept, points - len(kept.at), luck)
        new = _simulated(at, weights, simulate, miss, number)
        better = float((new.misses < threshold).mean())
        shares.append(new.weights * (new.misses <= 1))
        pool = _joined(kept, new)
        told.append(Round(len(at), _threshold(pool), better))
        if better < LEAST and not (pool.misses <= 1).any():
            break
    threshold = 1.0 if (pool.misses <= 1).sum() >= FEWEST else max(1.0, _threshold(pool))
    chosen = _chosen(pool, pool.misses <= threshold if math.isfinite(threshold) else pool.misses < 0)
    whole = chosen.weights.sum()
    return Posterior(chosen.at, chosen.weights / whole if whole else chosen.weights, chosen.figures, chosen.misses,
                     threshold, tuple(told), _passed(shares))  # fmt: skip


@dataclass(frozen=True)
class _Pool:
    at: Floats
    weights: Floats
    figures: Floats
    misses: Floats


def _simulated(at: Floats, weights: Floats, simulate: Simulate, miss: Miss, number: int) -> _Pool:
    figures = simulate(at, number)
    return _Pool(at, weights, figures, miss(figures))


def _chosen(pool: _Pool, which: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> _Pool:
    return _Pool(pool.at[which], pool.weights[which], pool.figures[which], pool.misses[which])


def _joined(one: _Pool, other: _Pool) -> _Pool:
    return _Pool(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in vars(one)))


def _count(pool: _Pool) -> int:
    return max(2, math.ceil(KEPT * len(pool.at)))


def _best(pool: _Pool) -> _Pool:
    """The better half, and none that has no figures."""
    order = np.argsort(pool.misses, kind="stable")[: _count(pool)]
    return _chosen(pool, order[np.isfinite(pool.misses[order])])


def _threshold(pool: _Pool) -> float:
    """How far the worst of the better half misses."""
    known = np.sort(pool.misses[np.isfinite(pool.misses)])
    return float(known[min(_count(pool), len(known)) - 1]) if len(known) else math.inf


def _proposed(kept: _Pool, count: int, luck: np.random.Generator) -> tuple[Floats, Floats]:
    """Points around those kept, normal and cut off at the ends of the cube, and their weights: prior over proposal."""
    weights = kept.weights / kept.weights.sum()
    mean = weights @ kept.at
    width = np.maximum(np.sqrt(2 * (weights @ (kept.at - mean) ** 2)), NARROWEST)
    parents = kept.at[luck.choice(len(kept.at), count, p=weights)]
    low, high = ndtr(-parents / width), ndtr((1 - parents) / width)
    at = np.clip(parents + width * ndtri(low + (high - low) * luck.random(parents.shape)), 0.0, 1.0)
    return at, 1 / _density(at, kept.at, weights, width)


def _density(at: Floats, parents: Floats, weights: Floats, width: Floats) -> Floats:
    """(points,) density of the proposal."""
    inside = ndtr((1 - parents) / width) - ndtr(-parents / width)
    away = (at[:, None, :] - parents[None, :, :]) / width
    each = np.exp(-0.5 * away**2) / (math.sqrt(2 * math.pi) * width * inside[None, :, :])
    return np.asarray(each.prod(axis=2) @ weights)


Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""
SURE = 10
"""Points of the first round that have to pass before it alone says what share of the prior does."""


def _passed(shares: list[Floats]) -> Passed:
    """What share of the prior passes, from what each point of each round contributes: prior over proposal, or nothing.

    The first round draws from the prior: a share of independent trials (Wilson 1927). Where it is next to nothing, the
    mean over all rounds, each of which is free of bias.
    """
    tried, passing = len(shares[0]), int(shares[0].sum())
    if passing < SURE and len(shares) > 1 and any(share.any() for share in shares):
        every = np.concatenate(shares)
        share, reach = float(every.mean()), Z * float(every.std(ddof=1)) / math.sqrt(len(every))
        return Passed(share, max(0.0, share - reach), min(1.0, share + reach), N_("the weights of all rounds"))
    share, grown = passing / tried, Z * Z / tried
    middle = (share + grown / 2) / (1 + grown)
    reach = Z * math.sqrt(share * (1 - share) / tried + grown / (4 * tried)) / (1 + grown)
    return Passed(share, max(0.0, middle - reach), min(1.0, middle + reach), N_("the first round"))
