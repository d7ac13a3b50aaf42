"""Verdicts: inside a range, within tolerance and standard errors of a number, never where nothing can be said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.replications.check import simulated, verdict
from sousveil.replications.claim import Claim


def claim(published: Any, **tolerance: float) -> Claim:
    return Claim(quantity="q", figure="f", published=published, unit="share", source="s", kind="printed",
                 tolerance={"reason": "r", **tolerance})  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "tolerance", "values", "said"),
    [
        (0.5, {}, [0.5, 0.5], "kept"),
        (0.5, {}, [0.5, 0.502], "broken"),
        (0.5, {"absolute": 0.01}, [0.509], "kept"),
        (0.5, {"absolute": 0.01}, [0.511], "broken"),
        (0.5, {"standard_errors": 2.0}, [0.48, 0.54], "kept"),  # the mean is .51, its standard error .03
        (0.5, {"standard_errors": 2.0}, [0.57, 0.58], "broken"),
        ([0.4, 0.6], {}, [0.4], "kept"),
        ([0.4, 0.6], {}, [0.61], "broken"),
        (0.5, {"standard_errors": 2.0}, [0.5], "unstated"),
        (0.5, {}, [np.nan, np.nan], "unstated"),
    ],
)
def test_verdicts(published: Any, tolerance: dict[str, float], values: list[float], said: str) -> None:
    found = simulated(np.array(values), luck=True)
    assert verdict(claim(published, **tolerance), found, overridden=False)[0] == said


def test_a_replicate_without_a_value_is_left_out() -> None:
    found = simulated(np.array([1.0, np.nan, 3.0]), luck=True)
    assert (found.value, found.replicates) == (2.0, 2)
    assert found.standard_error == pytest.approx(1.0)  # sqrt(2) / sqrt(2)


def test_without_luck_one_replicate_is_all_there_is() -> None:
    assert simulated(np.array([4.0]), luck=False).standard_error == 0
    assert simulated(np.array([4.0]), luck=True).standard_error is None


def test_overridden_parameters_have_no_verdict() -> None:
    assert verdict(claim(0.5), simulated(np.array([0.5]), luck=False), overridden=True)[0] == "unstated"
