"""The verbs, one function each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sousveil import __version__
from sousveil.cli import asking, screen
from sousveil.cli.live import telling
from sousveil.cli.numbers import whole
from sousveil.scenario import Scenario, load, schema

app = typer.Typer(
    name="sousveil",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ScenarioName = Annotated[str, typer.Argument(help="a shipped scenario, a scenario file, or a run folder")]
RunFolder = Annotated[Path, typer.Argument(help="a folder that a run has written")]
People = Annotated[str | None, typer.Option("--people", help="people at home", metavar="N")]
Days = Annotated[str | None, typer.Option("--days", help="days; they count from 1", metavar="N")]
Seed = Annotated[str | None, typer.Option("--seed", help="seed of all luck", metavar="N")]
Override = Annotated[
    list[str] | None, typer.Option("-o", "--set", help="path=value, such as fear.standing=0.2", metavar="P=V")
]
Without = Annotated[str, typer.Option("--without", help="mechanisms to take out, a,b", metavar="NAMES")]
With = Annotated[str, typer.Option("--with", help="safeguards to put in, a,b", metavar="NAMES")]
Replicates = Annotated[str, typer.Option("--replicates", help="runs with other luck, for intervals", metavar="R")]
Ignorance = Annotated[
    str,
    typer.Option("--ignorance", help="smaller runs with other guesses, for ranges over what was assumed", metavar="N"),
]
Devices = Annotated[
    str | None,
    typer.Option("--devices", help="devices that share the people; virtual ones without a GPU", metavar="N"),
]
CheckpointEvery = Annotated[
    str | None,
    typer.Option("--checkpoint-every", help="days between checkpoints, 0 for none; else as 5 % of the time allows",
                 metavar="DAYS"),
]  # fmt: skip
NoReport = Annotated[bool, typer.Option("--no-report", help="write no page")]
Out = Annotated[Path | None, typer.Option("--out", help="the run folder; new or empty", metavar="DIR")]
Json = Annotated[bool, typer.Option("--json", help="one JSON document on standard output")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="no progress and no table")]


@app.callback(invoke_without_command=True)
def _sousveil(
    version: Annotated[bool, typer.Option("--version", help="print the version")] = False,
) -> None:
    """A working model of the surveillance-and-scoring state, on synthetic people only."""
    if version:
        screen.out().print(__version__)
        raise typer.Exit


def _scenario(
    name: str, sizes: tuple[str | None, ...], overrides: list[str] | None, without: str, with_: str
) -> Scenario:
    made = {key: whole(f"--{key}", text) for key, text in zip(("people", "days", "seed"), sizes, strict=True)}
    return load(name, overrides or (), **made, without=_names(without), with_=_names(with_))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@app.command()
def run(
    scenario: ScenarioName = "everything-app",
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    override: Override = None,
    without: Without = "",
    with_: With = "",
    replicates: Replicates = "1",
    ignorance: Ignorance = "0",
    devices: Devices = None,
    out: Out = None,
    checkpoint_every: CheckpointEvery = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Simulate a scenario; write a folder, print measures."""
    asked = _scenario(scenario, (people, days, seed), override, without, with_)
    count = whole("--replicates", replicates, 1, 10_000)
    guesses, spread = whole("--ignorance", ignorance, 0, 10_000), whole("--devices", devices, 1, 65_536)
    every = _every(checkpoint_every)
    from sousveil.cli.running import simulated

    with telling(quiet=quiet) as tell:
        made = simulated(asked, count, guesses, out, tell, with_page=not no_report, devices=spread,
                         checkpoint_every=every)  # fmt: skip
    if made is None:
        screen.note("done; process 0 writes the run folder and says what came out")
    else:
        made.say(as_json=as_json, quiet=quiet)
    return 0


def _every(text: str | None) -> int | None:
    return whole("--checkpoint-every", text, 0, 36_500) if text is not None else None


@app.command()
def compare(
    baseline: Annotated[str, typer.Argument(help="a shipped scenario, a scenario file, or a run folder")],
    reform: Annotated[str | None, typer.Argument(help="another one; or leave it out and say what changes")] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    override: Override = None,
    without: Without = "",
    with_: With = "",
    replicates: Annotated[str, typer.Option("--replicates", help="pairs of runs with other luck", metavar="R")] = "10",
    test: Annotated[
        str, typer.Option("--test", help="take back one event of so many lives: was it necessary?", metavar="N")
    ] = "0",
    out: Annotated[Path | None, typer.Option("--out", help="the folder; new or empty", metavar="DIR")] = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Run the same people twice, with and without a change.

    Effects have intervals over pairs of runs with the same luck; of the first pair it says whose life parts where, and
    through what. -o, --without and --with change the reform; sizes and the seed hold for both.
    """
    sizes = {key: whole(f"--{key}", text) for key, text in (("people", people), ("days", days), ("seed", seed))}
    count, tested = whole("--replicates", replicates, 1, 10_000), whole("--test", test, 0, 1000)
    changes = {"without": _names(without), "with_": _names(with_), "set": override or ()}
    from sousveil.cli import comparing

    with telling(quiet=quiet) as tell:
        made, folder = comparing.compared(
            baseline, reform, changes, sizes, replicates=count, test=tested, out=out,
            keep_it=not as_json or out is not None, with_page=not no_report, tell=tell,
        )  # fmt: skip
    comparing.say(made, folder, as_json=as_json, quiet=quiet)
    return 0


@app.command()
def resume(
    run: RunFolder,
    checkpoint_every: CheckpointEvery = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Go on with a run that was stopped.

    It begins after its last checkpoint, or at day 0 where there is none, and ends as it would have, bit for bit.
    """
    every = _every(checkpoint_every)
    from sousveil.cli.running import resumed

    with telling(quiet=quiet) as tell:
        made = resumed(run, tell, with_page=not no_report, checkpoint_every=every)
    made.say(as_json=as_json, quiet=quiet)
    return 0


@app.command()
def branch(
    run: RunFolder,
    at: Annotated[str, typer.Option("--at", help="the first day of the other policy", metavar="DAY")],
    override: Override = None,
    out: Out = None,
    checkpoint_every: CheckpointEvery = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Run another future from the past of a run.

    Up to the day before --at all is as it was; from that day on the parameters given with -o hold.
    """
    day, every = whole("--at", at, 1, 36_500), _every(checkpoint_every)
    from sousveil.cli.running import branched

    with telling(quiet=quiet) as tell:
        made = branched(run, day, override or (), out, tell, with_page=not no_report, checkpoint_every=every)
    made.say(as_json=as_json, quiet=quiet)
    return 0


@app.command()
def report(run: RunFolder, as_json: Json = False) -> int:
    """Build the page of a run anew."""
    from sousveil.cli.running import page_of

    page = page_of(run)
    if as_json:
        screen.document({"page": str(page)})
    else:
        screen.out().print(str(page), soft_wrap=True)
    return 0


@app.command(name="list")
def list_(as_json: Json = False) -> int:
    """Show scenarios and mechanisms."""
    if as_json:
        screen.document(asking.listing())
    else:
        asking.show_listing()
    return 0


@app.command()
def explain(
    name: Annotated[str, typer.Argument(help="a scenario, mechanism, parameter, event, column, group or measure")],
    scenario: Annotated[str | None, typer.Option("--in", help="show a parameter's value in this scenario")] = None,
    as_json: Json = False,
) -> int:
    """Say what a name stands for, in this lab.

    A parameter, for example, with its unit, range, default, evidence and source.
    """
    from sousveil.cli.explaining import explained

    found = explained(name, None if scenario is None else load(scenario))
    if as_json:
        screen.document([entry.document() for entry in found])
    else:
        asking.show_entries(found)
    return 0


@app.command()
def validate(
    scenario: ScenarioName,
    override: Override = None,
    without: Without = "",
    with_: With = "",
    full: Annotated[bool, typer.Option("--full", help="print the whole scenario, resolved")] = False,
    as_json: Json = False,
) -> int:
    """Check a scenario; say what it changes."""
    asked = asking.checked(_scenario(scenario, (None, None, None), override, without, with_))
    if as_json:
        content: dict[str, Any] = {"valid": True, "digest": asked.digest}
        screen.document(content | {"scenario": asked.model_dump(mode="json", by_alias=True, exclude_none=True)})
    elif full:
        screen.text(asked.to_yaml(full=True))
    else:
        asking.show_checked(asked, scenario)
    return 0


@app.command(name="schema")
def schema_() -> int:
    """Print the JSON Schema of scenario files."""
    screen.document(schema())
    return 0


@app.command()
def estimate(
    scenario: ScenarioName = "everything-app",
    people: People = None,
    days: Days = None,
    replicates: Replicates = "1",
    devices: Devices = None,
    as_json: Json = False,
) -> int:
    """Say what a run would need; allocates nothing.

    Memory by column, time, and the largest population that fits.
    """
    asked = _scenario(scenario, (people, days, None), [], "", "")
    count, spread = whole("--replicates", replicates, 1, 10_000), whole("--devices", devices, 1, 65_536)
    from sousveil.cli.estimating import estimated

    found = estimated(asked, count, spread or 1)
    if as_json:
        screen.document(found.document())
    else:
        found.show()
    return 0


@app.command()
def verify(
    run: RunFolder,
    rerun: Annotated[bool, typer.Option("--rerun", help="run the scenario again and compare")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Check a run folder; run it again if asked.

    Every file has to be there and to match its hash; a second run has to give the same.
    """
    from sousveil.cli.running import rerun_differences, whole_run

    stored = whole_run(run)
    found: list[str] = []
    if rerun:
        with telling(quiet=quiet) as tell:
            found = rerun_differences(stored, tell)
    if as_json:
        screen.document({"run": str(run), "files": "whole", "rerun": rerun, "differences": found})
    else:
        said = "every file is there and as it was written" + (
            "; the rerun gave the same" if rerun and not found else ""
        )
        screen.out().print(
            "\n".join([f"{run}: {said}", *(f"  the rerun differs: {line}" for line in found)]), soft_wrap=True
        )
    return 1 if found else 0


@app.command()
def trace(
    run: Annotated[str, typer.Argument(help="a run folder, or a scenario")],
    person: Annotated[str | None, typer.Option("--person", help="number of a synthetic person", metavar="N")] = None,
    find: Annotated[
        str | None, typer.Option("--find", help="'detained and innocent', 'the_clip', 'times(visit) > 2 and female'")
    ] = None,
    against: Annotated[
        str | None, typer.Option("--against", help="another run or scenario: the same person there", metavar="RUN")
    ] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    page: Annotated[Path | None, typer.Option("--page", help="where to write the page", metavar="FILE")] = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Tell one synthetic life, day by day.

    The run is lived again, bit for bit. --find says how rare a class of life is, and tells the first of them; --people,
    --days and --seed are for a scenario that has not been run.
    """
    sizes = {key: whole(f"--{key}", text) for key, text in (("people", people), ("days", days), ("seed", seed))}
    who = whole("--person", person, 0, 1 << 40)
    from sousveil.cli import tracing

    with telling(quiet=quiet) as tell:
        made = tracing.traced(run, who, find, against, sizes, tell)
        written = tracing.kept(made, run, page, with_page=not no_report and (not as_json or page is not None))
    tracing.show(made, written, as_json=as_json, quiet=quiet)
    return 0


@app.command()
def replicate(
    exhibits: Annotated[
        list[str] | None,
        typer.Argument(help="shipped exhibits, or folders with a claim.yaml; all shipped ones without"),
    ] = None,
    override: Override = None,
    replicates: Annotated[
        str | None, typer.Option("--replicates", help="seeds, instead of each exhibit's own", metavar="R")
    ] = None,
    seed: Seed = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="the folder of the page; new or empty", metavar="DIR")
    ] = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Put published results beside simulated ones.

    With -o any number of an exhibit is replaced; then there is no verdict, since nothing is published for it.
    """
    count, first = whole("--replicates", replicates, 1, 10_000), whole("--seed", seed, 0, (1 << 63) - 1)
    from sousveil.cli import replicating

    folder = None if no_report or (as_json and out is None) else replicating.folder_for(out)
    tell = (lambda text: None) if quiet else screen.note
    made = replicating.replicated(exhibits or (), override or (), count, 1 if first is None else first, tell)
    files = replicating.kept(made, folder) if folder is not None else []
    replicating.say(made, files, as_json=as_json, quiet=quiet)
    return 0


@app.command()
def bench(
    scenario: ScenarioName = "everything-app",
    people: People = None,
    days: Days = None,
    peers: Annotated[bool, typer.Option("--peers", help="run a small model in other engines, too")] = False,
    sizes: Annotated[str, typer.Option("--sizes", help="with --peers: people, a,b", metavar="N,...")] = "",
    runs: Annotated[str, typer.Option("--runs", help="with --peers: runs of which the median counts")] = "5",
    engines: Annotated[str, typer.Option("--engines", help="with --peers: only these, a,b", metavar="NAMES")] = "",
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Time the lab's day, or the lab beside other engines.

    With --peers it sets up an environment for each engine, checks that all of them do the same, and times them.
    """
    from sousveil.cli import benching

    if peers:
        wanted = tuple(whole("--sizes", size, 4, 100_000_000) for size in _names(sizes))
        made = benching.beside_others(wanted, whole("--days", days, 1, 1000), whole("--runs", runs, 1, 1000),
                                      _names(engines), quiet)  # fmt: skip
        screen.document(made.document()) if as_json else benching.show_comparison(made)
        return 1 if made.failed else 0
    asked = _scenario(scenario, (people or "1_000_000", None, None), [], "", "")
    table = benching.own_day(asked, whole("--days", days, 1, 1000))
    screen.document(table.document()) if as_json else benching.show_day(table)
    return 0
