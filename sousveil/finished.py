"""A finished run as a user holds it: its records and measures, as tables of other libraries, and as a card.

What tables and cards are made of is imported when one is asked for: a run can be lived without those libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import xarray as xr

    from sousveil.records.history import History
    from sousveil.scenario import Scenario


@dataclass(frozen=True, repr=False)
class Run:
    """A finished run.

    records: xarray.Dataset of counts, shared numbers and histograms. summary: the content of summary.json.
    history: the same as plain arrays. folder: where it was written, if it was.
    """

    scenario: Scenario
    history: History
    records: xr.Dataset
    summary: dict[str, Any]
    folder: Path | None

    def to_polars(self, what: str = "measures", names: Sequence[str] = ()) -> pl.DataFrame:
        """A table: "measures", a row a measure and group; "records", a row a number kept; "histograms"; "case_file".

        names: which measures, or which variables of the records; all of them unless named. Raises RequestError.
        """
        from sousveil.measures.tables import of_run

        return of_run(self, what, names)

    def to_pandas(self, what: str = "measures", names: Sequence[str] = ()) -> pd.DataFrame:
        """The same table for pandas. Raises RequestError where pandas is not installed."""
        from sousveil.records.tables import as_pandas

        return as_pandas(self.to_polars(what, names))

    def to_netcdf(self, path: str | Path) -> Path:
        """Write the records, with units and attributes, as a netCDF-4 file and return its path. Raises RequestError."""
        from sousveil.records import netcdf

        return netcdf.write(self.records, Path(path))

    def __repr__(self) -> str:
        said = (self.scenario.size, f"seed {self.scenario.seed}", f"replicates {self.summary['replicates']:,}")
        return f"Run({self.scenario.name!r}, {', '.join(said)})"

    def _repr_html_(self) -> str:
        from sousveil.measures.card import run_card

        return run_card(self.scenario.title or self.scenario.name, self.summary, self.folder)
