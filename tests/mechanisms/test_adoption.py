"""Taking something up: of one's own accord, by imitation, for food."""

from __future__ import annotations

import numpy as np

from sousveil.mechanisms.adoption import Adoption
from stage import Stage


def newcomers(stage: Stage, mechanism: Adoption, **polity: float) -> float:
    made = stage.decide(mechanism, **polity)
    assert not (made["joined"] & made["online"]).any()
    assert not (made["joined_abroad"] & ~made["joined"]).any()
    return float(made["joined"].mean())


def within(share: float, chance: float, people: int = 10_240) -> bool:
    """To five standard deviations of a binomial share."""
    return abs(share - chance) < 5 * np.sqrt(chance * (1 - chance) / people)


def test_the_chance_is_that_of_bass():
    mechanism = Adoption(own_accord=0.05, pull=0.4)
    for others in (0, 0.25, 1):
        assert within(newcomers(Stage().put(on_app=False), mechanism, app_share=others), 0.05 + 0.4 * others)


def test_who_depends_on_it_takes_it_sooner():
    mechanism = Adoption(own_accord=0.05, pull=0, tied=0.3, dependent=0.5)
    assert within(newcomers(Stage().put(on_app=False, means=0.9), mechanism), 0.05)
    assert within(newcomers(Stage().put(on_app=False, means=0.1), mechanism), 0.35)


def test_what_is_taken_up_is_kept_and_some_is_supplied_from_abroad():
    stage, mechanism = Stage().put(on_app=False), Adoption(own_accord=1, exporter=0.84)
    made = stage.decide(mechanism)
    people = stage.update(mechanism, events=made).people()
    assert people.on_app.all()
    assert (people.foreign_account == made["joined_abroad"]).all()
    assert within(float(made["joined_abroad"].mean()), 0.84)
    assert not stage.decide(mechanism)["joined"].any()


def test_the_share_counts_those_of_today():
    settled = Stage().settle(Adoption(), {"online": 2_000, "joined": 500})
    assert settled["app_share"] == 65536 // 4
