"""How people spread over the values of a column."""

from __future__ import annotations

import polars as pl
import xarray as xr

from sousveil.measures.counts import ALL, Counts, ratio

SCHEMA = {"day": pl.Int64, "lower": pl.Float64, "width": pl.Float64, "share": pl.Float64}


def distribution(records: xr.Dataset, column: str, group: str = ALL, *, at: tuple[int, ...] = (0, -1)) -> pl.DataFrame:
    """day, lower, width, share: the share of a group in each bin, in some snapshots (0 the start, -1 the last).

    The mean over replicates; empty where nothing in the scenario moves the column, or nobody belongs to the group. The
    last bin holds everything above its lower edge.
    """
    counts = Counts(records)
    where = counts.column(group)
    if counts.lacking((), columns=(column,)) or not counts.people[where]:
        return pl.DataFrame(schema=SCHEMA)
    rows = []
    for snapshot in at:
        picture, day = counts.histogram(column, snapshot), int(records["snapshot"].values[snapshot])
        people = picture.people[:, where].mean(axis=0)
        shares = ratio(people, people.sum())
        width = float(picture.edges[1] - picture.edges[0])
        rows += [(day, float(edge), width, float(share)) for edge, share in zip(picture.edges, shares, strict=True)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
