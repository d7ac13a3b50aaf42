"""The only wiring: scenario -> population -> mechanisms in the engine -> records -> measures -> a run."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sousveil.contract.errors import RequestError
from sousveil.contract.registry import mechanism
from sousveil.engine.assemble import Assembly, assemble
from sousveil.engine.course import Course, Interrupted, live
from sousveil.engine.memory import Estimate, estimate, keep_pages
from sousveil.engine.setting import Friends, Setting, prepare
from sousveil.population import Population, PopulationSpec, blocks_needed, build
from sousveil.population.ties import topology
from sousveil.progress import Stage
from sousveil.records import store
from sousveil.records.history import History
from sousveil.scenario import Scenario, load

if TYPE_CHECKING:
    import xarray as xr

Progress = Callable[[Stage], None]


def _quiet(stage: Stage) -> None:
    """Report to nobody."""


@dataclass(frozen=True)
class Run:
    """A finished run. records: xarray.Dataset; summary: the content of summary.json; folder: where it was written."""

    scenario: Scenario
    history: History
    folder: Path | None

    @cached_property
    def records(self) -> xr.Dataset:
        """Counts, shared numbers and histograms, labelled, with units."""
        from sousveil.records.dataset import dataset  # xarray takes a while to import

        return dataset(self.history, self.scenario.facts_of_run())

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Measures with intervals, performance, assumed parameters and the state hash."""
        return {}


def assembly_of(scenario: Scenario) -> Assembly:
    """The scenario's mechanisms, ordered and checked."""
    values = scenario.parameters_on(1)
    made = []
    for name in scenario.mechanisms:
        cls = mechanism(name)
        mine = {key: values[f"{name}.{key}"] for key in cls.parameters}
        made.append(cls(**{key: value for key, value in mine.items() if not isinstance(value, Mapping)}))
    return assemble(made, omniscient=scenario.omniscient, by_place=scenario.placed())


def needs(scenario: Scenario, replicates: int = 1) -> Estimate:
    """The memory a run will need; allocates nothing."""
    spec = PopulationSpec(**scenario.population)
    return estimate(scenario.people, blocks_needed(spec, scenario.people) * 256, replicates)
