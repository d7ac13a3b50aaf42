"""From the alert to the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.language import N_, _, _p
from sousveil.measures.funnel import funnel
from sousveil.report import charts
from sousveil.report.figure import Figure, show
from sousveil.report.markup import paragraph
from sousveil.report.reading import UNASSESSED, Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.words import interval, number, percent, sentences

TITLE = N_("From alert to verdict")


def path(reading: Reading) -> Section:
    """How many reach each stage."""
    rows = [row for row in funnel(reading.records).to_dicts() if row["value"] is not None]
    if len(rows) < 2 or not any(row["value"] for row in rows):
        none = absent(_("There is no path to show."), because(reading, "flags", "detentions"))
        return section("path", _(TITLE), none)
    stages = [_(name) for name in (row["stage"] for row in rows)]
    bars = [{"name": name, "value": row["value"], "text": _text(row)} for name, row in zip(stages, rows, strict=True)]
    picture = Figure(
        _("How many reach each stage, per 100,000 people a year"),
        charts.bars(bars, x=_("per 100,000 people a year")),
        _(
            "From {first} ({first_stage}) to {last} ({last_stage}).",
            first=number(rows[0]["value"]), first_stage=stages[0],
            last=number(rows[-1]["value"]), last_stage=stages[-1],
        ),
        (_("Stage"), _("Per 100,000 a year"), _("Interval of luck"), _("Share of the stage before")),
        [
            (name, number(row["value"]), interval(row["low"], row["high"]) or _(UNASSESSED), _share(row))
            for name, row in zip(stages, rows, strict=True)
        ],
    )  # fmt: skip
    return section(
        "path",
        _(TITLE),
        paragraph(
            sentences(
                [
                    _(
                        "Each bar is a stage between an alert and a verdict; in brackets, how many there were for each"
                        " hundred of the stage before."
                    ),
                    _(
                        "A stage can be larger than the one before it, because people also enter on the way: officers"
                        " read new entries of lists, and people are detained without an alert."
                    ),
                ]
            )
        ),
        show(picture, reading.badge),
    )


def _text(row: Mapping[str, Any]) -> str:
    if row["of_previous"] is None:
        return number(row["value"])
    return _("{value} ({share})", value=number(row["value"]), share=_share(row))


def _share(row: Mapping[str, Any]) -> str:
    share = row["of_previous"]
    if share is None:
        return ""
    return percent(share) if share <= 1 else _p("ratio", "{number} times", number=number(share))
