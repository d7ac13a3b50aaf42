"""How pages of many runs say units, sizes, and values that differ by place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.language import N_, _, _p
from sousveil.report.words import enumerated, number, whole

EVIDENCE = (N_("measured"), N_("derived"), N_("assumed"))
"""What a number may be; parameters declare it in these words."""


def unit(said: Mapping[str, Any]) -> str:
    """'alerts per 100,000 people a year', of anything with a unit and a `per`."""
    return _("{unit} per {per}", unit=_(said["unit"]), per=_(said["per"])) if said["per"] else _(said["unit"])


def is_share(said: Mapping[str, Any]) -> bool:
    """Whether it is printed in percent."""
    return bool(said["unit"] == "share" and not said["per"])


def synthetic(people: float) -> str:
    """'10,000 (synthetic)'."""
    return _("{people} (synthetic)", people=whole(people))


def by_place(values: Mapping[str, Any]) -> str:
    """'north: 0.1, south: 0.2'."""
    return enumerated(_("{name}: {value}", name=place(name), value=number(item)) for name, item in values.items())


def place(name: str) -> str:
    """A place as it is called; where a value holds for all that are not named."""
    return _p("all other places", "default") if name == "default" else _(name)


def badge(one: Mapping[str, Any]) -> str:
    """What stands below each picture of many runs."""
    return _(
        "{scenario} · {people} people · {days} days · seed {seed}",
        scenario=one["scenario"]["name"], people=whole(one["people"]), days=whole(one["days"]), seed=one["seed"],
    )  # fmt: skip
