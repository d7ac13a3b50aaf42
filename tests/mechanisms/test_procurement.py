"""Buying a system: the limit of Bass, what moves the chance, who supplies it, and what becomes of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sousveil.contract.quantity import ONE
from sousveil.mechanisms.procurement import Procurement
from sousveil.mechanisms.regimes import Standing
from stage import Stage

ALONE = {
    "on_offer": 0, "next_door": 0, "same_tongue": 0, "same_bloc": 0, "crime": 1, "unrest": 1, "example": 1, "budget": 1,
}  # fmt: skip
"""Everything off but what is bought of one's own accord and by imitation of all."""
P, Q, QUARTERS = 0.03, 0.38, 4
YEARS = 15


def buyers(stage: Stage, mechanism: Procurement, events: Any = None, **polity: float) -> dict[str, Any]:
    return stage.decide(mechanism, events=events, **polity)


def rate(mask: Any) -> float:
    return float(mask.mean())


def within(share: float, chance: float, rows: int) -> bool:
    """To five standard deviations of a binomial share."""
    return abs(share - chance) < 5 * np.sqrt(max(chance * (1 - chance), 1 / rows) / rows)


def closed_form(years: float) -> float:
    """The share of adopters after so many years (Bass 1969)."""
    fading = np.exp(-(P + Q) * years)
    return float((1 - fading) / (1 + Q / P * fading))


def recursion(steps_a_year: int, years: int = YEARS) -> list[float]:
    """The share of adopters at the end of every step, where each takes it up with the chance p + q F of a step."""
    share, path = 0.0, []
    for _ in range(steps_a_year * years):
        share += (P + Q * share) / steps_a_year * (1 - share)
        path.append(share)
    return path


def test_the_closed_form_is_that_of_the_textbook() -> None:
    assert [round(closed_form(t), 4) for t in (5, 10, 15)] == [0.3312, 0.8128, 0.9716]


def test_the_recursion_by_quarters_tends_to_the_closed_form() -> None:
    # a step of Euler's: the error halves with the step, so that it is the step's and nothing else's
    errors = [abs(recursion(steps, 10)[-1] - closed_form(10)) for steps in (QUARTERS, 2 * QUARTERS, 4 * QUARTERS)]
    for coarse, fine in pairwise(errors):
        assert coarse / fine == pytest.approx(2, rel=0.1)


def test_with_everything_else_off_countries_adopt_as_bass_says() -> None:
    stage, standing = Stage(40), Standing()
    mechanism = Procurement(own_accord=P / QUARTERS, pull=Q / QUARTERS, **ALONE)
    rows = stage.shape[0] * stage.shape[1]
    share, expected, variance = 0.0, 0.0, 0.0
    for quarter, foreseen in enumerate(recursion(QUARTERS), 1):
        made = stage.decide(mechanism, quarter, running_share=share)
        stage.update(mechanism, quarter, made)
        runs = stage.decide(standing, quarter)["runs_system"]
        share = float(stage.settle(standing, {"runs_system": int(runs.sum())}, rows)["running_share"][0]) / ONE
        # luck of this quarter, and that of earlier ones as the recursion carries it on (to first order)
        chance = P / QUARTERS + Q / QUARTERS * expected
        growth = 1 - chance + Q / QUARTERS * (1 - expected)
        variance = growth**2 * variance + chance * (1 - chance) * (1 - expected) / rows
        expected = foreseen
        assert share == pytest.approx(foreseen, abs=4 * np.sqrt(variance) + quarter / ONE)
    # what is left between steps of a quarter and the closed form is the recursion's, not the luck's
    apart = abs(recursion(QUARTERS)[-1] - closed_form(YEARS))
    assert share == pytest.approx(closed_form(YEARS), abs=4 * np.sqrt(variance) + quarter / ONE + apart)


@pytest.mark.parametrize(
    ("column", "values"), [("crime", (0, 0.5, 0.99)), ("unrest", (0, 0.5, 0.99)), ("wealth", (0, 0.5, 0.99)),
                           ("order_next_door", (0, 0.5, 1))],
)  # fmt: skip
def test_need_and_budget_add_to_the_chance(column: str, values: tuple[float, ...]) -> None:
    found = [buyers(Stage().put(**{column: value}), Procurement(own_accord=0.1)) for value in values]
    masks = [made["first_system"] for made in found]
    for fewer, more in pairwise(masks):
        assert (more | ~fewer).all() and more.sum() > fewer.sum()


@pytest.mark.parametrize("near", ["running_next_door", "running_same_tongue", "running_same_bloc"])
def test_peers_add_to_the_chance_and_are_named_as_the_cause(near: str) -> None:
    mechanism = Procurement(next_door=0.2, same_tongue=0.2, same_bloc=0.2)
    alone, among = (buyers(Stage().put(**{near: share}), mechanism) for share in (0, 1))
    assert not alone["follows_peers"].any()
    assert (among["follows_peers"] == (among["first_system"] & ~alone["first_system"])).all()
    assert among["follows_peers"].any()


def test_offers_add_to_the_chance_and_turn_it_to_whoever_made_them() -> None:
    mechanism = Procurement(on_offer=0.3)
    none, exporter, rival = (
        buyers(Stage(), mechanism, events) for events in ({}, {"offered_by_exporter": True}, {"offered_by_rival": True})
    )
    assert exporter["first_system"].sum() > none["first_system"].sum()
    assert (exporter["first_system"] == rival["first_system"]).all()
    assert exporter["buys_from_exporter"].sum() > rival["buys_from_exporter"].sum()
    assert rival["buys_from_rival"].sum() > exporter["buys_from_rival"].sum()


def test_nobody_buys_twice_at_once_and_the_exporter_buys_nothing() -> None:
    made = buyers(Stage(), Procurement(own_accord=1))
    assert (made["buys_from_exporter"] ^ made["buys_from_rival"]).all()
    assert not any(mask.any() for mask in buyers(Stage().put(exporter=True), Procurement(own_accord=1)).values())


def test_price_standards_and_pressure_turn_the_choice() -> None:
    def from_exporter(wealth: float = 0.5, kinship: float = 0.8, **polity: float) -> float:
        stage = Stage().put(wealth=wealth, kinship=kinship)
        return rate(buyers(stage, Procurement(own_accord=1, exporter=0.5, budget=1), **polity)["buys_from_exporter"])

    assert from_exporter(wealth=0) > from_exporter() > from_exporter(wealth=0.99)
    assert from_exporter(standards=0.5) > from_exporter()
    assert from_exporter(coalition=0.5) < from_exporter()
    assert from_exporter(coalition=0.5, kinship=0) == from_exporter(kinship=0)


def test_of_regimes_both_answers_can_be_given() -> None:
    def bought(openness: float, effect: float) -> Any:
        mechanism = Procurement(own_accord=0.1, regime_effect=effect, budget=1, crime=1, unrest=1)
        return buyers(Stage(200).put(openness=openness), mechanism)

    # no effect: the same countries, with the same luck, buy the same
    for name, mask in bought(0, 1).items():
        assert (mask == bought(0.9, 1)[name]).all()
    # an effect of two: twice the chance to buy from the exporter where a regime is closed, and none on what rivals sell
    rows = 200 * 256
    share = rate(bought(0, 1)["buys_from_exporter"])
    assert within(rate(bought(0, 2)["buys_from_exporter"]), 2 * share, rows // 4)  # both shares are of luck
    assert within(rate(bought(0, 2)["buys_from_rival"]), rate(bought(0, 1)["buys_from_rival"]), rows // 2)


def test_a_first_system_is_partial_and_completed_in_time() -> None:
    stage, mechanism = Stage(4), Procurement(own_accord=1, completion=1, way_in=1, exporter=1)
    stage.update(mechanism, events=stage.decide(mechanism))
    people = stage.people()
    assert people.partial_system.all() and people.running.all() and people.from_exporter.all()
    assert people.reachable.all() and not people.from_rival.any()
    stage.update(mechanism, events=stage.decide(mechanism))
    assert stage.people().full_system.all()
    assert not any(mask.any() for mask in stage.decide(mechanism).values())


def test_the_way_in_comes_with_some_of_the_exporters_systems_only() -> None:
    made = buyers(Stage(), Procurement(own_accord=1, exporter=0.5, way_in=0.3))
    assert not (made["data_reachable"] & ~made["buys_from_exporter"]).any()
    bought = int(made["buys_from_exporter"].sum())
    assert within(float(made["data_reachable"].sum()) / bought, 0.3, bought)
    assert not buyers(Stage(), Procurement(own_accord=1, way_in=0))["data_reachable"].any()


def test_what_is_dropped_is_gone_and_comes_again_from_a_rival_only() -> None:
    stage, mechanism = Stage(4), Procurement(own_accord=1)
    stage.put(system="full_system", running=True, from_exporter=True, reachable=True)
    stage.update(mechanism, events={"drops_system": True})
    people = stage.people()
    assert people.no_system.all() and people.dropped.all()
    assert not (people.running | people.from_exporter | people.reachable).any()
    made = stage.decide(mechanism)
    assert made["buys_from_rival"].all() and not made["buys_from_exporter"].any()


def test_the_exporter_runs_its_own_from_the_first_day() -> None:
    stage = Stage(1).put(np.arange(256)[None] < 5, exporter=True)
    people = stage.begin(Procurement()).people()
    assert (people.full_system == people.exporter).all() and (people.running == people.exporter).all()
