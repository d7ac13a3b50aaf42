"""A sweep: many points of a scenario, lived by whoever is there, kept in one folder, and gone on with at will."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import xarray as xr

from sousveil import simulate
from sousveil.contract.errors import RequestError
from sousveil.engine.course import InterruptedRunError
from sousveil.progress import Stage
from sousveil.records import archive, netcdf
from sousveil.records.folders import folder_for
from sousveil.records.store import held
from sousveil.records.tables import as_pandas
from sousveil.scenario import Scenario, load
from sousveil.sweep import results, store
from sousveil.sweep.axes import axes_of
from sousveil.sweep.card import sweep_card
from sousveil.sweep.crew import Crew, crew
from sousveil.sweep.designs import GRID, designed
from sousveil.sweep.living import Outcome
from sousveil.sweep.plan import REPLICATES, Plan, measured

if TYPE_CHECKING:
    import pandas as pd

RESULTS, TABLE = "results.zarr", "points.csv"
Over = Sequence[str] | Mapping[str, Sequence[float]]
Put = Callable[[Sequence[Outcome]], None]


@dataclass(frozen=True)
class Sweep:
    """What a sweep found so far. outcomes: a point each, in the order of the design; folder: where it was kept."""

    plan: Plan
    outcomes: tuple[Outcome, ...]
    folder: Path | None = None

    @cached_property
    def results(self) -> xr.Dataset:
        """Measures with a dimension for each thing that was swept (a grid) or for the points, replicate and group."""
        return results.dataset(self.plan, self.outcomes)

    @cached_property
    def points(self) -> pl.DataFrame:
        """A row a point: what was swept, status, message, hash, seconds, and each measure of everybody."""
        return results.table(self.plan, self.outcomes)

    @property
    def hash(self) -> str:
        """SHA-256 over the state hashes of all points."""
        return results.fingerprint(self.outcomes)

    def __repr__(self) -> str:
        swept = ", ".join(axis.name for axis in self.plan.axes)
        done = results.count_done(self.outcomes)
        return f"Sweep({self.plan.scenario.name!r} over {swept}: {done:,} of {len(self.outcomes):,} points done)"

    def _repr_html_(self) -> str:
        return sweep_card(self.plan.document(), self.plan.axes, results.ranges(self.plan, self.outcomes),
                          results.counts(self.outcomes), self.folder)  # fmt: skip

    def to_polars(self) -> pl.DataFrame:
        """The points: see `points`."""
        return self.points

    def to_pandas(self) -> pd.DataFrame:
        """The points for pandas. Raises RequestError where pandas is not installed."""
        return as_pandas(self.points)

    def to_netcdf(self, path: str | Path) -> Path:
        """Write the results, with units and attributes, as a netCDF-4 file and return its path. Raises RequestError."""
        return netcdf.write(self.results, Path(path))


def sweep(
    scenario: Scenario | str | Path = "everything-app",
    over: Over = (),
    *,
    design: str = GRID,
    points: int | None = None,
    replicates: int = REPLICATES,
    measures: Sequence[str] = (),
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Sequence[str] = (),
    out: str | Path | None = None,
    keep: bool = True,
    scheduler: str | None = None,
    workers: int = 1,
    progress: simulate.Progress = simulate.tell_nobody,
) -> Sweep:
    """Live a scenario at many points: sweep("everything-app", ["cameras.coverage=0:1:11", "fear.own=0,0.2"]).

    over: axes as on the command line, or name -> values. design: grid, lhs or sobol, the latter with `points`. measures
    are kept for every replicate and group, all of them unless named. workers: processes beside this one, through Dask;
    scheduler: the address of one that has workers. Points that fail are rows. Raises RequestError before anything is
    computed or written where the request cannot be met.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario, set, people=people, days=days, seed=seed)
    plan = planned(scenario, _texts(over), design, points, replicates, measures)
    plan.check()
    folder = folder_for(out, f"sweep-{scenario.name}") if keep else None
    return carried_out(plan, folder, scheduler, workers, progress)


def planned(
    scenario: Scenario, over: Sequence[str], design: str, points: int | None, replicates: int, measures: Sequence[str]
) -> Plan:
    """The plan of a sweep; raises RequestError for unknown names, numbers beyond limits, and designs without points."""
    axes = axes_of(scenario, over)
    rows = designed(design, axes, points, scenario.seed)
    return Plan.of(scenario, axes, rows, design, replicates, measured(measures))


def resume(
    folder: Path, *, scheduler: str | None = None, workers: int = 1, progress: simulate.Progress = simulate.tell_nobody
) -> Sweep:
    """Go on with a sweep: points that wait are lived, those that failed are tried again, those done stay as they are.

    Raises RequestError for a folder that is no sweep, was altered, or was begun with another version.
    """
    kept = store.opened(folder.resolve())
    if not kept.open_points() and (kept.folder / RESULTS).exists():
        raise RequestError("the sweep is finished: every point is done", where=str(folder))
    with crew(scheduler, workers) as hands:
        return _kept(kept, hands, progress)


def read(folder: Path) -> Sweep:
    """What a sweep has found so far, from its folder."""
    kept = store.opened(folder.resolve())
    return Sweep(kept.plan, tuple(kept.outcomes()), kept.folder)


def carried_out(
    plan: Plan, folder: Path | None, scheduler: str | None, workers: int, progress: simulate.Progress
) -> Sweep:
    """Live every point of a plan that was checked. The folder appears once the workers are there."""
    with crew(scheduler, workers) as hands:
        return staged(plan, folder, hands, progress)


def staged(plan: Plan, folder: Path | None, hands: Crew, progress: simulate.Progress) -> Sweep:
    """Live what is left of a plan, in its folder, which is begun where it is not there; or all of it, in no folder."""
    if folder is not None:
        return _kept(store.opened(folder) if store.is_sweep(folder) else store.create(folder, plan), hands, progress)
    made: dict[int, Outcome] = {}
    with _told_when_stopped(None, lambda: len(made), plan):
        _live(plan, range(len(plan.rows)), hands, lambda some: made.update((o.number, o) for o in some), progress)
    return Sweep(plan, tuple(made[number] for number in sorted(made)))


def _kept(kept: store.Store, hands: Crew, progress: simulate.Progress) -> Sweep:
    waiting = kept.open_points()
    with held(kept.folder), _told_when_stopped(kept.folder, lambda: _done(kept), kept.plan):
        _live(kept.plan, waiting, hands, kept.put, progress)
    made = Sweep(kept.plan, tuple(kept.outcomes()), kept.folder)
    if waiting or not (kept.folder / RESULTS).exists():
        archive.write(made.results, _emptied(kept.folder / RESULTS))
        made.points.write_csv(kept.folder / TABLE)
    return made


def _live(plan: Plan, numbers: Sequence[int], hands: Crew, put: Put, progress: simulate.Progress) -> None:
    jobs = list(plan.jobs(numbers, hands.workers))
    done, whole = len(plan.rows) - len(numbers), len(plan.rows)
    progress(Stage("living the points", done, whole, "points"))
    for outcomes in hands.lives(jobs):
        put(outcomes)
        done += len(outcomes)
        progress(Stage("living the points", done, whole, "points"))


def _done(kept: store.Store) -> int:
    return len(kept.plan.rows) - len(kept.open_points())


@contextmanager
def _told_when_stopped(folder: Path | None, done: Callable[[], int], plan: Plan) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, InterruptedRunError):
        left = f"sousveil resume {folder} goes on" if folder is not None else "nothing was written"
        raise KeyboardInterrupt(f"stopped after {done():,} of {len(plan.rows):,} points; {left}") from None


def _emptied(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    return path


def _texts(over: Over) -> list[str]:
    if isinstance(over, str):
        raise RequestError("axes are a list", where="over", found=over, allowed=f"[{over!r}]")
    if isinstance(over, Mapping):
        return [f"{name}={','.join(f'{float(value):.17g}' for value in values)}" for name, values in over.items()]
    return list(over)
