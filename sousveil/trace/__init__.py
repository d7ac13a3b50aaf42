"""One synthetic life: found by what befell it, told day by day, and beside the same person in another world."""

from __future__ import annotations

from sousveil.trace.telling import Found, Told, find, tell

__all__ = ["Found", "Told", "find", "tell"]
