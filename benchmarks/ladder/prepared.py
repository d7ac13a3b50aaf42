"""What the whole lab prepares on a processor for a device that has NumPy and JAX alone: one small JSON file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jax
import numpy as np

from benchmarks.ladder.marks import day_marks
from benchmarks.ladder.plain import Plain
from sousveil import __version__, simulate
from sousveil.engine.course import live
from sousveil.engine.digest import state_hash
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.records.history import History

FILE = Path(__file__).parents[1] / "gpu-input.json"
T_QUANTILE = {10: 6.9, 15: 5.6, 20: 5.1, 30: 4.7, 40: 4.5}
"""Student's t with so many minus one degrees of freedom, two-sided, at 1 % over some 130 figures (Bonferroni)."""
FEW = 6
"""What hardly ever happens is Poisson, not normal: a count may always be off by this."""


@dataclass(frozen=True)
class Prepared:
    """A scenario, and what a processor makes of it. figures: name -> mean and standard deviation over replicates."""

    scenario: Plain
    state_hash: str
    marks: list[dict[str, str]]
    replicates: int
    figures: dict[str, tuple[float, float]]
    made_with: dict[str, str]


def prepare(scenario: Plain, replicates: int) -> Prepared:
    """Live the scenario with other luck in every replicate; the first is marked day by day."""
    course = replace(simulate.course_of(scenario), replicates=replicates)
    made = figures(live(course))
    alone = Machine(course.assembly, course.setting, [course.seed])
    alone.build()
    world, days = World(alone, course.values(1)), []
    world.begin()
    for day in range(1, scenario.days + 1):
        if day in course.changes:
            world.set_parameters(course.values(day))
        world.step(day)
        days.append(day_marks(world))
    kept = {name: (float(v.mean()), float(v.std(ddof=1))) for name, v in made.items()}
    return Prepared(scenario, state(world), days, replicates, kept,
                    {"sousveil": __version__, "jax": jax.__version__, "numpy": np.__version__})  # fmt: skip


def state(world: World) -> str:
    """The state hash of a world."""
    return state_hash(world.layout, {name: np.asarray(column) for name, column in world.columns.items()})


def figures(history: History) -> dict[str, Any]:
    """Totals of every event at home, and mean bins of every pictured column on the last day, by replicate."""
    home = history.groups.index("all")
    totals = history.counts[..., home].sum(axis=(1, 3), dtype=np.int64)
    made = {event: totals[:, i].astype(float) for i, event in enumerate(history.events)}
    for name, pictures in history.histograms.items():
        last = pictures[:, -1, home].astype(float)
        made[f"mean bin of {name}"] = (last * np.arange(last.shape[-1])).sum(axis=-1) / last.sum(axis=-1)
    return made


def outside(found: dict[str, Any], prepared: Prepared) -> dict[str, tuple[float, float, float]]:
    """Figures of one run that lie outside the interval in which one more replicate is expected: found, mean, width."""
    bound = T_QUANTILE[max(n for n in T_QUANTILE if n <= prepared.replicates)]
    far = {}
    for name, (mean, deviation) in prepared.figures.items():
        width = bound * deviation * (1 + 1 / prepared.replicates) ** 0.5
        value, least = float(found[name][0]), 0.0 if name.startswith("mean bin") else FEW
        if abs(value - mean) > max(width, least, 1e-9 * abs(mean)):
            far[name] = (value, mean, width)
    return far


def save(prepared: Prepared, file: Path = FILE) -> int:
    """Write the file; names of marks stand there once. Gives its size in bytes."""
    names = list(prepared.marks[0])
    content = {
        "scenario": prepared.scenario.written(), "state_hash": prepared.state_hash, "mark_names": names,
        "marks": [[day[name] for name in names] for day in prepared.marks], "replicates": prepared.replicates,
        "figures": prepared.figures, "made_with": prepared.made_with,
    }  # fmt: skip
    return file.write_text(json.dumps(content), encoding="utf-8")


def read(file: Path = FILE) -> Prepared:
    """Read the file again."""
    content = json.loads(file.read_text(encoding="utf-8"))
    marks = [dict(zip(content["mark_names"], day, strict=True)) for day in content["marks"]]
    figures = {name: (mean, deviation) for name, (mean, deviation) in content["figures"].items()}
    return Prepared(Plain.read(content["scenario"]), content["state_hash"], marks, content["replicates"], figures,
                    content["made_with"])  # fmt: skip
