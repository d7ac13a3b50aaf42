"""Dates, agencies, standards, presence and pressure."""

from __future__ import annotations

from typing import Any

import pytest

from sousveil.contract.countries import AGENCIES
from sousveil.contract.quantity import ONE
from sousveil.mechanisms.institutions import AgencyElections, Calendar, StandardSetting
from sousveil.mechanisms.powers import Alliance, Withdrawal
from stage import Stage

QUARTERS = range(1, 73)


def settled(mechanism: Any, day: int, tally: Any = None, **polity: float) -> dict[str, float]:
    return {name: float(q[0]) for name, q in Stage(1).settle(mechanism, tally or {}, 200, day, **polity).items()}


def test_statements_are_numbered_and_read_when_they_were_and_then_once_a_year() -> None:
    due = {day: int(settled(Calendar(), day)["statement_due"]) for day in QUARTERS}
    read = {day: number for day, number in due.items() if number}
    assert dict(list(read.items())[:6]) == {27: 1, 28: 2, 31: 3, 32: 4, 36: 5, 40: 6}
    assert list(read.values()) == list(range(1, len(read) + 1)) and max(read) == 72


def test_the_leader_leaves_step_by_step_comes_back_and_without_steps_stays() -> None:
    there = {day: settled(Withdrawal(step=0.2), day)["presence"] / ONE for day in QUARTERS}
    assert [there[day] for day in (21, 22, 25, 31, 33)] == pytest.approx([1, 0.8, 0.6, 0.4, 1], abs=3 / ONE)
    assert {settled(Withdrawal(step=0), day)["presence"] for day in QUARTERS} == {ONE}
    assert settled(Withdrawal(back=100), 72)["presence"] < ONE


def test_pressure_begins_when_it_says_grows_with_the_pact_and_needs_the_leader() -> None:
    mechanism = Alliance(start=33, pressure=0.4, pact_start=36, pact_pressure=0.2)
    found = [settled(mechanism, day, presence=1)["coalition"] / ONE for day in (32, 33, 36)]
    assert found == pytest.approx([0, 0.4, 0.6], abs=3 / ONE)
    assert settled(mechanism, 36, presence=0)["coalition"] == 0


def test_allies_are_bound_from_the_start_and_the_pact_from_its_own() -> None:
    mechanism = Alliance(start=33, pact_start=36)
    for role, first in (("ally", 33), ("leader", 33), ("pact", 36)):
        bound = [
            Stage(1).put(**{role: True}).decide(mechanism, day)["in_coalition"].all() for day in (first - 1, first)
        ]
        assert bound == [False, True]
    assert not Stage(1).decide(mechanism, 72)["in_coalition"].any()


def test_there_are_as_many_elections_in_a_term_as_agencies() -> None:
    mechanism = AgencyElections(term=20, backing=1)
    for start in (1, 13):
        held = [Stage(1).decide(mechanism, day)["backs_exporter"].any() for day in range(start, start + 20)]
        assert sum(held) == AGENCIES


def test_counter_mobilisation_grows_with_what_they_head_and_needs_the_leader() -> None:
    def backs(agencies: int, presence: float) -> Any:
        return Stage().decide(AgencyElections(), 2, agencies=agencies, presence=presence)["backs_exporter"]

    none, some, many = (backs(n, 1) for n in (0, 4, 12))
    assert (none | ~some).all() and (some | ~many).all() and none.sum() > some.sum() > many.sum()
    assert (backs(12, 0) == backs(0, 0)).all()


def test_a_seat_is_won_with_more_than_half_of_the_votes_and_seats_stay_within_bounds() -> None:
    sure = AgencyElections(candidacy=1, term=20)
    for votes, heads in ((100, 0), (101, 1)):
        assert settled(sure, 2, {"backs_exporter": votes}, agencies=0)["agencies"] == heads
    assert settled(sure, 2, {"backs_exporter": 200}, agencies=AGENCIES)["agencies"] == AGENCIES
    # every seat is theirs, so it is one of theirs that falls vacant
    assert settled(sure, 2, {"backs_exporter": 0}, agencies=AGENCIES)["agencies"] == AGENCIES - 1
    # in a quarter without an election nothing moves
    assert settled(sure, 5, {"backs_exporter": 200}, agencies=4)["agencies"] == 4
    # the first quarter begins with those that were headed before
    assert settled(AgencyElections(head_start=2), 1, agencies=0)["agencies"] == 2


def test_standards_pass_with_more_than_half_and_are_replaced_in_time() -> None:
    mechanism, share = StandardSetting(proposed=0.4, turnover=0.125), 0.0
    for _ in range(80):
        share = settled(mechanism, 1, {"backs_standard": 150}, standards=share)["standards"] / ONE
    assert share == pytest.approx(0.4, abs=1e-3)  # half a 65536th over the speed is less
    assert settled(mechanism, 1, {"backs_standard": 100}, standards=0.4)["standards"] / ONE == pytest.approx(
        0.35, abs=2 / ONE
    )


def test_customers_and_chairs_back_standards_and_a_present_leader_does_not_help() -> None:
    def backs(agencies: int = 0, presence: float = 1, **columns: Any) -> Any:
        stage = Stage().put(**columns)
        return stage.decide(StandardSetting(), 1, agencies=agencies, presence=presence)["backs_standard"]

    for more in (backs(from_exporter=True), backs(12), backs(presence=0), backs(alignment=0.95, kinship=0.1)):
        assert (more | ~backs()).all() and more.sum() > backs().sum()
