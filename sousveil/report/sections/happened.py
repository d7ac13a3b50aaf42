"""What happened, in sentences and a few large numbers."""

from __future__ import annotations

from sousveil.language import _, _n
from sousveil.report import names, reasons
from sousveil.report.markup import Html, bullets, paragraph, tag
from sousveil.report.reading import Entry, Reading
from sousveil.report.section import Section, section
from sousveil.report.sections.accounts import accounts
from sousveil.report.titles import told
from sousveil.report.words import capital, gap, listing, plural, sentence, sentences, whole

TILES = (
    "flags", "wrong_flags", "wrongful_detentions", "liberty_days_lost_innocent",
    "messages_not_sent", "wrongful_exclusion", "benefits_reclaimed_wrongly", "food_refused", "ruler_error",
    "incidents_unseen",
)  # fmt: skip
YEAR = 365


def happened(reading: Reading) -> Section:
    """The account of the run."""
    return section(
        "happened",
        _("What happened"),
        paragraph(_setting(reading), class_="lead"),
        *(paragraph(tag("b", f"{topic}{gap()}"), text, class_="lead") for topic, text in accounts(reading) if text),
        _tiles(reading),
        _absent(reading),
    )


def _setting(reading: Reading) -> str:
    scenario = reading.scenario
    days = plural(scenario.days, "{count} day", "{count} days")
    return sentences(
        [
            sentence(told(scenario.about).rstrip(".\u3002")) if scenario.about else "",
            _(
                "{people} synthetic people lived through {days} of this scenario.",
                people=whole(scenario.people), days=days,
            ),
            _(
                "Rates below are for every 100,000 people in a year, so that runs of different size can be compared."
            ),
            _("The run lasted {days}; its rates are scaled to a year.", days=days) if scenario.days < YEAR else "",
        ]
    )  # fmt: skip


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
    found: dict[str, list[str]] = {}
    for entry in missing:
        found.setdefault(entry.reason, []).append(names.short(entry.name))
    rows = bullets(
        _("{what}: {told}.", what=capital(listing(which)), told=reasons.told(reason)) for reason, which in found.items()
    )
    title = _n(
        "{count} measure has no value in this scenario, and why",
        "{count} measures have no value in this scenario, and why",
        len(missing), count=len(missing),
    )  # fmt: skip
    return tag("details", tag("summary", title), rows)
