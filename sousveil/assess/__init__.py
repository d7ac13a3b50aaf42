"""The rights assessment: from a scenario or a run to the document that a person completes and signs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sousveil.assess.sheet import Sheet

if TYPE_CHECKING:
    from sousveil.assess.document import document

__all__ = ["Sheet", "document"]


def __getattr__(name: str) -> Any:
    if name == "document":  # records and measures, which a blank sheet does without
        return import_module("sousveil.assess.document").document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
