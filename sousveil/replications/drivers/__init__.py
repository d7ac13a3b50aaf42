"""Short drivers over scenarios, for figures that one scenario alone cannot give: a module a driver, no simulation code.

Each has `drive(play) -> Driven`; claim.yaml names it as `driver`, and its figures as {driver: name}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import numpy.typing as npt

from sousveil.contract.errors import unknown
from sousveil.replications.play import Play


@dataclass(frozen=True)
class Driven:
    """What a driver gives. figures: name -> one value a replicate, or a number; rows: name -> rows of a picture.

    A row of a picture is {x, y, series}, with low and high where there is an interval.
    """

    figures: Mapping[str, npt.ArrayLike]
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def names() -> tuple[str, ...]:
    """The shipped drivers."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def drive(name: str, play: Play, where: str) -> Driven:
    """What the driver of this name gives; raises RequestError where there is none."""
    if name not in names():
        raise unknown("driver", name, names(), where=where)
    made: Driven = import_module(f"{__name__}.{name}").drive(play)
    return made
