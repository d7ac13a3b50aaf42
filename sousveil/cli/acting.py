"""The verbs that live something, one function each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sousveil.cli import screen
from sousveil.cli.exploring import Scheduler, Workers, go_on, is_many
from sousveil.cli.live import telling
from sousveil.cli.numbers import whole
from sousveil.cli.options import (
    CheckpointEvery,
    Days,
    Devices,
    Ignorance,
    Json,
    ModelColumns,
    ModelFile,
    NoReport,
    Out,
    Override,
    People,
    Quiet,
    Replicates,
    RunFolder,
    ScenarioName,
    Seed,
    TrustPickle,
    With,
    Without,
    app,
    every_days,
    model_of,
    names_in,
    scenario_of,
)


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
    model: ModelFile = None,
    model_columns: ModelColumns = "",
    trust_pickle: TrustPickle = False,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Simulate a scenario; write a folder, print measures."""
    own = model_of(model, model_columns, trust_pickle)
    asked = scenario_of(scenario, (people, days, seed), override, without, with_, own)
    count = whole("--replicates", replicates, 1, 10_000)
    guesses, spread = whole("--ignorance", ignorance, 0, 10_000), whole("--devices", devices, 1, 65_536)
    every = every_days(checkpoint_every)
    from sousveil.cli.running import simulated

    with telling(quiet=quiet) as tell:
        made = simulated(asked, count, guesses, out, tell, with_page=not no_report, devices=spread,
                         checkpoint_every=every)  # fmt: skip
    if made is None:
        screen.note("done; process 0 writes the run folder and says what came out")
    else:
        made.say(as_json=as_json, quiet=quiet)
    return 0


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
    quarters: Annotated[
        str | None, typer.Option("--quarters", help="quarters, between worlds of countries", metavar="N")
    ] = None,
    replicates: Annotated[str, typer.Option("--replicates", help="pairs of runs with other luck", metavar="R")] = "10",
    ignorance: Ignorance = "0",
    model: ModelFile = None,
    model_columns: ModelColumns = "",
    trust_pickle: TrustPickle = False,
    test: Annotated[
        str, typer.Option("--test", help="take back one event of so many lives: was it necessary?", metavar="N")
    ] = "0",
    out: Annotated[Path | None, typer.Option("--out", help="the folder; new or empty", metavar="DIR")] = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Run the same people twice, with and without a change; or worlds of countries.

    Effects have intervals over pairs of runs with the same luck; of the first pair it says whose life parts where, and
    through what. -o, --without, --with and --model change the reform; sizes and the seed hold for both.
    """
    told = {"people": people, "days": days, "quarters": quarters, "seed": seed}
    sizes = {key: whole(f"--{key}", text) for key, text in told.items()}
    count, tested = whole("--replicates", replicates, 1, 10_000), whole("--test", test, 0, 1000)
    guesses = whole("--ignorance", ignorance, 0, 10_000)
    changes = {"without": names_in(without), "with_": names_in(with_), "set": override or (),
               "model": model_of(model, model_columns, trust_pickle)}  # fmt: skip
    from sousveil.cli import comparing

    with telling(quiet=quiet) as tell:
        made, folder = comparing.compared(
            baseline, reform, changes, sizes, replicates=count, ignorance=guesses, test=tested, out=out,
            keep_it=not as_json or out is not None, with_page=not no_report, tell=tell,
        )  # fmt: skip
    comparing.say(made, folder, as_json=as_json, quiet=quiet)
    return 0


@app.command()
def safeguards(
    scenario: ScenarioName = "everything-app",
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    override: Override = None,
    only: Annotated[str, typer.Option("--only", help="these safeguards, a,b", metavar="NAMES")] = "",
    measures: Annotated[str, typer.Option("--measures", help="harms to weigh, instead of four", metavar="NAMES")] = "",
    replicates: Annotated[str, typer.Option("--replicates", help="pairs of runs with other luck", metavar="R")] = "4",
    out: Annotated[Path | None, typer.Option("--out", help="the folder; new or empty", metavar="DIR")] = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Weigh safeguards: each alone, and the best few together.

    The same people and luck with and without each; 50,000 people and 180 days unless said otherwise. On named measures,
    never on one index, with what each costs the operator's own goal. -o appeal.success=0.3 sets a safeguard's number.
    """
    from sousveil.cli import weighing
    from sousveil.records.folders import folder_for

    count = whole("--replicates", replicates, 1, 10_000)
    others, numbers = weighing.numbers_in(override or ())
    asked = scenario_of(scenario, (people or "50_000", days or "180", seed), others, "", "")
    folder = folder_for(out, f"safeguards-{asked.name}") if not as_json or out is not None else None
    with telling(quiet=quiet) as tell:
        made = weighing.weighed(asked, names_in(only), names_in(measures), numbers, count, tell)
    if folder is not None:
        weighing.kept(made, folder, with_page=not no_report)
    weighing.say(made, folder, as_json=as_json, quiet=quiet)
    return 0


@app.command()
def assess(
    scenario: ScenarioName,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="a deployment sheet with answers", metavar="FILE")
    ] = None,
    write_sheet: Annotated[
        Path | None, typer.Option("--write-sheet", help="write the sheet to fill in, and run nothing", metavar="FILE")
    ] = None,
    weighed: Annotated[
        Path | None, typer.Option("--weighed", help="what `sousveil safeguards` wrote of this scenario", metavar="DIR")
    ] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    replicates: Annotated[
        str | None, typer.Option("--replicates", help="runs with other luck; 4 unless given", metavar="R")
    ] = None,
    ignorance: Annotated[
        str | None, typer.Option("--ignorance", help="runs with other numbers; 5 unless given", metavar="N")
    ] = None,
    export: Annotated[
        str | None, typer.Option("--export", help="fraia, aia or huderia; all of them unless given", metavar="NAME")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="the folder; new or empty", metavar="DIR")] = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Write the rights assessment of a scenario or a run.

    First whether the practice is prohibited, then harms in natural units with intervals; judgements stay blank. A sheet
    with the deployment's own figures goes in; what it leaves blank is explored. A run folder is read and not run again.
    """
    sizes = {key: whole(f"--{key}", text) for key, text in (("people", people), ("days", days), ("seed", seed))}
    runs, guesses = whole("--replicates", replicates, 1, 10_000), whole("--ignorance", ignorance, 0, 10_000)
    from sousveil.cli import assessing

    keep = not as_json or out is not None
    asked = assessing.Asked(scenario, sheet, sizes, runs, guesses, export, weighed, out, keep, with_page=not no_report)
    if write_sheet is not None:
        screen.out().print(str(assessing.sheet_written(asked, write_sheet)), soft_wrap=True)
        return 0
    with telling(quiet=quiet) as tell:
        made, folder = assessing.assessed(asked, tell)
    assessing.say(made, folder, export=export, as_json=as_json, quiet=quiet)
    return 0


@app.command()
def resume(
    run: RunFolder,
    checkpoint_every: CheckpointEvery = None,
    trust_pickle: TrustPickle = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Go on with a run or a sweep that was stopped.

    A run begins after its last checkpoint, or at day 0 where there is none, and ends as it would have, bit for bit. Of
    a sweep, points that are not done are lived.
    """
    every = every_days(checkpoint_every)
    if is_many(run):
        return go_on(run, workers, scheduler, no_report=no_report, as_json=as_json, quiet=quiet)
    from sousveil.cli.running import resumed

    with telling(quiet=quiet) as tell:
        made = resumed(run, tell, with_page=not no_report, checkpoint_every=every, trust_pickle=trust_pickle)
    made.say(as_json=as_json, quiet=quiet)
    return 0


@app.command()
def branch(
    run: RunFolder,
    at: Annotated[str, typer.Option("--at", help="the first day of the other policy", metavar="DAY")],
    override: Override = None,
    out: Out = None,
    checkpoint_every: CheckpointEvery = None,
    trust_pickle: TrustPickle = False,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Run another future from the past of a run.

    Up to the day before --at all is as it was; from that day on the parameters given with -o hold.
    """
    day, every = whole("--at", at, 1, 36_500), every_days(checkpoint_every)
    from sousveil.cli.running import branched

    with telling(quiet=quiet) as tell:
        made = branched(run, day, override or (), out, tell, with_page=not no_report, checkpoint_every=every,
                        trust_pickle=trust_pickle)  # fmt: skip
    made.say(as_json=as_json, quiet=quiet)
    return 0


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
    trust_pickle: TrustPickle = False,
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
        made = tracing.traced(run, who, find, against, sizes, tell, trust_pickle=trust_pickle)
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
    from sousveil.records.folders import folder_for

    folder = None if no_report or (as_json and out is None) else folder_for(out, "replicate")
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
        wanted = tuple(whole("--sizes", size, 4, 100_000_000) for size in names_in(sizes))
        made = benching.beside_others(wanted, whole("--days", days, 1, 1000), whole("--runs", runs, 1, 1000),
                                      names_in(engines), quiet)  # fmt: skip
        screen.document(made.document()) if as_json else benching.show_comparison(made)
        return 1 if made.failed else 0
    asked = scenario_of(scenario, (people or "1_000_000", None, None), [], "", "")
    table = benching.own_day(asked, whole("--days", days, 1, 1000))
    screen.document(table.document()) if as_json else benching.show_day(table)
    return 0
