"""A sweep as plain values: what `sweep --json` prints, and what its page shows. Ends are described, none is sought."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.registry import mechanism
from sousveil.measures.interval import Estimate, estimate
from sousveil.measures.paired import said
from sousveil.measures.registry import MEASURES
from sousveil.records.provenance import version
from sousveil.scenario import Scenario
from sousveil.sweep.axes import Axis
from sousveil.sweep.designs import GRID
from sousveil.sweep.living import FAILED, Outcome
from sousveil.sweep.points import HOURS
from sousveil.sweep.results import counts, ranges, stacked
from sousveil.sweep.wiring import Sweep

Floats = npt.NDArray[np.float64]
STRATA = 8
"""Parts into which an axis without values of its own is cut, to say how a measure runs along it."""
TOLD = 50
"""Failed points that are told one by one."""


def document(made: Sweep) -> dict[str, Any]:
    """Everybody's measures along each axis, with intervals of luck; how many points there are, and what failed."""
    plan, outcomes = made.plan, made.outcomes
    everybody = stacked(plan, outcomes)[..., 0]
    return {
        "schema": 1, "version": version(), **plan.document(), "counts": counts(outcomes), "hash": made.hash,
        "failures": [_failure(made, o) for o in outcomes if o.status == FAILED][:TOLD],
        "said": {name: {"unit": MEASURES[name].unit, "per": MEASURES[name].per, "doc": MEASURES[name].doc}
                 for name in plan.measures},
        "ranges": ranges(plan, outcomes),
        "along": [entry for i, name in enumerate(plan.measures) for entry in _along(made, name, everybody[:, i])],
        "crossed": list(_crossed(made, everybody)),
    }  # fmt: skip


def number_at(scenario: Scenario, axis: Axis, value: float) -> float:
    """The number itself, where an axis says how far along the span of guesses it lies."""
    stated = scenario.parameters.get(axis.path)
    if not axis.guess or axis.path.startswith(HOURS) or not isinstance(stated, int | float):
        return value
    owner, _, name = axis.path.partition(".")
    return mechanism(owner).parameters[name].guess(stated, value)


def _failure(made: Sweep, outcome: Outcome) -> dict[str, Any]:
    row = made.plan.rows[outcome.number]
    at = {
        axis.name: number_at(made.plan.scenario, axis, value) for axis, value in zip(made.plan.axes, row, strict=True)
    }
    return {"number": outcome.number, "at": at, "message": outcome.message}


def _along(made: Sweep, name: str, values: Floats) -> Iterator[dict[str, Any]]:
    """A measure along each axis, over all that differs otherwise, and what the axis does from end to end."""
    for i, axis in enumerate(made.plan.axes):
        steps = [(at, _mean(values[chosen])) for at, chosen in _steps(made, i, axis)]
        if len(steps) < 2:
            continue
        found = estimate((steps[-1][1] - steps[0][1]).tolist())
        yield {
            "name": name, "axis": axis.name, "effect": _entry(found) | {"says": said(_said(found))},
            "steps": [_step(made, axis, at, name, of_replicates) for at, of_replicates in steps],
        }  # fmt: skip


def _step(made: Sweep, axis: Axis, at: float, name: str, values: Floats) -> dict[str, Any]:
    found = estimate(values.tolist(), MEASURES[name].within)
    return {"at": number_at(made.plan.scenario, axis, at), **_entry(found)}


def _steps(made: Sweep, i: int, axis: Axis) -> list[tuple[float, list[int]]]:
    """Values on an axis, or middles of its strata, in order, and the numbers of the points there."""
    at = np.array([row[i] for row in made.plan.rows])
    if axis.values:
        return [(value, np.flatnonzero(at == value).tolist()) for value in sorted(axis.values)]
    strata = max(2, min(STRATA, len(at) // 4))
    edges = np.linspace(axis.low, axis.high, strata + 1)
    which = np.clip(np.searchsorted(edges, at, side="right") - 1, 0, strata - 1)
    found = [(float(edges[k : k + 2].mean()), np.flatnonzero(which == k).tolist()) for k in range(strata)]
    return [(middle, chosen) for middle, chosen in found if chosen]


def _mean(values: Floats) -> Floats:
    """(replicate,) mean over points that have a value."""
    known = np.isfinite(values)
    whole: Floats = np.divide(np.where(known, values, 0).sum(axis=0), known.sum(axis=0),
                              out=np.full(values.shape[1], np.nan), where=known.any(axis=0))  # fmt: skip
    return whole


def _entry(found: Estimate | None) -> dict[str, Any]:
    if found is None:
        return {"value": None, "low": None, "high": None}
    return {"value": found.value, "low": found.low, "high": found.high}


def _said(found: Estimate | None) -> dict[str, Any]:
    entry = _entry(found)
    return {"effect": entry["value"], "low": entry["low"], "high": entry["high"]}


def _crossed(made: Sweep, everybody: Floats) -> Iterator[dict[str, Any]]:
    """Of a grid with two axes, every point's mean: rows along the first, columns along the second."""
    plan = made.plan
    if plan.design != GRID or len(plan.axes) != 2:
        return
    shape = tuple(len(axis.values) for axis in plan.axes)
    for i, name in enumerate(plan.measures):
        means = [_entry(estimate(row.tolist()))["value"] for row in everybody[:, i]]
        yield {"name": name, "rows": list(plan.axes[0].values), "columns": list(plan.axes[1].values),
               "values": [means[k : k + shape[1]] for k in range(0, len(means), shape[1])]}  # fmt: skip
