"""What can be started from: the shipped scenarios, each with what it says of itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from sousveil.contract.phases import Phase
from sousveil.contract.registry import mechanism
from sousveil.scenario import Scenario, load, names


@dataclass(frozen=True)
class Card:
    """A shipped scenario. about: one honest sentence; phases: phase -> how many mechanisms take part, for a picture."""

    name: str
    title: str
    label: str
    about: str
    people: int
    days: int
    seed: int
    phases: dict[str, int]
    mechanisms: tuple[str, ...]


@cache
def cards() -> tuple[Card, ...]:
    """Every shipped scenario, the main one first."""
    first = "everything-app"
    return tuple(_card(load(name)) for name in sorted(names(), key=lambda name: (name != first, name)))


def _card(scenario: Scenario) -> Card:
    counted = Counter(mechanism(name).phase for name in scenario.mechanisms)
    return Card(
        scenario.name, scenario.title, scenario.label, scenario.about, scenario.people, scenario.days, scenario.seed,
        {phase.name: counted[phase] for phase in Phase}, scenario.mechanisms,
    )  # fmt: skip
