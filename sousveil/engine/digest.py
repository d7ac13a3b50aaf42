"""The state hash: the same scenario and seed give the same one, whatever is recorded, probed, printed or reported."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import COLUMNS
from sousveil.engine.groups import field
from sousveil.engine.layout import Layout

PEOPLE_A_CHUNK = 1 << 20


def state_hash(layout: Layout, columns: Mapping[str, npt.NDArray[Any]]) -> str:
    """SHA-256 over the hashes of chunks of 2^20 people: columns in table order, little-endian, without padding.

    A column that is not there counts with its absent value, but for those of small worlds and of countries, which count
    where they are.

    People are taken a chunk at a time, so that hashing a nation needs no second copy of it.
    """
    counts = field(columns["traits"], "traits", "present").sum(axis=(1, 2))
    ends = np.cumsum(counts)
    whole = hashlib.sha256()
    for start in range(0, int(ends[-1]), PEOPLE_A_CHUNK):
        stop = min(start + PEOPLE_A_CHUNK, int(ends[-1]))
        first, last = np.searchsorted(ends, start, side="right"), np.searchsorted(ends, stop) + 1
        here = {name: layout.back(column[first:last]).reshape(-1) for name, column in columns.items()}
        skipped = start - int(ends[first] - counts[first])
        present = np.flatnonzero(field(here["traits"], "traits", "present"))[skipped : skipped + stop - start]
        whole.update(_digest({name: column[present] for name, column in here.items()}, len(present)))
    return whole.hexdigest()


def _digest(columns: Mapping[str, npt.NDArray[Any]], people: int) -> bytes:
    piece = hashlib.sha256()
    for column in COLUMNS:
        if (column.small_world or column.table != "people") and column.name not in columns:
            continue
        stored = columns.get(column.name, np.full(people, column.absent, column.dtype))
        piece.update(stored.astype(np.dtype(column.dtype).newbyteorder("<")).tobytes())
    return piece.digest()
