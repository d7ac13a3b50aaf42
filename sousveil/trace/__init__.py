"""One synthetic life: found by what befell it, told day by day, and beside the same person in another world."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sousveil.trace.telling import Found, Told, find, tell

__all__ = ["Found", "Told", "find", "tell"]


def __getattr__(name: str) -> Any:
    if name in __all__:  # the engine, which reading a query does without
        return getattr(import_module("sousveil.trace.telling"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
