"""A simulated figure beside a published one: standard error, and whether the claim is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sousveil.language import N_
from sousveil.replications.claim import Claim

Verdict = Literal["kept", "broken", "unstated"]


@dataclass(frozen=True)
class Simulated:
    """A figure over replicates. standard_error: 0 where nothing is drawn; None where one replicate cannot tell."""

    value: float | None
    standard_error: float | None
    replicates: int


def simulated(values: npt.NDArray[np.float64], *, luck: bool) -> Simulated:
    """Mean and standard error over replicates, (replicate,); those without a value are left out."""
    known = values[np.isfinite(values)]
    if not len(known):
        return Simulated(None, None, 0)
    if len(known) == 1:
        return Simulated(float(known[0]), None if luck else 0.0, 1)
    error = float(known.std(ddof=1) / np.sqrt(len(known)))
    return Simulated(float(known.mean()), error, len(known))


def verdict(claim: Claim, found: Simulated, overridden: bool) -> tuple[Verdict, str]:
    """Kept or broken, and why there is no verdict where there is none."""
    if overridden:
        return "unstated", N_("parameters were overridden, and nothing is published for these")
    if found.value is None:
        return "unstated", N_("no value: what it is a share of never happened")
    if claim.role == "calibrated":
        return "unstated", N_("a parameter was chosen to meet it, so it is no test")
    reach = claim.tolerance.absolute
    if claim.tolerance.standard_errors:
        if found.standard_error is None:
            return "unstated", N_("one replicate has no standard error")
        reach += claim.tolerance.standard_errors * found.standard_error
    return ("kept" if gap(claim, found.value) <= reach else "broken"), ""


def gap(claim: Claim, value: float) -> float:
    """How far a figure lies from the published number, or outside the published range."""
    low, high = claim.published if isinstance(claim.published, list) else (claim.published, claim.published)
    return max(low - value, value - high, 0.0)
