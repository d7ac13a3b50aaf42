"""Whole numbers on the command line, as people write them: 200000, 200_000, 2e5."""

from __future__ import annotations

from typing import overload

from sousveil.contract.errors import RequestError
from sousveil.scenario.page import value_of


@overload
def whole(option: str, text: None, low: int = ..., high: int | None = ...) -> None: ...
@overload
def whole(option: str, text: str, low: int = ..., high: int | None = ...) -> int: ...
def whole(option: str, text: str | None, low: int = 0, high: int | None = None) -> int | None:
    """The number, or None where none was given; raises RequestError for anything else and outside the range."""
    if text is None:
        return None
    value = value_of(text, f"{option} {text}") if text.strip() else text
    value = int(value) if isinstance(value, float) and value.is_integer() else value
    allowed = "a whole number" if high is None else f"a whole number from {low:,} to {high:,}"
    if isinstance(value, bool) or not isinstance(value, int):
        raise RequestError("not a whole number", where=option, found=repr(text), allowed=allowed)
    if high is not None and not low <= value <= high:
        raise RequestError("value outside its range", where=option, found=f"{value:,}", allowed=allowed)
    return value
