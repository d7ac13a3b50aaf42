"""Wrong has two sides: was the system mistaken, and was the conduct protected? Four cells that add up to the whole."""

from __future__ import annotations

import math
from collections.abc import Mapping

import polars as pl
import xarray as xr

from sousveil.measures.counts import ABROAD, PER, Counts, Integers, ratio
from sousveil.measures.interval import estimate

CELLS: dict[str, tuple[bool, bool]] = {
    "right and unprotected": (False, False),
    "right about protected conduct": (False, True),
    "operator error": (True, False),
    "operator error about protected conduct": (True, True),
}
"""cell -> (operator error, protected conduct)."""

NEEDS: dict[str, tuple[str, ...]] = {
    "flag": ("flag", "flag_error", "flag_protected", "flag_error_protected"),
    "detention": ("detention", "detention_error", "detention_protected"),
}
SCHEMA = {
    "event": pl.String,
    "group": pl.String,
    "cell": pl.String,
    "operator_error": pl.Boolean,
    "protected": pl.Boolean,
    "count": pl.Float64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "share": pl.Float64,
}


def cells(counts: Counts, event: str) -> Mapping[str, Integers]:
    """The four cells of "flag" or "detention", (replicate, group) each; they add up to the event.

    The auditor counts an error as an error, whether or not speech was protected, and as protected only what was no
    error. Whoever did nothing did nothing protected, so a detention has no both.
    """
    whole, error = counts.of(event), counts.of(f"{event}_error")
    protected, both = counts.of(f"{event}_protected"), counts.of(f"{event}_error_protected")
    made = (whole - error - protected, protected, error - both, both)
    return dict(zip(CELLS, made, strict=True))


def lacking(records: xr.Dataset, event: str) -> str:
    """Why there is no cross table of this event; empty where there is one."""
    return Counts(records).lacking(NEEDS[event])


def cross_table(records: xr.Dataset, event: str = "flag") -> pl.DataFrame:
    """Operator error by protected conduct, for each group; empty where the scenario has no such part.

    count: over the whole run, mean over replicates; value, low, high: per 100,000 people of the group and year; share:
    of the event in the group.
    """
    counts = Counts(records)
    rows = []
    if not counts.lacking(NEEDS[event]):
        whole = counts.of(event)
        for cell, made in cells(counts, event).items():
            rates, shares = ratio(made * float(PER), counts.person_years), ratio(made, whole)
            for at, group in enumerate(counts.groups):
                if counts.people[at] and group != ABROAD:
                    found = estimate(rates[:, at].tolist(), (0, math.inf))
                    part = estimate(shares[:, at].tolist())
                    rows.append(
                        {
                            "event": event,
                            "group": group,
                            "cell": cell,
                            "operator_error": CELLS[cell][0],
                            "protected": CELLS[cell][1],
                            "count": float(made[:, at].mean()),
                            "value": found.value if found else None,
                            "low": found.low if found else None,
                            "high": found.high if found else None,
                            "share": part.value if part else None,
                        }
                    )
    return pl.DataFrame(rows, schema=SCHEMA)
