"""Whole numbers without end: what a mechanism would calculate if nothing could wrap.

`Exact` arrays hold Python's integers and stay that way whatever they are cast to. A mechanism that is played on them
does the sums that it means; one that is played on 32 bits (or 64, when settled) does the same sums or has wrapped.
"""

from __future__ import annotations

from typing import Any

import numpy as np


class Namespace:
    """The few functions that quantities use, giving exact arrays."""

    @staticmethod
    def minimum(a: Any, b: Any) -> Any:
        """The smaller of two, element by element."""
        return exact(np.minimum(a, b))

    @staticmethod
    def where(mask: Any, a: Any, b: Any) -> Any:
        """One or the other, by a mask."""
        return exact(np.where(np.asarray(mask, bool), a, b))

    @staticmethod
    def clip(a: Any, low: Any, high: Any) -> Any:
        """Held between two ends."""
        return exact(np.minimum(np.maximum(a, low), high))

    @staticmethod
    def stack(a: Any) -> Any:
        """Arrays as rows."""
        return exact(np.stack(a))

    @staticmethod
    def log1p(a: Any) -> Any:
        """Logarithm of one and a."""
        return exact(np.log1p(np.asarray(a, float)))

    @staticmethod
    def expm1(a: Any) -> Any:
        """Exponential of a, less one."""
        return exact(np.expm1(np.asarray(a, float)))

    @staticmethod
    def rint(a: Any) -> Any:
        """Rounded to the nearest whole number."""
        return np.vectorize(int, otypes=[object])(np.rint(np.asarray(a, float))).view(Exact)


class Exact(np.ndarray[Any, Any]):
    """Python's integers by element; masks are ordinary booleans."""

    def astype(self, dtype: Any, *_: Any, **__: Any) -> Any:
        """The same numbers: only masks become numbers."""
        return exact(self)

    def __array_namespace__(self, **_: Any) -> Any:
        return Namespace

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
        return array.view(np.ndarray) if array.dtype == bool else super().__array_wrap__(array, context)


def exact(values: Any) -> Any:
    """Whole numbers or booleans as exact whole numbers."""
    return np.asarray(values).astype(object).view(Exact)
