"""The verb that audits a score over time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sousveil.cli.live import telling
from sousveil.cli.numbers import whole
from sousveil.cli.options import (
    Days,
    Json,
    Language,
    ModelColumns,
    ModelFile,
    NoReport,
    Override,
    People,
    Quiet,
    Seed,
    TrustPickle,
    app,
    model_of,
    scenario_of,
)
from sousveil.language import ENGLISH


@app.command()
def audit(
    scenario: Annotated[
        str, typer.Argument(help="a shipped scenario, a scenario file, or a run folder, with a decision to audit")
    ] = "credit-model",
    model: ModelFile = None,
    model_columns: ModelColumns = "",
    trust_pickle: TrustPickle = False,
    retrain: Annotated[
        str | None, typer.Option("--retrain", help="days between fits on what its decisions brought", metavar="DAYS")
    ] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    override: Override = None,
    replicates: Annotated[str, typer.Option("--replicates", help="runs with other luck", metavar="R")] = "5",
    out: Annotated[Path | None, typer.Option("--out", help="the folder; new or empty", metavar="DIR")] = None,
    no_report: NoReport = False,
    language: Language = ENGLISH,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Audit a score: what it does to whom, at the start and after years of its own consequences.

    A plain score and, beside it, a model of one's own on the same people with the same luck; 20,000 people and 1,095
    days unless said otherwise. Group metrics have the names of scikit-learn and Fairlearn; drift, lock-in, gaming and
    feedback are on the page.
    """
    from sousveil.auditing.living import DAYS, PEOPLE
    from sousveil.cli import audited
    from sousveil.records.folders import folder_for

    count = whole("--replicates", replicates, 1, 10_000)
    own, days_between = model_of(model, model_columns, trust_pickle), whole("--retrain", retrain, 1, 36_500)
    asked = scenario_of(scenario, (people or str(PEOPLE), days or str(DAYS), seed), override, "", "")
    folder = folder_for(out, f"audit-{asked.name}") if not as_json or out is not None else None
    with telling(quiet=quiet) as tell:
        made = audited.audited(asked, own, days_between, count, tell)
    if folder is not None:
        audited.kept(made, folder, with_page=not no_report)
    audited.say(made, folder, as_json=as_json, quiet=quiet)
    return 0
