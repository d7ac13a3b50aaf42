"""The score, and the doors that it and the lists close."""

from __future__ import annotations

import polars as pl

from sousveil.measures.daily_share import daily_share
from sousveil.measures.distribution import distribution
from sousveil.report import charts, names
from sousveil.report.figure import Figure, gallery, show
from sousveil.report.markup import Html, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.sections.course import line, width
from sousveil.report.words import capital, number, percent

NUMBERS = (
    "score_gini",
    "score_locked_in",
    "score_mobility",
    "time_to_repair",
    "time_on_defaulter_list",
    "time_on_suspect_list",
)
DOORS = ("travel_denied", "credit_denied", "school_denied", "work_denied", "accounts_cut", "wrongful_exclusion")
BELOW = {"people in a tier that closes doors": "below_tier"}


def score(reading: Reading) -> Section:
    """How the score is spread, who is locked in, which doors closed."""
    return section("score", "The score and the doors", *_score(reading), tag("h3", "Doors closed"), _doors(reading))


def _score(reading: Reading) -> list[Html]:
    table_ = distribution(reading.records, "score")
    if not len(table_):
        return [absent("No score.", because(reading, "score_gini"))]
    figures = [_spread(table_)]
    below = daily_share(reading.records, BELOW, adults=False, width=width(reading))
    if len(below):
        figures.append(
            line(
                below,
                "People in a tier of the score that closes doors: share of everybody at home",
                "share of people",
                share=True,
            )
        )
    rows = [
        (capital(names.measure(name)), entry.text, entry.units or "share", definition.doc if definition else "")
        for name in NUMBERS
        if (entry := reading.entry(name)).value is not None
        for definition in (reading.definition(name),)
    ]
    return [
        paragraph(
            "One number a person, made from what was recorded and never from what is true. The first picture shows"
            " how people are spread over it at the start and at the end."
        ),
        gallery(figures, reading.badge),
        table(("What", "Value", "Unit", "What it means"), rows, caption="The score in numbers", figures=(1,)),
    ]


def _spread(part: pl.DataFrame) -> Figure:
    used = part.filter(pl.col("share") > 0)
    low, high = float(used["lower"].min() or 0), float(used["lower"].max() or 0)  # type: ignore[arg-type]
    rows = part.filter(pl.col("lower").is_between(low, high)).to_dicts()
    first, last = min(row["day"] for row in rows), max(row["day"] for row in rows)
    said = {first: "at the start", last: f"on day {last}"}
    drawn = [{"x": row["lower"], "y": row["share"], "series": said[row["day"]]} for row in rows]
    common = max((row for row in rows if row["day"] == last), key=lambda row: row["share"])
    step = float(rows[0]["width"])
    return Figure(
        "How people are spread over the score: share of people in each bin of points",
        charts.columns(drawn, x="points", y="share of people", series=list(said.values()), step=step),
        f"At the end, most people ({percent(common['share'])}) have {number(common['lower'])} to"
        f" {number(common['lower'] + step)} points.",
        ("Points from", "Day", "Share of people"),
        [(number(row["lower"], 4), number(row["day"], 6), percent(row["share"])) for row in rows if row["share"] > 0],
    )


def _doors(reading: Reading) -> Html:
    entries = [entry for name in DOORS if (entry := reading.entry(name)).value is not None]
    if not any(entry.value for entry in entries):
        reason = because(reading, *DOORS) if not entries else "No refusal happened in this run."
        return absent("No door closed.", reason)
    rows = [{"name": names.measure(entry.name), "value": entry.value, "text": entry.text} for entry in entries]
    picture = Figure(
        "What was refused, per 100,000 people a year",
        charts.bars(rows, x="refusals per 100,000 people a year", strong=[names.measure("wrongful_exclusion")]),
        " ".join(f"{capital(names.measure(entry.name))}: {entry.text}." for entry in entries),
        ("Door", "Per 100,000 a year", "Interval of luck"),
        [(names.measure(e.name), e.text, e.span) for e in entries],
        note="The last bar counts refusals to people without an unprotected deed; it is part of the first four.",
    )
    return show(picture, reading.badge)
