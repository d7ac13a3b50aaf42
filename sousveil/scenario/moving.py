"""A scenario with other numbers, made without a page: many points of a sweep would spend their time on reading text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.scenario.model import DAYS, PEOPLE, SEED
from sousveil.scenario.page import Page
from sousveil.scenario.resolve import Draft, joined
from sousveil.scenario.scenario import Scenario
from sousveil.scenario.values import Given, Value, given, over, parameter_of

LIMITS: dict[str, tuple[float, float]] = {"people": PEOPLE, "days": DAYS, "seed": SEED, "population.abroad": (0, 0.5)}


def moved(scenario: Scenario, values: Mapping[str, Any], laid: Mapping[str, Mapping[str, float]] = {}) -> Scenario:
    """The same as `changed` and then `guarded` would give, but for title and file; places are not looked up.

    values: path -> number, or {place: number}; laid: safeguard -> its numbers. Raises RequestError.
    """
    parameters = dict(scenario.parameters)
    header = {path: _within(path, value) for path, value in values.items() if path in LIMITS}
    for path, value in values.items():
        if path not in LIMITS:
            parameters[path] = _laid_over(scenario, path, value)
    update: dict[str, Any] = {"parameters": parameters, **{key: v for key, v in header.items() if "." not in key}}
    if "population.abroad" in header:
        update["population"] = scenario.population.model_copy(update={"abroad": header["population.abroad"]})
    made = scenario.model_copy(update=update)
    late = next((patch.day for patch in made.patches if patch.day > made.days), 0)
    if late:
        raise RequestError("a patch after the last day", where=f"days={made.days}", found=f"day {late}",
                           allowed=f"1 to {made.days}")  # fmt: skip
    return Scenario._of_draft(joined(_draft(made), laid)) if laid else made


def _laid_over(scenario: Scenario, path: str, value: Any) -> Value:
    parameter = parameter_of(path, scenario.mechanisms, path)
    new = given(value, parameter, lambda *keys: "".join(f"{key}" for key in keys), path)
    return over(new.value, scenario.parameters[path])


def _within(path: str, value: Any) -> float:
    low, high = LIMITS[path]
    if not low <= value <= high:
        raise RequestError("value outside its range", where=path, found=f"{value:g}", allowed=f"{low:,} to {high:,}")
    return value if path == "population.abroad" else int(value)


def _draft(scenario: Scenario) -> Draft:
    page = Page(f"schema: 1\nname: {scenario.name}\n", scenario.name, Path(), scenario.name)

    def stated(values: Mapping[str, Value]) -> dict[str, Given]:
        return {path: Given(value, path) for path, value in values.items()}

    return Draft(
        page, scenario.name, scenario.title, scenario.label, scenario.about, scenario.people, scenario.days,
        scenario.seed, scenario.population, "", scenario.mechanisms, stated(scenario.parameters),
        tuple((patch.day, stated(patch.set)) for patch in scenario.patches), scenario.omniscient, scenario.facts,
    )  # fmt: skip
