"""The whole assessment as one dict: what `assess --json` prints, and what page, Markdown and exports are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xarray as xr

from sousveil.assess import describing
from sousveil.assess.exploring import Screening
from sousveil.assess.high_risk import high_risk
from sousveil.assess.lines import harm_lines, missing, purpose_lines
from sousveil.assess.matters import matters
from sousveil.assess.practices import prohibited
from sousveil.assess.rights import CHARTER, ICCPR, rights_touched
from sousveil.assess.sheet import Sheet
from sousveil.language import N_
from sousveil.measures.counts import Counts
from sousveil.measures.ignorance import Ignorance
from sousveil.scenario import Scenario

SCHEMA = 1
NEVER = N_(
    "This is no clearance. A model of synthetic people cannot say that a practice is lawful, necessary or "
    "proportionate. It computes how much of what follows from numbers that are stated; every judgement is left "
    "blank for a person."
)
UNANSWERED = N_("{blank} of {all} questions of the deployment sheet are unanswered")
LIMITS = (
    N_("Synthetic people, one operator, one set of rules a place: what the model lacks is in no interval."),
    N_("Intervals of luck and ranges over what was guessed are two things, and neither holds the other."),
    N_(
        "Two groups, majority and minority, stand for whatever groups there are; who they are is for the assessor "
        "to say."
    ),
    N_("What human-rights law protects is a property of kinds of conduct here. A real case needs a judge."),
)


@dataclass(frozen=True)
class Basis:
    """What an assessment rests on: a run, and if they were made, the ranges and the screening.

    summary: as summary.json has it; its entries carry ranges already where a stored run has them. why_no_screening: in
    words. folder: the run's, if it is kept.
    """

    scenario: Scenario
    sheet: Sheet
    summary: Mapping[str, Any]
    records: xr.Dataset
    ignorance: Ignorance | None = None
    screening: Screening | None = None
    why_no_screening: str = ""
    folder: str = ""
    measured: Mapping[str, Any] | None = None
    """Safeguards as they were weighed in this scenario, if they were."""


def document(basis: Basis, presets: Scenario) -> dict[str, Any]:
    """presets: the scenario as it was before the deployment's answers went in."""
    scenario, summary, counts = basis.scenario, basis.summary, Counts(basis.records)
    entries = summary["measures"] if basis.ignorance is None else basis.ignorance.beside(summary["measures"])
    state = str(summary["state_hash"])
    harms, purpose = harm_lines(entries, counts, state), purpose_lines(entries, counts, state)
    mattering = matters(basis.screening, basis.why_no_screening)
    return {
        "schema": SCHEMA, "kind": "rights assessment", "illustrative": not basis.sheet.complete,
        "illustrative_because": _because(basis.sheet), "never": NEVER,
        "scenario": _scenario(scenario), "run": _run(basis),
        "prohibited": prohibited(scenario), "high_risk": high_risk(scenario),
        "process": describing.process(scenario), "use": describing.use(scenario, counts),
        "persons": describing.persons(counts), "harms": harms, "purpose": purpose,
        "oversight": describing.oversight(scenario, counts),
        "mitigation": describing.mitigation(scenario, basis.measured),
        "rights": {"sources": [ICCPR, CHARTER], "articles": rights_touched(harms)},
        "unknown": _unknown(basis, entries), "assumed": _assumed(basis),
        "sheet": {"answered": len(basis.sheet.answers), "blank": len(basis.sheet.blanks),
                  "questions": basis.sheet.rows(presets), "matters": mattering},
    }  # fmt: skip


def _because(sheet: Sheet) -> str:
    if sheet.complete:
        return ""
    if not sheet.questions:
        return N_("the scenario has nothing that the deployment sheet asks about")
    return UNANSWERED.format(blank=len(sheet.blanks), all=len(sheet.questions))


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {"name": scenario.name, "title": scenario.title, "label": scenario.label, "about": scenario.about,
            "digest": scenario.digest, "omniscient": scenario.omniscient}  # fmt: skip


def _run(basis: Basis) -> dict[str, Any]:
    summary = basis.summary
    spread = basis.ignorance.document() if basis.ignorance is not None else summary.get("ignorance")
    kept = ("people", "days", "seed", "replicates", "version", "state_hash")
    return {key: summary[key] for key in kept} | {"ignorance": spread, "folder": basis.folder}


def _unknown(basis: Basis, entries: Any) -> dict[str, Any]:
    notes = []
    if basis.summary["replicates"] == 1:
        notes.append(N_("one replicate: intervals of luck are not assessed"))
    if basis.ignorance is None and not basis.summary.get("ignorance"):
        notes.append(N_("no runs with other guesses: ranges over what was assumed are not assessed"))
    return {"limits": list(LIMITS), "not_assessed": notes, "no_value": missing(entries),
            "blank": [one.path for one in basis.sheet.blanks]}  # fmt: skip


def _assumed(basis: Basis) -> dict[str, Any]:
    names = list(basis.summary["assumed"])
    rows = describing.assumed(basis.scenario, names, basis.sheet.answers)
    return {"parameters": rows, "hours": [name for name in names if name not in basis.scenario.parameters]}
