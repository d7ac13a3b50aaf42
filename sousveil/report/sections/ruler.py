"""What the ruler saw, and what was so."""

from __future__ import annotations

from sousveil.measures.timeline import support, timeline
from sousveil.report.figure import gallery
from sousveil.report.markup import paragraph
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.sections.course import line, width
from sousveil.report.sections.happened import NOTHING
from sousveil.report.words import percent, tenths

OFFENCES = {"committed": ("incident",), "recorded by nobody": ("incident_unseen",)}


def ruler(reading: Reading) -> Section:
    """Reported and true support; offences committed and unseen."""
    figures = []
    told = support(reading.records)
    if len(told):
        thin = told.filter(told["day"].is_in(_ends(reading)))
        figures.append(
            line(
                thin,
                "Support for the ruler: as reported upwards and as it is",
                "share of people of 15 and over",
                share=True,
            )
        )
    offences = timeline(reading.records, OFFENCES, width=width(reading))
    if len(offences):
        figures.append(line(offences, "Offences with a victim per 100,000 people a year", "per 100,000 a year"))
    return section(
        "ruler",
        "What the ruler saw",
        paragraph(_sentence(reading)),
        gallery(figures, reading.badge) or absent("No picture.", because(reading, "ruler_error", "incidents")),
    )


def _ends(reading: Reading) -> list[int]:
    """About one day a week, so that a year of days stays one small picture."""
    days = [int(day) for day in reading.records["time"].values]
    step = max(1, len(days) // 52)
    return days[::-1][::step][::-1]


def _sentence(reading: Reading) -> str:
    error, told, true = reading.value("ruler_error"), reading.value("ruler_support"), reading.value("true_support")
    if error is None or told is None or true is None:
        return f"In this scenario nobody reports to a ruler: {because(reading, 'ruler_error')}"
    if abs(error) < NOTHING:
        return f"At the end, what was reported agrees with what was so: {percent(true)} support the ruler."
    more = "more" if error > 0 else "fewer"
    return (
        f"At the end, the reports said that {percent(told)} support the ruler. In truth {percent(true)} did:"
        f" {tenths(abs(error))} percentage points {more} were reported than there were. Whoever punishes an answer"
        " cannot ask the question."
    )
