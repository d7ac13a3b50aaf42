"""What a sweep is to do: a scenario, axes, points, replicates, measures. Frozen; nothing in it depends on a machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sousveil import simulate
from sousveil.contract.errors import RequestError
from sousveil.engine.abreast import room
from sousveil.engine.layout import CHUNK, TILE
from sousveil.measures.registry import MEASURES, measure
from sousveil.population import places
from sousveil.scenario import Scenario
from sousveil.scenario.changes import Changes
from sousveil.sweep.axes import Axis
from sousveil.sweep.designs import Rows
from sousveil.sweep.living import Job
from sousveil.sweep.points import base_of, group_of, said, scenario_at

REPLICATES, PEOPLE, DAYS = 4, 20_000, 180
"""What is run at each point unless asked otherwise."""
PURPOSE = "sweep"


@dataclass(frozen=True)
class Plan:
    """text: the complete scenario; digest: of the scenario; purpose: what the folder is for.

    luck: the number of the first replicate of the first point, where every point has luck of its own.
    """

    text: str
    axes: tuple[Axis, ...]
    rows: Rows = field(repr=False)
    design: str
    replicates: int
    measures: tuple[str, ...]
    digest: str
    purpose: str = PURPOSE
    luck: int | None = None

    @classmethod
    def of(
        cls, scenario: Scenario, axes: tuple[Axis, ...], rows: Rows, design: str, replicates: int,
        measures: tuple[str, ...], purpose: str = PURPOSE, luck: int | None = None,
    ) -> Plan:  # fmt: skip
        """A plan for a scenario, whose text says everything: a point is the same scenario wherever it is lived."""
        text = scenario.to_yaml(full=True)
        return cls(text, axes, rows, design, replicates, measures, base_of(text).digest, purpose, luck)

    @property
    def scenario(self) -> Scenario:
        """What is swept, as it is without a number on any axis."""
        return base_of(self.text)

    def document(self) -> dict[str, Any]:
        """As plain values, without the points."""
        scenario = self.scenario
        return {
            "purpose": self.purpose, "scenario": {"name": scenario.name, "title": scenario.title,
                                                  "label": scenario.label},
            "people": scenario.people, "days": scenario.days, "seed": scenario.seed, "digest": self.digest,
            "design": self.design, "axes": [axis.document() for axis in self.axes], "points": len(self.rows),
            "replicates": self.replicates, "measures": list(self.measures), "luck": self.luck,
        }  # fmt: skip

    def check(self) -> None:
        """Raise RequestError where the ends of an axis, or the first point, cannot be lived."""
        scenario = self.scenario
        for axis in self.axes:
            for value in () if axis.guess else {axis.low, axis.high}:
                values, laid = said(scenario, [axis], [value])
                # slowly, by way of the text: places are looked up, and errors say what was asked for
                made = scenario.changed(Changes(values, said={axis.path: axis.said}), written=False)
                made.guarded(laid)
        simulate.check(simulate.Plan(scenario_at(scenario, self.axes, self.rows[0]), "", self.replicates))

    def check_scenario(self, folder: Path) -> None:
        """Raise RequestError where the scenario, or its table of counts, is no longer what it was."""
        if self.scenario.digest != self.digest:
            raise RequestError("the scenario or its table of counts has changed since the sweep was begun",
                               where=str(folder), found=str(self.scenario.population.table),
                               allowed="a new sweep")  # fmt: skip

    def jobs(self, numbers: Sequence[int], workers: int) -> Iterator[Job]:
        """The points of these numbers in jobs: alike ones together, as many as fit, and enough jobs for everybody."""
        groups: dict[tuple[float, ...], list[int]] = {}
        for number in numbers:
            groups.setdefault(group_of(self.axes, self.rows[number]), []).append(number)
        for mine in groups.values():
            width = self._width(mine, workers)
            for start in range(0, len(mine), width):
                some = tuple(mine[start : start + width])
                rows = tuple(self.rows[number] for number in some)
                yield Job(self.text, self.axes, some, rows, self.replicates, self.measures, width, self._luck(some))

    def _luck(self, numbers: Sequence[int]) -> tuple[int, ...]:
        return () if self.luck is None else tuple(self.luck + number * self.replicates for number in numbers)

    def _width(self, numbers: Sequence[int], workers: int) -> int:
        shares = 2 * workers if workers > 1 else 1
        most = min(self._room(self.rows[numbers[0]]), -(-len(numbers) // shares))
        return -(-len(numbers) // -(-len(numbers) // most))  # equal jobs

    def _room(self, row: tuple[float, ...]) -> int:
        """How many points are stepped together, judged without drawing anybody."""
        try:
            scenario = scenario_at(self.scenario, self.axes, row)
            needed = simulate.needs(scenario, self.replicates)
        except RequestError:  # it will be a row of its own
            return 1
        count = len(places(simulate.spec_of(scenario)))
        slots = -(-max(needed.slots, count * CHUNK) // TILE) * TILE
        events = len(simulate.assembly_of(scenario).event_names)
        return room(scenario.days, self.replicates, slots, events, count)


def measured(names: Sequence[str]) -> tuple[str, ...]:
    """Measures by name, all of them where none is named; raises RequestError for an unknown one."""
    return tuple(dict.fromkeys(measure(name).name for name in names)) if names else tuple(MEASURES)
