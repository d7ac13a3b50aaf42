"""What a sweep found, as a dataset with a dimension for each thing that was swept, and as a table of its points."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import xarray as xr

from sousveil.contract.columns import GROUPS
from sousveil.measures.interval import estimate
from sousveil.measures.quantities import QUANTITIES
from sousveil.measures.registry import MEASURES
from sousveil.records.meta import LICENCE, SYNTHETIC
from sousveil.records.provenance import version
from sousveil.sweep.designs import GRID
from sousveil.sweep.living import DONE, FAILED, Outcome
from sousveil.sweep.plan import Plan

Array = npt.NDArray[Any]
POINT, WAITING = "point", "waiting"


def dataset(plan: Plan, outcomes: Sequence[Outcome]) -> xr.Dataset:
    """Every measure by point, replicate and group; NaN where a point has none or failed.

    In a grid each axis is a dimension; elsewhere points are one, and what was swept are coordinates along it.
    """
    dims, shape = _laid_out(plan)
    found = stacked(plan, outcomes)
    variables: dict[str, Any] = {}
    for i, name in enumerate(plan.measures):
        variables[name] = _variable(name, dims, found[:, i].reshape(*shape, *found.shape[2:]))
    for name, of_point, said in (
        ("status", [o.status for o in outcomes], "done, failed or waiting"),
        ("state_hash", [o.state_hash for o in outcomes], "state hash of the first replicate"),
    ):
        variables[name] = (dims, np.array(of_point, object).reshape(shape), {"long_name": said})
    variables["seconds"] = (dims, np.array([o.seconds for o in outcomes]).reshape(shape),
                            {"long_name": "time the point took, its share of what was lived together", "units": "s"},
                            )  # fmt: skip
    return xr.Dataset(variables, _coordinates(plan), _attributes(plan, outcomes))


def _laid_out(plan: Plan) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if plan.design != GRID:
        return (POINT,), (len(plan.rows),)
    return tuple(axis.name for axis in plan.axes), tuple(len(axis.values) for axis in plan.axes)


def stacked(plan: Plan, outcomes: Sequence[Outcome]) -> Array:
    """(point, measure, replicate, group)."""
    nothing = np.full((len(plan.measures), plan.replicates, len(GROUPS)), np.nan)
    return np.stack([nothing if o.values is None else o.values for o in outcomes])


def _variable(name: str, dims: tuple[str, ...], values: Array) -> tuple[Any, ...]:
    one = MEASURES.get(name)
    if one is None:
        figure = QUANTITIES[name]
        return (*dims, "replicate"), values[..., 0], {"long_name": figure.doc, "units": figure.unit}
    said = {"long_name": one.doc, "units": one.unit + (f" per {one.per}" if one.per else "")}
    if one.by_group:
        return (*dims, "replicate", "group"), values, said
    return (*dims, "replicate"), values[..., 0], said  # everybody stands first


def _coordinates(plan: Plan) -> dict[str, Any]:
    made: dict[str, Any] = {
        "replicate": (("replicate",), np.arange(plan.replicates), {"long_name": "replicate"}),
        "group": (("group",), np.array(list(GROUPS), object), {"long_name": "group of people at home, or abroad"}),
    }
    if plan.design != GRID:
        made[POINT] = ((POINT,), np.arange(len(plan.rows)), {"long_name": "point of the design"})
    for i, axis in enumerate(plan.axes):
        where = (axis.name,) if plan.design == GRID else (POINT,)
        values = axis.values if plan.design == GRID else [row[i] for row in plan.rows]
        said = "where in the span of guesses, 0 to 1" if axis.guess else axis.unit
        made[axis.name] = (where, np.array(values), {"units": said})
    return made


def _attributes(plan: Plan, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    scenario = plan.scenario
    return {
        "title": f"Sweep of the scenario {scenario.name}", "scenario": scenario.name, "scenario_digest": plan.digest,
        "people": scenario.people, "days": scenario.days, "seed": scenario.seed, "design": plan.design,
        "version": version(), "sweep_hash": fingerprint(outcomes), "licence": LICENCE, "synthetic": SYNTHETIC,
    }  # fmt: skip


def fingerprint(outcomes: Sequence[Outcome]) -> str:
    """SHA-256 over the state hashes of all points, in order: the same wherever and however they were lived."""
    lines = "".join(f"{outcome.number} {outcome.state_hash}\n" for outcome in outcomes)
    return hashlib.sha256(lines.encode()).hexdigest()


def table(plan: Plan, outcomes: Sequence[Outcome]) -> pl.DataFrame:
    """A row a point: number, what was swept, status, message, state_hash, seconds, and each measure of everybody.

    A measure is its mean over replicates that have it.
    """
    columns: dict[str, Any] = {"number": [o.number for o in outcomes]}
    for i, axis in enumerate(plan.axes):
        columns[axis.name] = [row[i] for row in plan.rows]
    for name in ("status", "message", "state_hash", "seconds"):
        columns[name] = [getattr(outcome, name) for outcome in outcomes]
    everybody = stacked(plan, outcomes)[..., 0]
    for i, name in enumerate(plan.measures):
        columns[name] = [_mean(of_replicates) for of_replicates in everybody[:, i]]
    return pl.DataFrame(columns)


def _mean(values: Array) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else None


def count_done(outcomes: Sequence[Outcome]) -> int:
    """Points that are done."""
    return sum(outcome.status == DONE for outcome in outcomes)


def counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many points are done, failed and waiting."""
    return {status: sum(o.status == status for o in outcomes) for status in (DONE, FAILED, WAITING)}


def ranges(plan: Plan, outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Of each measure of everybody, the lowest and the highest mean of a point, or why there is none."""
    everybody = stacked(plan, outcomes)[..., 0]
    return [_range(name, everybody[:, i], outcomes) for i, name in enumerate(plan.measures)]


def _range(name: str, values: Array, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    known = [found.value for row in values if (found := estimate(row.tolist())) is not None]
    empty = MEASURES[name].empty if name in MEASURES else "no point has it"
    reason = next((o.reasons[name] for o in outcomes if name in o.reasons), empty)
    ends = {"lowest": min(known), "highest": max(known)} if known else {"lowest": None, "highest": None}
    return {"name": name, **ends, "points": len(known), "reason": "" if known else reason}
