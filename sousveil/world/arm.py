"""Worlds of one kind, told by what is otherwise in them, and the countries that they are about. Needs no engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sousveil.nations import Nations, load
from sousveil.scenario import Scenario
from sousveil.scenario.resolve import SHIPPED


def nations_of(scenario: Scenario) -> Nations:
    """The countries that a scenario is about; raises RequestError for tables that are wrong."""
    folder = scenario.population.countries
    return load(None if folder in (None, SHIPPED) else Path(str(folder)))


@dataclass(frozen=True)
class Arm:
    """Worlds of one kind: `worlds` of them with the same change of parameters, and each with the luck of its number.

    Arms of one globe are lived side by side with the same luck, so that world 7 of one differs from world 7 of another
    by the change alone. values: path -> what holds instead of the scenario's value, throughout; one for all worlds of
    the arm, or one for each.
    """

    name: str
    worlds: int
    values: Mapping[str, float | Sequence[float]] = field(default_factory=dict)
    first: int = 0
    """The luck of the first of them: arms that are to differ in luck begin elsewhere."""

    def by_place(self, path: str) -> dict[str, float]:
        """Place selector -> value, where the arm says something of the parameter."""
        said = self.values.get(path)
        if said is None:
            return {}
        if isinstance(said, Sequence):
            return {self.label(n): one for n, one in enumerate(said)}
        return {self.name: said}

    def label(self, number: int) -> str:
        """The label of the place in which a world lies; from 0 on."""
        return f"{self.name}-{number + 1}"
