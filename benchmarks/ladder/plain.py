"""A scenario as plain values: what `simulate` reads of one, so that a machine with NumPy and JAX alone can live it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Choice:
    """Whose population."""

    table: str
    abroad: float
    cells: None = None
    countries: None = None


@dataclass(frozen=True)
class Change:
    """Parameter values that hold from a day on."""

    day: int
    set: dict[str, Any]


@dataclass(frozen=True)
class Plain:
    """A resolved scenario; the fields have the names and the meaning of `Scenario`'s."""

    name: str
    people: int
    days: int
    seed: int
    population: Choice
    mechanisms: tuple[str, ...]
    parameters: dict[str, Any]
    patches: tuple[Change, ...]
    omniscient: bool

    @classmethod
    def of(cls, scenario: Any) -> Plain:
        """The plain values of a scenario."""
        choice = Choice(scenario.population.table, scenario.population.abroad)
        patches = tuple(Change(patch.day, dict(patch.set)) for patch in scenario.patches)
        return cls(scenario.name, scenario.people, scenario.days, scenario.seed, choice, tuple(scenario.mechanisms),
                   dict(scenario.parameters), patches, scenario.omniscient)  # fmt: skip

    @classmethod
    def read(cls, values: dict[str, Any]) -> Plain:
        """From what `written` gave, once it has been through JSON."""
        patches = tuple(Change(**change) for change in values["patches"])
        made = {"population": Choice(**values["population"]), "mechanisms": tuple(values["mechanisms"])}
        return cls(**{**values, **made, "patches": patches})

    def written(self) -> dict[str, Any]:
        """As a JSON document."""
        return asdict(self)

    def parameters_on(self, day: int) -> dict[str, Any]:
        """Every parameter and the value in force on a day."""
        in_force = dict(self.parameters)
        for patch in self.patches:
            if patch.day <= day:
                in_force.update(patch.set)
        return in_force
