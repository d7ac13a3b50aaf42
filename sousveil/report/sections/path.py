"""From the alert to the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.measures.funnel import funnel
from sousveil.report import charts
from sousveil.report.figure import Figure, show
from sousveil.report.markup import paragraph
from sousveil.report.reading import UNASSESSED, Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.words import interval, number, percent

TITLE = "From alert to verdict"


def path(reading: Reading) -> Section:
    """How many reach each stage."""
    rows = [row for row in funnel(reading.records).to_dicts() if row["value"] is not None]
    if len(rows) < 2 or not any(row["value"] for row in rows):
        return section("path", TITLE, absent("There is no path to show.", because(reading, "flags", "detentions")))
    bars = [{"name": row["stage"], "value": row["value"], "text": _text(row)} for row in rows]
    first, last = rows[0], rows[-1]
    picture = Figure(
        "How many reach each stage, per 100,000 people a year",
        charts.bars(bars, x="per 100,000 people a year"),
        f"From {number(first['value'])} ({first['stage']}) to {number(last['value'])} ({last['stage']}).",
        ("Stage", "Per 100,000 a year", "Interval of luck", "Share of the stage before"),
        [
            (row["stage"], number(row["value"]), interval(row["low"], row["high"]) or UNASSESSED, _share(row))
            for row in rows
        ],
    )
    return section(
        "path",
        TITLE,
        paragraph(
            "Each bar is a stage between an alert and a verdict; in brackets, how many there were for each hundred"
            " of the stage before. A stage can be larger than the one before it, because people also enter on the"
            " way: officers read new entries of lists, and people are detained without an alert."
        ),
        show(picture, reading.badge),
    )


def _text(row: Mapping[str, Any]) -> str:
    share = row["of_previous"]
    return number(row["value"]) + (f" ({_share(row)})" if share is not None else "")


def _share(row: Mapping[str, Any]) -> str:
    share = row["of_previous"]
    if share is None:
        return ""
    return percent(share) if share <= 1 else f"{number(share)} times"
