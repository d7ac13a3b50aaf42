"""What a country hands to its society: how far each number lies between an open society and the whole system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sousveil.contract.registry import mechanism
from sousveil.scenario import Scenario, load

SOCIETY, WHOLE = "world-society", "everything-app"
WATCHING = ("cameras", "alerts", "reports", "desk", "review", "fear", "propaganda")
"""Mechanisms whose numbers come with a system: watching, and those who read what it finds."""
SPEAKING = ("screening", "arrests", "custody", "courts", "dossier")
"""Mechanisms whose numbers come with a law on data and speech."""
NOT_POLICY = ("fear.start", "custody.beds")
"""What differs between the two scenarios and is no policy: a beginning, and one region's internment."""


@dataclass(frozen=True)
class Lever:
    """One number of policy: its value in the open society, and under the whole system or law."""

    path: str
    open: float
    closed: float
    by: str

    def at(self, level: float) -> float:
        """The value so far along, from nothing to one; days are whole."""
        made = self.open + (self.closed - self.open) * level
        owner, _, key = self.path.partition(".")
        return round(made) if mechanism(owner).parameters[key].kind.__name__ == "Count" else made


@cache
def levers() -> tuple[Lever, ...]:
    """Every number of policy that differs between the two scenarios, in the order of the day."""
    society, whole = load(SOCIETY), load(WHOLE)
    made = []
    for path in society.parameters:
        owner = path.partition(".")[0]
        by = "system" if owner in WATCHING else "law" if owner in SPEAKING else ""
        here, there = _typical(society, path), _typical(whole, path)
        if by and path not in NOT_POLICY and here is not None and there is not None and here != there:
            made.append(Lever(path, here, there, by))
    return tuple(made)


def _typical(scenario: Scenario, path: str) -> float | None:
    """A parameter's value in a town that is nothing special; None where the scenario has no such parameter."""
    value = scenario.parameters.get(path)
    if isinstance(value, Mapping):
        owner, _, key = path.partition(".")
        return value.get("urban", value.get("default", mechanism(owner).parameters[key].default))
    return value


def policy(system: float, law: float) -> dict[str, float]:
    """Path -> value, where a system and a law have come so far: 0 none, 0.5 in part, 1 in full."""
    return {lever.path: lever.at(system if lever.by == "system" else law) for lever in levers()}
