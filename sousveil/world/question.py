"""The question of the source, as arms: what of a world would have been otherwise, everything else being the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sousveil.contract.parameter import Parameter
from sousveil.language import N_
from sousveil.scenario import Scenario
from sousveil.scenario.guesses import assumed_parameters, points
from sousveil.world.arm import Arm
from sousveil.world.calendar import DATE

NOW = "as-it-was"
GUESSED = "guessed"


@dataclass(frozen=True)
class Condition:
    """One condition of the question. Parameters that a scenario lacks are left out.

    values: path -> what holds instead, throughout; later: path -> what holds instead from the end of 2020 on.
    """

    name: str
    letter: str
    words: str
    values: Mapping[str, float] = field(default_factory=dict)
    later: Mapping[str, float] = field(default_factory=dict)


NO_GAP = {"shock.quarters": 0.0}
NO_OFFERS = {"suppliers.reach": 0.0}
"""From the end of 2020 on: had nothing ever been offered, fewer would have a system by then, and more would be left to
adopt one, so that changes since then would not tell what the offers do."""
NO_WITHDRAWAL = {"withdrawal.step": 0.0}
COALITION = {"alliance.pact_start": 33.0, "alliance.pressure": 0.8}
CONDITIONS: tuple[Condition, ...] = (
    Condition(NOW, "a", N_("things as they were")),
    Condition("no-gap", "b", N_("no gap in health and growth in 2020"), NO_GAP),
    Condition("no-offers", "c", N_("no infrastructure offered by the exporter from 2021 on"), later=NO_OFFERS),
    Condition("no-withdrawal", "d", N_("no withdrawal of the great power from institutions"), NO_WITHDRAWAL),
    Condition("coalition", "e", N_("a coalition of the open at twice the pressure, with the India-US pact"), COALITION),
    Condition("all", "f", N_("all of these"), {**NO_GAP, **NO_WITHDRAWAL, **COALITION}, NO_OFFERS),
)
BY_NAME = {condition.name: condition for condition in CONDITIONS}


def arms(scenario: Scenario, conditions: Sequence[Condition], worlds: int, guesses: int) -> list[Arm]:
    """An arm of worlds for each condition, and of guesses another: the same guess and luck in the same world of each.

    In a guessed world everything that was assumed is drawn anew, jointly.
    """
    free = assumed_parameters(scenario)
    drawn = points(free, guesses, scenario.seed) if guesses else []
    made = []
    for one in conditions:
        values, later = (_known(given, scenario) for given in (one.values, one.later))
        made.append(Arm(one.name, worlds, values, later, DATE + 1))
        if guesses:
            guessed = {path: _guesses(scenario, free[path], path, drawn, values) for path in free}
            made.append(Arm(f"{one.name}-{GUESSED}", guesses, {**values, **guessed}, later, DATE + 1))
    return made


def _known(given: Mapping[str, float], scenario: Scenario) -> dict[str, float]:
    return {path: value for path, value in given.items() if path in scenario.parameters}


def _guesses(
    scenario: Scenario,
    parameter: Parameter,
    path: str,
    drawn: Sequence[Mapping[str, float]],
    values: Mapping[str, float],
) -> tuple[float, ...]:
    base = values.get(path, scenario.parameters[path])
    return tuple(parameter.guess(base, point[path]) for point in drawn if not isinstance(base, Mapping))
