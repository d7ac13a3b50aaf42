"""Rank correlation (Spearman 1904), with ties."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def ranks(values: npt.NDArray[Any]) -> Floats:
    """(..., rows) ranks from 1 on along the last axis; equal values have the mean of their ranks."""
    below = (values[..., None, :] < values[..., :, None]).sum(axis=-1)
    equal = (values[..., None, :] == values[..., :, None]).sum(axis=-1)
    return np.asarray(below + (equal + 1) / 2)


def rank_correlation(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> Floats:
    """(...,) correlation of the ranks of (..., rows); not-a-number where all values of either are the same."""
    a, b = (ranks(values) - (values.shape[-1] + 1) / 2 for values in (one, other))
    size = np.sqrt((a * a).sum(axis=-1) * (b * b).sum(axis=-1))
    return np.asarray(np.where(size > 0, (a * b).sum(axis=-1) / np.where(size > 0, size, 1), np.nan))
