"""Running the arms of an exhibit: the ordinary engine, mechanisms and luck, and records of every day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sousveil import simulate
from sousveil.contract.errors import RequestError
from sousveil.engine.course import live, together
from sousveil.engine.sizes import record_bytes
from sousveil.replications.exhibit import Exhibit
from sousveil.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr

MOST_RECORDED = 1 << 30
"""Bytes of counts of an arm: a gibibyte."""
Told = Callable[[str], None]


@dataclass
class Play:
    """An exhibit with its parameters, and the records of the arms that have been asked for.

    values: the exhibit's own numbers, overrides included; files: its tables, by name; changes: overrides of the
    scenario's parameters. Arms share their seeds, and so their luck.
    """

    exhibit: Exhibit
    values: Mapping[str, float]
    replicates: int
    seed: int
    files: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    told: Told = lambda text: None
    _records: dict[str, xr.Dataset] = field(default_factory=dict)

    def scenario(self, arm: str, values: Mapping[str, float] = {}, changes: Mapping[str, Any] = {}) -> Scenario:
        """The scenario of an arm, with other values or changes on top."""
        mine = {**self.values, **values}
        present = self.exhibit.scenario(arm, mine).mechanisms
        said = {path: value for path, value in self.changes.get("set", {}).items() if path.partition(".")[0] in present}
        asked = {**self.changes, "set": said, "seed": self.seed}
        for key, value in changes.items():
            asked[key] = {**asked[key], **value} if key == "set" else value
        return self.exhibit.scenario(arm, mine, asked)

    def arm(self, name: str) -> xr.Dataset:
        """The records of an arm, lived when first asked for."""
        if name not in self._records:
            self.told(f"{self.exhibit.name}: {self.exhibit.claim.arms[name].title}")
            self._records[name] = self.live(self.scenario(name))
        return self._records[name]

    def live(self, scenario: Scenario, replicates: int | None = None) -> xr.Dataset:
        """The records of a scenario, one bin a day, dims replicate, time, place and group."""
        from sousveil.records.dataset import dataset
        from sousveil.records.meta import Meta

        count = self.replicates if replicates is None else replicates
        simulate.check_memory(simulate.needs(scenario, count))
        course = simulate.course_of(scenario, count)
        bins = scenario.days * together(count, course.setting.layout.slots)
        events, places = len(course.assembly.event_names), len(course.setting.layout.places)
        size = record_bytes(scenario.days, 1, events, places, scenario.days) * count
        if size > MOST_RECORDED:
            raise RequestError("records of every day would not fit", where=self.exhibit.name,
                               found=f"{size >> 20:,} MiB", allowed=f"{MOST_RECORDED >> 20:,} MiB: fewer days, "
                               "replicates, places or events")  # fmt: skip
        history = live(replace(course, most_bins=bins))
        return dataset(history, Meta.of(scenario))
