"""Every group metric beside the function of that name in scikit-learn or Fairlearn, on people made from the counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sousveil.auditing import fairness
from sousveil.auditing.fairness import DISPARITIES, METRICS, Confusion

theirs: Any = pytest.importorskip("fairlearn.metrics", reason="Fairlearn is what the metrics are held against")
sklearn: Any = pytest.importorskip("sklearn.metrics", reason="scikit-learn is what the metrics are held against")

CLOSE = 1e-12  # both sides divide whole numbers in double precision
NAMED = {
    name: getattr(theirs, name, None) or getattr(sklearn, name) for name in (*METRICS, *DISPARITIES)
}  # true_positive_rate, demographic_parity_ratio ...
cells = st.tuples(*[st.integers(1, 60)] * 4)
"""True positives, false positives, false negatives, true negatives; none empty, where the libraries differ in what
they say of a rate of nobody."""


def confusion(cell: tuple[int, int, int, int]) -> Confusion:
    tp, fp, fn, tn = ([count] for count in cell)
    asked, chosen = [sum(cell)], [cell[0] + cell[1]]
    made = Confusion.of(asked, chosen, [cell[0] + cell[2]], tp)
    assert [list(part) for part in vars(made).values()] == [tp, fp, fn, tn]
    return made


def people(groups: list[tuple[int, int, int, int]]) -> tuple[Any, Any, Any]:
    """A vector each of truth, decision and group, a person an entry."""
    truth, chosen, group = [], [], []
    for number, (tp, fp, fn, tn) in enumerate(groups):
        truth += [1] * tp + [0] * fp + [1] * fn + [0] * tn
        chosen += [1] * (tp + fp) + [0] * (fn + tn)
        group += [f"group {number}"] * (tp + fp + fn + tn)
    return np.array(truth), np.array(chosen), np.array(group)


@settings(deadline=None, max_examples=25)
@given(groups=st.lists(cells, min_size=2, max_size=4))
def test_each_metric_of_each_group_is_theirs(groups: list[tuple[int, int, int, int]]) -> None:
    truth, chosen, group = people(groups)
    frame = theirs.MetricFrame(
        metrics={name: NAMED[name] for name in METRICS}, y_true=truth, y_pred=chosen, sensitive_features=group
    )
    for number, cell in enumerate(groups):
        for name, metric in METRICS.items():
            assert metric(confusion(cell))[0] == pytest.approx(frame.by_group[name][f"group {number}"], abs=CLOSE), name


@settings(deadline=None, max_examples=25)
@given(groups=st.lists(cells, min_size=2, max_size=4))
def test_each_disparity_is_theirs(groups: list[tuple[int, int, int, int]]) -> None:
    truth, chosen, group = people(groups)
    for name, disparity in DISPARITIES.items():
        expected = NAMED[name](truth, chosen, sensitive_features=group)
        assert disparity([confusion(cell) for cell in groups])[0] == pytest.approx(expected, abs=CLOSE), name


def test_what_the_brief_of_an_auditor_names_is_there() -> None:
    assert set(METRICS) == {
        "selection_rate", "true_positive_rate", "false_positive_rate", "false_negative_rate", "true_negative_rate",
        "precision_score", "accuracy_score", "balanced_accuracy_score",
    }  # fmt: skip
    assert set(DISPARITIES) == {
        "demographic_parity_difference", "demographic_parity_ratio", "equalized_odds_difference",
        "equalized_odds_ratio", "equal_opportunity_difference",
    }  # fmt: skip


def test_a_rate_of_nobody_has_no_value() -> None:
    nobody = Confusion.of([0, 10], [0, 4], [0, 0], [0, 0])
    assert np.isnan(fairness.selection_rate(nobody)).tolist() == [True, False]
    assert np.isnan(fairness.true_positive_rate(nobody)).all()
    assert np.isnan(fairness.equalized_odds_ratio([nobody, nobody])).all()
