"""The way in: arguments -> a verb -> an exit code. 0 done, 1 a check or a run failed, 2 the request was wrong."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from types import TracebackType

import typer.main

from sousveil.cli.app import app
from sousveil.cli.screen import fault, note, warnings_as_notes
from sousveil.cli.stopping import BY_HAND, StoppedError, stoppable
from sousveil.contract.errors import RequestError, SousveilError, nearest, unknown

ALLOCATIONS = 1_000_000
"""Objects made between two searches for garbage in cycles. A start makes 600,000, nearly all of which stay: searching
them takes most of a second. What is given back otherwise, arrays above all, does not wait for a search."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb and return the exit code; errors are one block on standard error, never a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    if arguments is None:  # the process is ours
        sys.excepthook = _bug
        gc.set_threshold(ALLOCATIONS)
        atexit.register(gc.freeze)  # what is left then goes with the process and need not be searched once more
    with stoppable() as stopping:
        try:
            with warnings_as_notes():
                return _verb(given or ["--help"])
        except SousveilError as error:
            fault(error, as_json=as_json)
            return error.exit_code
        except (StoppedError, KeyboardInterrupt) as stop:
            note(str(stop) or "stopped")
            return stopping.code
        except BrokenPipeError:  # whoever read our output has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        except (OSError, MemoryError) as error:
            fault(SousveilError(f"it failed: {str(error) or type(error).__name__}"), as_json=as_json)
            return 1


def _verb(given: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    try:
        code = command.main(list(given), prog_name="sousveil", standalone_mode=False)
    except typer.TyperException as error:
        raise _request(error, given, sorted(command.commands)) from None  # type: ignore[attr-defined]
    if code == BY_HAND:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _request(error: typer.TyperException, given: Sequence[str], verbs: list[str]) -> RequestError:
    """What the parser found wrong, as one of our blocks."""
    verb = next((word for word in given if not word.startswith("-")), "")
    if verb not in verbs and verb:
        return RequestError(f"unknown verb {verb!r}", allowed=", ".join(verbs), nearest=nearest(verb, verbs))
    context, option = getattr(error, "ctx", None), getattr(error, "option_name", "")
    options = [
        name for part in (context.command.params if context else ()) for name in (*part.opts, *part.secondary_opts)
    ]
    if hasattr(error, "possibilities"):  # an option that does not exist
        return unknown("option", option, [name for name in options if name.startswith("-")], where=f"sousveil {verb}")
    problem = error.format_message().rstrip(".")
    return RequestError(
        problem[:1].lower() + problem[1:], where=f"sousveil {verb}".strip(), allowed=f"see sousveil {verb} --help"
    )


def _bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error of ours: one block, and the details in a file for the report about it."""
    with tempfile.NamedTemporaryFile("w", prefix="sousveil-", suffix=".txt", delete=False, encoding="utf-8") as file:
        traceback.print_exception(kind, error, trace, file=file)
    fault(
        RequestError(
            f"a mistake in Sousveil itself: {kind.__name__}: {error}",
            where=file.name,
            allowed="please report it, with that file",
        ),
        as_json=False,
    )
