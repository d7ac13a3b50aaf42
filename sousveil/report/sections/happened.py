"""What happened, in sentences and a few large numbers."""

from __future__ import annotations

from sousveil.report import names
from sousveil.report.markup import Html, bullets, paragraph, tag
from sousveil.report.reading import Entry, Reading
from sousveil.report.section import Section, section
from sousveil.report.words import capital, in_ten, known, listing, number, percent, plain, plural, tenths

TILES = (
    "flags", "wrong_flags", "wrongful_detentions", "liberty_days_lost_innocent",
    "messages_not_sent", "wrongful_exclusion", "benefits_reclaimed_wrongly", "food_refused", "ruler_error",
    "incidents_unseen",
)  # fmt: skip
YEAR = 365
NOTHING = 0.05  # percentage points that are printed as 0.0


def happened(reading: Reading) -> Section:
    """The account of the run."""
    accounts = (
        ("Alerts", _alerts(reading)), ("Liberty", _liberty(reading)), ("Silence", _silence(reading)),
        ("Doors", _doors(reading)), ("The benefit", _benefit(reading)), ("Food", _food(reading)),
        ("The ruler", _ruler(reading)), ("The operator", _wanted(reading)),
    )  # fmt: skip
    return section(
        "happened",
        "What happened",
        paragraph(_setting(reading), class_="lead"),
        *(paragraph(tag("b", f"{topic}. "), text, class_="lead") for topic, text in accounts if text),
        _tiles(reading),
        _absent(reading),
    )


def _setting(reading: Reading) -> str:
    scenario = reading.scenario
    about = scenario.about.rstrip(".") + ". " if scenario.about else ""
    length = (
        ""
        if scenario.days >= YEAR
        else f" The run lasted {plural(scenario.days, '{count} day', '{count} days')}; its rates are scaled to a year."
    )
    return (
        f"{about}{scenario.people:,} synthetic people lived through {plural(scenario.days, '{count} day', '{count} days')} of this scenario."
        " Rates below are for every 100,000 people in a year, so that runs of different size can be"
        f" compared.{length}"
    )


def _alerts(reading: Reading) -> str:
    flags, right = reading.value("flags"), reading.value("alert_precision_unprotected")
    if flags is None:
        return ""
    if flags == 0:
        return "The system raised no alert about anybody."
    text = f"For every 100,000 people, the system raised {plural(flags, '{count} alert', '{count} alerts')} in a year."
    wrong = reading.value("wrong_flags")
    if wrong is not None and right is not None:
        text += (
            f" {_of(wrong)} were wrong about what the person had done, or concerned conduct that human-rights law"
            " protects. The share of alerts that were about something the person did do, and that no human right"
            f" protects, is {percent(right)}{_simply(right)}."
        )
    return text


def _simply(share: float) -> str:
    frequency = in_ten(share)
    return f" ({frequency})" if frequency and 0 < share < 1 else ""


def _of(value: float) -> str:
    return "None of them" if value == 0 else f"Of these, {number(value)}"


def _liberty(reading: Reading) -> str:
    made = reading.value("detentions")
    if made is None:
        return ""
    if made == 0:
        return "Nobody was deprived of liberty."
    text = f"People were deprived of liberty {_times(made)} for every 100,000 in a year."
    wrongful, error = reading.value("wrongful_detentions"), reading.value("detentions_operator_error")
    protected = reading.value("detentions_protected")
    if wrongful is not None and error is not None and protected is not None:
        text += (
            f" {number(wrongful)} of these detentions were wrongful: {number(error)} of people who had done nothing"
            f" that the system targets, {number(protected)} for conduct that human-rights law protects."
        )
    days, innocent = reading.value("liberty_days_lost"), reading.value("liberty_days_lost_innocent")
    if known(days) and known(innocent):
        text += f" Together they lost {plural(days or 0, '{count} day', '{count} days')} of liberty, {number(innocent)} of them by people without"
        text += " any unprotected deed."
    return text


def _times(value: float) -> str:
    return {1.0: "once", 2.0: "twice"}.get(value, f"{number(value)} times")


def _silence(reading: Reading) -> str:
    kept, share = reading.value("messages_not_sent"), reading.value("silence_share")
    if kept is None:
        return ""
    if kept == 0:
        return "Nobody who had something sensitive to say kept silent."
    text = (
        f"{_occasions(kept)} a year for every 100,000 people, somebody had something sensitive to say and kept silent"
    )
    return f"{text}: {percent(share)} of all such occasions." if share is not None else f"{text}."


def _occasions(value: float) -> str:
    return "Once" if value == 1 else f"{number(value)} times"


def _doors(reading: Reading) -> str:
    closed = reading.value("wrongful_exclusion")
    if closed is None:
        return ""
    if closed == 0:
        return "No booking, credit, school place or post was refused to anybody without an unprotected deed."
    what = "bookings, credit, school places and posts"
    return f"{plural(closed, '{count} refusal', '{count} refusals')} of {what} for every 100,000 people fell on somebody without an unprotected deed."


def _benefit(reading: Reading) -> str:
    back, wrongly = reading.value("benefits_reclaimed"), reading.value("benefits_reclaimed_wrongly")
    if back is None or wrongly is None:
        return ""
    if back == 0:
        return "Nobody had to pay a benefit back."
    return (
        f"{number(back)} of every 100,000 people had to pay a benefit back in a year; {number(wrongly)} of them had"
        " claimed what was due."
    )


def _food(reading: Reading) -> str:
    refused = reading.value("food_refused")
    if refused is None:
        return ""
    if refused == 0:
        return "Nobody went home without food for want of the card."
    return (
        f"{_occasions(refused)} a year for every 100,000 people, somebody went home without food for want of the card."
    )


def _ruler(reading: Reading) -> str:
    error, told, true = reading.value("ruler_error"), reading.value("ruler_support"), reading.value("true_support")
    if error is None or told is None or true is None:
        return ""
    reported = f"At the end, the ruler was told that {percent(told)} of people of 15 and over support the ruler"
    if abs(error) < NOTHING:
        return f"{reported}, and so they do."
    return (
        f"{reported}; {percent(true)} do. The ruler's information is wrong by {tenths(abs(error))} percentage points."
    )


def _wanted(reading: Reading) -> str:
    made, unseen = reading.value("incidents"), reading.value("incidents_unseen_share")
    if made is None:
        return ""
    what = f"{plural(made, '{count} offence', '{count} offences')} with a victim for every 100,000 people in a year"
    text = f"What such a system is meant to prevent: {what}"
    if unseen is not None:
        text += f", and nobody recorded {'any' if unseen == 1 else percent(unseen)} of them"
    text += "."
    hours = reading.value("officer_hours")
    return text + (
        f" The work took officers {plural(hours, '{count} hour', '{count} hours')}." if known(hours) and hours else ""
    )


def _tiles(reading: Reading) -> Html:
    return tag("ul", *(_tile(reading.entry(name)) for name in TILES if reading.value(name) is not None), class_="tiles")


def _tile(entry: Entry) -> Html:
    return tag(
        "li",
        tag("span", entry.text, class_="big"),
        tag("span", capital(names.measure(entry.name)), class_="what"),
        tag("span", entry.units, class_="unit"),
        tag("span", entry.luck, Html("<br>"), entry.ignorance, class_="range"),
    )


def _absent(reading: Reading) -> Html:
    missing = [entry for entry in reading.entries.values() if entry.group == "all" and entry.value is None]
    if not missing:
        return Html("")
    reasons: dict[str, list[str]] = {}
    for entry in missing:
        reasons.setdefault(entry.reason, []).append(plain(entry.name))
    rows = bullets(f"{capital(listing(which))}: {reason}." for reason, which in reasons.items())
    return tag("details", tag("summary", f"{len(missing)} measures have no value in this scenario, and why"), rows)
