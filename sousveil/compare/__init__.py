"""Baseline and reform with common luck: what differs for everybody, and for whom."""

from __future__ import annotations

from sousveil.compare.pair import Pair, compare

__all__ = ["Pair", "compare"]
