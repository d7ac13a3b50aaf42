"""Errors say what to do: where, what was found, what is allowed, and the nearest valid name."""

from __future__ import annotations

from typing import Any

import pytest

from sousveil.contract import registry
from sousveil.contract.errors import AssemblyError, RequestError, nearest, unknown
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import Parameter, param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Share

RATE = Parameter("rate", 0.1, Share, "1/day", (0, 0.5), "assumed", "", "how often")


class Knock(Mechanism):
    """Knocks."""

    phase = Phase.ENFORCE
    rate = param(0.1, Share, unit="1/day", within=(0, 0.5), evidence="assumed", doc="how often")


def test_a_block_has_one_line_each_for_where_found_and_allowed() -> None:
    error = RequestError("unknown key", where="my.yaml:3", found="peeple", allowed="people, days", nearest="people")
    assert str(error).splitlines() == [
        "unknown key",
        "  where:    my.yaml:3",
        "  found:    peeple",
        "  allowed:  people, days",
        "  did you mean 'people'?",
    ]


def test_wrong_requests_exit_with_two() -> None:
    assert RequestError("x").exit_code == AssemblyError("x").exit_code == 2


def test_a_long_list_of_names_is_cut_and_counted() -> None:
    block = unknown("column", "feer", [f"name{i}" for i in range(40)]).block()
    assert "(40 in all)" in block and len(block.splitlines()) == 2


def test_the_nearest_name_is_offered_and_nonsense_is_not() -> None:
    assert nearest("suspicon", ["score", "suspicion", "fear"]) == "suspicion"
    assert nearest("qqqqq", ["score", "suspicion"]) == ""


def test_a_misspelt_parameter_names_the_nearest() -> None:
    with pytest.raises(RequestError, match=r"did you mean 'knock\.rate'"):
        Knock(rat=0.2)


@pytest.mark.parametrize("value", [0.6, -1, float("nan"), float("inf")])
def test_a_value_outside_its_range_is_refused_with_the_range(value: float) -> None:
    with pytest.raises(RequestError, match=r"from 0 to 0\.5"):
        RATE.check(value, "knock.rate")


@pytest.mark.parametrize("value", ["0.2", True, None, [0.1]])
def test_what_is_not_a_number_is_refused(value: Any) -> None:
    with pytest.raises(RequestError, match="not a number"):
        RATE.check(value, "knock.rate")


def test_an_unknown_mechanism_is_refused() -> None:
    with pytest.raises(RequestError, match="unknown mechanism"):
        registry.mechanism("no_such_thing")


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": "measured"},  # without a source
        {"evidence": "known"},
        {"within": (0.2, 0.5)},  # the default lies outside
    ],
)
def test_a_parameter_without_evidence_or_range_cannot_be_declared(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        param(0.1, Share, **{"unit": "1/day", "within": (0, 1), "evidence": "assumed", "doc": "x", **wrong})


def test_names_in_files_come_from_names_of_classes() -> None:
    assert Knock.name == "knock"
    assert Knock.parameters["rate"].name == "rate"
    assert Knock().values == {"rate": 0.1}
