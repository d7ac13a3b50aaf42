"""The numbers of equal-accuracy, from the identity of Chouldechova 2017 and the printed counts."""

from __future__ import annotations

from typing import Any

import pytest

from sousveil import replications

TN, FP, FN, TP = 990, 805, 532, 1369  # Black defendants, Larson et al. 2016


def published() -> dict[str, Any]:
    return {one.figure: one.published for one in replications.load("equal-accuracy").claim.claims}


def forced(prevalence: float, precision: float, missed: float) -> float:
    """False alarms, of those who do not reoffend."""
    return prevalence / (1 - prevalence) * (1 - precision) / precision * (1 - missed)


def test_printed_counts_give_the_claimed_rates_and_meet_the_identity() -> None:
    claims = published()
    precision, missed, alarms = TP / (TP + FP), FN / (FN + TP), FP / (FP + TN)
    assert forced((TP + FN) / (TP + FN + FP + TN), precision, missed) == pytest.approx(alarms, abs=1e-12)
    for figure, made in (("precision", precision), ("missed", missed), ("alarms", alarms)):
        assert claims[f"compas_{figure}_b"] == pytest.approx(made, abs=5e-5)


def test_printed_rates_of_the_other_group_give_its_prevalence_and_precision() -> None:
    accuracy, alarms, missed = 0.670, 0.235, 0.477
    # accuracy = prevalence (1 - missed) + (1 - prevalence) (1 - alarms)
    prevalence = (1 - alarms - accuracy) / (missed - alarms)
    given = replications.load("equal-accuracy").claim.parameters
    assert given["offenders_a"].default / 10_000 == pytest.approx(prevalence, abs=5e-4)  # type: ignore[operator]
    right, wrong = (1 - missed) * 0.393, alarms * (1 - 0.393)
    assert published()["compas_precision_a"] == pytest.approx(right / (right + wrong), abs=5e-5)


def test_equal_precision_and_misses_force_the_claimed_false_alarms() -> None:
    claims = published()
    assert claims["tuned_alarms_b"] == pytest.approx(forced((TP + FN) / 3696, 0.6, 0.35), abs=5e-5)
    assert claims["tuned_alarms_a"] == pytest.approx(forced(0.393, 0.6, 0.35), abs=5e-5)


def test_other_groups_and_wishes_have_the_false_alarms_of_the_formula() -> None:
    given = ["offenders_a=20", "others_a=80", "offenders_b=50", "others_b=50", "precision=0.75", "missed=0.2"]
    rows = {row["quantity"]: row for row in replications.replicate("equal-accuracy", given, replicates=4)["rows"]}
    for group, prevalence in (("A", 0.2), ("B", 0.5)):
        row = next(
            row
            for quantity, row in rows.items()
            if quantity.startswith("false alarms that") and quantity.endswith(group)
        )
        # four standard errors, and .001 since precision is met from day to day
        reach = 4 * row["standard_error"] + 0.001
        assert row["simulated"] == pytest.approx(forced(prevalence, 0.75, 0.2), abs=reach)
        assert row["verdict"] == "unstated"
    identities = [row for quantity, row in rows.items() if quantity.startswith("what is left")]
    assert len(identities) == 4
    assert all(row["simulated"] == pytest.approx(0, abs=1e-12) for row in identities)
