"""The figures of the paper, drawn from runs that are made here: python paper/figures.py [PEOPLE DAYS REPLICATES]."""

from __future__ import annotations

import sys
from pathlib import Path

import altair as alt
import numpy as np
import xarray as xr

import sousveil as sv
from sousveil.measures.interval import LEVEL, t_quantile

HERE = Path(__file__).parent
SIZES = (50_000, 60, 8)
WORLDS = ("everything-app", "open-society", "all-off")
CHANGE = "review.dismissed_wrong=0.6"
EVENTS = {"held_back": "messages held back", "flag": "alerts", "dismissed": "alerts dismissed", "visit": "visits"}


def records(scenario: str, sizes: tuple[int, int, int], changes: tuple[str, ...] = ()) -> xr.Dataset:
    """What was counted of people at home; dims replicate, time."""
    people, days, replicates = sizes
    run = sv.run(scenario, people=people, days=days, seed=1, set=changes, replicates=replicates, keep=False)
    return run.records.sel(group="all").sum("place")


def silence(worlds: dict[str, xr.Dataset], people: int) -> alt.Chart:
    """What people had to say and kept to themselves a day, in three worlds of the same people.

    A record covers several days, of which `time` is the last.
    """
    rows = [
        {"scenario": name, "day": float(day), "rate": float(count / days * 100_000 / people)}
        for name, counted in worlds.items()
        for day, days, count in zip(
            counted["time"].values, counted["days"].values, counted["held_back"].mean("replicate").values, strict=True
        )
    ]
    encoded = alt.Chart(alt.Data(values=rows)).mark_line()
    encoded = encoded.encode(
        x=alt.X("day:Q", title="day"),
        y=alt.Y("rate:Q", title=["messages held back a day,", "per 100,000 people"]),
        strokeDash=alt.StrokeDash("scenario:N", title=None),
        color=alt.Color("scenario:N", title=None),
    )
    return encoded.properties(width=420, height=220)


def intervals(name: str, here: np.ndarray, there: np.ndarray) -> list[dict[str, object]]:
    """The 95 % interval of the change of a count, in percent of what it was: of pairs, and as if unpaired."""
    was, change, n = here.mean(), (there - here).mean(), len(here)
    # two samples of equal size without pairing have twice the degrees of freedom (equal variances)
    alone = np.sqrt((here.var(ddof=1) + there.var(ddof=1)) / n) * t_quantile(2 * n - 2, (1 + LEVEL) / 2)
    paired = (there - here).std(ddof=1) / np.sqrt(n) * t_quantile(n - 1, (1 + LEVEL) / 2)
    return [
        {"event": EVENTS[name], "runs": how, "change": 100 * change / was,
         "low": 100 * (change - reach) / was, "high": 100 * (change + reach) / was}
        for how, reach in (("same luck", paired), ("as if unpaired", alone))
    ]  # fmt: skip


def pairing(here: xr.Dataset, there: xr.Dataset) -> alt.FacetChart:
    """What common luck buys: intervals of a small change of policy, of pairs, and as if nothing were paired."""
    rows = [row for name in EVENTS for row in intervals(name, *(one[name].sum("time").values for one in (here, there)))]
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("runs:N", title=None))
    bars = base.mark_rule(strokeWidth=3).encode(
        x=alt.X("low:Q", title="change, %"), x2="high:Q", color=alt.Color("runs:N", legend=None)
    )
    points = base.mark_point(filled=True, size=30, color="black").encode(x="change:Q")
    heads = alt.Header(labelAngle=0, labelAlign="left")
    rows_by = alt.Row("event:N", title=None, sort=list(EVENTS.values()), header=heads)
    return alt.layer(bars, points).properties(width=360, height=44).facet(row=rows_by)


def main(sizes: tuple[int, int, int] = SIZES) -> None:
    """Live the worlds and write both figures beside this file."""
    worlds = {name: records(name, sizes) for name in WORLDS}
    silence(worlds, sizes[0]).save(HERE / "silence.png", scale_factor=2)
    changed = records("everything-app", sizes, (CHANGE,))
    pairing(worlds["everything-app"], changed).save(HERE / "pairing.png", scale_factor=2)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
