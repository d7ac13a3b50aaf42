"""The share of people whom something befalls on a day, over time: who says, thinks, is listed, is below a tier."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
import xarray as xr

from sousveil.language import N_
from sousveil.measures.counts import ALL, Counts, ratio
from sousveil.measures.interval import estimate
from sousveil.measures.timeline import SCHEMA, periods

SAYS_AND_THINKS = {N_("say that they support the ruler"): "says_support", N_("do support the ruler"): "supports"}


def daily_share(
    records: xr.Dataset, series: Mapping[str, str], *, adults: bool = True, width: int = 14
) -> pl.DataFrame:
    """The share of people at home whom an event befalls on a day, on average over periods of at least `width` days.

    series: name -> event. adults: of people of 15 and more, for events that befall nobody younger. Columns as in
    `timeline`; an event that the scenario does not have is left out.
    """
    counts = Counts(records)
    at = counts.column(ALL)
    people = float(counts.adults[at] if adults else counts.people[at])
    ends, lengths, cuts = periods(records, width)
    rows = []
    for name, event in series.items():
        if counts.lacking((event,)):
            continue
        total = np.add.reduceat(records[event].values[..., at].sum(axis=2, dtype=np.int64), cuts, axis=1)
        shares = ratio(total, people * lengths)
        for number, day in enumerate(ends.tolist()):
            found = estimate(shares[:, number].tolist(), (0, 1))
            if found:
                rows.append((day, name, ALL, found.value, found.low, found.high))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
