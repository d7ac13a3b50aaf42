"""A run as tables: its measures, its records, its histograms, its case file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import polars as pl
import xarray as xr

from sousveil.contract.errors import RequestError, unknown
from sousveil.measures.files import SCHEMA
from sousveil.records import casefile, tables
from sousveil.records.history import History


class Told(Protocol):
    """What a table is made of."""

    @property
    def history(self) -> History:
        """The records as plain arrays."""

    @property
    def records(self) -> xr.Dataset:
        """The records."""

    @property
    def summary(self) -> dict[str, Any]:
        """The content of summary.json."""

    @property
    def folder(self) -> Path | None:
        """Where the run was written, if it was."""


Made = Callable[[Told, Sequence[str]], pl.DataFrame]


def of_run(run: Told, what: str, names: Sequence[str] = ()) -> pl.DataFrame:
    """One of the tables; raises RequestError for what is none, and for names that are not in it."""
    if isinstance(names, str):
        raise RequestError("names are a list", where="names", found=names, allowed=f"[{names!r}]")
    if what not in KINDS:
        raise unknown("table", what, KINDS)
    return KINDS[what](run, names)


def measures(summary: Mapping[str, Any], names: Sequence[str] = ()) -> pl.DataFrame:
    """A row a measure and group, as in measures.csv; `reason` says why one has no value."""
    made = pl.DataFrame(list(summary["measures"]), schema=SCHEMA)
    known = set(made["name"])
    for name in names:
        if name not in known:
            raise unknown("measure", name, known)
    return made.filter(pl.col("name").is_in(names)) if names else made


def _case_file(run: Told, names: Sequence[str]) -> pl.DataFrame:
    """Things done to persons of the first replicate. Where nothing was kept, places are not known any more."""
    where = None if run.folder is None else run.folder / casefile.FILE
    made = casefile.case_file(run.history) if where is None else pl.read_parquet(where)
    known = set(run.history.events)
    for name in names:
        if name not in known:
            raise unknown("kind of event", name, known)
    return made.filter(pl.col("kind").is_in(names)) if names else made


KINDS: Mapping[str, Made] = {
    "measures": lambda run, names: measures(run.summary, names),
    "records": lambda run, names: tables.long(run.records, names),
    "histograms": lambda run, names: tables.histograms(run.records, names),
    "case_file": _case_file,
}
