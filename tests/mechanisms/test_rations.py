"""A card that food depends on: who is asked for it, who takes it, who goes without."""

from __future__ import annotations

from typing import Any

import numpy as np

from sousveil.mechanisms.rations import RationCard, RationShop
from stage import Stage


def near(made: Any, chance: float) -> bool:
    """Within five standard errors of a share of so many people."""
    return bool(abs(np.mean(made) - chance) < 5 * (chance * (1 - chance) / made.size) ** 0.5)


def test_nobody_has_the_card_at_first() -> None:
    assert not Stage().put(on_app=True).begin(RationCard()).people().on_app.any()


def test_only_those_with_few_means_are_asked_for_it() -> None:
    mechanism = RationCard(dependent=0.5, fetched=0.8, asked=0.5, own_accord=0)
    made = Stage().put(on_app=False, means=0.2).decide(mechanism)
    assert near(made["card_asked"], 0.4)
    assert not any(mask.any() for mask in Stage().put(on_app=False, means=0.7).decide(mechanism).values())
    for other in ({"age": "age_0_14"}, {"abroad": True}):
        alone = Stage(1).put(on_app=False, means=0.2, **other)
        assert not any(mask.any() for mask in alone.decide(RationCard(fetched=1, asked=1, own_accord=1)).values())


def test_some_give_in_and_some_take_it_unasked() -> None:
    poor, well_off = Stage().put(on_app=False, means=0.2), Stage().put(on_app=False, means=0.9)
    mechanism = RationCard(dependent=0.5, fetched=1, asked=1, gives_in=0.3, own_accord=0.1)
    assert near(poor.decide(mechanism)["joined"], 0.3 + 0.7 * 0.1)
    assert near(well_off.decide(mechanism)["joined"], 0.1)


def test_what_is_taken_is_kept() -> None:
    stage = Stage(1).put(on_app=False)
    assert stage.update(RationCard(), events={"joined": True}).people().on_app.all()
    assert stage.update(RationCard()).people().on_app.all()
    assert not stage.decide(RationCard(own_accord=1))["joined"].any()


def test_no_card_no_food() -> None:
    events = {"card_asked": True}
    assert near(Stage().put(on_app=False).decide(RationShop(lenient=0.2), events=events)["food_refused"], 0.8)
    assert not Stage().put(on_app=True).decide(RationShop(lenient=0), events=events)["food_refused"].any()
    assert not Stage().put(on_app=False).decide(RationShop(lenient=0))["food_refused"].any()


def test_a_year_of_it_is_the_sum_of_its_chances() -> None:
    # day after day of the mechanism against the closed form: who comes, is asked and gives in, or takes it unasked
    mechanism = RationCard(dependent=0.5, fetched=0.2, asked=0.5, gives_in=0.5, own_accord=0.01)
    stage, days = Stage().put(on_app=False, means=0.2), 20
    for day in range(1, days + 1):
        stage.update(mechanism, day, stage.decide(mechanism, day))
    chance = 0.05 + 0.95 * 0.01
    assert near(stage.people().on_app, 1 - (1 - chance) ** days)
