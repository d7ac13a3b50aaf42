"""Rows of a picture: means over replicates with the middle nine tenths of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MOST_POINTS = 120
"""Points of a line: more cannot be told apart in a picture of a few hundred pixels."""


def drawn(lines: Mapping[str, Floats], bars: Mapping[str, Floats]) -> list[dict[str, Any]]:
    """lines: name -> (replicate, day); bars: name -> (replicate,)."""
    rows: list[dict[str, Any]] = []
    for name, values in lines.items():
        days = values.shape[1]
        shown = sorted({round(at) for at in np.linspace(0, days - 1, min(days, MOST_POINTS))})
        rows += [{"series": name, "x": day + 1, **_spread(values[:, day], "y")} for day in shown]
    return rows + [{"name": name, **_spread(values, "value")} for name, values in bars.items()]


def _spread(values: Floats, key: str) -> dict[str, float | None]:
    known = values[np.isfinite(values)]
    if not len(known):
        return {key: None}
    made: dict[str, float | None] = {key: float(known.mean())}
    if len(known) > 1:
        made["low"], made["high"] = (float(q) for q in np.quantile(known, (0.05, 0.95)))
    return made
