"""The small language of --find: what it means, and that nothing else is ever executed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.columns import BY_NAME
from sousveil.contract.errors import RequestError
from sousveil.engine.lives import Noted
from sousveil.trace.query import read

EVER = {"visit": [1, 1, 0, 0], "detained_administratively": [0, 1, 0, 0], "detained_criminally": [0, 0, 0, 1],
        "interned": [0, 0, 0, 0], "incident": [0, 1, 0, 0]}  # fmt: skip
TIMES, FIRST = {"visit": [3, 1, 0, 0]}, {"visit": [5, 9, 0, 0], "detained_administratively": [0, 9, 0, 0]}


def stored() -> dict[str, Any]:
    """Four people: women at the ends, the last in prison, fear rising."""
    female = BY_NAME["traits"].shifts["female"][0]
    return {
        "traits": np.array([1, 0, 0, 1], np.uint8) << female,
        "status": np.array([0, 0, 0, BY_NAME["status"].values.index("imprisoned")], np.uint8),
        "fear": np.array([0, 16384, 32768, 65535], np.uint16),
        "score": np.array([900, 1000, 1000, 1100], np.uint16),
        "lists": np.array([0, 0, 0, 5], np.uint8) << BY_NAME["lists"].shifts["tier"][0],
    }


def true_of(query: str) -> list[int]:
    noted = Noted({name: np.array(value, bool) for name, value in EVER.items()},
                  {name: np.array(value) for name, value in TIMES.items()},
                  {name: np.array(value) for name, value in FIRST.items()})  # fmt: skip
    return np.flatnonzero(np.broadcast_to(read(query).mask(noted, stored()), (4,))).tolist()


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("visit", [0, 1]),
        ("not visit", [2, 3]),
        ("visit and female", [0]),
        ("visit or imprisoned", [0, 1, 3]),
        ("detained", [1, 3]),
        ("detained and innocent", [3]),
        ("not (detained or visit)", [2]),
        ("male and not detained", [2]),
        ("fear >= 0.5", [2, 3]),
        ("0.2 < fear < 0.6", [1, 2]),
        ("score == 1000", [1, 2]),
        ("tier > 4", [3]),
        ("times(visit) > 1", [0]),
        ("first(visit) < 9", [0]),
        ("first(visit) == first(detained_administratively)", [1]),
        ("first(visit) >= 0", [0, 1]),  # a day that never was compares false
    ],
)
def test_what_it_means(query: str, people: list[int]) -> None:
    assert true_of(query) == people


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "cannot be read"),
        ("detained and", "cannot be read"),
        ("detaned", "unknown word"),
        ("fear", "is a number"),
        ("fear > high", "is not a number"),
        ("times(visits) > 1", "is of one event"),
        ("times(visit, stop) > 1", "is of one event"),
        ("fear is 3", "not a comparison"),
        ("fear + 1 > 2", "not a number of this language"),
        ("__import__('os').system('true')", "not part of this language"),
        ("visit if fear else stop", "not part of this language"),
        ("[visit for visit in stop]", "not part of this language"),
        ("visit.__class__", "not part of this language"),
        ("(lambda: visit)()", "not part of this language"),
        ("fear > 'a'", "not a number of this language"),
        ("home_trust > 0.5", "is not a number"),
        ("visit and " * 100 + "stop", "too long"),
        ("(" * 240 + "visit" + ")" * 240, "cannot be read"),
    ],
)
def test_anything_else_is_one_clear_error(query: str, problem: str) -> None:
    with pytest.raises(RequestError, match=problem) as refused:
        read(query)
    assert refused.value.where == "--find"


def test_the_nearest_word_is_offered() -> None:
    with pytest.raises(RequestError) as refused:
        read("detaind")
    assert refused.value.nearest == "detained"
