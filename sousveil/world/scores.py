"""How good a forecast was: the Brier score (1950) of chances, beside the forecast that everybody repeats themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sousveil.measures.interval import LEVEL

Floats = npt.NDArray[np.float64]
RESAMPLED = 4000
"""Times that countries are drawn anew with replacement: the ends of an interval then move by about its hundredth."""
SEED = 1950


@dataclass(frozen=True)
class Score:
    """Brier scores, the lower the better, and by how much the other's is higher, with its interval over countries."""

    model: float
    other: float
    gain: float
    low: float
    high: float


def brier(chances: Floats, happened: Floats) -> Floats:
    """(row,) half the squared distance of (row, outcome) chances from what happened: 0 certain and right, 1 wrong."""
    return np.asarray(((chances - happened) ** 2).sum(axis=1) / 2)


def compared(model: Floats, other: Floats, happened: Floats) -> Score:
    """Two forecasts of the same outcomes, all (row, outcome); the interval is by bootstrap over rows, in pairs."""
    mine, theirs = brier(model, happened), brier(other, happened)
    luck = np.random.default_rng(SEED)
    drawn = luck.integers(len(mine), size=(RESAMPLED, len(mine)))
    gains = (theirs - mine)[drawn].mean(axis=1)
    low, high = np.quantile(gains, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Score(float(mine.mean()), float(theirs.mean()), float((theirs - mine).mean()), float(low), float(high))
