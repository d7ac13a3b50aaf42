"""Speech: what was said, kept back, stopped and deleted; and what people say against what they think."""

from __future__ import annotations

from sousveil.measures.counts import Counts
from sousveil.measures.daily_share import SAYS_AND_THINKS, daily_share
from sousveil.measures.minds import ARM, RECENT
from sousveil.measures.quantities import figure
from sousveil.measures.timeline import timeline
from sousveil.report import charts
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, paragraph
from sousveil.report.reading import UNASSESSED, Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.sections.course import line
from sousveil.report.sections.happened import NOTHING
from sousveil.report.words import capital, interval, number, percent, tenths

FATES = {
    "complaints sent": ("complaint",),
    "criticism sent": ("criticism",),
    "criticism censored": ("criticism_censored",),
    "calls for action sent": ("mobilisation",),
    "calls for action censored": ("mobilisation_censored",),
    "sent outside the app": ("off_app",),
    "kept back": ("held_back",),
    "stopped before sending": ("blocked",),
    "held for review": ("held_for_review",),
    "never appeared": ("hold_dropped",),
    "deleted afterwards": ("deleted",),
}
SILENCED = (
    "criticism censored", "calls for action censored", "kept back", "stopped before sending", "never appeared",
    "deleted afterwards",
)  # fmt: skip


def speech(reading: Reading) -> Section:
    """What became of words."""
    figures = [made for made in (_fates(reading), _says_and_thinks(reading)) if made]
    return section(
        "speech",
        "What could be said",
        *(paragraph(text) for text in (_silence(reading), _deletion(reading), _kinds(reading)) if text),
        gallery(figures, reading.badge)
        or absent("Nothing about speech.", because(reading, "messages", "falsification_gap")),
        _survey(reading),
    )


def _fates(reading: Reading) -> Figure | None:
    whole = timeline(reading.records, FATES, width=reading.scenario.days).to_dicts()
    if not whole:
        return None
    rows = [{"name": row["series"], "value": row["value"], "text": number(row["value"])} for row in whole]
    spoken = [row for row in whole if row["series"] in SILENCED]
    return Figure(
        "What became of sensitive messages, per 100,000 people a year",
        charts.bars(rows, x="per 100,000 people a year", strong=SILENCED),
        " ".join(f"{capital(row['series'])}: {number(row['value'])}." for row in spoken),
        ("What became of it", "Per 100,000 a year", "Interval of luck"),
        [(r["series"], number(r["value"]), interval(r["low"], r["high"]) or UNASSESSED) for r in whole],
        note="Bars in the second colour are words that did not reach anybody, or not for long. Censored means stopped,"
        " never shown or deleted; the same messages count again below. Stopped and deleted messages include everyday"
        " ones that were taken for sensitive.",
    )


def _says_and_thinks(reading: Reading) -> Figure | None:
    part = daily_share(reading.records, SAYS_AND_THINKS)
    return line(part, "Support for the ruler: what people say and what they think", "share of people of 15 and over",
                share=True) if len(part) else None  # fmt: skip


def _silence(reading: Reading) -> str:
    kept, share = reading.value("messages_not_sent"), reading.value("silence_share")
    if kept is None or share is None:
        return ""
    if kept == 0:
        return "Nobody who had something sensitive to say kept silent."
    return (
        f"On {percent(share)} of the occasions on which somebody had something sensitive to say, that person kept"
        " silent. Silence leaves no trace: no filter, no court and no survey in the model records it."
    )


def _deletion(reading: Reading) -> str:
    soon, day = reading.value("deleted_in_30min_share"), reading.value("deleted_in_a_day_share")
    if soon is None or day is None:
        return ""
    gone = f"{percent(soon)} were gone within 30 minutes and {percent(day)} within a day"
    return f"Of the messages that were deleted after sending, {gone}."


def _kinds(reading: Reading) -> str:
    found, _ = figure("mobilisation_to_criticism_censorship_ratio", Counts(reading.records))
    if found.value is None:
        return ""
    return (
        f"A call for collective action was {number(found.value, 2)} times as likely to be stopped, dropped or deleted"
        " as criticism of the state."
    )


def _survey(reading: Reading) -> Html:
    gap, shown = reading.value("falsification_gap"), reading.value("list_experiment_gap")
    error = reading.value("list_experiment_error")
    if gap is None or shown is None or error is None:
        return absent("Saying and thinking.", because(reading, "falsification_gap", "list_experiment_gap"))
    if abs(gap) < NOTHING:
        return paragraph(f"Over the last {RECENT} days, people of 15 and over say about the ruler what they think.")
    more = "more" if gap > 0 else "fewer"
    seen = "would find it" if abs(shown) > 2 * error else "could not tell it from no gap at all"
    return paragraph(
        f"Over the last {RECENT} days of the run, {tenths(abs(gap))} percentage points {more} people of 15 and over say"
        " that they support the ruler than do. Researchers look for such a gap with a list experiment: people say how"
        f" many items of a list they agree with, not which. One with two arms of {ARM:,} people would show a gap of"
        f" {tenths(shown)} points, give or take {tenths(error)} (one standard error), if people answered a list"
        f" honestly. Such a survey {seen}."
    )
