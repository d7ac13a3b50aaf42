"""The shipped exhibits, and the results of the last full run that the documentation shows."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sousveil import replications
from sousveil.replications import drivers

KEPT = Path(__file__).parents[2] / "docs" / "measured-replications.json"
NAMES = replications.names()
FAST = [name for name in NAMES if replications.load(name).claim.fast]


@cache
def kept() -> dict[str, Any]:
    return {one["exhibit"]: one for one in json.loads(KEPT.read_text(encoding="utf-8"))["exhibits"]}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_complete(name: str) -> None:
    claim = replications.load(name).claim
    assert any(arm.broken for arm in claim.arms.values()), "no arm takes the key assumption away"
    assert claim.pictures, "no picture"
    assert claim.driver is None or claim.driver in drivers.names()
    assert len(replications.load(name).notes.split()) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_what_the_documentation_shows_is_of_these_claims(name: str) -> None:
    claim, shown = replications.load(name).claim, kept()[name]
    assert [(row["quantity"], row["published"]) for row in shown["rows"]] == [
        (one.quantity, one.published) for one in claim.claims
    ]
    assert shown["replicates"] == (claim.replicates if claim.luck else 1)
    assert shown["overrides"] == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_failure_is_explained(name: str) -> None:
    unexplained = [row["quantity"] for row in kept()[name]["rows"] if row["verdict"] == "broken" and not row["note"]]
    assert unexplained == []


@pytest.mark.parametrize("name", FAST)
def test_a_fast_exhibit_gives_what_the_documentation_shows(name: str) -> None:
    """To the last digit: state is integers and luck is by name."""
    made = replications.replicate(name)
    figures = [(row["quantity"], row["simulated"], row["verdict"]) for row in made["rows"]]
    assert figures == [(row["quantity"], row["simulated"], row["verdict"]) for row in kept()[name]["rows"]]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(NAMES) - set(FAST)))
def test_a_long_exhibit_gives_what_the_documentation_shows(name: str) -> None:
    test_a_fast_exhibit_gives_what_the_documentation_shows(name)
