"""What a country hands down: between two scenarios, number by number."""

from __future__ import annotations

import pytest

from sousveil.scenario import load
from sousveil.world.policy import SOCIETY, WHOLE, levers, policy


def test_no_system_and_no_law_are_the_open_society_and_both_are_the_whole_system() -> None:
    society, whole = load(SOCIETY).parameters, load(WHOLE).parameters
    nothing, everything = policy(0, 0), policy(1, 1)
    plain = [path for path in nothing if not isinstance(society[path], dict) and not isinstance(whole[path], dict)]
    assert len(plain) > 25  # most numbers are the same everywhere in both scenarios
    for path in plain:
        assert nothing[path] == pytest.approx(society[path]) and everything[path] == pytest.approx(whole[path])


def test_a_system_watches_and_a_law_speaks_to_courts() -> None:
    by = {lever.path: lever.by for lever in levers()}
    assert by["cameras.coverage"] == "system" and by["arrests.speech"] == "law"
    half = policy(0.5, 0)
    assert half["cameras.coverage"] == pytest.approx(
        (policy(0, 0)["cameras.coverage"] + policy(1, 0)["cameras.coverage"]) / 2
    )
    assert half["arrests.speech"] == policy(0, 0)["arrests.speech"]


def test_policy_is_no_beginning() -> None:
    assert not {lever.path for lever in levers()} & {"fear.start", "trust.start", "adaptation.start"}
