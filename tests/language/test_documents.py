"""Pages of comparisons, lives, safeguards, many runs and exhibits in Simplified Chinese."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sousveil.compare import compare
from sousveil.compare.document import document as compared
from sousveil.compare.weighing import document as weighed
from sousveil.compare.weighing import weigh
from sousveil.language import speaking
from sousveil.report import calibration, comparison, exhibits, life, safeguards, sensitivity, sweep
from sousveil.scenario import load
from sousveil.sweep import calibrate
from sousveil.sweep import sensitivity as study
from sousveil.sweep import sweep as swept
from sousveil.sweep.document import document as many
from sousveil.trace import find, tell
from tests.language.elsewhere import CHINESE, left

TESTS = Path(__file__).parents[1]
KEPT = TESTS.parent / "docs" / "measured-replications.json"
CONDUCT = TESTS / "sweep" / "conduct.yaml"
SMALL: dict[str, Any] = {"people": 800, "days": 3}
OWN = ["Offences, deterred by what is known and feared"]
"""The title of the scenario of tests, which nobody translates."""


def said(page: Callable[..., str], *given: Any) -> str:
    with speaking(CHINESE):
        return page(*given)


def test_the_page_of_exhibits() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))["exhibits"]
    page = said(exhibits.page, kept, "2026-11-27")
    assert left(page, kept) == []
    assert "论断" in page


def test_the_page_of_a_comparison() -> None:
    pair = compare("everything-app", set=["arrests.speech=1", "review.visited=1"], people=3_000, days=12, replicates=2)
    made = compared(pair, {})
    found = ((None, "not tested"), (True, "without it, what was done to the person is the same on both sides"),
             (False, "without it, what was done to the person still differs, 2 times"))  # fmt: skip
    assert left(said(comparison.page, made)) == []
    made["lives"]["told"] = [_life(side, *one) for side in ("baseline", "reform") for one in found]
    made["ignorance"] = {"draws": 2, "parameters": 300, "people": 100}
    page = said(comparison.page, made)
    assert left(page) == []
    assert page.count("这是否就是原因") == 6


def _life(side: str, necessary: bool | None, found: str) -> dict[str, Any]:
    """Of somebody whose life parts on a side: what few people and days may not bring about."""
    first = {"day": 3, "side": side, "event": "flag", "rule": "alerts"}
    return {"person": 1_234, "first": first, "fates": [{"day": 4, "side": side, "kind": "visit"}],
            "necessary": necessary, "tested": found}  # fmt: skip


def test_the_page_of_a_life_beside_the_same_life_elsewhere() -> None:
    world = load("everything-app", people=3_000, days=12)
    found = find(world, "flag")
    told = tell(world, found.persons[0], load("open-society", people=3_000, days=12))
    given = {"life": told.life, "other": told.other, "parts": told.parts, "found": found.document()}
    assert left(said(life.page, given)) == []
    assert left(said(life.page, {**given, "parts": None})) == []


def test_the_page_of_safeguards() -> None:
    scenario = load("everything-app", people=2_000, days=6)
    made = weighed(weigh(scenario, ["warrant", "repair"], replicates=2))
    made["idle"] = {"sunset": "it takes part already", "appeal": "its bounds are kept already"}
    assert left(said(safeguards.page, made)) == []


def test_the_page_of_a_sweep_with_points_that_failed() -> None:
    made = many(swept("all-off", ["trust.own=0.1,0.9", "people=500,2e9"], days=4, replicates=2, keep=False))
    assert left(said(sweep.page, made)) == []


@pytest.mark.parametrize("method", ["pawn", "sobol"])
def test_the_page_of_a_sensitivity_study(method: str) -> None:
    pytest.importorskip("SALib", reason="the extra `sensitivity` is not installed")
    made = study(CONDUCT, ["incidents", "fear"], only=["conduct.incident", "conduct.watched"], trajectories=4,
                 samples=16, method=method, keep=False, **SMALL)  # fmt: skip
    assert left(said(sensitivity.page, made.document()), OWN) == []


@pytest.mark.parametrize("published", [3e6, 9e9])
def test_the_page_of_a_calibration_that_meets_its_targets_and_of_one_that_does_not(published: float) -> None:
    target = {"figure": "incidents", "published": published, "unit": "offences per 100,000 people a year",
              "tolerance": 5e5, "reason": "理由", "source": "Author 2020"}  # fmt: skip
    targets = [target, target | {"held_back": True}]
    made = calibrate(CONDUCT, targets, ["conduct.incident"], points=40, rounds=2, keep=False, **SMALL)
    assert left(said(calibration.page, made.document()), [*OWN, target["unit"]]) == []
