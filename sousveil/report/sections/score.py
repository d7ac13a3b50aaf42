"""The score, and the doors that it and the lists close."""

from __future__ import annotations

import polars as pl

from sousveil.language import N_, _, _p
from sousveil.measures.daily_share import daily_share
from sousveil.measures.distribution import distribution
from sousveil.report import charts, names
from sousveil.report.figure import Figure, gallery, show
from sousveil.report.markup import Html, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.sections.course import line, width
from sousveil.report.words import capital, number, percent, sentences

NUMBERS = (
    "score_gini",
    "score_locked_in",
    "score_mobility",
    "time_to_repair",
    "time_on_defaulter_list",
    "time_on_suspect_list",
)
DOORS = ("travel_denied", "credit_denied", "school_denied", "work_denied", "accounts_cut", "wrongful_exclusion")
BELOW = {N_("people in a tier that closes doors"): "below_tier"}


def score(reading: Reading) -> Section:
    """How the score is spread, who is locked in, which doors closed."""
    doors = tag("h3", _("Doors closed"))
    return section("score", _("The score and the doors"), *_score(reading), doors, _doors(reading))


def _score(reading: Reading) -> list[Html]:
    table_ = distribution(reading.records, "score")
    if not len(table_):
        return [absent(_("No score."), because(reading, "score_gini"))]
    figures = [_spread(table_)]
    below = daily_share(reading.records, BELOW, adults=False, width=width(reading))
    if len(below):
        figures.append(
            line(
                below,
                _("People in a tier of the score that closes doors: share of everybody at home"),
                _("share of people"),
                share=True,
            )
        )
    rows = [
        (capital(names.measure(name)), entry.text, entry.units or _("share"), _(definition.doc) if definition else "")
        for name in NUMBERS
        if (entry := reading.entry(name)).value is not None
        for definition in (reading.definition(name),)
    ]
    return [
        paragraph(
            sentences(
                [
                    _("One number a person, made from what was recorded and never from what is true."),
                    _("The first picture shows how people are spread over it at the start and at the end."),
                ]
            )
        ),
        gallery(figures, reading.badge),
        table(
            (_("What"), _("Value"), _("Unit"), _("What it means")),
            rows,
            caption=_("The score in numbers"),
            figures=(1,),
        ),
    ]


def _spread(part: pl.DataFrame) -> Figure:
    used = part.filter(pl.col("share") > 0)
    low, high = float(used["lower"].min() or 0), float(used["lower"].max() or 0)  # type: ignore[arg-type]
    rows = part.filter(pl.col("lower").is_between(low, high)).to_dicts()
    first, last = min(row["day"] for row in rows), max(row["day"] for row in rows)
    said = {first: _("at the start"), last: _("on day {day}", day=last)}
    drawn = [{"x": row["lower"], "y": row["share"], "series": said[row["day"]]} for row in rows]
    common = max((row for row in rows if row["day"] == last), key=lambda row: row["share"])
    step = float(rows[0]["width"])
    return Figure(
        _("How people are spread over the score: share of people in each bin of points"),
        charts.columns(drawn, x=_p("score", "points"), y=_("share of people"), series=list(said.values()), step=step),
        _(
            "At the end, most people ({share}) have {low} to {high} points.",
            share=percent(common["share"]), low=number(common["lower"]), high=number(common["lower"] + step),
        ),
        (_("Points from"), _("Day"), _("Share of people")),
        [(number(row["lower"], 4), number(row["day"], 6), percent(row["share"])) for row in rows if row["share"] > 0],
    )  # fmt: skip


def _doors(reading: Reading) -> Html:
    entries = [entry for name in DOORS if (entry := reading.entry(name)).value is not None]
    if not any(entry.value for entry in entries):
        reason = because(reading, *DOORS) if not entries else _("No refusal happened in this run.")
        return absent(_("No door closed."), reason)
    rows = [{"name": names.measure(entry.name), "value": entry.value, "text": entry.text} for entry in entries]
    picture = Figure(
        _("What was refused, per 100,000 people a year"),
        charts.bars(rows, x=_("refusals per 100,000 people a year"), strong=[names.measure("wrongful_exclusion")]),
        sentences([_("{what}: {told}.", what=capital(names.measure(e.name)), told=e.text) for e in entries]),
        (_("Door"), _("Per 100,000 a year"), _("Interval of luck")),
        [(names.measure(e.name), e.text, e.span) for e in entries],
        note=_("The last bar counts refusals to people without an unprotected deed; it is part of the first four."),
    )
    return show(picture, reading.badge)
