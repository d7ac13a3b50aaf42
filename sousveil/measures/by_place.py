"""Measures by place, group and period: for maps of the synthetic places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from sousveil.measures.counts import PER, YEAR, Counts, Floats, ratio
from sousveil.measures.timeline import periods

FEW = 200  # people of a group in a place below which a rate says more of luck than of the place
MONTH = 30  # days


@dataclass(frozen=True)
class ByPlace:
    """Rates by place. days: the last day of each period; whole: (place, group), the run; parts: (period, place, group).

    NaN where fewer than FEW of the group live.
    """

    days: tuple[int, ...]
    groups: tuple[str, ...]
    whole: Floats
    parts: Floats


def by_place(records: xr.Dataset, events: Sequence[str], width: int = MONTH) -> ByPlace | None:
    """Events per 100,000 people of the place and group and year, the mean over replicates, in periods of `width` days.

    None where nothing in the scenario emits any of the events.
    """
    counts = Counts(records)
    if counts.lacking((), tuple(events)):
        return None
    total = sum(records[event].values.mean(axis=0, dtype=np.float64) for event in events if counts.source(event))
    ends, lengths, cuts = periods(records, width)
    people = records["people"].values.astype(np.float64)
    people[people < FEW] = np.nan
    parts = ratio(np.add.reduceat(total, cuts, axis=0) * PER * YEAR, people * lengths[:, None, None])
    whole = ratio(np.asarray(total).sum(axis=0) * PER * YEAR, people * counts.days)
    return ByPlace(tuple(ends.tolist()), counts.groups, whole, parts)
