"""The state hash: the same scenario and seed give the same one, whatever is recorded, probed, printed or reported."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME, COLUMNS
from sousveil.engine.groups import field
from sousveil.engine.layout import Layout

PEOPLE_A_CHUNK = 1 << 20


def state_hash(layout: Layout, columns: Mapping[str, npt.NDArray[Any]]) -> str:
    """SHA-256 over the hashes of chunks of 2^20 people: columns in table order, little-endian, padding left out."""
    present = np.flatnonzero(field(layout.back(columns["traits"]), "traits", "present").reshape(-1))
    ordered = {c.name: layout.back(columns[c.name]).reshape(-1) if c.name in columns else None for c in COLUMNS}
    whole = hashlib.sha256()
    for start in range(0, len(present), PEOPLE_A_CHUNK):
        who = present[start : start + PEOPLE_A_CHUNK]
        piece = hashlib.sha256()
        for name, column in ordered.items():
            spec = BY_NAME[name]
            stored = np.full(len(who), spec.absent, spec.dtype) if column is None else column[who]
            piece.update(stored.astype(np.dtype(spec.dtype).newbyteorder("<")).tobytes())
        whole.update(piece.digest())
    return whole.hexdigest()
