"""Which assumption matters most: a screening of all that is guessed, then indices of the few that move a measure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sousveil import simulate
from sousveil.contract.errors import RequestError, unknown
from sousveil.measures.registry import MEASURES
from sousveil.progress import Stage
from sousveil.records import folders
from sousveil.records.provenance import seal, version
from sousveil.scenario import Scenario, load
from sousveil.sweep import salib
from sousveil.sweep.card import sensitivity_card
from sousveil.sweep.crew import Crew, crew
from sousveil.sweep.designs import Rows, sobol
from sousveil.sweep.guesswork import Guess, axes_along, guesses
from sousveil.sweep.indices import METHODS, NONE, PAWN, SOBOL, foremost, owed, screened
from sousveil.sweep.plan import Plan, measured
from sousveil.sweep.points import base_of
from sousveil.sweep.store import SCENARIO_FILE
from sousveil.sweep.wiring import Sweep, staged

ASKED, SCREENING, INDICES = "sensitivity.json", "screening", "indices"
PEOPLE, DAYS, REPLICATES = 10_000, 90, 2
TRAJECTORIES, SAMPLES, MOST = 6, 64, 8
MEASURED = ("wrongful_detentions", "messages_not_sent", "wrongful_exclusion", "fear", "incidents_unseen")
"""Measures that are looked at unless others are named."""


@dataclass(frozen=True)
class Asked:
    """What was asked for. samples: base samples of the indices; most: numbers that they are computed for, at most."""

    measures: tuple[str, ...]
    method: str
    trajectories: int
    samples: int
    most: int
    replicates: int
    only: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Sensitivity:
    """What a study found. indices: none where nothing moved, or the screening was all that was asked for."""

    asked: Asked
    guesses: tuple[Guess, ...]
    screening: Sweep
    indices: Sweep | None = None
    folder: Path | None = None

    def document(self) -> dict[str, Any]:
        """As plain values: what `sensitivity --json` prints, and what its page shows."""
        plan, asked = self.screening.plan, self.asked
        known = plan.document()
        return {
            "schema": 1, "version": version(),
            **{key: known[key] for key in ("scenario", "people", "days", "seed", "digest")},
            **asdict(asked), "measures": list(asked.measures), "only": list(asked.only),
            "method_is": METHODS[asked.method],
            "points": {"screening": len(plan.rows), "indices": len(self.indices.plan.rows) if self.indices else 0},
            "failed": sum(o.status != "done" for one in (self.screening, self.indices) if one for o in one.outcomes),
            "said": {name: {"unit": MEASURES[name].unit, "per": MEASURES[name].per, "doc": MEASURES[name].doc}
                     for name in asked.measures},
            "guesses": [guess.document() for guess in self.guesses],
            "screening": {name: screened(self.screening, name) for name in asked.measures},
            "indices": {} if self.indices is None else
                       {name: owed(self.indices, name, asked.method) for name in asked.measures},
        }  # fmt: skip

    def __repr__(self) -> str:
        scenario, points = self.screening.plan.scenario, len(self.screening.outcomes)
        points += len(self.indices.outcomes) if self.indices else 0
        return f"Sensitivity({scenario.name!r}: {len(self.guesses):,} guesses, {points:,} points)"

    def _repr_html_(self) -> str:
        return sensitivity_card(self.document(), self.folder)


def sensitivity(
    scenario: Scenario | str | Path = "everything-app",
    measures: Sequence[str] = MEASURED,
    *,
    method: str = SOBOL,
    trajectories: int = TRAJECTORIES,
    samples: int = SAMPLES,
    most: int = MOST,
    only: Sequence[str] = (),
    replicates: int = REPLICATES,
    people: int | None = PEOPLE,
    days: int | None = DAYS,
    seed: int | None = None,
    set: Sequence[str] = (),
    out: str | Path | None = None,
    keep: bool = True,
    scheduler: str | None = None,
    workers: int = 1,
    progress: simulate.Progress = simulate.tell_nobody,
) -> Sensitivity:
    """Screen every assumed and derived number of a scenario within its stated range, then say what a spread owes.

    Morris' screening with so many `trajectories`; then for the numbers that matter most, at most `most` of them,
    Sobol' indices or PAWN from so many `samples`. only: numbers or mechanisms to guess otherwise. Raises RequestError.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario, set, people=people, days=days, seed=seed)
    asked = Asked(measured(measures or MEASURED), method, trajectories, samples, most, replicates, tuple(only))
    check(asked)
    plan = _screening(scenario, asked)
    plan.check()
    folder = folders.folder_for(out, f"sensitivity-{scenario.name}") if keep else None
    with crew(scheduler, workers) as hands:
        if folder is not None:
            _begin(folder, plan, asked)
        return _stages(plan, asked, folder, hands, progress)


def resume(
    folder: Path, *, scheduler: str | None = None, workers: int = 1, progress: simulate.Progress = simulate.tell_nobody
) -> Sensitivity:
    """Go on with a study: points that are done stay as they are. Raises RequestError for another version's folder."""
    folder = folder.resolve()
    info = _info(folder / ASKED)
    said: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in info["asked"].items()}
    asked = Asked(**said)
    plan = _screening(base_of((folder / SCENARIO_FILE).read_text(encoding="utf-8")), asked)
    if plan.digest != info["digest"]:
        raise RequestError("the scenario or its table of counts has changed", where=str(folder))
    with crew(scheduler, workers) as hands:
        return _stages(plan, asked, folder, hands, progress)


def check(asked: Asked) -> None:
    """Raise RequestError for a study that cannot be made."""
    salib.ready()
    if asked.method not in METHODS:
        raise unknown("method", asked.method, METHODS, where="--method")
    for option, value, low in (("--trajectories", asked.trajectories, 4), ("--most", asked.most, 1),
                               ("--replicates", asked.replicates, 1)):  # fmt: skip
        if value < low:
            raise RequestError("too few to say anything", where=option, found=str(value), allowed=f"{low} or more")
    if asked.method != NONE and (asked.samples < 16 or asked.samples & (asked.samples - 1)):
        raise RequestError("the samples are a power of two", where="--samples", found=str(asked.samples),
                           allowed="16, 32, 64, ...")  # fmt: skip


def _screening(scenario: Scenario, asked: Asked) -> Plan:
    found = guesses(scenario, asked.measures, asked.only)
    if not found:
        raise RequestError("nothing in this scenario is guessed", where=scenario.name)
    rows = _rows(salib.trajectories(len(found), asked.trajectories, scenario.seed))
    return Plan.of(scenario, axes_along(found), rows, "morris", asked.replicates, asked.measures, "sensitivity")


def _stages(plan: Plan, asked: Asked, folder: Path | None, hands: Crew, progress: simulate.Progress) -> Sensitivity:
    def told(what: str) -> simulate.Progress:
        return lambda stage: progress(Stage(what, stage.done, stage.total, stage.unit))

    screening = staged(plan, folder and folder / SCREENING, hands, told("screening every guess"))
    found = tuple(guesses(plan.scenario, asked.measures, asked.only))
    names = foremost([screened(screening, name) for name in asked.measures], asked.most)
    if asked.method == NONE or not names:
        return Sensitivity(asked, found, screening, None, folder)
    few = axes_along(guess for guess in found if guess.name in names)
    rows = _sampled(asked, len(few), plan.scenario.seed)
    second = Plan.of(plan.scenario, few, rows, asked.method, asked.replicates, asked.measures, "sensitivity")
    indices = staged(second, folder and folder / INDICES, hands, told("sampling those that matter"))
    return Sensitivity(asked, found, screening, indices, folder)


def _sampled(asked: Asked, count: int, seed: int) -> Rows:
    if asked.method == PAWN:
        return sobol(count, asked.samples * (count + 2), seed)  # as many points as for Sobol' indices
    return _rows(salib.saltelli(count, asked.samples, seed))


def _rows(points: Any) -> Rows:
    return [tuple(row) for row in points.tolist()]


def _begin(folder: Path, plan: Plan, asked: Asked) -> None:
    info = {"schema": 1, "version": version(), "digest": plan.digest, "asked": asdict(asked)}
    folders.write(folder, {SCENARIO_FILE: plan.text, ASKED: folders.as_json(info | {"seal": seal(_plain(info))})})


def _plain(info: Mapping[str, Any]) -> dict[str, Any]:
    return dict(json.loads(json.dumps(info)))


def _info(path: Path) -> dict[str, Any]:
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError("this is not the folder of a sensitivity study", where=str(path), found=str(error)) from None
    if info.get("seal") != seal(info):
        raise RequestError("it was altered: its content does not match its seal", where=str(path))
    if info["version"] != version():
        raise RequestError("it was begun with another version, whose numbers may differ", where=str(path),
                           found=info["version"], allowed=version())  # fmt: skip
    return dict(info)
