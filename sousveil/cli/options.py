"""The application, and what its verbs have in common: options, sizes, scenarios named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sousveil.cli.numbers import whole
from sousveil.cli.screen import note
from sousveil.contract.errors import RequestError
from sousveil.scenario import Model, Scenario, load
from sousveil.scenario.guarding import idle

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
ModelFile = Annotated[
    str | None,
    typer.Option("--model", help="a scoring model of your own: .onnx, .joblib, file.py:function, module:function"),
]
ModelColumns = Annotated[str, typer.Option("--model-columns", help="what it sees, in its order, a,b", metavar="NAMES")]
TrustPickle = Annotated[
    bool, typer.Option("--trust-pickle", help="load a pickled model, which runs whatever code is in it")
]
NoReport = Annotated[bool, typer.Option("--no-report", help="write no page")]
Out = Annotated[Path | None, typer.Option("--out", help="the run folder; new or empty", metavar="DIR")]
Json = Annotated[bool, typer.Option("--json", help="one JSON document on standard output")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="no progress and no table")]


def scenario_of(
    name: str, sizes: tuple[str | None, ...], overrides: list[str] | None, without: str, with_: str,
    model: Model | None = None,
) -> Scenario:  # fmt: skip
    """The scenario with these sizes and changes; raises RequestError."""
    made = {key: whole(f"--{key}", text) for key, text in zip(("people", "days", "seed"), sizes, strict=True)}
    loaded = load(name, overrides or (), **made, without=names_in(without), with_=names_in(with_), model=model)
    for line in idle(names_in(with_), loaded.mechanisms):
        note(line)
    return loaded


def model_of(file: str | None, columns: str, trust: bool) -> Model | None:
    """The scoring model that was asked for on the command line, if one was; raises RequestError."""
    if file is None:
        if columns:
            raise RequestError(
                "columns of no model", where=f"--model-columns {columns}", allowed="--model FILE with it"
            )
        return Model.trusted() if trust else None
    return Named(file, names_in(columns), trust_pickle=trust)


class Named(Model):
    """A model named on the command line."""

    said_as = "--model: "

    def paths(self) -> dict[str, Any]:
        """Columns that are not said are those that the scenario says."""
        return {path: value for path, value in super().paths().items() if value != []}


def names_in(text: str) -> tuple[str, ...]:
    """Names between commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def every_days(text: str | None) -> int | None:
    """Days between checkpoints; None where that was not said."""
    return whole("--checkpoint-every", text, 0, 36_500) if text is not None else None
