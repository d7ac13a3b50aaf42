"""Offers by suppliers who compete, and leaving a system again."""

from __future__ import annotations

from typing import Any

import pytest

from sousveil.mechanisms.export import Exit, Suppliers
from stage import Stage

EXPORTER, RIVAL = "offered_by_exporter", "offered_by_rival"
RIPE = 30
"""A quarter in which suppliers are fully capable."""


def offers(day: int = RIPE, presence: float = 1, values: Any = None, **columns: float) -> dict[str, Any]:
    return Stage().put(**columns).decide(Suppliers(**(values or {})), day, presence=presence)


@pytest.mark.parametrize(
    ("column", "event", "other"),
    [("strategic", EXPORTER, RIVAL), ("dependence", EXPORTER, RIVAL), ("kinship", RIVAL, EXPORTER),
     ("wealth", RIVAL, EXPORTER)],
)  # fmt: skip
def test_interests_bring_offers_to_one_and_leave_the_other_alone(column: str, event: str, other: str) -> None:
    low, middle, high = (offers(**{column: share}) for share in (0, 0.5, 0.99))
    for fewer, more in ((low, middle), (middle, high)):
        assert (more[event] | ~fewer[event]).all() and more[event].sum() > fewer[event].sum()
        assert (more[other] == fewer[other]).all()


def test_suppliers_become_capable_in_time_and_stay_so() -> None:
    masks = [offers(day, values={"ripe": 20})["offered_by_exporter"].mean() for day in (1, 10, 20)]
    assert masks == sorted(masks) and masks[0] < masks[1] < masks[2]
    assert masks[2] == pytest.approx(offers(40, values={"ripe": 20})["offered_by_exporter"].mean(), abs=0.02)


def test_rivals_retreat_with_the_leader_and_the_exporter_does_not() -> None:
    there, gone = offers(presence=1), offers(presence=0)
    assert gone["offered_by_rival"].sum() < there["offered_by_rival"].sum()
    assert (gone["offered_by_exporter"] == there["offered_by_exporter"]).all()


def test_without_reach_the_exporter_offers_nothing_and_nobody_sells_to_it() -> None:
    assert not offers(values={"reach": 0}, strategic=0.99, dependence=0.99)["offered_by_exporter"].any()
    made = Stage().put(exporter=True).decide(Suppliers(reach=1, rivals=1), RIPE)
    assert not any(mask.any() for mask in made.values())


def drops(coalition: float = 0, values: Any = None, **columns: Any) -> Any:
    stage = Stage().put(system="full_system", from_exporter=True, **columns)
    return stage.decide(Exit(**{"base": 0.02, "pressure": 0.3, **(values or {})}), coalition=coalition)["drops_system"]


def test_cost_pressure_and_lost_trust_make_countries_drop_a_system() -> None:
    assert drops(wealth=0).sum() > drops(wealth=0.99).sum()
    assert drops(0.8, kinship=0.8).sum() > drops(0, kinship=0.8).sum()
    for heard in ("home_mistrust", "mistrust_next_door"):
        more = drops(values={"mistrust": 0.2, "heard": 0.2}, **{heard: 0.9})
        assert more.sum() > drops(values={"mistrust": 0.2, "heard": 0.2}).sum()


def test_pressure_bears_on_what_the_exporter_supplied_and_on_its_friends() -> None:
    assert (drops(0.8, kinship=0) == drops(0, kinship=0)).all()
    assert (drops(0.8, kinship=0.8, from_rival=True) | ~drops(0.8, kinship=0.8)).all()
    stage = Stage().put(system="full_system", from_rival=True, kinship=0.8)
    pressed, free = (stage.decide(Exit(), coalition=c)["drops_system"] for c in (0.8, 0))
    assert (pressed == free).all()


def test_nobody_drops_what_they_do_not_run_and_the_exporter_keeps_its_own() -> None:
    sure = Exit(base=1)
    assert not Stage().decide(sure)["drops_system"].any()
    assert not Stage().put(system="full_system", exporter=True).decide(sure)["drops_system"].any()
    assert Stage().put(system="partial_system").decide(sure)["drops_system"].all()
