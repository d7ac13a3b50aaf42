"""From the alert to the verdict: how many reach each stage."""

from __future__ import annotations

import math

import polars as pl
import xarray as xr

from sousveil.contract.events import CUSTODY_EVENTS
from sousveil.language import N_
from sousveil.measures.counts import ALL, Counts
from sousveil.measures.interval import estimate

STAGES: dict[str, tuple[str, ...]] = {
    N_("alert raised"): ("flag",),
    N_("read by an officer"): ("reviewed",),
    N_("visited or stopped"): ("visit", "stop"),
    N_("detained"): CUSTODY_EVENTS,
    N_("charged"): ("charged",),
    N_("convicted"): ("convicted",),
}
"""stage -> events. Officers also read entries of the pre-emptive list; people are also detained without an alert."""

SCHEMA = {
    "stage": pl.String,
    "group": pl.String,
    "count": pl.Float64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "of_previous": pl.Float64,
}


def funnel(records: xr.Dataset, group: str = ALL) -> pl.DataFrame:
    """A row a stage that the scenario has: count over the run (mean over replicates), per 100,000 people and year.

    of_previous: the stage's count over that of the stage before; no chance of a person, as some enter the funnel late.
    """
    counts = Counts(records)
    at = counts.column(group)
    rows, before = [], None
    for stage, events in STAGES.items():
        if counts.lacking((), events):
            continue
        count = float(counts.of(*events)[:, at].mean())
        found = estimate(counts.rate(*events)[:, at].tolist(), (0, math.inf))
        rows.append(
            {
                "stage": stage,
                "group": group,
                "count": count,
                "value": found.value if found else None,
                "low": found.low if found else None,
                "high": found.high if found else None,
                "of_previous": count / before if before else None,
            }
        )
        before = count
    return pl.DataFrame(rows, schema=SCHEMA)
