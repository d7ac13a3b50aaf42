"""Approved of and unknown: the fitted numbers by hand, and what teaches residents of a pilot."""

from __future__ import annotations

from math import log

import pytest

from sousveil.replications import load, replicate
from sousveil.replications.given import given
from sousveil.replications.play import Play


def odds(share: float) -> float:
    return share / (1 - share)


def test_the_fitted_numbers_are_those_of_the_published_shares() -> None:
    numbers = {name: one.default for name, one in load("approval").claim.parameters.items()}
    assert numbers["knowing"] == pytest.approx(odds(0.29) / odds(0.53), abs=5e-5)
    assert numbers["told"] == pytest.approx(-log(1 - 0.11) / 365, rel=2e-3)
    unaware = numbers["unaware"]
    assert unaware is not None
    known = odds(unaware) * odds(0.29) / odds(0.53)
    assert 0.89 * unaware + 0.11 * known / (1 + known) == pytest.approx(0.8, abs=5e-5)


def learnt(*overrides: str) -> tuple[int, int]:
    """People who learnt of the pilot in a year, and refusals of travel and credit."""
    exhibit = load("approval")
    said = given(exhibit, overrides)
    values = {name: one.default for name, one in exhibit.claim.parameters.items()}
    play = Play(exhibit, {**values, **said.values}, 2, 1, changes=said.changes)  # type: ignore[arg-type]
    records = play.arm("pilot").sel(group="all")
    return int(records["learnt"].sum()), int(records["travel_denied"].sum() + records["credit_denied"].sum())


def test_refusals_teach_and_harsher_doors_teach_more() -> None:
    by_refusal, refused = learnt("told=0")
    assert 0 < by_refusal <= refused
    harsher, more_refused = learnt("told=0", "scoring.default=400", "doors.travel_tier=3", "doors.credit_tier=3")
    assert more_refused > refused and harsher > by_refusal
    assert learnt("told=0", "adaptation.refused=0")[0] == 0


def test_knowledge_that_changes_nothing_leaves_approval_as_it_is() -> None:
    made = replicate("approval", ["knowing=1", "days=30"], replicates=2)
    assert {row["verdict"] for row in made["rows"]} == {"unstated"}
    assert made["breaks"][0]["broken"] == made["breaks"][0]["held"] == pytest.approx(0.8216, abs=0.01)
