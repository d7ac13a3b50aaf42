"""A benefit and a score that suspects fraud: who claims, what the signs say, who pays back and who should not have."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.mechanisms.welfare import Benefit, ClaimSigns, FraudScore, Reclaim, ReclaimOutcome
from stage import Stage


def near(made: Any, chance: float) -> bool:
    """Within five standard errors of a share of so many people."""
    return bool(abs(np.mean(made) - chance) < 5 * (chance * (1 - chance) / made.size) ** 0.5)


def test_only_adults_with_few_means_claim() -> None:
    mechanism = Benefit(line=0.3, checked=1)
    assert Stage(1).put(means=0.2).decide(mechanism)["claimed"].all()
    assert not Stage(1).put(means=0.4).decide(mechanism)["claimed"].any()
    assert not Stage(1).put(means=0.2, age="age_0_14").decide(mechanism)["claimed"].any()
    assert not Stage(1).put(means=0.2, abroad=True).decide(mechanism)["claimed"].any()


def test_some_claims_are_too_high_and_none_that_was_not_made() -> None:
    made = Stage().put(means=0.1).decide(Benefit(line=0.3, checked=0.5, too_high=0.2))
    assert near(made["claimed"], 0.5)
    assert near(made["overclaimed"], 0.1)
    assert not (made["overclaimed"] & ~made["claimed"]).any()


@pytest.mark.parametrize(("too_high", "chance"), [(True, 0.6), (False, 0.1)])
def test_signs_are_right_and_wrong_at_their_rates_and_independent(too_high: bool, chance: float) -> None:
    events = {"claimed": True, "overclaimed": too_high}
    made = Stage().decide(ClaimSigns(seen=0.6, noise=0.1), events=events)
    assert near(made["first_sign"], chance) and near(made["second_sign"], chance)
    assert near(made["first_sign"] & made["second_sign"], chance**2)
    assert not any(mask.any() for mask in Stage(1).decide(ClaimSigns(noise=1)).values())


def suspected(signs: int, minority: bool, score: int = 0) -> bool:
    events = {"claimed": True, "first_sign": signs > 0, "second_sign": signs > 1}
    made = Stage(1).put(minority=minority, score=score).decide(FraudScore(), events=events)["fraud_suspected"]
    assert made.all() or not made.any()
    return bool(made.all())


def test_origin_weighs_as_much_as_a_sign() -> None:
    assert [suspected(signs, minority=False) for signs in (0, 1, 2)] == [False, False, True]
    assert [suspected(signs, minority=True) for signs in (0, 1, 2)] == [False, True, True]


def test_who_was_suspected_once_is_suspected_sooner() -> None:
    score = FraudScore()
    stage = Stage(1).update(score, events={"fraud_suspected": True})
    assert (stage.stored["score"] == 30).all()
    assert suspected(1, minority=False, score=30) and suspected(0, minority=True, score=30)
    # and it stays on file, without growing
    stage.update(score)
    assert (stage.update(score, events={"fraud_suspected": True}).stored["score"] == 30).all()


def test_all_is_claimed_back_unless_the_papers_are_accepted() -> None:
    made = Stage().decide(Reclaim(accepted=0.3), events={"fraud_suspected": True})["benefit_reclaimed"]
    assert near(made, 0.7)
    assert not Stage(1).decide(Reclaim(accepted=0))["benefit_reclaimed"].any()


def test_the_outcome_is_right_or_wrong_and_never_both() -> None:
    stage, random = Stage(), np.random.default_rng(1)
    events: dict[str, Any] = {name: random.random(stage.shape) < 0.4 for name in ("benefit_reclaimed", "overclaimed")}
    made = stage.decide(ReclaimOutcome(), events=events)
    assert (made["reclaimed_rightly"] == (events["benefit_reclaimed"] & events["overclaimed"])).all()
    assert (made["reclaimed_wrongly"] == (events["benefit_reclaimed"] & ~events["overclaimed"])).all()


@pytest.mark.parametrize("minority", [False, True])
def test_wrongful_recoveries_of_a_day_are_what_the_rates_say(minority: bool) -> None:
    # a correct claim is suspected with both signs, or with either where origin counts as one
    noise, accepted = 0.1, 0.2
    chance = (1 - accepted) * (1 - (1 - noise) ** 2 if minority else noise**2)
    stage = Stage().put(minority=minority, means=0.1)
    events: dict[str, Any] = {"claimed": True, "overclaimed": False}
    for mechanism in (ClaimSigns(noise=noise), FraudScore(), Reclaim(accepted=accepted), ReclaimOutcome()):
        events |= stage.decide(mechanism, events=events)
    assert near(events["reclaimed_wrongly"], chance)
