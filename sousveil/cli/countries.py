"""The verb of the second level."""

from __future__ import annotations

from typing import Annotated

import typer

from sousveil.cli.live import telling
from sousveil.cli.numbers import whole
from sousveil.cli.options import (
    Ignorance,
    Json,
    NoReport,
    Out,
    Override,
    Quiet,
    Replicates,
    Seed,
    With,
    Without,
    app,
    names_in,
)

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
    replicates: Replicates = "100",
    ignorance: Ignorance = "48",
    out: Out = None,
    no_report: NoReport = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Live the countries of the world, and ask what would have been otherwise.

    Every replicate is lived under each condition of the question with the same luck; what is said of the time after the
    record is said of classes of countries, and is no forecast.
    """
    count, guesses = whole("--replicates", replicates, 1, 10_000), whole("--ignorance", ignorance, 0, 10_000)
    sizes = {"days": whole("--quarters", quarters, 4, 400), "seed": whole("--seed", seed)}
    from sousveil.cli import worlding

    with telling(quiet=quiet) as tell:
        made = worlding.lived(scenario, override or (), sizes, names_in(without), names_in(with_), count, guesses, out,
                              tell, with_page=not no_report)  # fmt: skip
    worlding.say(made, as_json=as_json, quiet=quiet)
    return 0
