"""What the operator wanted; and what nobody sees in life."""

from __future__ import annotations

from sousveil.contract.events import BY_NAME
from sousveil.language import _
from sousveil.measures.daily_share import daily_share
from sousveil.measures.timeline import timeline
from sousveil.report import names
from sousveil.report.markup import Html, Part, filled, paragraph, table, tag
from sousveil.report.reading import UNASSESSED, Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.words import capital, interval, number, percent, sentences

WANTED = (
    "incidents",
    "incidents_unseen",
    "incidents_unseen_share",
    "infractions",
    "alert_precision",
    "convictions",
    "officer_hours",
)
NULL = "all-off"  # the scenario in which nobody is watched
UNSEEN = ("incident_unseen", "dismissed_wrongly", "sensitive_unseen", "held_back")
HIDDEN = ("falsifies",)


def wanted(reading: Reading) -> Section:
    """The operator's own yardsticks, with the same care as the harms."""
    rows = [_row(reading, name) for name in WANTED if reading.value(name) is not None]
    shown: Part = (
        table(
            (_("What"), _("Value"), _("Unit"), _("Interval"), _("What it means")),
            rows,
            caption=_("What the operator wanted, and what it takes"),
            figures=(1, 3),
        )
        if rows
        else absent(_("Nothing to show."), because(reading, *WANTED))
    )
    return section(
        "wanted",
        _("What the operator wanted"),
        paragraph(
            sentences(
                [
                    _("Such systems are built to prevent offences and to find those who commit them."),
                    _("Their own yardsticks are shown here with the same care as the harms."),
                ]
            )
        ),
        shown,
        _prevented(reading),
    )


def _prevented(reading: Reading) -> Html:
    if reading.scenario.name == NULL:
        return paragraph(_("This run is the world without the system, against which others are compared."))
    return paragraph(
        filled(
            _(
                "How many offences were {prevented} cannot be read from one run: it is a difference between two."
                " {command} runs the same people with the same luck without the system and shows the difference."
            ),
            prevented=tag("em", _("prevented")),
            command=tag("code", f"sousveil compare {NULL} {reading.folder_name}"),
        )
    )


def _row(reading: Reading, name: str) -> tuple[Part, ...]:
    entry, definition = reading.entry(name), reading.definition(name)
    return (
        capital(names.measure(name)),
        entry.text,
        entry.units or _("share"),
        entry.span,
        _(definition.doc) if definition else "",
    )


def unseen(reading: Reading) -> Section:
    """What a model can count and life cannot."""
    flows = timeline(reading.records, {name: (name,) for name in UNSEEN}, width=reading.scenario.days)
    stocks = daily_share(reading.records, {name: name for name in HIDDEN}, width=reading.scenario.days)
    rows = [_unseen(row, share=False) for row in flows.to_dicts()] + [
        _unseen(row, share=True) for row in stocks.to_dicts()
    ]
    head = (_("What"), _("How many"), _("Unit"), _("Interval of luck"))
    return section(
        "unseen",
        _("What nobody sees in life"),
        paragraph(
            sentences(
                [
                    _("These numbers exist only in a model."),
                    _("In life nobody can count them; whoever quotes a detection rate leaves them out."),
                ]
            )
        ),
        table(head, rows, caption=_("Unseen"), figures=(1, 3)) if rows else _nothing(),
    )


def _unseen(row: dict[str, float], *, share: bool) -> tuple[Part, ...]:
    event = BY_NAME[str(row["series"])]
    unit = _("of people of 15 and over, on an average day") if share else _("per 100,000 people a year")
    say = percent if share else number
    span = interval(row["low"], row["high"], say) or _(UNASSESSED)
    return capital(_(event.doc)), say(row["value"]), unit, span


def _nothing() -> Html:
    told = _("Nothing in this scenario counts what nobody sees (the mechanism `audit` does).")
    return absent(_("Nothing to show."), told)
