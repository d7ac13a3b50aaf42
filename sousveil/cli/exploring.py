"""The verbs of many runs, one function each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from sousveil.cli.live import telling
from sousveil.cli.numbers import whole
from sousveil.cli.options import (
    Days,
    Json,
    Language,
    NoReport,
    Override,
    People,
    Quiet,
    ScenarioName,
    Seed,
    With,
    Without,
    app,
    names_in,
    scenario_of,
)
from sousveil.contract.errors import RequestError
from sousveil.language import ENGLISH

Measures = Annotated[str, typer.Option("--measures", help="measures to keep, a,b", metavar="NAMES")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", help="a Dask scheduler whose workers live the points", metavar="ADDRESS")
]
Workers = Annotated[
    str | None,
    typer.Option("--workers", help="processes of this machine that live points; 1 is this one", metavar="N"),
]
Folder = Annotated[Path | None, typer.Option("--out", help="the folder; new or empty", metavar="DIR")]
PointReplicates = Annotated[
    str, typer.Option("--replicates", help="runs with other luck at each point", metavar="R")
]  # fmt: skip


@app.command()
def sweep(
    scenario: ScenarioName = "everything-app",
    over: Annotated[
        list[str] | None,
        typer.Option("--over", help="NAME=0:1:11, NAME=0,0.2,0.5 or NAME@urban=...; repeat it", metavar="RANGE"),
    ] = None,
    design: Annotated[str, typer.Option("--design", help="grid, lhs or sobol", metavar="NAME")] = "grid",
    points: Annotated[
        str | None, typer.Option("--points", help="points of a design that is no grid", metavar="N")
    ] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    override: Override = None,
    without: Without = "",
    with_: With = "",
    replicates: PointReplicates = "4",
    measures: Measures = "",
    workers: Workers = None,
    scheduler: Scheduler = None,
    out: Folder = None,
    language: Language = ENGLISH,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Live a scenario at many points: grids and designs.

    20,000 people and 180 days unless said otherwise; the same people and luck at every point. A sweep is a folder and
    `sousveil resume` goes on with it; a point that fails is a row of it.
    """
    count, number = whole("--replicates", replicates, 1, 10_000), whole("--points", points, 1, 1_000_000)
    asked = scenario_of(scenario, (people or "20_000", days or "180", seed), override, without, with_)
    from sousveil.cli import sweeping

    sweeping.check_safeguards(over or (), names_in(with_))
    hands = sweeping.Hands(scheduler, whole("--workers", workers, 1, 4096))
    with telling(quiet=quiet) as tell:
        made = sweeping.swept(asked, over or (), design, number, count, names_in(measures), hands, out, tell)
        page = sweeping.paged(made) if not no_report else None
    sweeping.say(made, page, as_json=as_json, quiet=quiet)
    return sweeping.code(made)


@app.command()
def sensitivity(
    scenario: ScenarioName = "everything-app",
    measures: Annotated[str, typer.Option("--measures", help="measures to look at, a,b", metavar="NAMES")] = "",
    only: Annotated[str, typer.Option("--only", help="numbers or mechanisms to guess otherwise, a,b")] = "",
    method: Annotated[str, typer.Option("--method", help="after the screening: sobol, pawn or none")] = "sobol",
    trajectories: Annotated[str, typer.Option("--trajectories", help="of the screening", metavar="N")] = "6",
    samples: Annotated[str, typer.Option("--samples", help="behind the indices, a power of two", metavar="N")] = "64",
    most: Annotated[str, typer.Option("--most", help="numbers that indices are made for, at most", metavar="N")] = "8",
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    override: Override = None,
    without: Without = "",
    with_: With = "",
    replicates: PointReplicates = "2",
    workers: Workers = None,
    scheduler: Scheduler = None,
    out: Folder = None,
    language: Language = ENGLISH,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Say which assumption matters most for a measure.

    Every assumed and derived number is guessed otherwise within its stated range: a screening after Morris, then
    Sobol' indices or PAWN for the numbers that matter. 10,000 people and 90 days unless said otherwise; it is a folder,
    and `sousveil resume` goes on with it.
    """
    counts = {name: whole(f"--{name}", text, 1, 1_000_000) for name, text in (
        ("trajectories", trajectories), ("samples", samples), ("most", most), ("replicates", replicates))}  # fmt: skip
    asked = scenario_of(scenario, (people or "10_000", days or "90", seed), override, without, with_)
    from sousveil.cli import attributing, sweeping

    hands = sweeping.Hands(scheduler, whole("--workers", workers, 1, 4096))
    options = {"measures": names_in(measures), "only": names_in(only), "method": method, **counts}
    with telling(quiet=quiet) as tell:
        made = attributing.studied(asked, options, hands, out, tell)
        page = attributing.paged(made) if not no_report else None
    attributing.say(made, page, as_json=as_json, quiet=quiet)
    return 0


@app.command()
def calibrate(
    scenario: ScenarioName = "everything-app",
    targets: Annotated[
        Path | None, typer.Option("--targets", help="published figures with source and tolerance", metavar="FILE")
    ] = None,
    free: Annotated[
        list[str] | None, typer.Option("--free", help="NAME, or NAME=low:high; repeat it", metavar="RANGE")
    ] = None,
    points: Annotated[str, typer.Option("--points", help="points of a round", metavar="N")] = "200",
    rounds: Annotated[str, typer.Option("--rounds", help="rounds, at most", metavar="N")] = "8",
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    override: Override = None,
    without: Without = "",
    with_: With = "",
    replicates: PointReplicates = "1",
    workers: Workers = None,
    scheduler: Scheduler = None,
    out: Folder = None,
    language: Language = ENGLISH,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Find which numbers agree with published aggregates.

    Approximate Bayesian computation over the free numbers, within their stated ranges: the posterior, the share of the
    prior that passes, and a check on figures held back. 20,000 people and 180 days unless said otherwise; it is a
    folder, and `sousveil resume` goes on with it. Exit code 1: nothing meets the targets, or a check is broken.
    """
    counts = {name: whole(f"--{name}", text, 1, 1_000_000) for name, text in (
        ("points", points), ("rounds", rounds), ("replicates", replicates))}  # fmt: skip
    if targets is None:
        raise RequestError("a calibration needs targets", where="--targets", allowed="a file of published figures")
    asked = scenario_of(scenario, (people or "20_000", days or "180", seed), override, without, with_)
    from sousveil.cli import calibrating, sweeping

    hands = sweeping.Hands(scheduler, whole("--workers", workers, 1, 4096))
    with telling(quiet=quiet) as tell:
        made = calibrating.calibrated(asked, targets, free or (), counts, hands, out, tell)
        page = calibrating.paged(made) if not no_report else None
    calibrating.say(made, page, as_json=as_json, quiet=quiet)
    return calibrating.code(made)


MANY = {"sweep.json": "sweeping", "sensitivity.json": "attributing", "calibration.json": "calibrating"}
"""What the folder of many runs holds, and the module that goes on with it."""


def is_many(folder: Path) -> bool:
    """Whether a folder is one of many runs."""
    return any((folder / name).is_file() for name in MANY)


def go_on(
    folder: Path, workers: str | None, scheduler: str | None, *, no_report: bool, as_json: bool, quiet: bool
) -> int:
    """Go on with many runs that were stopped."""
    from sousveil.cli.sweeping import Hands

    module = import_module(f"sousveil.cli.{next(home for name, home in MANY.items() if (folder / name).is_file())}")
    hands = Hands(scheduler, whole("--workers", workers, 1, 4096))
    with telling(quiet=quiet) as tell:
        made = module.resumed(folder, hands, tell)
        page = module.paged(made) if not no_report else None
    module.say(made, page, as_json=as_json, quiet=quiet)
    return int(module.code(made))
