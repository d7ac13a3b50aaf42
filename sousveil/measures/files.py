"""What measures add to a run folder: summary.json, measures.csv, dictionary.csv."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
import xarray as xr

from sousveil.measures.registry import MEASURES
from sousveil.records import dictionary

SUMMARY = "summary.json"
TABLE = "measures.csv"
DICTIONARY = "dictionary.csv"
SCHEMA = {
    "name": pl.String,
    "group": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "assumed_low": pl.Float64,
    "assumed_high": pl.Float64,
    "unit": pl.String,
    "per": pl.String,
    "reason": pl.String,
}


def measure_files(records: xr.Dataset, summary: Mapping[str, Any]) -> dict[str, bytes]:
    """File name -> content of the three files, UTF-8."""
    text = json.dumps(summary, indent=1, allow_nan=False, ensure_ascii=False) + "\n"
    return {
        SUMMARY: text.encode(),
        TABLE: pl.DataFrame(list(summary["measures"]), schema=SCHEMA).write_csv().encode(),
        DICTIONARY: dictionary.as_csv(rows(records)),
    }


def rows(records: xr.Dataset) -> list[dictionary.Row]:
    """The data dictionary: variables, columns of the case file, measures."""
    return [*dictionary.variables(records), *dictionary.case_columns(records), *_measures()]


def _measures() -> list[dictionary.Row]:
    return [
        dictionary.row(
            measure.name,
            TABLE,
            "measure",
            measure.unit,
            measure.doc,
            per=measure.per,
            rights=f"ICCPR {', '.join(map(str, measure.rights))}" if measure.rights else "",
            source=" ".join((*measure.needs, *measure.any_of, *measure.columns, *measure.shared)),
        )
        for measure in MEASURES.values()
    ]
