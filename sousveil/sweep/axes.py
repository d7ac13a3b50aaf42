"""What is swept: a number of a scenario, everywhere or in a place, and the values it takes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.parameter import Parameter
from sousveil.contract.quantity import Count
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import Scenario
from sousveil.scenario.changes import keys_of
from sousveil.scenario.page import value_of
from sousveil.scenario.units import number
from sousveil.scenario.values import parameter_of

HEADER = {"people": "people", "days": "days", "seed": "seed", "population.abroad": "people abroad, of those at home"}
"""Numbers of a scenario itself that can be swept, and their units."""
WHOLE = ("people", "days", "seed")
ALLOWED = "NAME=0:1:11, NAME=0,0.2,0.5, or with --design lhs or sobol NAME=0:1, or NAME for its stated range"
MOST = 1_000_000
"""Points of a sweep, at most."""


@dataclass(frozen=True)
class Axis:
    """One thing that is swept.

    name: "cameras.coverage", "cameras.coverage@urban" or "people". values: those it takes, one by one; without them it
    may lie anywhere from low to high. guess: its numbers say where in the span of guesses it lies, 0 to 1, and what the
    scenario says by place and by day keeps its proportions. whole: only whole numbers are possible.
    """

    name: str
    unit: str
    low: float
    high: float
    values: tuple[float, ...] = ()
    guess: bool = False
    whole: bool = False
    said: str = ""

    @property
    def path(self) -> str:
        """What is swept, wherever."""
        return self.name.partition("@")[0]

    @property
    def place(self) -> str:
        """The label or kind of the place where it is swept; empty for everywhere."""
        return self.name.partition("@")[2]

    def at(self, share: float) -> float:
        """The number that lies `share` of the way along, 0 to 1."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.whole:
            return float(min(self.high, math.floor(self.low + share * (self.high - self.low + 1))))
        return self.low + share * (self.high - self.low)

    def document(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self) | {"values": list(self.values)}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Axis:
        """From plain values."""
        return cls(**{**said, "values": tuple(said["values"])})


def axes_of(scenario: Scenario, over: Iterable[str]) -> tuple[Axis, ...]:
    """The axes that these texts ask for; raises RequestError for unknown names and for numbers beyond the limits."""
    made = tuple(axis_of(scenario, text) for text in over)
    if not made:
        raise RequestError("nothing is swept", where="--over", allowed=ALLOWED)
    for i, axis in enumerate(made):
        if axis.name in [other.name for other in made[:i]]:
            raise RequestError(f"{axis.name} is swept twice", where=axis.said)
    return made


def axis_of(scenario: Scenario, text: str, option: str = "--over") -> Axis:
    """The axis that `NAME=...` asks for, or NAME for the span of guesses that the parameter states."""
    name, equals, said = text.partition("=")
    name, where = name.strip(), f"{option} {text}"
    parameter = _parameter(scenario, name, where)
    if not equals:
        return _stated(scenario, name, parameter, where)
    unit = HEADER[name] if parameter is None else parameter.unit
    whole = name in WHOLE or (parameter is not None and parameter.kind is Count)
    bare = Axis(name, unit, 0, 0, whole=whole, said=where)
    parts = [part.strip() for part in said.split(":")]
    if len(parts) == 1:
        return _listed(bare, [_number(part, name, parameter, where) for part in said.split(",") if part.strip()])
    if len(parts) > 3:
        raise RequestError("not a range", where=where, found=said, allowed=ALLOWED)
    low, high = (_number(part, name, parameter, where) for part in parts[:2])
    if low >= high:
        raise RequestError("the range is empty", where=where, found=said, allowed="the lower end first")
    if len(parts) == 2:
        return replace(bare, low=low, high=high)
    steps = _steps(parts[2], where)
    grid = [_number(f"{low + (high - low) * i / (steps - 1):.12g}", name, parameter, where) for i in range(steps)]
    return _listed(bare, grid)


def _parameter(scenario: Scenario, name: str, where: str) -> Parameter | None:
    """The parameter of this name, of the scenario or of a safeguard that the sweep puts in; None for a header."""
    path, _, place = name.partition("@")
    owner, _, key = path.partition(".")
    if path in HEADER and not place:
        return None
    keys_of(path, where)
    if owner in SAFEGUARDS and owner not in scenario.mechanisms:
        numbers = SAFEGUARDS[owner].parameters
        if key not in numbers:
            raise unknown("parameter", path, [f"{owner}.{known}" for known in numbers], where=where)
        if place:
            raise RequestError("a safeguard that the sweep puts in holds everywhere", where=where, found=place,
                               allowed=path)  # fmt: skip
        return numbers[key]
    return parameter_of(path, scenario.mechanisms, where)


def _stated(scenario: Scenario, name: str, parameter: Parameter | None, where: str) -> Axis:
    if parameter is None or name not in scenario.parameters:
        raise RequestError("this has no stated range of guesses", where=where, found=name, allowed=f"{name}=low:high")
    if parameter.is_definition:
        raise RequestError(f"{name} is a definition, and no guess", where=where, allowed=f"{name}=low:high")
    return guessing(name, parameter, where)


def guessing(name: str, parameter: Parameter, said: str = "") -> Axis:
    """The axis along the span of guesses of a parameter."""
    return Axis(name, parameter.unit, 0.0, 1.0, guess=True, said=said)


def _number(text: str, name: str, parameter: Parameter | None, where: str) -> float:
    value = value_of(text, where) if text else None
    if parameter is not None:
        return number(value, parameter, where)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RequestError("not a number", where=where, found=repr(text), allowed=ALLOWED)
    if name in WHOLE and int(value) != value:
        raise RequestError("not a whole number", where=where, found=f"{value:g}", allowed=f"whole {HEADER[name]}")
    return float(value)


def _steps(text: str, where: str) -> int:
    if not text.isdecimal() or not 2 <= int(text) <= MOST:
        raise RequestError("not a number of steps", where=where, found=repr(text), allowed=f"2 to {MOST:,}, both ends "
                           "included; one value alone is NAME=0.3")  # fmt: skip
    return int(text)


def _listed(bare: Axis, values: Sequence[float]) -> Axis:
    if not values:
        raise RequestError("there is no value to sweep over", where=bare.said, allowed=ALLOWED)
    for i, value in enumerate(values):
        if value in values[:i]:
            raise RequestError("a value stands twice", where=bare.said, found=f"{value:g}")
    return replace(bare, low=min(values), high=max(values), values=tuple(values))
