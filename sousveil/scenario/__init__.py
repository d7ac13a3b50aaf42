"""Scenarios: description <-> objects. A file, a shipped name or a run folder becomes a frozen `Scenario`, and back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from sousveil.scenario.changes import Changes, With, override, with_mapping
from sousveil.scenario.find import names, page_of
from sousveil.scenario.model import Fact, Patch, PopulationChoice
from sousveil.scenario.scenario import Scenario
from sousveil.scenario.schema import schema
from sousveil.scenario.scorer import Model

__all__ = ["Fact", "Model", "Patch", "PopulationChoice", "Scenario", "load", "names", "schema"]


def load(
    name: str | Path,
    overrides: Sequence[str] = (),
    *,
    people: int | None = None,
    days: int | None = None,
    quarters: int | None = None,
    seed: int | None = None,
    without: Sequence[str] = (),
    with_: With = (),
    model: Model | None = None,
) -> Scenario:
    """A scenario, fully resolved: a shipped name, a file or a run folder; overrides such as "fear.fade=0.1" go on top.

    people and days are of people, quarters of a world of countries. model: what judges in the place of its own judge.

    Raises RequestError that says where, what was found, what is allowed and what the nearest valid name is.
    """
    scenario = Scenario.of_page(page_of(name))
    sizes = {"people": people, "days": days, "quarters": quarters, "seed": seed}
    values: dict[str, Any] = {key: value for key, value in sizes.items() if value is not None}
    said = {key: f"--{key} {value}" for key, value in values.items()}
    for text in overrides:
        path, value, where = override(text)
        values[path], said[path] = value, where
    if model is not None:
        values, said = {**model.paths(), **values}, {**model.said(), **said}
    made = scenario.changed(Changes(values, tuple(without), with_mapping(with_), None, said), written=False)
    return made if model is None else made.handing_over(model)


class _Callable(ModuleType):
    """`sousveil.scenario(...)` is `load(...)`, although the name belongs to this package."""

    def __call__(self, name: str | Path, overrides: Sequence[str] = (), **options: Any) -> Scenario:
        return load(name, overrides, **options)


sys.modules[__name__].__class__ = _Callable
