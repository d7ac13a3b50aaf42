"""What a model is handed: stored columns -> a matrix of plain numbers, a row a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME, READABLE
from sousveil.contract.quantity import ONE, Count, Share
from sousveil.contract.views import People

Floats = npt.NDArray[np.floating[Any]]
Stored = Mapping[str, npt.NDArray[Any]]


def stored_of(columns: Sequence[str]) -> tuple[str, ...]:
    """The stored columns that these names are read from."""
    return tuple(dict.fromkeys(READABLE[name] for name in columns))


def matrix(stored: Stored, columns: Sequence[str]) -> Floats:
    """(people, columns) float32: shares from 0 to 1, everything else in whole numbers, yes and no as 1 and 0.

    stored: column -> (people,). Every value that a column can hold is a float32 exactly, and so a float64.
    """
    people = People(stored)
    rows = [_plain(getattr(people, name)) for name in columns]
    return np.stack([np.asarray(row, np.float32) for row in rows], axis=1)


def _plain(value: Any) -> Any:
    if isinstance(value, Share):
        return value.q / np.float32(ONE)
    return value.q if isinstance(value, Count) else value


def absent(name: str, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """A stored column that nobody fills or owns in a scenario."""
    return np.full(shape, BY_NAME[name].absent, BY_NAME[name].dtype)
