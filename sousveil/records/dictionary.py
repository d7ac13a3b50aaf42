"""The data dictionary: what every variable and column of a run folder means."""

from __future__ import annotations

import polars as pl
import xarray as xr

from sousveil.records import casefile

COLUMNS = ("name", "file", "kind", "unit", "per", "doc", "rights", "source")
Row = dict[str, str]


def row(
    name: str, file: str, kind: str, unit: str, doc: str, *, per: str = "", rights: str = "", source: str = ""
) -> Row:
    """One line of the dictionary. source: the mechanism that the thing comes from, or the events it is made of."""
    return dict(zip(COLUMNS, (name, file, kind, unit, per, doc, rights, source), strict=True))


def variables(records: xr.Dataset) -> list[Row]:
    """A line for every variable and coordinate of the dataset."""
    made = []
    for name, item in records.variables.items():
        attributes = {key: str(value) for key, value in item.attrs.items()}
        source = next((attributes[key] for key in ("emitted_by", "settled_by", "owned_by") if attributes.get(key)), "")
        kind = "coordinate" if name in records.coords else "variable"
        made.append(
            row(
                str(name),
                "records.zarr",
                kind,
                attributes.get("units", ""),
                attributes.get("long_name", ""),
                rights=attributes.get("rights", ""),
                source=source,
            )
        )
    return made


def case_columns(records: xr.Dataset) -> list[Row]:
    """A line for the case file itself, and one for every column of it."""
    columns = [row(name, casefile.FILE, "column", "", doc) for name, doc in casefile.DOCS.items()]
    kept, left_out = records.attrs["case_entries"], records.attrs["case_entries_left_out"]
    doc = f"what was done to people of the first replicate: {kept} entries; {casefile.missing(left_out)}"
    return [row(casefile.FILE, casefile.FILE, "file", "entries", doc), *columns]


def as_csv(rows: list[Row]) -> bytes:
    """The dictionary as a CSV file, UTF-8, one header line."""
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String)).write_csv().encode()
