"""Measures as lines: right, severity, scale with both intervals, reversibility, likelihood, and what they rest on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any

from sousveil.assess.harms import HARMS, MAIN, NOT_HARMS, PURPOSE, UNDESCRIBED
from sousveil.assess.rights import charter
from sousveil.language import N_
from sousveil.measures.counts import ALL, PER, Counts
from sousveil.measures.measure import YEARLY, Measure
from sousveil.measures.registry import MEASURES
from sousveil.measures.table import readable

Entry = Mapping[str, Any]
Line = dict[str, Any]
NUMBERS = ("value", "low", "high", "assumed_low", "assumed_high")
AUDITOR = "audit"
TOGETHER = "person-days"
NONE_SEEN = -log(0.05)
"""Events that a Poisson count of none excludes with 95 % certainty: the exact form of the rule of three."""


DAYS = N_("{days} days for every {people} people in a year, many at a time and to few")
ONE = N_("one for every {people} people in a year, if nobody is met twice")
MANY = N_("{times} for every person in a year, on average")
NEVER = N_("none in {years} person-years simulated")
NEVER_YET = N_(
    "none in {years} person-years simulated; were there {most} per 100,000 people a year, coming singly, one run in 20"
    " would see none"
)
IN_100 = N_("{number} in 100")


def harm_lines(entries: Sequence[Entry], counts: Counts, state_hash: str) -> list[Line]:
    """A line for each harm that the run measured, the main ones first."""
    known = [name for name in MEASURES if name not in _OTHER and (name in HARMS or MEASURES[name].rights)]
    ordered = [*MAIN, *(name for name in known if name not in MAIN)]
    return _lines([name for name in ordered if name in MEASURES], entries, counts, state_hash)


def purpose_lines(entries: Sequence[Entry], counts: Counts, state_hash: str) -> list[Line]:
    """A line for each measure of what the operator wants and what it takes."""
    return _lines(PURPOSE, entries, counts, state_hash)


_OTHER = {*PURPOSE, *NOT_HARMS}


def _lines(names: Iterable[str], entries: Sequence[Entry], counts: Counts, state_hash: str) -> list[Line]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry["name"], []).append(entry)
    return [
        _line(MEASURES[name], found[name], counts, state_hash)
        for name in names
        if name in found and found[name][0]["value"] is not None
    ]


def missing(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """Measures without a value, with the reason; measures of no harm and no purpose left out."""
    return [
        {"measure": entry["name"], "reason": entry.get("reason", "")}
        for entry in entries
        if entry["value"] is None and entry["group"] == ALL and entry["name"] not in NOT_HARMS
    ]


def _line(measure: Measure, entries: Sequence[Entry], counts: Counts, state_hash: str) -> Line:
    harm, whole = HARMS.get(measure.name, UNDESCRIBED), entries[0]
    return {
        "id": f"line.{measure.name}", "measure": measure.name, "what": measure.doc, "main": harm.main,
        "covenant": list(measure.rights), "charter": charter(measure.rights),
        "severity": harm.severity, "reversibility": harm.undone,
        "scale": {key: whole[key] for key in NUMBERS} | {"unit": measure.unit, "per": measure.per},
        "groups": [{"group": one["group"]} | {key: one[key] for key in NUMBERS} for one in entries[1:]],
        "likelihood": likelihood(measure, whole["value"], counts),
        "rests_on": rests_on(measure, counts) | {"run": state_hash},
        "judgement": "", "whose": N_("the assessor: how grave this is here, and for whom"),
    }  # fmt: skip


def likelihood(measure: Measure, value: float, counts: Counts) -> dict[str, Any]:
    """How likely it is, as a natural frequency; what a count of none still allows."""
    if measure.per != YEARLY:
        return {"text": _share(value) if measure.unit == "share" else "", "one_in": None, "up_to": None}
    if value == 0:
        return _none_seen(measure, counts)
    one_in = PER / value
    if measure.unit == TOGETHER:
        text = DAYS.format(days=readable(value), people=f"{PER:,}")
    elif one_in >= 1:
        text = ONE.format(people=readable(one_in))
    else:
        text = MANY.format(times=readable(1 / one_in))
    return {"text": text, "one_in": one_in, "up_to": None}


def _none_seen(measure: Measure, counts: Counts) -> dict[str, Any]:
    """Days in custody come many at a time, so a count of none bounds what comes singly only."""
    years = float(counts.person_years[counts.column(ALL)]) * counts.replicates
    most = PER * NONE_SEEN / years if measure.unit != TOGETHER else None
    text = NEVER.format(years=readable(years))
    if most is not None:
        text = NEVER_YET.format(years=readable(years), most=readable(most))
    return {"text": text, "one_in": None, "up_to": most}


def _share(value: float) -> str:
    return N_("none") if value == 0 else IN_100.format(number=readable(100 * value))


def rests_on(measure: Measure, counts: Counts) -> dict[str, Any]:
    """The measure, the rules that emit its events, and their parameters. The auditor only counts what others did."""
    emitters = dict.fromkeys(counts.source(event) for event in (*measure.needs, *measure.any_of))
    named = [name for name in emitters if name and name != "ties"]
    rules = [name for name in named if name != AUDITOR] or named
    known = json.loads(counts.records.attrs.get("parameters", "{}"))
    parameters = [path for path in known if path.partition(".")[0] in rules]
    return {"measure": measure.name, "rules": rules, "parameters": parameters}
