"""How many replicates are stepped together, and how much is kept of them. Plain numbers: asked before JAX is needed."""

from __future__ import annotations

import numpy as np

from sousveil.contract.columns import GROUPS

BATCH_SLOTS = 1 << 22
"""Slots of all replicates that are stepped together; larger populations are run one replicate after another."""
MOST_BINS = 130  # a year in bins of three days, longer runs in coarser ones: records never outgrow the people


def together(replicates: int, slots: int) -> int:
    """How many of these replicates, of so many slots each, are stepped together and are in memory at the same time."""
    batch = max(1, min(replicates, BATCH_SLOTS // slots))
    while replicates % batch:  # equal batches share their kernels
        batch -= 1
    return batch


def bins(days: int, replicates: int, most: int = MOST_BINS) -> tuple[int, ...]:
    """The last day of every bin; of all replicates together there are at most `most`, or one each."""
    width = min(-(-days * replicates // most), days)
    return (*range(width, days, width), days)


def record_bytes(days: int, batch: int, events: int, places: int, most_bins: int = MOST_BINS) -> int:
    """Bytes of the counts of one replicate, of `batch` that are recorded together."""
    return len(bins(days, batch, most_bins)) * events * places * len(GROUPS) * np.dtype(np.int32).itemsize
