"""Errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class SousveilError(Exception):
    """Something went wrong in a run; the command line exits with 1."""

    exit_code = 1


class RequestError(SousveilError):
    """The request was wrong; the command line exits with 2 and prints this block.

    `where` is a file with a line, or a key path; `found` what stood there; `allowed` what may stand there.
    """

    exit_code = 2

    def __init__(self, problem: str, *, where: str = "", found: str = "", allowed: str = "", nearest: str = "") -> None:
        self.problem, self.where, self.found, self.allowed, self.nearest = problem, where, found, allowed, nearest
        super().__init__(self.block())

    def block(self) -> str:
        """The error as one short block of lines."""
        lines = [self.problem]
        rows = (("where", self.where), ("found", self.found), ("allowed", self.allowed))
        lines += [f"  {label + ':':9} {text}" for label, text in rows if text]
        if self.nearest:
            lines.append(f"  did you mean {self.nearest!r}?")
        return "\n".join(lines)


class AssemblyError(RequestError):
    """Mechanisms that do not fit together; raised before anything is compiled or allocated."""


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name closest to `name`, or an empty string."""
    close = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return close[0] if close else ""


def unknown(kind: str, name: str, names: Iterable[str], *, where: str = "") -> RequestError:
    """The error for a name that does not exist."""
    known = sorted(names)
    listing = ", ".join(known) if len(known) <= 12 else ", ".join(known[:12]) + f", ... ({len(known)} in all)"
    return RequestError(f"unknown {kind} {name!r}", where=where, allowed=listing, nearest=nearest(name, known))
