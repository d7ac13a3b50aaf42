"""Pictures of columns on a few days: histograms by group. Read only, no luck."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME, COLUMNS
from sousveil.contract.quantity import Count, Share
from sousveil.records.history import BINS, POINTS_A_BIN

PIECE = 1 << 20  # people at a time, so that a snapshot costs no memory to speak of


def pictured(columns: Iterable[str]) -> tuple[str, ...]:
    """Of these columns, those that make a histogram: shares, and the score."""
    chosen = set(columns)
    return tuple(c.name for c in COLUMNS if c.name in chosen and (c.quantity is Share or c.unit == "points"))


def histogram(
    name: str, stored: npt.NDArray[Any], code: npt.NDArray[Any], member: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    """(groups, 64) people a bin of a stored column; empty slots are left out."""
    column = BY_NAME[name]
    shift = POINTS_A_BIN.bit_length() - 1 if column.quantity is Count else 8 * column.bytes - 6
    flat, codes = stored.reshape(-1), code.reshape(-1)
    counts = np.zeros(len(member) * BINS, np.int64)
    for start in range(0, flat.size, PIECE):
        piece = np.minimum(flat[start : start + PIECE] >> shift, BINS - 1).astype(np.int32)
        counts += np.bincount(piece + codes[start : start + PIECE].astype(np.int32) * BINS, minlength=counts.size)
    return member.T @ counts.reshape(-1, BINS)
