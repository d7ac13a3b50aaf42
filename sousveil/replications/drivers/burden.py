"""One bar after the other, each for two days: people learn it, answer it, and the driver counts what it cost them.

Everybody of a place has the same means, so that who raised the score there says what they paid. No luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play

Floats = npt.NDArray[np.float64]
NAMES = {"a": "majority", "b": "minority"}
POINTS, EACH = 256, 4
"""Points of the whole scale; people of each group with each number of points."""
LEVELS = np.arange(POINTS)
BARS = np.unique(np.rint(np.arange(0.5, 1.0001, 0.025) * POINTS)).astype(int)
DAYS = 2
"""A bar is announced on one day and answered on the next."""


def drive(play: Play) -> Driven:
    """For each arm the bar that is right about most of group A, and what it does to both groups."""
    if play.changes.keys() & {"people", "days"}:
        raise RequestError("people and days follow from the bars that are tried", where=play.exhibit.name)
    qualified = play.values["qualified"] * POINTS <= LEVELS
    figures: dict[str, float] = {}
    rows: list[dict[str, Any]] = []
    naive = int(np.argmax(qualified.argmax() <= BARS))
    for arm, one in play.exhibit.claim.arms.items():
        play.told(f"{play.exhibit.name}: {one.title}")
        scenario = play.scenario(arm, changes=_world())
        records = play.live(scenario)
        cost = {name: cast(float, scenario.parameters[f"gaming.cost_{group}"]) for name, group in NAMES.items()}
        seen = {name: _answers(records, name, cost[name], qualified) for name in NAMES}
        best = int(np.argmax(seen["a"]["right"]))
        figures[f"{arm}_bar"] = BARS[best] / POINTS
        for name, told in seen.items():
            figures |= {f"{arm}_{what}_{name}": float(values[best]) for what, values in told.items()}
            figures |= {f"{arm}_naive_{what}_{name}": float(values[naive]) for what, values in told.items()}
            figures[f"{arm}_rises_{name}"] = float((np.diff(told["needed"]) >= 0).all())
            if not one.broken:
                rows += [{"series": f"group {name.upper()}", "x": float(bar), "y": float(need)}
                         for bar, need in zip(BARS / POINTS, told["needed"], strict=True)]  # fmt: skip
    return Driven(figures, {"burden": rows})


def _world() -> dict[str, Any]:
    """People of all means in both groups, a place for each, and the bars day by day."""
    cells = [
        {"place": f"{name}-{level}", "count": EACH, "begin": {"minority": name == "b", "means": level / POINTS}}
        for name in NAMES
        for level in LEVELS.tolist()
    ]
    patches = [
        {"day": 1 + DAYS * i, "set": {f"fixed_bar.bar_{group}": int(bar) for group in NAMES.values()}}
        for i, bar in enumerate(BARS)
    ]
    return {"people": EACH * len(cells), "days": DAYS * len(BARS), "population": {"cells": cells}, "patches": patches}


def _answers(records: Any, name: str, cost: float, qualified: Any) -> Mapping[str, Floats]:
    """Bar by bar: what the qualified paid and needed to pay, in loans, who of them is shut out, and who got in."""
    places = [f"{name}-{level}" for level in LEVELS]

    def share(event: str) -> Floats:
        counted = records[event].sel(group="all", place=places).values[0]
        return np.asarray(counted[DAYS - 1 :: DAYS] / EACH, np.float64)

    lent, raised = share("lent"), share("score_raised")
    price = cost * np.maximum(BARS[:, None] - LEVELS[None, :], 0) / POINTS
    paid, refused = (raised * price)[:, qualified].mean(axis=1), (1 - lent)[:, qualified]
    return {
        "paid": paid,
        "needed": paid + (refused * price[:, qualified]).mean(axis=1),
        "shut": refused.mean(axis=1),
        "right": (lent == qualified).mean(axis=1),
        "undeserved": lent[:, ~qualified].sum(axis=1) / np.maximum(lent.sum(axis=1), 1),
    }
