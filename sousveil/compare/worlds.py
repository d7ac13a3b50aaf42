"""Two worlds of countries with the same luck: what a reform changes in every measure, by class of country."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import xarray as xr

from sousveil import simulate
from sousveil.compare.differing import differences
from sousveil.compare.pair import sides
from sousveil.measures.paired import pairs_needed
from sousveil.progress import Stage
from sousveil.records.folders import as_json, begin, finish
from sousveil.records.history import History
from sousveil.records.meta import Meta
from sousveil.records.provenance import version
from sousveil.scenario import Scenario, load
from sousveil.scenario.guesses import assumed_parameters
from sousveil.world.arm import nations_of
from sousveil.world.effects import Entry, Side, course, effects
from sousveil.world.question import Condition
from sousveil.world.records import dataset
from sousveil.world.run import check, lived

REPLICATES = 10
"""Pairs of worlds, unless asked otherwise."""
BASELINE, REFORM = "baseline", "reform"
COURSES = ("runs_system", "runs_exporters", "has_copied", "stands_for", "stands_against", "leans_closed", "is_open")
"""What is kept year by year, for pictures."""
CLASSES = ("all", "wavering")
DOCUMENT, EFFECTS = "compare.json", "effects.csv"


@dataclass(frozen=True)
class WorldPair:
    """Two kinds of worlds; world n of both has the same luck. records: of either side, with one arm each."""

    baseline: Scenario
    reform: Scenario
    records: tuple[xr.Dataset, xr.Dataset]
    globes: int
    """1 where both sides were lived side by side, 2 where their mechanisms differ."""

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, as effects take them."""
        return Side(self.records[0], BASELINE), Side(self.records[1], REFORM)

    @property
    def replicates(self) -> int:
        """Pairs of worlds."""
        return int(self.records[0].sizes["replicate"])

    @property
    def entries(self) -> list[Entry]:
        """Every measure, year and class with its paired interval, and its range over assumptions if assessed."""
        return [row | {"pairs_needed": pairs_needed(row, self.replicates)} for row in effects(*self.sides)]

    def effects(self, group: str = "all") -> pl.DataFrame:
        """Measures of a class by year: baseline, reform, effect with its 95 % interval."""
        return pl.DataFrame([row for row in self.entries if row["group"] == group])


def is_world(name: str | Path | Scenario) -> bool:
    """Whether a scenario, a file or a run folder is about countries."""
    return (name if isinstance(name, Scenario) else load(name)).of_countries


def compare_worlds(
    baseline: Scenario | str | Path,
    reform: Scenario | str | Path | None = None,
    *,
    without: Sequence[str] = (),
    with_: Any = (),
    set: Sequence[str] = (),
    quarters: int | None = None,
    seed: int | None = None,
    replicates: int = REPLICATES,
    guesses: int = 0,
    progress: Callable[[Stage], None] = simulate.tell_nobody,
) -> WorldPair:
    """Live two kinds of worlds with the same luck.

    compare_worlds("world-2020", without=["shock"]), or two scenarios, names, files or run folders. guesses: further
    pairs in which everything assumed is guessed otherwise, alike on both sides. Raises RequestError for a world beside
    people, and for sides that are the same.
    """
    first, second = sides(baseline, reform, without=without, with_=with_, set=set, quarters=quarters, seed=seed)
    for side in (first, second):
        check(side, replicates, guesses)
    changes = changed_values(first, second)
    if changes is None:
        halves = [_lived(side, {}, word, replicates, guesses, progress)
                  for side, word in ((first, BASELINE), (second, REFORM))]  # fmt: skip
        return WorldPair(first, second, (halves[0][BASELINE], halves[1][REFORM]), len(halves))
    made = _lived(first, changes, "", replicates, guesses, progress)
    return WorldPair(first, second, (made[BASELINE], made[REFORM]), 1)


def changed_values(first: Scenario, second: Scenario) -> dict[str, float] | None:
    """What the reform sets otherwise throughout, so that both are arms of one globe; None where it does more."""
    if sorted(first.mechanisms) != sorted(second.mechanisms) or first.patches != second.patches:
        return None
    before, after = first.parameters, second.parameters
    differ = {path: after[path] for path in before if before[path] != after[path]}
    patched = {path for patch in first.patches for path in patch.set}
    numbers = {path: float(value) for path, value in differ.items() if not isinstance(value, Mapping)}
    return None if len(numbers) < len(differ) or patched & differ.keys() else numbers


def _lived(
    scenario: Scenario, changes: Mapping[str, float], only: str, replicates: int, guesses: int,
    progress: Callable[[Stage], None],
) -> dict[str, xr.Dataset]:  # fmt: skip
    """Side -> its records; both sides, or only one of them."""
    both = (Condition(BASELINE, "", scenario.title), Condition(REFORM, "", scenario.title, changes))
    wanted = [one for one in both if only in ("", one.name)]
    known, meta = nations_of(scenario), Meta.of(scenario)
    made = lived(scenario, known, wanted, replicates, guesses, progress=progress)
    return {
        one.name: dataset(
            _only(made.lived, one.name), _only(made.guessed, one.name), known, meta, {one.name: one.words}
        )
        for one in wanted
    }


def _only(histories: Mapping[str, History], name: str) -> dict[str, History]:
    return {name: histories[name]} if name in histories else {}


def document(pair: WorldPair) -> dict[str, Any]:
    """The comparison as plain values: what `compare --json` prints, its folder keeps, and its page shows."""
    first, second = pair.baseline, pair.reform
    guessed = pair.records[0].sizes.get("guess", 0)
    return {
        "schema": 1, "table": "countries", "version": version(),
        "baseline": _side(first), "reform": _side(second),
        "countries": first.people, "quarters": first.days, "seed": first.seed, "replicates": pair.replicates,
        "differences": [_quarterly(row) for row in differences(first, second)],
        "ignorance": {"draws": int(guessed), "parameters": len(assumed_parameters(first))} if guessed else None,
        "effects": pair.entries,
        "courses": [row for name in COURSES for group in CLASSES for row in _courses(pair, name, group)],
        "classes": {str(group): int(size) for group, size in
                    zip(pair.records[0]["group"].values, pair.records[0]["countries"].values, strict=True)},
        "regimes": str(pair.records[0].attrs["regimes"]),
        "state_hash": {side.arm: str(side.records.attrs["state_hash"]) for side in pair.sides},
    }  # fmt: skip


def _side(scenario: Scenario) -> dict[str, str]:
    return {"name": scenario.name, "title": scenario.title, "label": scenario.label}


def _quarterly(row: Mapping[str, Any]) -> dict[str, Any]:
    return {("quarter" if key == "day" else key): value for key, value in row.items()}


def _courses(pair: WorldPair, name: str, group: str) -> list[dict[str, Any]]:
    if any(name not in side.records for side in pair.sides):
        return []
    return [
        {"variable": name, "group": group, "side": side.arm, "year": p.year, "value": p.value, "low": p.low,
         "high": p.high}
        for side in pair.sides for p in course(side.records, name, side.arm, group)
    ]  # fmt: skip


def keep(folder: Path, pair: WorldPair, made: Mapping[str, Any], pages: Mapping[str, str]) -> Path:
    """Write both scenarios, effects, document and pages beside the folder, and let it appear when complete."""
    part = begin(folder)
    for side, scenario in ((BASELINE, pair.baseline), (REFORM, pair.reform)):
        (part / f"{side}.yaml").write_text(scenario.to_yaml(full=True), encoding="utf-8")
    table = pl.DataFrame(list(made["effects"]), infer_schema_length=None)
    return finish(folder, {DOCUMENT: as_json(made), EFFECTS: table.write_csv(), **pages})
