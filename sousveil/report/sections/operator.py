"""What the operator wanted; and what nobody sees in life."""

from __future__ import annotations

import polars as pl

from sousveil.contract.events import BY_NAME
from sousveil.measures.timeline import timeline
from sousveil.report import names
from sousveil.report.markup import Html, Part, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.words import capital, interval, number

WANTED = ("incidents", "incidents_unseen", "incidents_unseen_share", "infractions", "alert_precision", "convictions", "officer_hours")
UNSEEN = ("incident_unseen", "sensitive_unseen", "held_back", "falsifies")


def wanted(reading: Reading) -> Section:
    """The operator's own yardsticks, with the same care as the harms."""
    rows = [_row(reading, name) for name in WANTED if reading.value(name) is not None]
    shown: Part = (
        table(("What", "Value", "Unit", "Interval", "What it means"), rows, caption="What the operator wanted, and what it takes")
        if rows
        else absent("Nothing to show.", capital(because(reading, *WANTED)))
    )
    return section(
        "wanted",
        "What the operator wanted",
        paragraph(
            "Such systems are built to prevent offences and to find those who commit them. Their own yardsticks are shown here with"
            " the same care as the harms."
        ),
        shown,
        paragraph(
            "How many offences were ",
            tag("em", "prevented"),
            " cannot be read from one run: it is a difference between two. ",
            tag("code", f"sousveil compare all-off {reading.scenario.name}"),
            " runs the same people with the same luck without the system and shows the difference.",
        ),
    )


def _row(reading: Reading, name: str) -> tuple[Part, ...]:
    entry, definition = reading.entry(name), reading.definition(name)
    span = interval(entry.low, entry.high, "share" if entry.is_share else "number") or "not assessed"
    return capital(names.measure(name)), entry.text, entry.units or "share", span, definition.doc if definition else ""


def unseen(reading: Reading) -> Section:
    """What a model can count and life cannot."""
    whole = timeline(reading.records, {name: (name,) for name in UNSEEN}, width=reading.scenario.days)
    rows = [_unseen(row) for row in whole.filter(pl.col("value").is_not_null()).to_dicts()]
    return section(
        "unseen",
        "What nobody sees in life",
        paragraph("These numbers exist only in a model. In life nobody can count them; whoever quotes a detection rate leaves them out."),
        table(("What", "Per 100,000 people a year", "Interval of luck"), rows) if rows else _nothing(),
        paragraph(
            "Also unseen in life, and not counted here: people who did commit an offence and whose alert an officer dismissed. The"
            " records of a run do not tell such alerts apart.",
            class_="note",
        ),
    )


def _unseen(row: dict[str, float]) -> tuple[Part, ...]:
    doc = capital(BY_NAME[str(row["series"])].doc)
    return doc, number(row["value"]), interval(row["low"], row["high"]) or "not assessed"


def _nothing() -> Html:
    return absent("Nothing to show.", "Nothing in this scenario counts what nobody sees (the mechanism `audit` does).")
