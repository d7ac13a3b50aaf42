"""Baseline and reform with common luck: what differs for everybody, and for whom; and safeguards weighed."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from sousveil.compare.pair import Pair, compare
from sousveil.compare.weighing import Weighing, weigh

__all__ = ["Pair", "Weighing", "compare", "weigh"]


class _Callable(ModuleType):
    """`sousveil.compare(...)` is `compare(...)`, although the name belongs to this package."""

    def __call__(self, *given: Any, **options: Any) -> Pair:
        return compare(*given, **options)


sys.modules[__name__].__class__ = _Callable
