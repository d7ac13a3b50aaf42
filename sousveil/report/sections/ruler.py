"""What the ruler saw, and what was so."""

from __future__ import annotations

from sousveil.language import N_, _
from sousveil.measures.timeline import support, timeline
from sousveil.report.figure import gallery
from sousveil.report.markup import paragraph
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.sections.accounts import NOTHING
from sousveil.report.sections.course import line, width
from sousveil.report.words import percent, sentences, tenths

OFFENCES = {N_("committed"): ("incident",), N_("recorded by nobody"): ("incident_unseen",)}


def ruler(reading: Reading) -> Section:
    """Reported and true support; offences committed and unseen."""
    figures = []
    told = support(reading.records)
    if len(told):
        thin = told.filter(told["day"].is_in(_ends(reading)))
        figures.append(
            line(
                thin,
                _("Support for the ruler: as reported upwards and as it is"),
                _("share of people of 15 and over"),
                share=True,
            )
        )
    offences = timeline(reading.records, OFFENCES, width=width(reading))
    if len(offences):
        title = _("Offences with a victim per 100,000 people a year")
        figures.append(line(offences, title, _("per 100,000 a year")))
    return section(
        "ruler",
        _("What the ruler saw"),
        paragraph(_sentence(reading)),
        gallery(figures, reading.badge) or absent(_("No picture."), because(reading, "ruler_error", "incidents")),
    )


def _ends(reading: Reading) -> list[int]:
    """About one day a week, so that a year of days stays one small picture."""
    days = [int(day) for day in reading.records["time"].values]
    step = max(1, len(days) // 52)
    return days[::-1][::step][::-1]


def _sentence(reading: Reading) -> str:
    error, told, true = reading.value("ruler_error"), reading.value("ruler_support"), reading.value("true_support")
    if error is None or told is None or true is None:
        return _("In this scenario nobody reports to a ruler: {reason}", reason=because(reading, "ruler_error"))
    if abs(error) < NOTHING:
        return _(
            "At the end, what was reported agrees with what was so: {share} support the ruler.", share=percent(true)
        )
    return sentences(
        [
            _("At the end, the reports said that {share} support the ruler.", share=percent(told)),
            _truth(error, true),
            _("Whoever punishes an answer cannot ask the question."),
        ]
    )


def _truth(error: float, true: float) -> str:
    share, points = percent(true), tenths(abs(error))
    if error > 0:
        return _(
            "In truth {share} did: {points} percentage points more were reported than there were.",
            share=share, points=points,
        )  # fmt: skip
    return _(
        "In truth {share} did: {points} percentage points fewer were reported than there were.",
        share=share, points=points,
    )  # fmt: skip
