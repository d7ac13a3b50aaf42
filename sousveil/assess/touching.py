"""Where a scenario touches a rule of law: which of its mechanisms, in words, and the numbers that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sousveil.contract.registry import mechanism
from sousveil.scenario import Scenario
from sousveil.scenario.values import Value


@dataclass(frozen=True)
class Touch:
    """A mechanism that a rule may be about, if the scenario has it.

    why: what the model does, in words. facts: parameters that say how much. above: parameters that have to exceed a
    number somewhere on some day, or nothing is done; some: of these, one has to exceed nothing. beside: mechanisms of
    which one has to be there too. decides: False where the model cannot tell whether the rule is touched, since what
    matters lies outside it.
    """

    mechanism: str
    why: str
    facts: tuple[str, ...] = ()
    above: tuple[tuple[str, float], ...] = ()
    beside: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    decides: bool = True


def touched(scenario: Scenario, touches: tuple[Touch, ...]) -> list[Touch]:
    """Those that hold of the scenario."""
    return [touch for touch in touches if _holds(scenario, touch)]


def _holds(scenario: Scenario, touch: Touch) -> bool:
    present = set(scenario.mechanisms)
    if touch.mechanism not in present or (touch.beside and not present & set(touch.beside)):
        return False
    if touch.some and not any(value > 0 for path in touch.some for value in values(scenario, path)):
        return False
    return all(max(values(scenario, path), default=0.0) > least for path, least in touch.above)


def values(scenario: Scenario, path: str) -> Iterator[float]:
    """Every value that a parameter takes in the scenario: in any place, on any day."""
    for given in (scenario.parameters, *(patch.set for patch in scenario.patches)):
        if path in given:
            value = given[path]
            yield from value.values() if isinstance(value, dict) else (value,)


def fact(scenario: Scenario, path: str) -> dict[str, Any]:
    """A parameter in force on the first day: value, unit, range, evidence, source."""
    owner, _, name = path.partition(".")
    parameter = mechanism(owner).parameters[name]
    value = scenario.parameters_on(1)[path]
    return {
        "path": path, "value": value, "unit": parameter.unit, "doc": parameter.doc, "within": list(parameter.within),
        "plausible": plausible(scenario, path, value), "evidence": parameter.evidence, "source": parameter.source,
    }  # fmt: skip


def plausible(scenario: Scenario, path: str, value: Value) -> list[float]:
    """[low, high] where another guess of a value may lie, over all places."""
    owner, _, name = path.partition(".")
    every = value.values() if isinstance(value, dict) else (value,)
    spans = [mechanism(owner).parameters[name].span(one) for one in every]
    return [min(low for low, _ in spans), max(high for _, high in spans)]


def told(scenario: Scenario, touches: tuple[Touch, ...]) -> list[dict[str, Any]]:
    """What touches, with the numbers."""
    return [
        {
            "mechanism": touch.mechanism, "why": touch.why, "decides": touch.decides,
            "facts": [fact(scenario, path) for path in touch.facts if path in scenario.parameters],
        }
        for touch in touched(scenario, touches)
    ]  # fmt: skip
