"""What happened to people, and what the operator had of it: an account in sentences for each part of the system."""

from __future__ import annotations

from sousveil.language import _
from sousveil.report.reading import Reading
from sousveil.report.words import in_ten, known, number, percent, plural, sentences, tenths

NOTHING = 0.05  # percentage points that are printed as 0.0


def accounts(reading: Reading) -> tuple[tuple[str, str], ...]:
    """(topic, what happened); nothing is said of what the scenario does not have."""
    return (
        (_("Alerts."), _alerts(reading)), (_("Liberty."), _liberty(reading)), (_("Silence."), _silence(reading)),
        (_("Doors."), _doors(reading)), (_("The benefit."), _benefit(reading)), (_("Food."), _food(reading)),
        (_("The ruler."), _ruler(reading)), (_("The operator."), _wanted(reading)),
    )  # fmt: skip


def _alerts(reading: Reading) -> str:
    flags, right = reading.value("flags"), reading.value("alert_precision_unprotected")
    if flags is None:
        return ""
    if flags == 0:
        return _("The system raised no alert about anybody.")
    alerts = plural(flags, "{count} alert", "{count} alerts")
    said = [_("For every 100,000 people, the system raised {alerts} in a year.", alerts=alerts)]
    wrong = reading.value("wrong_flags")
    if wrong is not None and right is not None:
        said += [_mistaken(wrong), _rightly(right)]
    return sentences(said)


def _mistaken(wrong: float) -> str:
    if wrong == 0:
        return _(
            "None of them were wrong about what the person had done, or concerned conduct that human-rights law"
            " protects."
        )
    return _(
        "Of these, {count} were wrong about what the person had done, or concerned conduct that human-rights law"
        " protects.",
        count=number(wrong),
    )


def _rightly(share: float) -> str:
    frequency = in_ten(share)
    if frequency and 0 < share < 1:
        return _(
            "The share of alerts that were about something the person did do, and that no human right protects, is"
            " {share} ({frequency}).",
            share=percent(share), frequency=frequency,
        )  # fmt: skip
    return _(
        "The share of alerts that were about something the person did do, and that no human right protects, is"
        " {share}.",
        share=percent(share),
    )


def _liberty(reading: Reading) -> str:
    made = reading.value("detentions")
    if made is None:
        return ""
    if made == 0:
        return _("Nobody was deprived of liberty.")
    times = _("People were deprived of liberty {times} for every 100,000 in a year.", times=_times(made))
    return sentences([times, _wrongly(reading), _days(reading)])


def _wrongly(reading: Reading) -> str:
    wrongful, error = reading.value("wrongful_detentions"), reading.value("detentions_operator_error")
    protected = reading.value("detentions_protected")
    if wrongful is None or error is None or protected is None:
        return ""
    return _(
        "{wrongful} of these detentions were wrongful: {error} of people who had done nothing that the system targets,"
        " {protected} for conduct that human-rights law protects.",
        wrongful=number(wrongful), error=number(error), protected=number(protected),
    )  # fmt: skip


def _days(reading: Reading) -> str:
    days, innocent = reading.value("liberty_days_lost"), reading.value("liberty_days_lost_innocent")
    if days is None or not known(days) or not known(innocent):
        return ""
    return _(
        "Together they lost {days} of liberty, {innocent} of them by people without any unprotected deed.",
        days=plural(days, "{count} day", "{count} days"), innocent=number(innocent),
    )  # fmt: skip


def _times(value: float) -> str:
    if value in (1, 2):
        return _("once") if value == 1 else _("twice")
    return _("{number} times", number=number(value))


def _silence(reading: Reading) -> str:
    kept, share = reading.value("messages_not_sent"), reading.value("silence_share")
    if kept is None:
        return ""
    if kept == 0:
        return _("Nobody who had something sensitive to say kept silent.")
    if share is None:
        return _(
            "{times} a year for every 100,000 people, somebody had something sensitive to say and kept silent.",
            times=_occasions(kept),
        )
    return _(
        "{times} a year for every 100,000 people, somebody had something sensitive to say and kept silent: {share} of"
        " all such occasions.",
        times=_occasions(kept), share=percent(share),
    )  # fmt: skip


def _occasions(value: float) -> str:
    return _("Once") if value == 1 else _("{number} times", number=number(value))


def _doors(reading: Reading) -> str:
    closed = reading.value("wrongful_exclusion")
    if closed is None:
        return ""
    if closed == 0:
        return _("No booking, credit, school place or post was refused to anybody without an unprotected deed.")
    return plural(
        closed,
        "{count} refusal of bookings, credit, school places and posts for every 100,000 people fell on somebody without"
        " an unprotected deed.",
        "{count} refusals of bookings, credit, school places and posts for every 100,000 people fell on somebody"
        " without an unprotected deed.",
    )


def _benefit(reading: Reading) -> str:
    back, wrongly = reading.value("benefits_reclaimed"), reading.value("benefits_reclaimed_wrongly")
    if back is None or wrongly is None:
        return ""
    if back == 0:
        return _("Nobody had to pay a benefit back.")
    return _(
        "{back} of every 100,000 people had to pay a benefit back in a year; {wrongly} of them had claimed what was"
        " due.",
        back=number(back), wrongly=number(wrongly),
    )  # fmt: skip


def _food(reading: Reading) -> str:
    refused = reading.value("food_refused")
    if refused is None:
        return ""
    if refused == 0:
        return _("Nobody went home without food for want of the card.")
    return _(
        "{times} a year for every 100,000 people, somebody went home without food for want of the card.",
        times=_occasions(refused),
    )


def _ruler(reading: Reading) -> str:
    error, told, true = reading.value("ruler_error"), reading.value("ruler_support"), reading.value("true_support")
    if error is None or told is None or true is None:
        return ""
    if abs(error) < NOTHING:
        return _(
            "At the end, the ruler was told that {told} of people of 15 and over support the ruler, and so they do.",
            told=percent(told),
        )
    return sentences(
        [
            _(
                "At the end, the ruler was told that {told} of people of 15 and over support the ruler; {true} do.",
                told=percent(told), true=percent(true),
            ),
            _("The ruler's information is wrong by {points} percentage points.", points=tenths(abs(error))),
        ]
    )  # fmt: skip


def _wanted(reading: Reading) -> str:
    made, hours = reading.value("incidents"), reading.value("officer_hours")
    if made is None:
        return ""
    worked = plural(hours, "{count} hour", "{count} hours") if hours and known(hours) else ""
    work = _("The work took officers {hours}.", hours=worked) if worked else ""
    return sentences([_prevented(made, reading.value("incidents_unseen_share")), work])


def _prevented(made: float, unseen: float | None) -> str:
    offences = plural(
        made, "{count} offence with a victim for every 100,000 people in a year",
        "{count} offences with a victim for every 100,000 people in a year",
    )  # fmt: skip
    if unseen is None:
        return _("What such a system is meant to prevent: {offences}.", offences=offences)
    if unseen == 1:
        return _(
            "What such a system is meant to prevent: {offences}, and nobody recorded any of them.", offences=offences
        )
    return _(
        "What such a system is meant to prevent: {offences}, and nobody recorded {share} of them.",
        offences=offences, share=percent(unseen),
    )  # fmt: skip
