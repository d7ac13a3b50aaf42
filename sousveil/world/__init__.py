"""The second level: countries, quarter by quarter, and the societies within them."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sousveil.world.run import WorldRun


class _Callable(ModuleType):
    """`sousveil.world(...)` is `sousveil.world.run.world(...)`, although the name belongs to this package.

    It is imported when first called: whoever reads records of worlds needs no engine.
    """

    def __call__(self, *scenario: Any, **options: Any) -> WorldRun:
        made: WorldRun = import_module("sousveil.world.run").world(*scenario, **options)
        return made


sys.modules[__name__].__class__ = _Callable
