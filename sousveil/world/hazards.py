"""Does one thing follow another? How much likelier an event is after an earlier one, quarter by quarter."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def hazard_ratio(before: Integers, event: Integers, quarters: int) -> Floats:
    """(replicate,) how many times likelier an event is in a quarter after the first `before` than otherwise.

    before, event: (replicate, country) quarter of the first of either, 0 for never. Countries leave after their event.
    Rates are compared within quarters (Mantel and Haenszel 1959, as for person-time), so that a trend of both over
    time makes no ratio; other causes of both still do. Not-a-number where nobody is left to compare with.
    """
    with_, without = np.zeros((2, len(event)))
    for quarter in range(1, quarters + 1):
        at_risk = (event == 0) | (event >= quarter)
        exposed = (before > 0) & (before < quarter)
        now = event == quarter
        there, others = (at_risk & exposed).sum(axis=1), (at_risk & ~exposed).sum(axis=1)
        all_ = np.maximum(there + others, 1)
        with_ += (now & exposed).sum(axis=1) * others / all_
        without += (now & ~exposed).sum(axis=1) * there / all_
    return np.where(without > 0, with_ / np.where(without > 0, without, 1), np.nan)
