"""The table: fifteen safeguards, each of which changes nothing at its null, and bounds whatever a scenario says."""

from __future__ import annotations

from pathlib import Path

import pytest
from bounded import baseline

from sousveil.contract.errors import RequestError
from sousveil.contract.registry import mechanisms
from sousveil.safeguards import SAFEGUARDS, Bound, Safeguard, safeguard
from sousveil.scenario import Scenario, load
from sousveil.scenario.guarding import idle
from sousveil.scenario.page import Page

FIFTEEN = {
    "appeal", "human_review", "warrant", "threshold_floor", "watch_list_cap", "purpose_limitation", "retention_limit",
    "right_to_know", "no_guilt_by_association", "repair", "rate_cap", "sunset", "audit_sample", "end_to_end",
    "compensation",
}  # fmt: skip
BOUNDS = [one for one in SAFEGUARDS.values() if not one.is_mechanism]
every = pytest.mark.parametrize("one", SAFEGUARDS.values(), ids=lambda one: one.name)
every_bound = pytest.mark.parametrize("one", BOUNDS, ids=lambda one: one.name)


def file(text: str) -> Scenario:
    """A scenario on top of the flagship."""
    return Scenario.of_page(
        Page(f"schema: 1\nname: mine\nbase: everything-app\ndays: 60\n{text}", "mine", Path(), "mine")
    )


def test_there_are_fifteen() -> None:
    assert set(SAFEGUARDS) == FIFTEEN


@every
def test_it_names_what_exists(one: Safeguard) -> None:
    assert set(one.null) <= set(one.parameters)
    assert set(one.reaches) <= set(mechanisms())
    assert one.reaches
    assert set(one.contradicts) <= {*mechanisms(), *SAFEGUARDS}
    # a safeguard is a rule or bounds on rules, and never hides a rule
    assert one.is_mechanism == (one.name in mechanisms())
    for bound in one.bounds:
        assert bound.by in one.parameters
        assert bound.target.name == bound.path.partition(".")[2]


@every_bound
def test_at_its_null_a_scenario_says_what_it_said(one: Safeguard) -> None:
    guarded = baseline().guarded({one.name: dict(one.null)})
    assert (guarded.parameters, guarded.patches) == (baseline().parameters, baseline().patches)


@every_bound
def test_it_changes_only_what_it_bounds_and_something_by_default(one: Safeguard) -> None:
    scenario = load("everything-app", people=1000, days=365)
    guarded = scenario.guarded([one.name])
    changed = {path for path, value in guarded.parameters.items() if value != scenario.parameters[path]}
    changed |= {path for patch in guarded.patches for path in patch.set}
    assert changed
    assert changed <= {bound.path for bound in one.bounds}


@pytest.mark.parametrize(
    ("how", "value", "amount", "after"),
    [("at least", 0.2, 0.5, 0.5), ("at least", 0.7, 0.5, 0.7), ("at most", 0.7, 0.5, 0.5), ("at most", 0.2, 0.5, 0.2),
     ("times", 0.5, 0.5, 0.25), ("times", 0.5, 0, 0), ("at least one over", 0.02, 10, 0.1),
     ("at least one over", 0.02, 0, 1), ("at least one over", 0.5, 10, 0.5)],
)  # fmt: skip
def test_what_a_bound_does(how: str, value: float, amount: float, after: float) -> None:
    assert Bound("suspicion.fading", how, "days").on(value, amount) == pytest.approx(after)  # type: ignore[arg-type]


def test_a_bound_stays_within_what_the_number_may_be_and_whole() -> None:
    assert Bound("dossier.retention", "at most", "days").on(90, 0) == 1
    assert Bound("scoring.association", "times", "kept").on(5, 0.5) == 3


def test_bounds_hold_in_every_place_and_for_later_policy() -> None:
    text = 'set: {"linking.link": {urban: 0.01, default: 0.004}}\n'
    text += 'patches: [{day: 30, set: {"linking.link": 0.02}}]\nwith: {purpose_limitation: {joined: 0.5}}\n'
    made = file(text)
    assert made.parameters["linking.link"] == {"urban": 0.005, "default": 0.002}
    assert made.parameters_on(30)["linking.link"] == 0.01


def test_a_sunset_ends_what_holds_on_its_day_and_what_would_begin_later() -> None:
    text = (
        'patches: [{day: 5, set: {"screening.hit_criticism": 0.4}}, {day: 40, set: {"screening.hit_criticism": 0.9}}]\n'
    )
    made = file(text + "with: {sunset: {day: 20}}\n")
    on = {day: made.parameters_on(day)["screening.hit_criticism"] for day in (1, 5, 19, 20, 40)}
    assert on == {1: 0.15, 5: 0.4, 19: 0.4, 20: 0, 40: 0}
    assert made.parameters_on(60)["face_search.equipped"] == 0


def test_a_sunset_after_the_last_day_changes_nothing() -> None:
    assert baseline().guarded({"sunset": {"day": 15}}) == baseline()


def test_safeguards_and_mechanisms_are_put_in_alike() -> None:
    made = file("with: {appeal: {success: 0.3, delay: 2 weeks}, retention_limit: {days: 2 weeks}}\n")
    assert (made.parameters["appeal.success"], made.parameters["appeal.delay"]) == (0.3, 14)
    assert made.parameters["dossier.retention"] == 14
    again = load("everything-app", people=1000, days=30, with_=["appeal", "warrant", "end_to_end"])
    assert {"appeal", "warrant"} <= set(again.mechanisms)
    assert again.parameters["screening.hold"] == 0


def test_several_bounds_on_one_number_all_hold() -> None:
    both = baseline().guarded({"rate_cap": {"sample": 0.5}, "end_to_end": {"client_side": 0.5}})
    assert both.parameters["screening.hit_mobilisation"] == pytest.approx(0.25 * 0.8)
    told = baseline().guarded(["right_to_know", "appeal"])
    assert told.parameters["appeal.filed"] == SAFEGUARDS["right_to_know"].parameters["filed"].default


def test_a_whole_scenario_reads_the_same_without_the_table() -> None:
    made = baseline().guarded(["threshold_floor", "sunset"])
    page = Page(made.to_yaml(full=True), "whole", Path(), "whole")
    assert Scenario.of_page(page) == made


@pytest.mark.parametrize(
    ("text", "problem", "found"),
    [
        ("with: {audit_sample: {}, record_correction: {}}", "'audit_sample' and 'record_correction' contr", "record"),
        ('with: {threshold_floor: {}}\nset: {"suspicion.list_threshold": 0.1}', "'threshold_floor' and a value contr",
         "suspicion.list_threshold = 0.1"),
        ("with: {retention_limt: {}}", "unknown mechanism or safeguard", "retention_limit"),
        ("with: {retention_limit: {day: 3}}", "unknown parameter 'retention_limit.day'", "retention_limit.days"),
        ("with: {rate_cap: {sample: 2}}", "value outside its range", "0 to 1"),
        ("without: [end_to_end]", "unknown mechanism", ""),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_error(text: str, problem: str, found: str) -> None:
    with pytest.raises(RequestError, match=problem) as caught:
        file(text + "\n")
    assert found in str(caught.value)


def test_where_it_has_nothing_to_bear_on_it_says_so_and_changes_nothing() -> None:
    quiet = load("all-off", people=1000, days=30)
    lines = idle(["threshold_floor", "appeal"], quiet.mechanisms)
    assert "suspicion" in lines[0]
    assert quiet.guarded(["threshold_floor"]) == quiet
    assert idle(SAFEGUARDS, baseline().guarded(["appeal"]).mechanisms) == ()


def test_an_unknown_safeguard_offers_the_nearest() -> None:
    with pytest.raises(RequestError, match="unknown safeguard") as caught:
        safeguard("sunst")
    assert "sunset" in str(caught.value)
