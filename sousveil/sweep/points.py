"""A point of a sweep as a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sousveil.contract.registry import mechanism
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import Scenario
from sousveil.scenario.guesses import guessed
from sousveil.scenario.moving import moved
from sousveil.scenario.page import Page
from sousveil.scenario.values import DEFAULT
from sousveil.sweep.axes import HEADER, Axis

HOURS = "officer_hours."
"""What the measures themselves assume is no number of the scenario."""


@lru_cache(maxsize=4)
def base_of(text: str) -> Scenario:
    """The scenario that a complete file describes: the same wherever a point of it is lived."""
    return Scenario.of_page(Page(text, "the scenario of the sweep", Path(), "sweep"))


def scenario_at(base: Scenario, axes: Sequence[Axis], row: Sequence[float]) -> Scenario:
    """The scenario with a number on every axis; raises RequestError where it cannot be."""
    values, laid = said(base, axes, row)
    made = moved(base, values, laid) if values or laid else base
    guesses = {axis.path: at for axis, at in zip(axes, row, strict=True) if axis.guess and not _of_measures(axis)}
    if not guesses:
        return made
    return guessed(made, guesses, {path: _parameter(path) for path in guesses})


def guesses_at(axes: Sequence[Axis], row: Sequence[float]) -> dict[str, float]:
    """Where the numbers that the measures assume lie, 0 to 1, by name."""
    return {axis.path: at for axis, at in zip(axes, row, strict=True) if _of_measures(axis)}


def group_of(axes: Sequence[Axis], row: Sequence[float]) -> tuple[float, ...]:
    """What has to be alike in points that are stepped together: who lives there, how long, with which luck."""
    return tuple(value for axis, value in zip(axes, row, strict=True) if axis.path in HEADER)


def _of_measures(axis: Axis) -> bool:
    return axis.path.startswith(HOURS)


def _parameter(path: str) -> Any:
    owner, _, key = path.partition(".")
    return mechanism(owner).parameters[key]


def said(base: Scenario, axes: Sequence[Axis], row: Sequence[float]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values by path, and numbers of safeguards that are put in."""
    values: dict[str, Any] = {}
    laid: dict[str, dict[str, float]] = {}
    for axis, value in zip(axes, row, strict=True):
        owner, _, key = axis.path.partition(".")
        if axis.guess:
            continue
        if owner in SAFEGUARDS and owner not in base.mechanisms:
            laid.setdefault(owner, {})[key] = value
        elif axis.place or isinstance(values.get(axis.path), Mapping):
            values[axis.path] = _in_place(values.get(axis.path), axis.place or DEFAULT, value)
        else:
            values[axis.path] = value
    return values, laid


def _in_place(before: Any, place: str, value: float) -> dict[str, float]:
    held = before if isinstance(before, dict) else {} if before is None else {DEFAULT: before}
    return {**held, place: value}
