"""What constant rates make of the list, derived anew, and the exhibit held against it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sousveil import replications
from sousveil.contract.errors import RequestError

FIRST, SECOND, BETWEEN, ASKED = (9.59, 9.36), (13.0, 17.5), 365, 555


def constant(leaving: float) -> dict[str, float]:
    """Millions at the later date: entries at a constant rate, refusals in proportion to those on the list.

    leaving: a day. In steps of a day, without people.
    """
    entries = (SECOND[0] - FIRST[0]) / BETWEEN
    present, exposed = FIRST[0], [0.0]
    for _ in range(ASKED):
        exposed.append(exposed[-1] + present)
        present += entries - leaving * present
    attempts = (SECOND[1] - FIRST[1]) / exposed[BETWEEN]
    return {"listed": FIRST[0] + entries * ASKED, "present": present, "refused": FIRST[1] + attempts * exposed[ASKED]}


@cache
def document() -> dict[str, Any]:
    return replications.replicate("defaulter-list", replicates=8)


def row(start: str) -> dict[str, Any]:
    (found,) = [one for one in document()["rows"] if one["quantity"].startswith(start)]
    return dict(found)


# rates are met to two in a hundred of what is new, besides luck
FITTED = 0.02


def test_the_rates_meet_the_second_date() -> None:
    for start, first, second in (
        ("people ever listed by the end", 9.59, 13),
        ("flights refused by the end", 9.36, 17.5),
    ):
        found = row(start)
        assert abs(found["simulated"] - second) < FITTED * (second - first) + 4 * found["standard_error"]
        assert found["verdict"] == "unstated"


@pytest.mark.parametrize(
    ("start", "published", "key"),
    [("people ever listed by 9 July", 14.5, "listed"), ("flights refused by 9 July", 27.3, "refused")],
)
def test_the_prediction_is_that_of_constant_rates_and_fails(start: str, published: float, key: str) -> None:
    # who pays (0.002 a day x means of a half) and whose time is up (0.001 a day) leaves
    found, meant = row(start), constant(0.002)[key]
    assert found["published"] == published
    new = meant - {"listed": FIRST[0], "refused": FIRST[1]}[key]
    assert abs(found["simulated"] - meant) < FITTED * new + 4 * found["standard_error"]
    assert found["verdict"] == "broken"


def test_nobody_leaving_brings_it_closer_and_not_there() -> None:
    (broken,) = document()["breaks"]
    meant = constant(0)["refused"]
    assert abs(broken["broken"] - meant) < FITTED * (meant - FIRST[1]) + 4 * broken["broken_standard_error"]
    assert broken["held"] < broken["broken"] < 27.3


def test_fewer_are_on_the_list_than_ever_were() -> None:
    last: dict[str, float] = {}
    for one in document()["pictures"][0]["rows"]:
        last[one["series"]] = one["y"]
    assert last["on the list"] < last["ever listed"]
    assert last["on the list"] == pytest.approx(constant(0.002)["present"], rel=0.05)  # FITTED twice, and luck


def test_sums_that_fall_are_refused() -> None:
    with pytest.raises(RequestError):
        replications.replicate("defaulter-list", ["second_listed=9"], replicates=1)


def test_the_published_ratio_is_of_the_published_sums() -> None:
    assert row("flights refused for each")["published"] == pytest.approx(np.round(27.3 / 14.5, 2))
