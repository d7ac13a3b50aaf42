"""Other guesses for what a scenario assumes: the same scenario with every assumed parameter drawn anew, jointly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from sousveil.contract.draws import stream_words
from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanism
from sousveil.scenario.model import Patch
from sousveil.scenario.scenario import Scenario
from sousveil.scenario.values import Value

Point = Mapping[str, float]
"""Name of an assumed number -> where in its span it lies, from 0 to 1."""


def assumed_parameters(scenario: Scenario) -> dict[str, Parameter]:
    """The parameters of the scenario that are guesses: "mechanism.name" -> parameter. Definitions are none."""
    every = {f"{name}.{key}": p for name in scenario.mechanisms for key, p in mechanism(name).parameters.items()}
    return {path: p for path, p in every.items() if p.evidence == "assumed" and not p.is_definition}


def points(names: Iterable[str], draws: int, seed: int) -> list[Point]:
    """A Latin hypercube (McKay, Beckman and Conover 1979): each name's values fill `draws` equal strata, one each.

    A name's values depend on its name, `draws` and `seed` alone, so two scenarios share the guesses they have in
    common, and a new parameter leaves those of the others alone.
    """
    columns = {}
    for name in names:
        luck = np.random.default_rng([seed, *stream_words(f"guess.{name}")])
        columns[name] = ((luck.permutation(draws) + luck.random(draws)) / draws).tolist()
    return [{name: column[i] for name, column in columns.items()} for i in range(draws)]


def guessed(scenario: Scenario, point: Point, free: Mapping[str, Parameter] | None = None) -> Scenario:
    """The scenario with its assumed parameters where `point` says; places and patches keep their proportions.

    free: the parameters that are guessed, if not those that are assumed.
    """
    free = assumed_parameters(scenario) if free is None else free

    def moved(values: Mapping[str, Value]) -> dict[str, Value]:
        return {path: _guess(free[path], v, point[path]) if path in free else v for path, v in values.items()}

    patches = tuple(Patch(day=patch.day, set=moved(patch.set)) for patch in scenario.patches)
    return scenario.model_copy(update={"parameters": moved(scenario.parameters), "patches": patches})


def _guess(parameter: Parameter, value: Value, at: float) -> Value:
    if isinstance(value, dict):
        return {place: parameter.guess(one, at) for place, one in value.items()}
    return parameter.guess(value, at)
