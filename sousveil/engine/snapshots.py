"""Pictures of columns on a few days: histograms by group. Read only, no luck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME, PEOPLE_COLUMNS
from sousveil.contract.quantity import Count, Share
from sousveil.engine.groups import MEMBERS, codes
from sousveil.records.history import BINS, POINTS_A_BIN

PIECE = 1 << 16  # people at a time: they stay in the cache, and a snapshot costs no memory to speak of


def pictured(columns: Iterable[str]) -> tuple[str, ...]:
    """Of these columns, those of people that make a histogram: shares, and the score."""
    chosen = set(columns)
    return tuple(c.name for c in PEOPLE_COLUMNS if c.name in chosen and (c.quantity is Share or c.unit == "points"))


def histograms(names: Iterable[str], columns: Mapping[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """(groups, 64) people a bin of each of these stored columns; empty slots are left out."""
    flat = {name: columns[name].reshape(-1) for name in (*names, "traits", "age")}
    counts = {name: np.zeros(len(MEMBERS) * BINS, np.int64) for name in names}
    for start in range(0, flat["age"].size, PIECE):
        part = slice(start, start + PIECE)
        # sixteen bits hold a group and a bin, and are added and counted several times as fast as sixty-four
        row = codes(flat["traits"][part], flat["age"][part]).astype(np.uint16) * np.uint16(BINS)
        for name, count in counts.items():
            count += np.bincount(row + binned(name, flat[name][part]).astype(np.uint16), minlength=count.size)
    return {name: by_group(count) for name, count in counts.items()}


def binned(name: str, stored: Any) -> Any:
    """The bin of every slot's stored value; NumPy's arrays or JAX's."""
    column = BY_NAME[name]
    shift = POINTS_A_BIN.bit_length() - 1 if column.quantity is Count else 8 * column.bytes - 6
    return stored.__array_namespace__().minimum(stored >> shift, BINS - 1)


def by_group(counted: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(codes x bins,) people -> (groups, bins)."""
    return np.asarray(MEMBERS.T @ counted.reshape(-1, BINS).astype(np.int64))
