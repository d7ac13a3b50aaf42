"""The wiring of the second level: scenario -> countries -> arms of worlds -> records -> measures -> a run folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import xarray as xr

from sousveil.contract.errors import RequestError
from sousveil.engine.memory import keep_pages, peak_bytes
from sousveil.nations import Nations
from sousveil.progress import Stage
from sousveil.records import casefile, store
from sousveil.records.history import History
from sousveil.records.meta import Meta
from sousveil.scenario import Scenario, load
from sousveil.simulate import keep_compiled, stoppable, tell_nobody
from sousveil.world.arm import nations_of
from sousveil.world.calendar import CHECKED
from sousveil.world.facts import evaluate
from sousveil.world.globe import Globe
from sousveil.world.question import CONDITIONS, GUESSED, NOW, Condition, arms
from sousveil.world.records import dataset
from sousveil.world.shown import as_html
from sousveil.world.societies import FED
from sousveil.world.summary import measure_files, summarise
from sousveil.world.within import Within

DEFAULT = "world-2020"
REPLICATES, GUESSES = 100, 48


@dataclass(frozen=True, repr=False)
class WorldRun:
    """A finished run of worlds.

    records: xarray.Dataset by arm. summary: the content of summary.json. folder: where it was written, if it was.
    """

    scenario: Scenario
    known: Nations
    records: xr.Dataset
    summary: dict[str, Any]
    folder: Path | None

    def __repr__(self) -> str:
        said = f"{self.records.sizes['replicate']:,} replicates of {self.records.sizes['arm']} conditions"
        return f"WorldRun({self.scenario.name!r}, {len(self.known.codes)} countries, {said})"

    def _repr_html_(self) -> str:
        return as_html(self.scenario.title, self.summary)


@dataclass(frozen=True)
class Lived:
    """Arm -> its history; `guessed`: the same arms under other guesses. performance: seconds, and what ran where."""

    lived: Mapping[str, History]
    guessed: Mapping[str, History]
    performance: Mapping[str, float | int | str]


def world(
    scenario: Scenario | str | Path = DEFAULT,
    *,
    quarters: int | None = None,
    seed: int | None = None,
    set: Sequence[str] = (),
    replicates: int = REPLICATES,
    guesses: int = GUESSES,
    conditions: Sequence[Condition] = CONDITIONS,
    societies: int = 0,
    out: str | Path | None = None,
    keep: bool = True,
    progress: Callable[[Stage], None] = tell_nobody,
) -> WorldRun:
    """Live a scenario of countries, under each condition of the question, and with `keep` write a run folder.

    replicates: worlds with other luck; guesses: worlds of each condition in which everything assumed is guessed anew.
    societies: people of a society in every country of every world; 0 for none, and then nothing is fed back.
    Raises RequestError before anything is computed or written where the request cannot be met.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario, set, quarters=quarters, seed=seed)
    check(scenario, replicates, guesses)
    known, text = nations_of(scenario), scenario.to_yaml(full=True)
    asked = {"replicates": replicates, "ignorance": guesses, "checkpoint_every": 0, "table": store.COUNTRIES}
    folder = store.prepare(out, scenario.name, text, asked) if keep else None
    try:
        with stoppable():
            return _kept(scenario, known, conditions, (replicates, guesses, societies), text, folder, progress)
    except BaseException as stop:
        if folder is not None:
            store.abandon(folder)
        if isinstance(stop, KeyboardInterrupt):
            raise KeyboardInterrupt("stopped; nothing was written") from None
        raise


def check(scenario: Scenario, replicates: int, guesses: int) -> None:
    """Raise RequestError where this is no world, or not so many of it."""
    if not scenario.of_countries:
        raise RequestError("this is a scenario of people", where=scenario.name,
                           allowed=f"sousveil run {scenario.name}, or population: {{countries: shipped}}")  # fmt: skip
    if replicates < 1:
        raise RequestError("there is at least one replicate", where="--replicates", found=str(replicates))
    if guesses < 0:
        raise RequestError("less than nothing was asked for", where="--ignorance", found=str(guesses))


def _kept(
    scenario: Scenario, known: Nations, conditions: Sequence[Condition], sizes: tuple[int, int, int], text: str,
    folder: Path | None, progress: Callable[[Stage], None],
) -> WorldRun:  # fmt: skip
    started = datetime.now(UTC).isoformat(timespec="seconds")
    made = lived(scenario, known, conditions, *sizes, progress=progress)
    meta = Meta.of(scenario, text, started=started)
    words = {one.name: one.words for one in conditions}
    records = dataset(made.lived, made.guessed, known, meta, words)
    summary = summarise(
        records, made.performance, evaluate([fact.model_dump(mode="json") for fact in scenario.facts], records, known)
    )
    if folder is not None:
        first = next(iter(made.lived.values()))
        first.performance = dict(made.performance)
        store.put(folder, text, records, cases(first, known), first, meta)
        for name, content in measure_files(summary).items():
            store.add(folder, name, content)
        folder = store.finish(folder)
    return WorldRun(scenario, known, records, summary, folder)


def lived(
    scenario: Scenario, known: Nations, conditions: Sequence[Condition], replicates: int, guesses: int = 0,
    societies: int = 0, progress: Callable[[Stage], None] = tell_nobody,
) -> Lived:  # fmt: skip
    """Live the worlds of every condition, side by side; keeps nothing."""
    keep_pages()
    keep_compiled()
    before = time.perf_counter()
    progress(Stage(f"compiling {len(scenario.mechanisms)} mechanisms", 0, scenario.days, "quarters"))
    globe = Globe(scenario, known, arms(scenario, conditions, replicates, guesses), FED if societies else ())
    within = Within(globe, societies, scenario.seed) if societies else None
    began = time.perf_counter()
    for quarter in range(1, scenario.days + 1):
        globe.quarter(quarter)
        if within is not None:
            within.quarter()
        progress(Stage("living", quarter, scenario.days, "quarters"))
    seconds = time.perf_counter() - began
    histories = globe.histories(seconds)
    performance: dict[str, float | int | str] = {
        "compile_s": round(began - before, 3), "simulate_s": round(seconds, 3), "worlds": globe.worlds,
        "country_quarters_per_s": round(globe.worlds * len(known.codes) * scenario.days / max(seconds, 1e-9)),
        "societies": societies, "peak_bytes": peak_bytes(), "device": globe.setting.devices.kind, "devices": 1,
    }  # fmt: skip
    names = [one.name for one in conditions]
    guessed = {name: histories[f"{name}-{GUESSED}"] for name in names if f"{name}-{GUESSED}" in histories}
    return Lived({name: histories[name] for name in names}, guessed, performance)


def cases(first: History, known: Nations) -> pl.DataFrame:
    """quarter, country, kind, rule: the case file of the first world, as far as there is a record to check against."""
    case = first.case
    mine = (case["day"] <= CHECKED) & (case["person"] < len(known.codes))
    names = np.array(first.events, dtype=object)[case["kind"][mine]]
    return pl.DataFrame({
        "country": np.array(known.codes, dtype=object)[case["person"][mine]],
        "quarter": case["day"][mine], "kind": names, "rule": [first.mechanisms.get(name, "") for name in names],
    }, schema=casefile.COUNTRY_SCHEMA)  # fmt: skip


__all__ = ["DEFAULT", "NOW", "Lived", "WorldRun", "cases", "check", "lived", "world"]
