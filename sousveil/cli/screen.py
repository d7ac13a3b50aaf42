"""What is said where: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from sousveil.contract.errors import RequestError, SousveilError

PIPE_WIDTH = 120
"""Columns of a table that is not shown on a terminal."""


def out() -> Console:
    """The console of results."""
    return _console(sys.stdout)


def err() -> Console:
    """The console of everything else."""
    return _console(sys.stderr)


def _console(stream: Any) -> Console:
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def note(text: str) -> None:
    """One line on standard error."""
    err().print(Text(text), soft_wrap=True)


def document(content: Any) -> None:
    """The one JSON document on standard output."""
    sys.stdout.write(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def fault(error: SousveilError, *, as_json: bool) -> None:
    """An error as one block on standard error; with `as_json` as a document on standard output, too."""
    first, _, rest = str(error).partition("\n")
    text = Text.assemble((first, "bold red"), f"\n{rest}" if rest else "")
    err().print(text, soft_wrap=True)
    if as_json:
        keys = ("problem", "where", "found", "allowed", "nearest")
        said = {key: getattr(error, key) for key in keys} if isinstance(error, RequestError) else {"problem": str(error)}
        document({"error": said})
