"""Code that is not ours runs here: whatever it raises becomes one error of ours that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from sousveil.contract.errors import RequestError, SousveilError


class ModelError(RequestError):
    """A scoring model failed during a run: the run stops, and the command line exits with 1."""

    exit_code = 1


class ModelWarning(UserWarning):
    """A scoring model costs more than it should, or may do more than score."""


class Foreign:
    """`with Foreign(said):` around code of others; `said` makes our error of theirs."""

    def __init__(self, said: Callable[[BaseException], SousveilError]) -> None:
        self._said = said

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # a model that calls sys.exit has failed, too; an interrupt by whoever waits has not
        if isinstance(error, Exception | SystemExit) and not isinstance(error, SousveilError):
            raise self._said(error) from error


def told(error: BaseException) -> str:
    """What somebody else's error says, on one line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:300].rstrip(": ")
