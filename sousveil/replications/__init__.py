"""Published results beside simulated ones: exhibits of claim.yaml, scenario.yaml and notes.md."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sousveil.replications.exhibit import Exhibit, load, names

if TYPE_CHECKING:
    from sousveil.replications.wiring import asked, flat, replicate

__all__ = ["Exhibit", "asked", "flat", "load", "names", "replicate"]


def __getattr__(name: str) -> Any:
    if name in ("asked", "flat", "replicate"):  # the engine, which a list of exhibits does without
        return getattr(import_module("sousveil.replications.wiring"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
