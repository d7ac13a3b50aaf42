"""Mean and 95 % interval over replicates, by Student's t."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates. low, high: its 95 % interval; standard_error: both None with one replicate."""

    value: float
    low: float | None = None
    high: float | None = None
    standard_error: float | None = None


def estimate(values: Sequence[float], within: tuple[float, float] = (-math.inf, math.inf)) -> Estimate | None:
    """The mean of finite values and its t interval, clipped to what is possible; None where no value is finite.

    A replicate without a value (no alert, so no share of alerts) is left out.
    """
    known = [float(value) for value in values if math.isfinite(value)]
    if not known:
        return None
    mean = math.fsum(known) / len(known)
    if len(known) == 1:
        return Estimate(mean)
    variance = math.fsum((value - mean) ** 2 for value in known) / (len(known) - 1)
    error = math.sqrt(variance / len(known))
    reach = error * t_quantile(len(known) - 1, (1 + LEVEL) / 2)
    return Estimate(mean, max(within[0], mean - reach), min(within[1], mean + reach), error)


def t_cdf(t: float, freedom: int) -> float:
    """P(T <= t) for Student's t with whole degrees of freedom (finite sums: Abramowitz and Stegun 26.7.3, 26.7.4)."""
    angle = math.atan2(t, math.sqrt(freedom))
    cosine = math.cos(angle)
    odd = freedom % 2
    term, total = (cosine, cosine) if odd else (1.0, 1.0)
    for k in range(2 + odd, freedom, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    inside = math.sin(angle) * total
    if odd:
        inside = 2 / math.pi * (angle + (inside if freedom > 1 else 0.0))
    return (1 + inside) / 2


@cache
def t_quantile(freedom: int, chance: float) -> float:
    """The t below which Student's t lies with this chance (0.5 to 1), by bisection to double precision."""
    low, high = 0.0, 1.0
    while t_cdf(high, freedom) < chance:
        high *= 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if t_cdf(middle, freedom) < chance else (low, middle)
    return high
