"""The command line: every verb, in the order in which help shows them."""

from __future__ import annotations

from typing import Annotated

import typer

from sousveil import __version__
from sousveil.cli import acting, answering, auditing, countries, exploring, opening, screen
from sousveil.cli.options import app

__all__ = ["acting", "answering", "app", "auditing", "countries", "exploring", "opening"]


@app.callback(invoke_without_command=True)
def _sousveil(
    version: Annotated[bool, typer.Option("--version", help="print the version")] = False,
) -> None:
    """A working model of the surveillance-and-scoring state, on synthetic people only."""
    if version:
        screen.out().print(__version__)
        raise typer.Exit
