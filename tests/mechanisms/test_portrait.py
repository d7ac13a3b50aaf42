"""Several tests of who somebody is, and one answer made of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.mechanisms.portrait import Biometrics, Combination
from stage import Stage

PASSED = {"passed_camera": True}
RATES = {"first_miss": 0.1, "first_false": 0.02, "second_miss": 0.2, "second_false": 0.05, "third_miss": 0.3,
         "third_false": 0.1}  # fmt: skip
ALIKE = {f"{test}_{error}": rate for test in ("first", "second", "third")
         for error, rate in (("miss", 0.2), ("false", 0.1))}  # fmt: skip


def crowd(listed: bool) -> Stage:
    return Stage(400).put(suspect=listed)


def near(found: float, expected: float, n: int) -> bool:
    """Within four standard errors of a share."""
    return bool(abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / n))


@pytest.mark.parametrize("test", ["first", "second", "third"])
def test_a_test_errs_at_its_two_rates(test: str) -> None:
    for listed, expected in ((True, 1 - RATES[f"{test}_miss"]), (False, RATES[f"{test}_false"])):
        made = crowd(listed).decide(Biometrics(**RATES), 1, PASSED)[f"{test}_match"]
        assert near(made.mean(), expected, made.size)


def test_rare_errors_are_as_rare_as_said() -> None:
    made = sum(Stage(400).decide(Biometrics(first_false=1e-4), day, PASSED)["first_match"].sum() for day in range(20))
    assert abs(made - 204.8) < 4 * np.sqrt(204.8)  # 102,400 people, twenty days


@pytest.mark.parametrize("repeated", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("listed", [True, False])
def test_the_share_repeated_is_the_correlation_of_tests_with_equal_rates(repeated: float, listed: bool) -> None:
    made = crowd(listed).decide(Biometrics(**ALIKE, repeated=repeated), 1, PASSED)
    for one, other in (("first", "second"), ("first", "third")):
        found = np.corrcoef(made[f"{one}_match"].ravel(), made[f"{other}_match"].ravel())[0, 1]
        # the standard error of a correlation is at most one over the root of the number of people
        assert abs(found - repeated) < 4 / np.sqrt(400 * 256)


def test_who_does_not_pass_is_not_tested() -> None:
    assert not any(mask.any() for mask in crowd(True).decide(Biometrics(**RATES, repeated=0.5)).values())


@pytest.mark.parametrize(("taken", "needed"), [(1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (3, 3), (2, 3)])
def test_so_many_of_so_many(taken: int, needed: int) -> None:
    stage = Stage()
    random = np.random.default_rng(1)
    said: dict[str, Any] = {f"{test}_match": random.random(stage.shape) < 0.5 for test in ("first", "second", "third")}
    listed = random.random(stage.shape) < 0.5
    made = stage.put(listed, suspect=True).decide(Combination(taken=taken, needed=needed), 1, said)
    found = np.stack(list(said.values()))[:taken].sum(axis=0) >= needed
    assert (made["face_hit"] == (found & listed)).all()
    assert (made["face_alarm"] == (found & ~listed)).all()
