"""What is said where: results on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from rich.console import Console
from rich.text import Text

from sousveil.contract.errors import RequestError, SousveilError
from sousveil.language import ENGLISH, speaking
from sousveil.models.foreign import ModelWarning
from sousveil.report import names

STANDARD_OUTPUT, STANDARD_ERROR = 1, 2
PIPE_WIDTH = 120
"""Columns of a table that is not shown on a terminal."""


def out() -> Console:
    """The console of results."""
    return _console(sys.stdout)


def err() -> Console:
    """The console of everything else."""
    return _console(sys.stderr)


def _console(stream: Any) -> Console:
    if stream.isatty():
        return Console(file=stream, highlight=False, markup=False, emoji=False)
    return Console(file=cast(IO[str], Trimmed(stream)), width=PIPE_WIDTH, highlight=False, markup=False, emoji=False)


class Trimmed(io.TextIOBase):
    """A stream without the blanks that rich puts at the ends of lines."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text, trimmed."""
        self._stream.write(re.sub(r" +(?=\n)", "", text))
        return len(text)

    def flush(self) -> None:
        """Flush what is behind."""
        self._stream.flush()


def note(line: str) -> None:
    """One line on standard error."""
    err().print(Text(line), soft_wrap=True)


@contextmanager
def warnings_as_notes() -> Iterator[None]:
    """What there is to say of a model becomes one line, without the place in our code."""
    with warnings.catch_warnings():
        show = warnings.showwarning

        def said(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
            if issubclass(category, ModelWarning):
                note(f"warning: {message}")
            else:
                show(message, category, *where, **more)

        warnings.simplefilter("always", ModelWarning)
        warnings.showwarning = said
        yield


def written_to(folder: Path | None, page: str, *, quiet: bool) -> None:
    """Where everything was written, and the page of that name if there is one."""
    if folder is not None:
        out().print(f"folder  {folder}", soft_wrap=True)
        if (folder / page).exists():
            out().print(f"page    {folder / page}", soft_wrap=True)
    elif quiet:
        note("nothing was kept")


def text(content: str) -> None:
    """Text as it is on standard output."""
    sys.stdout.write(content)


def document(content: Any) -> None:
    """The one JSON document on standard output."""
    sys.stdout.write(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


@contextmanager
def quiet_peers() -> Iterator[None]:
    """Keep standard output for results: what joins several processes greets its peers there."""
    if not os.environ.get("SOUSVEIL_COORDINATOR"):
        yield
        return
    sys.stdout.flush()
    kept = os.dup(STANDARD_OUTPUT)
    os.dup2(STANDARD_ERROR, STANDARD_OUTPUT)
    try:
        yield
    finally:
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(kept)


def fault(error: SousveilError, *, as_json: bool) -> None:
    """An error as one block on standard error; with `as_json` as a document on standard output, too."""
    first, _, rest = str(error).partition("\n")
    block = Text.assemble((first, "bold red"), f"\n{rest}" if rest else "")
    err().print(block, soft_wrap=True)
    if as_json:
        keys = ("problem", "where", "found", "allowed", "nearest")
        said = (
            {key: getattr(error, key) for key in keys} if isinstance(error, RequestError) else {"problem": str(error)}
        )
        document({"error": said})


def called(measure: str) -> str:
    """A measure in a few words. The command line speaks English, whatever language the page is in."""
    with speaking(ENGLISH):
        return names.measure(measure)
