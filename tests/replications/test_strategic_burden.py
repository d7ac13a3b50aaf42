"""The worked case of strategic-burden, by integrals, and with other costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil import replications
from sousveil.contract.errors import RequestError

FINE = 400_000
MEANS = (np.arange(FINE) + 0.5) / FINE
"""A continuum, near enough: sums over it are the integrals to six digits."""


def answers(bar: float, cost: float, qualified: float = 0.6) -> dict[str, float]:
    """What people of evenly spread means do about a bar."""
    price = cost * np.maximum(bar - MEANS, 0)
    reached, good = price <= 1, qualified <= MEANS
    return {
        "needed": float(price[good].mean()),
        "paid": float((price * reached)[good].mean()),
        "shut": float(1 - reached[good].mean()),
        "right": float((reached == good).mean()),
        "undeserved": float((reached & ~good).sum() / reached.sum()),
    }


def best(cost: float, qualified: float = 0.6) -> float:
    """The bar that is right about most people."""
    return max(np.linspace(0.5, 1, 201), key=lambda bar: answers(bar, cost, qualified)["right"])


def test_claims_are_the_integrals() -> None:
    claims: dict[str, Any] = {one.figure: one.published for one in replications.load("strategic-burden").claim.claims}
    assert claims["gamed_bar"] == pytest.approx(best(5), abs=1e-9)
    assert claims["gamed_naive_undeserved_a"] == pytest.approx(answers(0.6, 5)["undeserved"], abs=5e-5)
    for group, cost in (("a", 5), ("b", 10)):
        made = answers(0.8, cost)
        for figure in ("needed", "shut", "right", "paid"):
            if f"gamed_{figure}_{group}" in claims:
                assert claims[f"gamed_{figure}_{group}"] == pytest.approx(made[figure], abs=1e-4)


def test_other_costs_have_the_figures_of_the_integrals() -> None:
    given = ["cost_a=4", "cost_b=20", "qualified=0.65"]
    rows = {row["quantity"]: row for row in replications.replicate("strategic-burden", given)["rows"]}
    bar = rows["the bar that is right about most of group A"]["simulated"]
    # 0.9, at the nearest of 256 levels
    assert bar == pytest.approx(best(4, 0.65), abs=0.004)
    other = answers(bar, 20, 0.65)
    shut = rows["qualified people of group B whom it shuts out"]
    # a level of the ninety that are qualified
    assert shut["simulated"] == pytest.approx(other["shut"], abs=0.012)
    assert {row["verdict"] for row in rows.values()} == {"unstated"}


def test_people_and_days_are_not_for_changing() -> None:
    with pytest.raises(RequestError, match="people and days follow"):
        replications.replicate("strategic-burden", ["days=3"])
