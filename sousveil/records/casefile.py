"""events.parquet: the case file, a row for each thing that was done to a synthetic person of the first replicate."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from sousveil.records.history import History

FILE = "events.parquet"
BLOCK = 256  # people a block
SCHEMA = {"person": pl.Int64, "day": pl.Int32, "kind": pl.String, "rule": pl.String, "place": pl.String}
COUNTRY_SCHEMA = {"country": pl.String, "quarter": pl.Int32, "kind": pl.String, "rule": pl.String}
"""Of a run of countries; kept as far as there is a record to check against."""
DOCS = {
    "person": "number of the synthetic person, block * 256 + slot",
    "day": "day on which it happened, 1-based",
    "kind": "name of the event",
    "rule": "mechanism that made it happen",
    "place": "synthetic label of the place where the person lives; empty where unknown",
}


def case_file(history: History, block_place: npt.NDArray[np.int32] | None = None) -> pl.DataFrame:
    """person, day, kind, rule, place, in the order of day and person."""
    names = pl.Series("kind", list(history.events), dtype=pl.String)
    rules = pl.Series("rule", [history.mechanisms.get(name, "") for name in history.events], dtype=pl.String)
    kind = np.asarray(history.case["kind"], np.int64)
    person = np.asarray(history.case["person"], np.int64)
    frame = pl.DataFrame(
        {
            "person": person,
            "day": np.asarray(history.case["day"], np.int32),
            "kind": names.gather(kind),
            "rule": rules.gather(kind),
            "place": _places(history, person, block_place),
        },
        schema=SCHEMA,
    )
    return frame.sort("day", "person", maintain_order=True)


def _places(history: History, person: npt.NDArray[np.int64], block_place: npt.NDArray[np.int32] | None) -> pl.Series:
    labels = pl.Series("place", [place.label for place in history.places], dtype=pl.String)
    if block_place is None:
        return pl.Series("place", [None] * len(person), dtype=pl.String)
    return labels.gather(block_place[person // BLOCK].astype(np.int64))


def missing(left_out: int) -> str:
    """What is said of entries that the case file does not hold."""
    if not left_out:
        return "none left out"
    return f"{left_out:,} later ones left out because the file was full; counts and measures have them all"


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write as parquet; the file appears when complete."""
    part = path.with_name(path.name + ".part")
    frame.write_parquet(part, compression="zstd", statistics=True)
    os.replace(part, path)
