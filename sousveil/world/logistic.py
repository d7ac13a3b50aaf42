"""Logistic regression by maximum likelihood, many at once: what goes with adoption when the rest is held equal."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
STEPS, ENOUGH = 50, 1e-10
"""Newton's method doubles its digits with each step near the end; far fewer than these are needed."""
RIDGE = 1e-6
"""Keeps the matrix regular where a replicate is separated perfectly; changes no printed digit elsewhere."""


def logistic(outcome: npt.NDArray[Any], reasons: Floats) -> Floats:
    """(replicate, 1 + reasons) intercept and log odds ratios.

    outcome: (replicate, row) whether it happened. reasons: (row, reasons).
    """
    x = np.column_stack([np.ones(len(reasons)), reasons])
    y = outcome.astype(np.float64)
    found = np.zeros((len(y), x.shape[1]))
    ridge = RIDGE * np.eye(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(found @ x.T)))
        slope = (y - chance) @ x - found * RIDGE
        curve = np.einsum("rn,ni,nj->rij", chance * (1 - chance), x, x) + ridge
        step = np.linalg.solve(curve, slope[..., None])[..., 0]
        found += np.clip(step, -4, 4)
        if np.abs(step).max() < ENOUGH:
            break
    return found
