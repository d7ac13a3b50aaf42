"""Mechanisms of other packages: one block that names the package where they do not fit."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from sousveil.contract import registry
from sousveil.contract.errors import RequestError
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase


class NightWatch(Mechanism):
    """Stands for a mechanism of another package."""

    phase = Phase.LIVE


class Review(Mechanism):
    """Has a name that is taken."""

    phase = Phase.LIVE


@pytest.fixture
def given(monkeypatch):
    """Mechanisms as they are known where another package gives this one."""

    registry.mechanisms()  # remembered as it is, before another package seems to be there

    def known(name: str, value: str):
        monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint(name, value, group)])
        return registry.mechanisms.__wrapped__()

    return known


def test_it_takes_its_place_among_the_others(given):
    known = given("night_watch", f"{__name__}:NightWatch")
    assert known["night_watch"] is NightWatch and len(known) == len(registry.mechanisms()) + 1


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("gone", "no_such_package:Gone", "cannot be loaded"),
        ("gone", f"{__name__}:Gone", "cannot be loaded"),
        ("mechanism", "sousveil.contract.phases:Phase", "calls a mechanism is none"),
        ("day_watch", f"{__name__}:NightWatch", "differ in name"),
        ("review", f"{__name__}:Review", "name that is taken"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_package(given, name, value, said):
    with pytest.raises(RequestError, match=said) as refused:
        given(name, value)
    assert f"{name} = {value!r}" in refused.value.where
