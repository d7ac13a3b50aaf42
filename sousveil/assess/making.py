"""From a scenario or a run folder to an assessment: what is run, and what is only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sousveil import simulate
from sousveil.assess.document import Basis, document
from sousveil.assess.exploring import Tell, explored, screened
from sousveil.assess.sheet import Sheet
from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.records.stored import open_run
from sousveil.scenario import Scenario, load

PEOPLE, REPLICATES, IGNORANCE = 100_000, 4, 5
"""How large an assessment is unless asked otherwise: small enough to be had in about a minute."""
OF_A_RUN = N_(
    "a stored run is read as it is, and nothing else is run; give the scenario to have the questions screened"
)


@dataclass(frozen=True)
class Made:
    """The document, and the sheet as a file with the presets of the scenario."""

    document: dict[str, Any]
    sheet: str


def begun(name: str, sheet: Path | None, sizes: Mapping[str, int | None]) -> tuple[Scenario, Sheet]:
    """The scenario with its presets, and the sheet; raises RequestError for what is wrong with either."""
    people, days, seed = (sizes.get(key) for key in ("people", "days", "seed"))
    scenario = load(name, people=people, days=days, seed=seed)
    if people is None and scenario.people > PEOPLE:
        scenario = load(name, people=PEOPLE, days=days, seed=seed)
    return scenario, Sheet.blank(scenario) if sheet is None else Sheet.read(sheet, scenario)


def of_scenario(
    scenario: Scenario, sheet: Sheet, *, replicates: int, ignorance: int, out: Path | None, folder: str, tell: Tell,
    measured: Mapping[str, Any] | None = None,
) -> Made:  # fmt: skip
    """Run it with the deployment's answers, then explore what is not known. out: where the run is kept, if it is.

    measured: safeguards as they were weighed in this scenario.
    """
    own = sheet.applied(scenario)
    run = simulate.run(own, replicates=replicates, out=out, keep=out is not None, progress=tell)
    other = explored(own, sheet, ignorance, tell) if ignorance else None
    screening = screened(own, sheet, tell) if ignorance else None
    why = "" if ignorance else N_("no runs with other numbers were asked for")
    basis = Basis(own, sheet, run.summary, run.records, other, screening, why, folder, measured)
    return Made(document(basis, scenario), sheet.to_yaml(scenario))


def of_run(folder: Path, measured: Mapping[str, Any] | None = None) -> Made:
    """Read a stored run; raises RequestError where it is damaged or not complete."""
    stored = open_run(folder)
    scenario = load(folder)
    sheet = Sheet.blank(scenario)
    basis = Basis(scenario, sheet, stored.summary, stored.records, why_no_screening=OF_A_RUN, folder=str(folder),
                  measured=measured)  # fmt: skip
    return Made(document(basis, scenario), sheet.to_yaml(scenario))


def check_run_alone(given: Mapping[str, object]) -> None:
    """Refuse what would need another run; given: option -> value, None where it was not given."""
    said = [option for option, value in given.items() if value is not None]
    if said:
        raise RequestError(
            "a stored run is not run again", where=", ".join(said), found="a run folder",
            allowed="the name or file of a scenario instead of the run folder",
        )  # fmt: skip
