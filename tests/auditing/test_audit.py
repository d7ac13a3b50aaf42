"""An audit is what its runs counted; differences are taken replicate by replicate; what cannot be is refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from sousveil import simulate
from sousveil.auditing import Audit, audit
from sousveil.auditing.arms import AS_IT_IS, MODEL, NO_FEEDBACK, NO_GAMING, PLAIN
from sousveil.contract.errors import RequestError
from sousveil.measures.interval import estimate
from sousveil.report.auditing import page
from sousveil.scenario import Model, load

COLUMNS = ["missed_on_file", "has_file"]
SMALL: dict[str, Any] = {"people": 1_500, "days": 120, "replicates": 2}
AS_IT_IS_ALONE = [
    "show_loans.knows_majority=0", "show_loans.knows_minority=0", "credit_bureau.recorded=0",
]  # fmt: skip
"""Nothing is left to take away, so that one world is lived."""
CLOSE = 1e-12  # the same sums in double precision


def rows(made: Audit, table: str, **keys: Any) -> list[dict[str, Any]]:
    return [row for row in made.document[table] if all(row[key] == keys[key] for key in keys)]


def constant(points: float) -> Model:
    return Model(lambda file: np.full(len(file), points), columns=COLUMNS)


def test_both_judges_live_in_every_world(made: Audit) -> None:
    assert made.judges == (PLAIN, MODEL) and made.worlds == (AS_IT_IS, NO_GAMING, NO_FEEDBACK)


def test_counts_are_those_of_the_records_of_the_same_run(made: Audit) -> None:
    run = simulate.run(made.scenario, replicates=2, keep=False)
    at, groups = {name: i for i, name in enumerate(run.history.events)}, run.history.groups
    witness = made.seen[PLAIN, AS_IT_IS]
    # the two windows of a run of 120 days are its halves
    assert [(w.first, w.last) for w in made.windows] == [(1, 60), (61, 120)]
    for event in made.decision.events:
        recorded = run.history.counts[:, :, at[event]].sum(axis=(1, 2))
        for group in ("all", "minority", "female", "age_25_34", "urban"):
            both = witness.of(event, 0, group) + witness.of(event, 1, group)
            np.testing.assert_array_equal(both, recorded[:, groups.index(group)], err_msg=f"{event} {group}")


def test_the_groups_of_a_feature_are_everybody_who_asks(made: Audit) -> None:
    for groups in made.document["groups"]["features"].values():
        for name in ("true_positive", "false_positive", "false_negative", "true_negative"):
            whole = rows(made, "counts", judge=PLAIN, window="start", group="all")[0][name]
            parts = sum(rows(made, "counts", judge=PLAIN, window="start", group=group)[0][name] for group in groups)
            assert parts == pytest.approx(whole, abs=CLOSE)


def test_differences_are_taken_replicate_by_replicate(made: Audit) -> None:
    start, end = (made.confusion(MODEL, at, "all") for at in (0, -1))
    by_hand = [
        (end.true_positive + end.false_positive)[r] / end.asked[r]
        - (start.true_positive + start.false_positive)[r] / start.asked[r]
        for r in range(2)
    ]
    (row,) = rows(made, "changes", judge=MODEL, of="all", metric="selection_rate")
    expected = estimate(by_hand)
    assert expected is not None
    assert (row["effect"], row["low"], row["high"]) == pytest.approx((expected.value, expected.low, expected.high))


def test_the_model_judges_the_same_people_with_the_same_luck(made: Audit) -> None:
    one, other = (made.seen[judge, AS_IT_IS] for judge in (PLAIN, MODEL))
    np.testing.assert_array_equal(one.of("credit_try", 0, "all"), other.of("credit_try", 0, "all"))
    assert (one.of("lent", 0, "all") != other.of("lent", 0, "all")).any()


def test_nobody_games_where_nobody_games_and_some_do_as_it_is(made: Audit) -> None:
    event = made.decision.gamed
    assert made.seen[PLAIN, NO_GAMING].of(event, 0, "all").sum() == 0
    assert made.seen[PLAIN, AS_IT_IS].of(event, 0, "all").sum() > 0


def test_a_constant_model_tells_nobody_apart() -> None:
    made = audit("credit-model", constant(0.9), set=AS_IT_IS_ALONE, **SMALL)
    for window in ("start", "end"):
        assert rows(made, "metrics", judge=MODEL, window=window, group="all", metric="selection_rate")[0]["value"] == 1
        for row in rows(made, "disparities", judge=MODEL, window=window):
            assert row["value"] == (1 if row["metric"].endswith("ratio") else 0)
        ranked = rows(made, "calibration", judge=MODEL, window=window, group="all", metric="roc_auc_score")
        assert ranked[0]["value"] == 0.5
    assert rows(made, "lock_in", judge=MODEL, group="all", metric="refused_early")[0]["value"] == 0
    assert rows(made, "drift", judge=MODEL, window="end", group="all")[0]["value"] == 0


def test_a_model_that_refuses_everybody_locks_everybody_in() -> None:
    made = audit("credit-model", constant(0.1), set=AS_IT_IS_ALONE, **SMALL)
    assert rows(made, "metrics", judge=MODEL, window="end", group="all", metric="selection_rate")[0]["value"] == 0
    precision = rows(made, "metrics", judge=MODEL, window="end", group="all", metric="precision_score")[0]
    assert precision["value"] is None  # nobody was chosen
    for name in ("still_below_bar", "still_without_loan"):
        assert rows(made, "lock_in", judge=MODEL, group="all", metric=name)[0]["value"] == 1


def test_the_same_audit_twice_is_the_same(made: Audit, model: Model) -> None:
    again = audit("credit-model", model, **SMALL)
    assert json.dumps(again.document["metrics"]) == json.dumps(made.document["metrics"])


def test_the_document_is_json_and_names_what_was_audited(made: Audit) -> None:
    document = json.loads(json.dumps(made.document, allow_nan=False))
    assert document["judges"]["plain"] == "scorecard" and document["judges"]["model"]["columns"]
    assert document["windows"][0] == {"name": "start", "first": 1, "last": 60}
    assert len(document["metrics"]) == 2 * 2 * 13 * 8  # judges, windows, groups, metrics
    assert made.metrics().height == len(document["metrics"])
    assert made.disparities().height == 2 * 2 * 4 * 5


def test_without_a_model_the_plain_score_is_audited_alone() -> None:
    made = audit("credit-model", people=600, days=10, replicates=1, set=["show_loans.knows_majority=0"])
    assert made.judges == (PLAIN,) and NO_GAMING in made.worlds  # the minority still games
    assert made.document["beside"] == [] and "model" not in made.document["judges"]
    assert audit("credit-model", people=600, days=10, replicates=1, set=AS_IT_IS_ALONE).worlds == (AS_IT_IS,)


def test_a_scenario_with_a_model_of_its_own_is_audited_beside_its_scorecard() -> None:
    scenario = load("credit-model", AS_IT_IS_ALONE, people=600, days=20).scored_by(constant(0.9))
    made = audit(scenario, replicates=1)
    assert made.judges == (PLAIN, MODEL)
    assert rows(made, "metrics", judge=MODEL, window="end", group="all", metric="selection_rate")[0]["value"] == 1
    assert rows(made, "metrics", judge=PLAIN, window="end", group="all", metric="selection_rate")[0]["value"] < 1


def test_another_decision_is_audited_by_the_same_names() -> None:
    made = audit("welfare-fraud-score", people=6_000, days=60, replicates=1, set=["benefit.checked=0.05"])
    assert made.decision.name == "benefit" and made.judges == (PLAIN,) and made.worlds == (AS_IT_IS,)
    found = rows(made, "metrics", judge=PLAIN, window="start", group="all", metric="selection_rate")[0]
    assert 0 < found["value"] < 1
    assert "With the fraud score, " in page.page(made.document)
    with pytest.raises(RequestError, match="no model can take this decision"):
        audit(made.scenario, constant(0.5))
    assert made.document["drift"] == made.document["lock_in"] == made.document["gaming"] == []


def test_a_model_that_learns_does_so_from_its_own_loans() -> None:
    class Mean:
        """The share of its own loans that came back, whoever asks."""

        share = 0.9

        def fit(self, file: Any, repaid: Any) -> None:
            self.share = float(repaid.mean())

        def predict(self, file: Any) -> Any:
            return np.full(len(file), self.share)

    made = audit("credit-model", Model(Mean(), columns=COLUMNS, every=30), retrain=60, set=AS_IT_IS_ALONE, **SMALL)
    assert made.model["fits"] > 0 and made.model["retrain"]["outcome"] == "loan_repaid"
    end = rows(made, "bands", judge=MODEL, window="end", group="all")
    assert [row["band"] for row in end if row["share"]] != [8]  # 900 points at first, the share paid back afterwards


@pytest.mark.parametrize(
    ("scenario", "problem"),
    [("everything-app", "an audit needs a decision"), ("world-2020", "countries are not scored")],
)
def test_what_has_no_decision_is_refused(scenario: str, problem: str) -> None:
    with pytest.raises(RequestError, match=problem):
        audit(load(scenario))


def test_there_has_to_be_a_model_to_be_fitted_anew() -> None:
    with pytest.raises(RequestError, match="no model to fit anew"):
        audit(load("credit-model", people=100, days=5), retrain=30)
