"""The verbs that answer, one function each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sousveil.cli import asking, screen
from sousveil.cli.live import telling
from sousveil.cli.numbers import whole
from sousveil.cli.options import (
    Days,
    Devices,
    Json,
    Override,
    People,
    Quiet,
    Replicates,
    RunFolder,
    ScenarioName,
    TrustPickle,
    With,
    Without,
    app,
    scenario_of,
)
from sousveil.contract.errors import RequestError
from sousveil.scenario import load, schema


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
    """Show scenarios, exhibits and mechanisms."""
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
    asked = asking.checked(scenario_of(scenario, (None, None, None), override, without, with_))
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
    asked = scenario_of(scenario, (people, days, None), [], "", "")
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
    trust_pickle: TrustPickle = False,
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
            found = rerun_differences(stored, tell, trust_pickle=trust_pickle)
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
def new(
    what: Annotated[str, typer.Argument(help="mechanism", metavar="mechanism")],
    name: Annotated[str, typer.Argument(help="what scenario files will call it, such as night_watch")],
    phase: Annotated[str, typer.Option("--phase", help="the phase of the day in which it acts")] = "ENFORCE",
    out: Annotated[Path | None, typer.Option("--out", help="the folder; new or empty", metavar="DIR")] = None,
    as_json: Json = False,
) -> int:
    """Begin a mechanism of your own, as a package.

    One file of rules, its test, which holds it to the laws of the lab, a scenario, and the entry point that gives it a
    name in scenario files.
    """
    if what != "mechanism":
        raise RequestError("nothing to begin", found=what, allowed="mechanism", nearest="mechanism")
    from sousveil.cli.newing import begun

    folder = begun(name, phase, out)
    if as_json:
        screen.document({"folder": str(folder), "files": sorted(path.name for path in folder.iterdir())})
    else:
        screen.out().print(f"folder  {folder}\nnext    cd there, pip install -e '.[test]', pytest", soft_wrap=True)
    return 0
