"""What everybody may rely on of all mechanisms together."""

from __future__ import annotations

from collections import defaultdict

from sousveil.contract import columns as table
from sousveil.contract import events as happenings
from sousveil.contract import registry
from sousveil.contract.phases import Phase

ALTERNATIVES: tuple[frozenset[str], ...] = (
    frozenset({"patrol", "dispatch"}),
    frozenset({"protest", "crowd", "contagion", "grievance"}),
    frozenset({"arrests", "round_up"}),
    frozenset({"custody", "round_up"}),
    frozenset({"commerce", "borrowing", "gaming", "loan_seeking"}),
    frozenset({"bank", "fixed_bar"}),
    frozenset(
        {
            "scoring",
            "model_score",
            "credit_record",
            "risk_test",
            "gaming",
            "fraud_score",
            "scorecard",
        }
    ),
    frozenset({"credit_record", "credit_bureau"}),
    frozenset({"doors", "credit_bureau"}),
    frozenset({"face_search", "combination", "score_fusion"}),
    frozenset({"dispatch", "expectation"}),
    frozenset({"conduct", "hotspots"}),
    frozenset({"cameras", "unit_search"}),
    frozenset({"platform", "adoption", "ration_card"}),
    frozenset({"desk", "clerks"}),
    frozenset({"fixed_units", "scattered_units", "proportional_units", "greedy_units"}),
)
"""Mechanisms of which a scenario takes one; only they may share an event, a column or a shared number."""


def givers(attribute: str) -> dict[str, set[str]]:
    """Name -> the mechanisms that emit, own or settle it."""
    found: dict[str, set[str]] = defaultdict(set)
    for cls in registry.mechanisms().values():
        for name in getattr(cls, attribute):
            found[name].add(cls.name)
    return found


def shared(attribute: str) -> dict[str, set[str]]:
    """Those that have more than one giver, alternatives aside."""
    return {
        name: by
        for name, by in givers(attribute).items()
        if len(by) > 1 and not any(by <= group for group in ALTERNATIVES)
    }


def test_there_are_mechanisms_for_every_phase_of_the_day_and_of_the_quarter() -> None:
    assert {cls.phase for cls in registry.mechanisms().values()} == set(Phase)


def test_every_event_column_and_shared_number_has_one_owner() -> None:
    assert shared("emits") == {}
    assert shared("owns") == {}
    assert shared("settles") == {}


def test_everything_that_can_happen_is_emitted_by_somebody_or_passed_on_by_ties() -> None:
    emitted = givers("emits")
    assert [e.name for e in happenings.EVENTS if not e.echo and e.name not in emitted] == []


def test_every_shared_number_is_settled_by_somebody() -> None:
    assert [name for name in table.SHARED if name not in givers("settles")] == []
