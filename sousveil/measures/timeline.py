"""Measures over time, ready to be drawn: tidy tables, a row a moment, series and group."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
import xarray as xr

from sousveil.language import N_
from sousveil.measures.counts import ADULT_BANDS, ALL, PER, YEAR, Counts, Floats, ratio
from sousveil.measures.interval import estimate

Series = Mapping[str, Sequence[str]]
SCHEMA = {
    "day": pl.Int32,
    "series": pl.String,
    "group": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
SUPPORT = {N_("as reported to the ruler"): "ruler_support", N_("as it is"): "true_support"}


def timeline(records: xr.Dataset, series: Series, groups: Sequence[str] = (ALL,), width: int = 1) -> pl.DataFrame:
    """Events per 100,000 people of the group and year, in periods of at least `width` days.

    series: name -> events added up. Columns: day (end of the period), series, group, value, low, high. An event that
    the scenario does not have adds nothing; a series of none but such events is left out.
    """
    counts = Counts(records)
    ends, lengths, cuts = periods(records, width)
    rows: list[dict[str, object]] = []
    for name, events in series.items():
        if counts.lacking((), tuple(events)):
            continue
        total = sum(records[event].values.sum(axis=2, dtype=np.int64) for event in events if counts.source(event))
        binned = np.add.reduceat(total, cuts, axis=1) * float(PER)
        years = lengths[:, None] * counts.people[None, :] / YEAR
        rates = ratio(binned, years[None])
        for group in groups:
            rows += _rows(ends, name, group, rates[:, :, counts.column(group)], (0, math.inf))
    return pl.DataFrame(rows, schema=SCHEMA)


def periods(
    records: xr.Dataset, width: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Last day, length in days and first bin of periods of at least `width` days; a short rest joins the last."""
    ends = records["time"].values.astype(np.int64)
    cuts, begun = [0], 0
    for i, end in enumerate(ends[:-1]):
        if end - begun >= width and ends[-1] - end >= width:
            cuts.append(i + 1)
            begun = int(end)
    last = ends[np.append(np.array(cuts[1:], np.int64) - 1, len(ends) - 1)]
    return last, np.diff(last, prepend=0), np.array(cuts, np.int64)


def support(records: xr.Dataset) -> pl.DataFrame:
    """Support for the ruler as reported and as it is: shares of people of 15 and more at home, at the end of bins."""
    counts, rows = Counts(records), []
    ends = records["time"].values.astype(np.int64)
    for name, shared in SUPPORT.items():
        if shared in records:
            rows += _rows(ends, name, ALL, counts.shared(shared, ADULT_BANDS), (0, 1))
    return pl.DataFrame(rows, schema=SCHEMA)


def shared_over_time(records: xr.Dataset, names: Sequence[str]) -> pl.DataFrame:
    """Shared numbers, the mean over people at home, at the end of each bin; those that nobody settles are left out."""
    counts, rows = Counts(records), []
    ends = records["time"].values.astype(np.int64)
    for name in names:
        if name in records:
            rows += _rows(ends, name, ALL, counts.shared(name), (-math.inf, math.inf))
    return pl.DataFrame(rows, schema=SCHEMA)


def means(records: xr.Dataset, columns: Sequence[str], groups: Sequence[str] = (ALL,)) -> pl.DataFrame:
    """Mean of columns such as fear on the days of the snapshots; columns that nobody moves are left out."""
    counts, rows = Counts(records), []
    days = records["snapshot"].values.astype(np.int64)
    for column in columns:
        if counts.lacking((), columns=(column,)):
            continue
        values = np.stack([counts.histogram(column, at).mean() for at in range(len(days))], axis=1)
        for group in groups:
            rows += _rows(days, column, group, values[:, :, counts.column(group)], (-math.inf, math.inf))
    return pl.DataFrame(rows, schema=SCHEMA)


def _rows(
    days: npt.NDArray[np.int64], series: str, group: str, values: Floats, within: tuple[float, float]
) -> list[dict[str, object]]:
    """A row a day from values (replicate, time); moments without a value are left out."""
    made: list[dict[str, object]] = []
    for at, day in enumerate(days):
        found = estimate(values[:, at].tolist(), within)
        if found:
            made.append(
                {
                    "day": int(day),
                    "series": series,
                    "group": group,
                    "value": found.value,
                    "low": found.low,
                    "high": found.high,
                }
            )
    return made
