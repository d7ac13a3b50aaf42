"""What a run leaves behind, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.places import Place

BINS = 64
"""Bins of a histogram of a column."""
POINTS_A_BIN = 32
"""Width of a bin where a column holds points; others spread the range of their storage over the bins."""


@dataclass(frozen=True)
class Panel:
    """What befell each row of a small table, step by step, and how its shares stood; of all replicates together.

    befell: (step, event, row) replicates in which the event befell the row. levels: column -> (step, row) mean over
    replicates. means: column -> (replicate, step, group) mean over the rows of a group. changed: name ->
    (replicate, year, group) rows that have become so since a date. first: event -> (replicate, row) step in which it
    first befell the row, 0 where it did not while there was a record. times: how often it befell the row up to a date.
    """

    rows: tuple[str, ...]
    replicates: int
    events: tuple[str, ...]
    befell: npt.NDArray[np.int32]
    levels: dict[str, npt.NDArray[np.float64]]
    means: dict[str, npt.NDArray[np.float64]]
    changed: dict[str, npt.NDArray[np.int16]] = field(default_factory=dict)
    first: dict[str, npt.NDArray[np.int16]] = field(default_factory=dict)
    times: dict[str, npt.NDArray[np.int16]] = field(default_factory=dict)


@dataclass
class History:
    """Counts, shared numbers and snapshots of one run (of all its replicates).

    counts: (replicate, time, event, place, group) int32, persons times days the event befell in the bin.
    polity: name -> (replicate, time, place), natural units, at the end of the bin.
    histograms: column -> (replicate, snapshot, group, bin) over the stored range, in 64 bins.
    case: the case file of replicate 0: person (int64), day (int32), kind (int16, index in `events`).
    people, adults: (place, group) people, and those of 15 and more (None: records that do not tell).
    panel: row by row, where the table is small.
    cases_left_out: entries that the case file lacks because it was full; it ends before the first of them.
    """

    events: tuple[str, ...]
    groups: tuple[str, ...]
    time: tuple[int, ...]
    counts: npt.NDArray[np.int32]
    polity: dict[str, npt.NDArray[np.float64]]
    snapshots: tuple[int, ...]
    histograms: dict[str, npt.NDArray[np.int64]]
    people: npt.NDArray[np.int64]
    places: tuple[Place, ...]
    case: dict[str, npt.NDArray[Any]]
    mechanisms: dict[str, str]
    state_hash: str
    performance: dict[str, float | int | str] = field(default_factory=dict)
    cases_left_out: int = 0
    adults: npt.NDArray[np.int64] | None = None
    panel: Panel | None = None
