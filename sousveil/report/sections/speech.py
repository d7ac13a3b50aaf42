"""Speech: what was said, kept back, stopped and deleted; and what people say against what they think."""

from __future__ import annotations

from sousveil.language import N_, _
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
from sousveil.report.sections.accounts import NOTHING
from sousveil.report.sections.course import line
from sousveil.report.words import capital, interval, number, percent, sentences, tenths

FATES = {
    N_("complaints sent"): ("complaint",),
    N_("criticism sent"): ("criticism",),
    N_("criticism censored"): ("criticism_censored",),
    N_("calls for action sent"): ("mobilisation",),
    N_("calls for action censored"): ("mobilisation_censored",),
    N_("sent outside the app"): ("off_app",),
    N_("kept back"): ("held_back",),
    N_("stopped before sending"): ("blocked",),
    N_("held for review"): ("held_for_review",),
    N_("never appeared"): ("hold_dropped",),
    N_("deleted afterwards"): ("deleted",),
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
        _("What could be said"),
        *(paragraph(text) for text in (_silence(reading), _deletion(reading), _kinds(reading)) if text),
        gallery(figures, reading.badge)
        or absent(_("Nothing about speech."), because(reading, "messages", "falsification_gap")),
        _survey(reading),
    )


def _fates(reading: Reading) -> Figure | None:
    whole = timeline(reading.records, FATES, width=reading.scenario.days).to_dicts()
    if not whole:
        return None
    said = {name: _(name) for name in FATES}
    rows = [{"name": said[row["series"]], "value": row["value"], "text": number(row["value"])} for row in whole]
    spoken = [row for row in whole if row["series"] in SILENCED]
    return Figure(
        _("What became of sensitive messages, per 100,000 people a year"),
        charts.bars(rows, x=_("per 100,000 people a year"), strong=[said[name] for name in SILENCED]),
        sentences(
            [_("{what}: {told}.", what=capital(said[row["series"]]), told=number(row["value"])) for row in spoken]
        ),
        (_("What became of it"), _("Per 100,000 a year"), _("Interval of luck")),
        [(said[r["series"]], number(r["value"]), interval(r["low"], r["high"]) or _(UNASSESSED)) for r in whole],
        note=sentences(
            [
                _("Bars in the second colour are words that did not reach anybody, or not for long."),
                _("Censored means stopped, never shown or deleted; the same messages count again below."),
                _("Stopped and deleted messages include everyday ones that were taken for sensitive."),
            ]
        ),
    )


def _says_and_thinks(reading: Reading) -> Figure | None:
    part = daily_share(reading.records, SAYS_AND_THINKS)
    if not len(part):
        return None
    title = _("Support for the ruler: what people say and what they think")
    return line(part, title, _("share of people of 15 and over"), share=True)


def _silence(reading: Reading) -> str:
    kept, share = reading.value("messages_not_sent"), reading.value("silence_share")
    if kept is None or share is None:
        return ""
    if kept == 0:
        return _("Nobody who had something sensitive to say kept silent.")
    return sentences(
        [
            _(
                "On {share} of the occasions on which somebody had something sensitive to say, that person kept"
                " silent.",
                share=percent(share),
            ),
            _("Silence leaves no trace: no filter, no court and no survey in the model records it."),
        ]
    )


def _deletion(reading: Reading) -> str:
    soon, day = reading.value("deleted_in_30min_share"), reading.value("deleted_in_a_day_share")
    if soon is None or day is None:
        return ""
    return _(
        "Of the messages that were deleted after sending, {soon} were gone within 30 minutes and {day} within a day.",
        soon=percent(soon), day=percent(day),
    )  # fmt: skip


def _kinds(reading: Reading) -> str:
    found, _unit = figure("mobilisation_to_criticism_censorship_ratio", Counts(reading.records))
    if found.value is None:
        return ""
    return _(
        "A call for collective action was {number} times as likely to be stopped, dropped or deleted as criticism of"
        " the state.",
        number=number(found.value, 2),
    )


def _survey(reading: Reading) -> Html:
    gap, shown = reading.value("falsification_gap"), reading.value("list_experiment_gap")
    error = reading.value("list_experiment_error")
    if gap is None or shown is None or error is None:
        return absent(_("Saying and thinking."), because(reading, "falsification_gap", "list_experiment_gap"))
    if abs(gap) < NOTHING:
        return paragraph(
            _("Over the last {days} days, people of 15 and over say about the ruler what they think.", days=RECENT)
        )
    found = (
        _("Such a survey would find it.")
        if abs(shown) > 2 * error
        else _("Such a survey could not tell it from no gap at all.")
    )
    experiment = _(
        "Researchers look for such a gap with a list experiment: people say how many items of a list they agree with,"
        " not which."
    )
    return paragraph(sentences([_gap(gap), experiment, _arms(shown, error), found]))


def _gap(gap: float) -> str:
    points = tenths(abs(gap))
    if gap > 0:
        return _(
            "Over the last {days} days of the run, {points} percentage points more people of 15 and over say that they"
            " support the ruler than do.",
            days=RECENT, points=points,
        )  # fmt: skip
    return _(
        "Over the last {days} days of the run, {points} percentage points fewer people of 15 and over say that they"
        " support the ruler than do.",
        days=RECENT, points=points,
    )  # fmt: skip


def _arms(shown: float, error: float) -> str:
    return _(
        "One with two arms of {arm} people would show a gap of {points} points, give or take {error} (one standard"
        " error), if people answered a list honestly.",
        arm=f"{ARM:,}", points=tenths(shown), error=tenths(error),
    )  # fmt: skip
