"""The page of a run: one file that opens with the network off."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sousveil.report.pages import build

__all__ = ["build"]


def __getattr__(name: str) -> Any:
    if name == "build":  # records and charts, which words and colours do without
        return import_module("sousveil.report.pages").build
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
