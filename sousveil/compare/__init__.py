"""Baseline and reform with common luck: what differs for everybody, and for whom; and safeguards weighed."""

from __future__ import annotations

from sousveil.compare.pair import Pair, compare
from sousveil.compare.weighing import Weighing, weigh

__all__ = ["Pair", "Weighing", "compare", "weigh"]
