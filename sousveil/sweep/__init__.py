"""Many runs: a scenario at many points, which assumption matters most, and what published targets leave possible."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from sousveil.sweep.calibration import Calibration, calibrate
from sousveil.sweep.study import Sensitivity, sensitivity
from sousveil.sweep.wiring import Sweep, read, resume, sweep

__all__ = ["Calibration", "Sensitivity", "Sweep", "calibrate", "read", "resume", "sensitivity", "sweep"]


class _Callable(ModuleType):
    """`sousveil.sweep(...)` is `sweep(...)`, although the name belongs to this package."""

    def __call__(self, *given: Any, **options: Any) -> Sweep:
        return sweep(*given, **options)


sys.modules[__name__].__class__ = _Callable
