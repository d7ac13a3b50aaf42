"""The verb that opens the studio."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Annotated

import typer

from sousveil.cli.numbers import whole
from sousveil.cli.options import app
from sousveil.cli.screen import note
from sousveil.contract.errors import RequestError
from sousveil.language import LANGUAGES, check

TOKEN = "SOUSVEIL_TOKEN"
NEEDED = ("fastapi", "uvicorn")
"""Libraries of the extra `studio`."""


@app.command()
def studio(
    port: Annotated[str, typer.Option("--port", help="where it listens; 0 for any free port", metavar="N")] = "8642",
    host: Annotated[
        str, typer.Option("--host", help="the address it listens at; another one needs a token", metavar="ADDRESS")
    ] = "127.0.0.1",
    token: Annotated[
        str | None, typer.Option("--token", help=f"asked for in the browser; or the variable {TOKEN}", metavar="TOKEN")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            envvar="SOUSVEIL_LANGUAGE",
            show_envvar=False,
            metavar="TAG",
            help=f"of pages until a reader chooses, else what the browser asks for: {', '.join(LANGUAGES)}",
        ),
    ] = None,
) -> int:
    """Open the studio, a local web application.

    It needs no network and keeps its runs in runs/ below the working folder, as the command line does.
    """
    number = whole("--port", port, 0, 65_535)
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise RequestError("the studio needs libraries that are not installed", where="sousveil studio",
                           found="no " + " and no ".join(missing),
                           allowed="pip install 'sousveil[studio]'")  # fmt: skip
    from sousveil.studio.serving import serve

    if language is not None:
        check(language)
    serve(host, number, token or os.environ.get(TOKEN) or None, note, language=language)
    return 0
