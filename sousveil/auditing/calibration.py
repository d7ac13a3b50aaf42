"""How the score stands to what it is a score of: drift, calibration and rank order, from counts by band.

A score is read as a chance: a thousand points are one. Within a band every applicant counts with its middle, so that a
Brier score here is that of the score read to the nearest tenth.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sousveil.auditing.fairness import Floats, share

Counts = npt.ArrayLike
UNSETTLED, MOVED = 0.10, 0.25
"""Population stability indices from which practice speaks of some and of much change (Siddiqi 2017, Intelligent Credit
Scoring); conventions and no test."""
SMALLEST = 0.5
"""People that stand in for nobody in a band, so that a logarithm exists: half a person of all there are."""


def stability_index(before: Counts, after: Counts) -> Floats:
    """Population stability index: sum over bands of (after - before) ln(after / before), of shares; (replicates,).

    (replicates, bands) counts. The symmetric Kullback-Leibler (Jeffreys) divergence. A band where there was somebody
    then and nobody now, or the other way round, counts as half a person.
    """
    sides = [np.asarray(side, np.float64) for side in (before, after)]
    anybody = (sides[0] > 0) | (sides[1] > 0)
    held = [np.where(anybody, np.maximum(side, SMALLEST), 0.0) for side in sides]
    one, other = (side / np.maximum(side.sum(axis=-1, keepdims=True), SMALLEST) for side in held)
    ratio = np.divide(other, one, out=np.ones_like(one), where=anybody)
    found = ((other - one) * np.log(ratio)).sum(axis=-1)
    empty = (sides[0].sum(axis=-1) == 0) | (sides[1].sum(axis=-1) == 0)
    return np.asarray(np.where(empty, np.nan, found))


def middles(bands: int) -> Floats:
    """(bands,) the chance that the middle of each band stands for."""
    return (np.arange(bands) + 0.5) / bands


def brier_score(asked: Counts, good: Counts) -> Floats:
    """Mean square of the chance less what came of it (0 or 1); (replicates, bands) counts."""
    all_, such = np.asarray(asked, np.float64), np.asarray(good, np.float64)
    chance = middles(all_.shape[-1])
    squares = such * (1 - chance) ** 2 + (all_ - such) * chance**2
    return share(squares.sum(axis=-1), all_.sum(axis=-1))


def in_the_large(asked: Counts, good: Counts) -> Floats:
    """Share who are such, less the mean chance that the score gave them; above nothing: scored too low."""
    all_, such = np.asarray(asked, np.float64), np.asarray(good, np.float64)
    return share((such - all_ * middles(all_.shape[-1])).sum(axis=-1), all_.sum(axis=-1))


def roc_auc_score(asked: Counts, good: Counts) -> Floats:
    """Chance that somebody such stands in a higher band than somebody who is not; within one band half counts."""
    such = np.asarray(good, np.float64)
    other = np.asarray(asked, np.float64) - such
    below = np.cumsum(other, axis=-1) - other
    ahead = (such * (below + other / 2)).sum(axis=-1)
    return share(ahead, such.sum(axis=-1) * other.sum(axis=-1))
