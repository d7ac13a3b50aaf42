"""How the run went: small pictures over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from sousveil.measures.timeline import means, timeline
from sousveil.report import charts
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import paragraph
from sousveil.report.reading import UNASSESSED, Reading
from sousveil.report.section import Section, absent, section
from sousveil.report.words import interval, listing, number, percent

FORTNIGHT = 14  # days
MOST = 52  # periods in one picture: more would be finer than a pixel on a telephone
DAY = "day of the run"
EVENTS = {
    "alerts": ("flag",),
    "detentions": ("detention",),
    "messages not sent out of caution": ("held_back",),
    "days in the street": ("protest",),
}
COLUMNS = {"fear": "mean fear, from none to full", "trust": "mean trust, from none to full"}


def course(reading: Reading) -> Section:
    """Alerts, detentions, silence, protest, fear and trust over time."""
    rates = timeline(reading.records, EVENTS, width=width(reading))
    minds = means(reading.records, list(COLUMNS))
    figures, missing = [], []
    for name in EVENTS:
        part = rates.filter(pl.col("series") == name)
        figures += (
            [line(part, f"{name.capitalize()} per 100,000 people a year", "per 100,000 a year")] if len(part) else []
        )
        missing += [] if len(part) else [name]
    for name, unit in COLUMNS.items():
        part = minds.filter(pl.col("series") == name)
        figures += [line(part, unit.capitalize(), "share of full " + name, share=True)] if len(part) else []
        missing += [] if len(part) else [name]
    return section(
        "course",
        "Over time",
        paragraph(
            f"Each point is an average over {width(reading)} days; fear and trust are pictured on a few days.",
            " Bands show the interval of luck (95%)."
            if reading.replicates > 1
            else " One replicate: intervals not assessed.",
        ),
        gallery(figures, reading.badge),
        absent("Not pictured:", f"{listing(missing)}. Nothing in this scenario produces them.") if missing else None,
    )


def width(reading: Reading) -> int:
    """Days of a period: a fortnight, or longer where the run is so long that its picture would be crowded."""
    return max(FORTNIGHT, -(-reading.scenario.days // MOST))


def line(part: pl.DataFrame, title: str, unit: str, *, share: bool = False, zero: bool = True) -> Figure:
    """One figure of one or more series over days, from a table of `timeline`."""
    rows = part.to_dicts()
    series = list(dict.fromkeys(row["series"] for row in rows))
    say = percent if share else number
    many = len(series) > 1
    drawn = [{"x": r["day"], "y": r["value"], "low": r["low"], "high": r["high"], "series": r["series"]} for r in rows]
    ends = [_ends([row for row in rows if row["series"] == name], say, name if many else "") for name in series]
    return Figure(
        title,
        charts.lines(drawn, x=DAY, y=unit, series=series if many else (), share=share, zero=zero),
        " ".join(ends),
        ("Up to day", *(("Series",) if many else ()), "Value", "Interval of luck"),
        [
            (
                number(r["day"], 6),
                *((r["series"],) if many else ()),
                say(r["value"]),
                interval(r["low"], r["high"], say) or UNASSESSED,
            )
            for r in rows
        ],
        figures=(2, 3) if many else (1, 2),
    )


def _ends(rows: Sequence[dict[str, Any]], say: Callable[[float], str], name: str) -> str:
    first, last = rows[0], rows[-1]
    top = max(rows, key=lambda row: row["value"])
    label = f"{name}: " if name else ""
    return (
        f"{label}{say(first['value'])} at first (to day {first['day']}), {say(last['value'])} at the end; highest"
        f" {say(top['value'])}, to day {top['day']}."
    )
