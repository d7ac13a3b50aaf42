"""How the run went: small pictures over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from sousveil.language import N_, _
from sousveil.measures.timeline import means, timeline
from sousveil.report import charts
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, paragraph
from sousveil.report.reading import UNASSESSED, Reading
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, interval, listing, number, percent, sentences

FORTNIGHT = 14  # days
MOST = 52  # periods in one picture: more would be finer than a pixel on a telephone
DAY = N_("day of the run")
EVENTS = {
    N_("alerts"): ("flag",),
    N_("detentions"): ("detention",),
    N_("messages not sent out of caution"): ("held_back",),
    N_("days in the street"): ("protest",),
}
COLUMNS = {
    N_("fear"): (N_("Mean fear, from none to full"), N_("share of full fear")),
    N_("trust"): (N_("Mean trust, from none to full"), N_("share of full trust")),
}


def course(reading: Reading) -> Section:
    """Alerts, detentions, silence, protest, fear and trust over time."""
    rates = timeline(reading.records, EVENTS, width=width(reading))
    minds = means(reading.records, list(COLUMNS))
    figures, missing = [], []
    for name in EVENTS:
        part = rates.filter(pl.col("series") == name)
        title = _("{what} per 100,000 people a year", what=capital(_(name)))
        figures += [line(part, title, _("per 100,000 a year"))] if len(part) else []
        missing += [] if len(part) else [_(name)]
    for name, (title, unit) in COLUMNS.items():
        part = minds.filter(pl.col("series") == name)
        figures += [line(part, _(title), _(unit), share=True)] if len(part) else []
        missing += [] if len(part) else [_(name)]
    return section(
        "course",
        _("Over time"),
        paragraph(_said(reading)),
        gallery(figures, reading.badge),
        _not_pictured(missing),
    )


def _said(reading: Reading) -> str:
    luck = (
        _("Bands show the interval of luck (95%).")
        if reading.replicates > 1
        else _("One replicate: intervals not assessed.")
    )
    return sentences(
        [
            _(
                "Each point is an average over {days} days; fear and trust are pictured on a few days.",
                days=width(reading),
            ),
            luck,
        ]
    )


def _not_pictured(missing: Sequence[str]) -> Html | None:
    if not missing:
        return None
    told = _("{missing}. Nothing in this scenario produces them.", missing=listing(missing))
    return absent(_("Not pictured:"), told)


def width(reading: Reading) -> int:
    """Days of a period: a fortnight, or longer where the run is so long that its picture would be crowded."""
    return max(FORTNIGHT, -(-reading.scenario.days // MOST))


def line(part: pl.DataFrame, title: str, unit: str, *, share: bool = False, zero: bool = True) -> Figure:
    """One figure of one or more series over days, from a table of `timeline`; series are named in English there."""
    said = {name: _(name) for name in part["series"].unique(maintain_order=True)}
    rows = [{**row, "series": said[row["series"]]} for row in part.to_dicts()]
    series = list(said.values())
    say = percent if share else number
    many = len(series) > 1
    drawn = [{"x": r["day"], "y": r["value"], "low": r["low"], "high": r["high"], "series": r["series"]} for r in rows]
    ends = [_ends([row for row in rows if row["series"] == name], say, name if many else "") for name in series]
    return Figure(
        title,
        charts.lines(drawn, x=_(DAY), y=unit, series=series if many else (), share=share, zero=zero),
        sentences(ends),
        (_("Up to day"), *((_("Series"),) if many else ()), _("Value"), _("Interval of luck")),
        [
            (
                number(r["day"], 6),
                *((r["series"],) if many else ()),
                say(r["value"]),
                interval(r["low"], r["high"], say) or _(UNASSESSED),
            )
            for r in rows
        ],
        figures=(2, 3) if many else (1, 2),
    )


def _ends(rows: Sequence[dict[str, Any]], say: Callable[[float], str], name: str) -> str:
    first, last = rows[0], rows[-1]
    top = max(rows, key=lambda row: row["value"])
    told = _(
        "{first} at first (to day {first_day}), {last} at the end; highest {top}, to day {top_day}.",
        first=say(first["value"]), first_day=first["day"], last=say(last["value"]), top=say(top["value"]),
        top_day=top["day"],
    )  # fmt: skip
    return _("{name}: {told}", name=name, told=told) if name else told
