"""Records as long tables: a row a number, with everything that says which number it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from sousveil.contract.errors import RequestError, unknown

if TYPE_CHECKING:
    import pandas as pd

DIMS = ("replicate", "time", "place", "group")
LONG = {
    "variable": pl.String, "replicate": pl.Int32, "day": pl.Int32, "days": pl.Int32, "place": pl.String,
    "place_kind": pl.String, "region": pl.String, "group": pl.String, "value": pl.Float64, "unit": pl.String,
}  # fmt: skip
"""Columns of the records. day: the last of its bin, which is so many days long; null where a number has no such dim."""
PICTURES = {
    "column": pl.String, "replicate": pl.Int32, "day": pl.Int32, "group": pl.String, "from": pl.Float64,
    "persons": pl.Float64, "unit": pl.String,
}  # fmt: skip
"""Columns of the histograms. from: lower edge of the bin; the last bin holds everything above."""
PREFIX, EDGE = "hist_", "edge_"
ALONG = {
    "time": (("time", "day"), ("days", "days")),
    "place": (("place", "place"), ("place_kind", "place_kind"), ("region", "region")),
    "replicate": (("replicate", "replicate"),), "group": (("group", "group"),), "snapshot": (("snapshot", "day"),),
}  # fmt: skip
"""Dimension -> coordinates along it, and the columns that they become."""


def long(records: xr.Dataset, names: Sequence[str] = ()) -> pl.DataFrame:
    """Counts of events, shared numbers and head counts, a row each; all of them, or those that are named."""
    known = [str(name) for name, one in records.data_vars.items() if set(one.dims) <= set(DIMS)]
    chosen = _chosen("variable of the records", names, known)
    return _stacked((_rows(records, name, name, "variable", "value", LONG) for name in chosen), LONG)


def histograms(records: xr.Dataset, names: Sequence[str] = ()) -> pl.DataFrame:
    """People by bin of a column on the days of the pictures; of all columns that were pictured, or those named."""
    known = [str(name).removeprefix(PREFIX) for name in records.data_vars if str(name).startswith(PREFIX)]
    chosen = _chosen("column that was pictured", names, known)
    return _stacked((_picture(records, name) for name in chosen), PICTURES)


def _chosen(kind: str, names: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    for name in names:
        if name not in known:
            raise unknown(kind, name, known)
    return names or known


def _stacked(frames: Iterable[pl.DataFrame], schema: Any) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def _picture(records: xr.Dataset, name: str) -> pl.DataFrame:
    edges = records[EDGE + name]
    made = _rows(records, PREFIX + name, name, "column", "persons", PICTURES)
    bins = np.arange(made.height) % edges.size  # the bin is the last dimension
    return made.with_columns(pl.Series("from", edges.values[bins]), unit=pl.lit(str(edges.attrs["units"])))


def _rows(records: xr.Dataset, name: str, called: str, kind: str, number: str, schema: Any) -> pl.DataFrame:
    """Every number of one variable, in the order of its dimensions."""
    one = records[name]
    columns: dict[str, Any] = {kind: called, number: one.values.reshape(-1).astype(np.float64),
                               "unit": str(one.attrs.get("units", ""))}  # fmt: skip
    for axis, dim in enumerate(one.dims):
        shape = [1] * one.ndim
        shape[axis] = one.shape[axis]
        at = np.broadcast_to(np.arange(one.shape[axis]).reshape(shape), one.shape).reshape(-1)
        for coordinate, column in ALONG.get(str(dim), ()):
            columns[column] = pl.Series(records[coordinate].values.tolist(), dtype=schema[column]).gather(at)
    return pl.DataFrame(
        {column: columns.get(column) for column in schema}
        | {column: [value] * one.size for column, value in columns.items() if isinstance(value, str)}, schema=schema
    )  # fmt: skip


def as_pandas(frame: pl.DataFrame) -> pd.DataFrame:
    """A table for pandas, column by column: that needs no other library. Raises RequestError without pandas."""
    try:
        import pandas as pd
    except ModuleNotFoundError:
        raise RequestError("this table needs pandas, which is not installed",
                           allowed="pip install 'sousveil[notebook]'") from None  # fmt: skip
    return pd.DataFrame({
        name: one.to_list() if one.dtype == pl.String else one.to_numpy() for name, one in zip(
            frame.columns, frame.get_columns(), strict=True)
    }, columns=frame.columns)  # fmt: skip
