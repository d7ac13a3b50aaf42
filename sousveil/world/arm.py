"""Worlds of one kind, told by what is otherwise in them, and the countries that they are about. Needs no engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sousveil.contract.errors import RequestError
from sousveil.nations import VDEM, Nations, load
from sousveil.nations.columns import ALLIED, DOCUMENTED, EXPORTER, LEADER, PACT
from sousveil.scenario import Scenario
from sousveil.scenario.resolve import SHIPPED

NEEDED = {"country": (EXPORTER, LEADER, PACT), "statement": DOCUMENTED, "bloc": ALLIED}
"""What mechanisms and measures name, and tables of one's own have to hold."""


def nations_of(scenario: Scenario) -> Nations:
    """The countries that a scenario is about; raises RequestError for tables that are wrong.

    A folder of one's own is read with its own `vdem.csv`, and without one the coarse bins stand in.
    """
    folder = scenario.population.countries
    if folder in (None, SHIPPED):
        return load()
    known = load(Path(str(folder)), Path(str(folder)) / VDEM.name)
    there = {"country": known.codes, "statement": known.statements, "bloc": known.blocs}
    for kind, needed in NEEDED.items():
        missing = [name for name in needed if name not in there[kind]]
        if missing:
            raise RequestError(f"the tables lack a {kind} that the model needs", where=str(folder),
                               found=f"no {', '.join(missing)}", allowed=", ".join(needed))  # fmt: skip
    return known


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
    later: Mapping[str, float] = field(default_factory=dict)
    """Path -> what holds from quarter `since` on instead."""
    since: int = 1
    first: int = 0
    """The luck of the first of them: arms that are to differ in luck begin elsewhere."""

    def by_place(self, path: str, quarter: int) -> dict[str, float]:
        """Place selector -> value in a quarter, where the arm says something of the parameter."""
        said: float | Sequence[float] | None = self.values.get(path)
        if quarter >= self.since:
            said = self.later.get(path, said)
        if said is None:
            return {}
        if isinstance(said, Sequence):
            return {self.label(n): one for n, one in enumerate(said)}
        return {self.name: said}

    def label(self, number: int) -> str:
        """The label of the place in which a world lies; from 0 on."""
        return f"{self.name}-{number + 1}"
