"""The verb of the second level."""

from __future__ import annotations

from typing import Annotated

import typer

from sousveil.cli.live import telling
from sousveil.cli.numbers import whole
from sousveil.cli.options import (
    Json,
    Language,
    NoReport,
    Out,
    Override,
    Quiet,
    Seed,
    With,
    Without,
    app,
    names_in,
)
from sousveil.language import ENGLISH

ScenarioName = Annotated[str, typer.Argument(help="a shipped scenario of countries, or a file")]
Quarters = Annotated[str | None, typer.Option("--quarters", help="quarters, from the first of 2013 on", metavar="N")]


@app.command()
def world(
    scenario: ScenarioName = "world-2020",
    quarters: Quarters = None,
    seed: Seed = None,
    override: Override = None,
    without: Without = "",
    with_: With = "",
    replicates: Annotated[
        str | None, typer.Option("--replicates", help="worlds with other luck; 100, with societies 1", metavar="R")
    ] = None,
    ignorance: Annotated[
        str | None,
        typer.Option(
            "--ignorance", help="worlds with other guesses of each condition; 48, with societies 0", metavar="N"
        ),
    ] = None,
    societies: Annotated[
        str, typer.Option("--societies", help="people of a society in every country, such as 2000", metavar="N")
    ] = "0",
    zoom: Annotated[
        str, typer.Option("--zoom", help="a class of countries, to be lived as one society as well", metavar="CLASS")
    ] = "",
    people: Annotated[
        str, typer.Option("--people", help="with --zoom: people of that society", metavar="N")
    ] = "200_000",
    out: Out = None,
    language: Language = ENGLISH,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Live the countries of the world, and ask what would have been otherwise.

    Every replicate is lived under each condition of the question with the same luck; what is said of the time after the
    record is said of classes of countries, and is no forecast.
    """
    within = whole("--societies", societies, 0, 100_000) or 0
    count = whole("--replicates", replicates or ("1" if within else "100"), 1, 10_000)
    guesses = whole("--ignorance", ignorance or ("0" if within else "48"), 0, 10_000)
    size = whole("--people", people, 1, 100_000_000)
    sizes = {"quarters": whole("--quarters", quarters, 4, 400), "seed": whole("--seed", seed)}
    from sousveil.cli import worlding

    with telling(quiet=quiet) as tell:
        worlds = worlding.Sizes(count, guesses, within)
        made = worlding.lived(scenario, override or (), sizes, names_in(without), names_in(with_), worlds, zoom, out,
                              tell, with_page=not no_report)  # fmt: skip
        closer = worlding.closer(made, zoom, size, tell, with_page=not no_report) if zoom else None
    worlding.say(made, closer, as_json=as_json, quiet=quiet)
    return 0
