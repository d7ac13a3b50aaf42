"""Which guess matters how much for a measure, from the points of a screening and of what followed it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.language import N_
from sousveil.sweep import salib
from sousveil.sweep.results import stacked
from sousveil.sweep.wiring import Sweep

Floats = npt.NDArray[np.float64]
SOBOL, PAWN, NONE = "sobol", "pawn", "none"
METHODS = {
    SOBOL: N_("first and total Sobol' indices (Saltelli et al. 2010): shares of the variance"),
    PAWN: N_("PAWN (Pianosi and Wagener 2018): how far the whole distribution moves"),
    NONE: N_("the screening alone"),
}
UNMOVED = N_("nothing that was guessed otherwise moves it")
FEW = N_("too few points have a value: {blocks} whole samples of them")
FEWEST = 4
"""Whole trajectories, or samples, below which nothing is said."""
MIDDLE = (0.05, 0.5, 0.95)
Entry = dict[str, Any]


def everybody(made: Sweep, measure: str) -> tuple[Floats, float | None]:
    """(point,) means over replicates of everybody, and the standard deviation that luck gives a single run."""
    values = stacked(made.plan, made.outcomes)[:, made.plan.measures.index(measure), :, 0]
    known = np.isfinite(values)
    mean = np.where(known.all(axis=1), np.where(known, values, 0).mean(axis=1), np.nan)
    whole = values[known.all(axis=1)]
    luck = float(np.sqrt(whole.var(axis=1, ddof=1).mean())) if values.shape[1] > 1 and len(whole) else None
    return mean, luck


def screened(made: Sweep, measure: str) -> Entry:
    """Elementary effects of every number; trajectories in which a point has no value are left out."""
    points = np.array(made.plan.rows)
    values, luck = everybody(made, measure)
    kept = salib.whole(values, points.shape[1] + 1)
    entry = _entry(values[kept], luck, len(values) - int(kept.sum()), int(kept.sum()) // (points.shape[1] + 1))
    if entry["reason"]:
        return entry | {"reason": _why(made, measure) or entry["reason"], "effects": []}
    if salib.constant(values[kept]):
        return entry | {"reason": UNMOVED, "effects": []}
    return entry | {"effects": _rows(made, salib.morris(points[kept], values[kept], made.plan.scenario.seed + 1))}


def owed(made: Sweep, measure: str, method: str) -> Entry:
    """What the spread of a measure owes to each number."""
    points, count = np.array(made.plan.rows), len(made.plan.axes)
    values, luck = everybody(made, measure)
    block = count + 2 if method == SOBOL else 1
    kept = salib.whole(values, block)
    # of Saltelli's points the first and the last of each sample are independent of each other and of all others
    free = values[kept] if method == PAWN else values[kept].reshape(-1, block)[:, [0, -1]].ravel()
    entry = _entry(free, luck, len(values) - int(kept.sum()), int(kept.sum()) // block)
    if entry["reason"]:
        return entry | {"reason": _why(made, measure) or entry["reason"], "effects": []}
    if salib.constant(values[kept]):
        return entry | {"reason": UNMOVED, "effects": []}
    seed = made.plan.scenario.seed + 1
    found = salib.sobol(values[kept], count, seed) if method == SOBOL else salib.pawn(points[kept], values[kept], seed)
    return entry | {"effects": _rows(made, found)}


def _why(made: Sweep, measure: str) -> str:
    """What the points themselves say of a measure that they lack."""
    return next((o.reasons[measure] for o in made.outcomes if measure in o.reasons), "")


def _entry(values: Floats, luck: float | None, dropped: int, blocks: int) -> Entry:
    low, middle, high = np.quantile(values, MIDDLE).tolist() if len(values) else (None, None, None)
    return {
        "low": low, "median": middle, "high": high, "spread": float(values.std(ddof=1)) if len(values) > 1 else None,
        "luck": luck, "dropped": dropped, "blocks": blocks,
        "reason": "" if blocks >= FEWEST else FEW.format(blocks=blocks),
    }  # fmt: skip


def _rows(made: Sweep, found: salib.Index) -> list[Entry]:
    """A row a number, the one that matters most first."""
    first = next(iter(found)) if "total" not in found else "total"
    rows = [{"name": axis.name, **{kind: _plain(values[i]) for kind, values in found.items()}}
            for i, axis in enumerate(made.plan.axes)]  # fmt: skip
    return sorted(rows, key=lambda row: -(row[first] or 0.0))


def _plain(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None


def foremost(entries: Sequence[Entry], most: int) -> list[str]:
    """The numbers that matter most for any of these measures, by turns: the first of each, then the second."""
    chosen: dict[str, None] = {}
    ranked = [[row["name"] for row in entry["effects"] if row["mean"]] for entry in entries]
    for rank in range(max(map(len, ranked), default=0)):
        for names in ranked:
            if rank < len(names) and len(chosen) < most:
                chosen.setdefault(names[rank])
    return list(chosen)
