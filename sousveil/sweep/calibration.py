"""Calibration: which numbers of a scenario agree with published aggregates, and what else those would then say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from sousveil import simulate
from sousveil.contract.errors import RequestError
from sousveil.progress import Stage
from sousveil.records import folders
from sousveil.records.provenance import seal, version
from sousveil.scenario import Scenario, load
from sousveil.sweep import targets as published
from sousveil.sweep.abc import Posterior, posterior
from sousveil.sweep.axes import Axis, axis_of
from sousveil.sweep.card import calibration_card
from sousveil.sweep.crew import Crew, crew
from sousveil.sweep.document import number_at
from sousveil.sweep.living import GROUP_NAMES
from sousveil.sweep.plan import Plan
from sousveil.sweep.points import HOURS, base_of
from sousveil.sweep.results import stacked
from sousveil.sweep.store import SCENARIO_FILE
from sousveil.sweep.targets import Target, Targets
from sousveil.sweep.wiring import Sweep, staged

Floats = npt.NDArray[np.float64]
ASKED, TABLE = "calibration.json", "posterior.csv"
PEOPLE, DAYS = 20_000, 180
POINTS, ROUNDS, REPLICATES = 200, 8, 1
MIDDLE = (0.025, 0.05, 0.5, 0.95, 0.975)
PURPOSE = "calibration"


@dataclass(frozen=True)
class Asked:
    """What was asked for. free: as on the command line; points: of a round; rounds: at most."""

    free: tuple[str, ...]
    points: int
    rounds: int
    replicates: int


@dataclass(frozen=True, repr=False)
class Calibration:
    """What a calibration found: a posterior over the free numbers, and what it says of the target held back."""

    scenario: Scenario
    asked: Asked
    axes: tuple[Axis, ...]
    targets: Targets
    found: Posterior
    folder: Path | None = None

    @cached_property
    def posterior(self) -> pl.DataFrame:
        """A row a point: its weight, each free number, how far it misses in tolerances, each figure."""
        columns: dict[str, Any] = {"weight": self.found.weights}
        for i, axis in enumerate(self.axes):
            columns[axis.name] = [number_at(self.scenario, axis, _on(axis, share)) for share in self.found.at[:, i]]
        columns["misses"] = self.found.misses
        for i, target in enumerate(self.targets):
            columns[f"{target.figure} ({target.group})"] = self.found.figures[:, i]
        return pl.DataFrame(columns)

    def document(self) -> dict[str, Any]:
        """As plain values: what `calibrate --json` prints, and what its page shows."""
        scenario, found = self.scenario, self.found
        return {
            "schema": 1, "version": version(),
            "scenario": {"name": scenario.name, "title": scenario.title, "label": scenario.label},
            "people": scenario.people, "days": scenario.days, "seed": scenario.seed, **asdict(self.asked),
            "free": [self._number(i, axis) for i, axis in enumerate(self.axes)],
            "threshold": _plain(found.threshold), "met": found.threshold <= 1, "kept": len(found.at),
            "effective": found.effective, "passed": asdict(found.passed),
            "rounds": [asdict(one) | {"threshold": _plain(one.threshold)} for one in found.rounds],
            "targets": [self._target(i, target) for i, target in enumerate(self.targets)],
        }  # fmt: skip

    def __repr__(self) -> str:
        free = ", ".join(axis.name for axis in self.axes)
        return f"Calibration({self.scenario.name!r}, free {free}: {len(self.found.at):,} points kept)"

    def _repr_html_(self) -> str:
        return calibration_card(self.document(), self.folder)

    def _number(self, i: int, axis: Axis) -> dict[str, Any]:
        """A free number: its prior range, its posterior, and by how much the middle nine tenths are narrower."""
        shares = quantiles(self.found.at[:, i], self.found.weights)
        ends = {key: _plain(None if share is None else number_at(self.scenario, axis, _on(axis, share)))
                for key, share in zip(("low95", "low", "median", "high", "high95"), shares, strict=True)}  # fmt: skip
        narrower = None if shares[1] is None or shares[3] is None else 1 - (shares[3] - shares[1]) / 0.9
        prior = [number_at(self.scenario, axis, _on(axis, end)) for end in (0.0, 1.0)]
        return {"name": axis.name, "unit": axis.unit, "prior": prior, **ends, "narrower": narrower}

    def _target(self, i: int, target: Target) -> dict[str, Any]:
        simulated = quantiles(self.found.figures[:, i], self.found.weights)
        ends = dict(zip(("low95", "low", "median", "high", "high95"), simulated, strict=True))
        near = self.found.weights[target.misses(self.found.figures[:, i]) <= 1].sum() if len(self.found.at) else None
        return {**target.model_dump(), **ends, "within": None if near is None else float(near),
                "verdict": _verdict(target, ends)}  # fmt: skip


def quantiles(values: Floats, weights: Floats) -> list[float | None]:
    """Weighted quantiles at MIDDLE; none where there are no points."""
    known = np.isfinite(values)
    if not known.any():
        return [None] * len(MIDDLE)
    order = np.argsort(values[known])
    ordered, mass = values[known][order], weights[known][order]
    below = np.cumsum(mass) - mass / 2
    return [float(np.interp(level * mass.sum(), below, ordered)) for level in MIDDLE]


def _verdict(target: Target, ends: Mapping[str, float | None]) -> str:
    """Of a figure held back: whether what was published, or what lies within its tolerance, is among what is said."""
    if not target.held_back:
        return "fitted, so no test"
    low, high = ends["low95"], ends["high95"]
    if low is None or high is None:
        return "unstated"
    return (
        "kept" if low - target.tolerance <= target.ends[1] and target.ends[0] <= high + target.tolerance else "broken"
    )


def _on(axis: Axis, share: float) -> float:
    return share if axis.guess else axis.at(share)


def _plain(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(value)


def calibrate(
    scenario: Scenario | str | Path,
    targets: Targets | Sequence[Mapping[str, Any]] | Path,
    free: Sequence[str],
    *,
    points: int = POINTS,
    rounds: int = ROUNDS,
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
) -> Calibration:
    """The posterior of free numbers, given published aggregates: approximate Bayesian computation in batched rounds.

    free: names, for their stated ranges, or "NAME=low:high"; targets: a file, or mappings with the same keys. Every
    point has luck of its own. Raises RequestError, for a target without a source before anything else.
    """
    if not isinstance(targets, Targets):
        targets = published.load(targets) if isinstance(targets, Path) else published.of(targets)
    if isinstance(scenario, str | Path):
        scenario = load(scenario, set, people=people, days=days, seed=seed)
    asked = Asked(tuple(free), points, rounds, replicates)
    axes = _axes(scenario, asked)
    first = _plan(scenario, asked, axes, targets, np.full((1, len(axes)), 0.5), 0)
    first.check()
    folder = folders.folder_for(out, f"calibrate-{scenario.name}") if keep else None
    with crew(scheduler, workers) as hands:
        if folder is not None:
            _begin(folder, first, asked, targets)
        return _sampled(base_of(first.text), asked, axes, targets, folder, hands, progress)


def resume(
    folder: Path, *, scheduler: str | None = None, workers: int = 1, progress: simulate.Progress = simulate.tell_nobody
) -> Calibration:
    """Go on with a calibration: rounds that are done stay as they are. Raises RequestError."""
    folder = folder.resolve()
    info = _info(folder / ASKED)
    asked = Asked(**{**info["asked"], "free": tuple(info["asked"]["free"])})
    targets, scenario = published.of(info["targets"]), base_of((folder / SCENARIO_FILE).read_text(encoding="utf-8"))
    if scenario.digest != info["digest"]:
        raise RequestError("the scenario or its table of counts has changed", where=str(folder))
    with crew(scheduler, workers) as hands:
        return _sampled(scenario, asked, _axes(scenario, asked), targets, folder, hands, progress)


def _axes(scenario: Scenario, asked: Asked) -> tuple[Axis, ...]:
    for option, value, low in (("--points", asked.points, 20), ("--rounds", asked.rounds, 1),
                               ("--replicates", asked.replicates, 1)):  # fmt: skip
        if value < low:
            raise RequestError("too few to say anything", where=option, found=str(value), allowed=f"{low} or more")
    axes = tuple(axis_of(scenario, text, "--free") for text in asked.free)
    if not axes:
        raise RequestError("no number is free", where="--free", allowed="--free fear.own, or --free fear.own=0:0.5")
    for axis in axes:
        if axis.path in ("people", "days", "seed") or axis.path.startswith(HOURS):
            raise RequestError("this is no number of a rule", where=axis.said, allowed="parameters of mechanisms")
        if [other.path for other in axes].count(axis.path) > 1:
            raise RequestError(f"{axis.path} is free twice", where=axis.said)
    return axes


def _plan(scenario: Scenario, asked: Asked, axes: tuple[Axis, ...], targets: Targets, at: Floats, luck: int) -> Plan:
    rows = [tuple(_on(axis, share) for axis, share in zip(axes, row, strict=True)) for row in at.tolist()]
    return Plan.of(scenario, axes, rows, "abc", asked.replicates, targets.figures, PURPOSE, luck)


def _sampled(
    scenario: Scenario, asked: Asked, axes: tuple[Axis, ...], targets: Targets, folder: Path | None, hands: Crew,
    progress: simulate.Progress,
) -> Calibration:  # fmt: skip
    def figures(at: Floats, number: int) -> Floats:
        # nobody's luck is another point's, so that luck counts as what is not known
        plan = _plan(scenario, asked, axes, targets, at, number * asked.points * asked.replicates)
        what = f"round {number + 1} of at most {asked.rounds}"
        made = staged(plan, folder and folder / f"round-{number + 1:02}", hands,
                      lambda stage: progress(Stage(what, stage.done, stage.total, stage.unit)))  # fmt: skip
        return simulated(made, targets)

    def misses(found: Floats) -> Floats:
        far: Floats = np.max([target.misses(found[:, i]) for i, target in enumerate(targets.fitted)], axis=0)
        return far

    found = posterior(len(axes), figures, misses, points=asked.points, rounds=asked.rounds, seed=scenario.seed)
    made = Calibration(scenario, asked, axes, targets, found, folder)
    if folder is not None:
        made.posterior.write_csv(folder / TABLE)
    return made


def simulated(made: Sweep, targets: Targets) -> Floats:
    """(point, target) the mean over replicates of each figure, in the unit of what was published; NaN without one."""
    values = stacked(made.plan, made.outcomes)
    columns = []
    for target in targets:
        mine = values[:, made.plan.measures.index(target.figure), :, GROUP_NAMES.index(target.group)]
        columns.append(mine.mean(axis=1) * target.scale)
    return np.column_stack(columns)


def _begin(folder: Path, plan: Plan, asked: Asked, targets: Targets) -> None:
    info: dict[str, Any] = {
        "schema": 1, "version": version(), "digest": plan.digest, "asked": {**asdict(asked), "free": list(asked.free)},
        "targets": [target.model_dump() for target in targets],
    }  # fmt: skip
    folders.write(folder, {SCENARIO_FILE: plan.text, ASKED: folders.as_json(info | {"seal": seal(info)})})


def _info(path: Path) -> dict[str, Any]:
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError("this is not the folder of a calibration", where=str(path), found=str(error)) from None
    if info.get("seal") != seal(info):
        raise RequestError("it was altered: its content does not match its seal", where=str(path))
    if info["version"] != version():
        raise RequestError("it was begun with another version, whose numbers may differ", where=str(path),
                           found=info["version"], allowed=version())  # fmt: skip
    return dict(info)
