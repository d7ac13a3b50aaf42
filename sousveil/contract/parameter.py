"""Parameters, declared once: default, kind, unit, range, evidence, source."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from sousveil.contract.errors import RequestError
from sousveil.contract.quantity import Count, Q, Share

Evidence = Literal["measured", "derived", "assumed"]
EVIDENCE = ("measured", "derived", "assumed")
SPREAD = 2.0
"""Where nothing better is said, a guess may be wrong by this factor in either direction."""


@dataclass(frozen=True)
class Parameter:
    """One number of a mechanism. `kind` is the quantity it becomes in a kernel; `within` is what is permitted.

    plausible: (low, high) where a guess may lie, narrower than what is permitted; a single point for a definition,
    which is no guess. Without it a rule says where (see `span`). Both ranges are inclusive.
    """

    name: str
    default: float
    kind: type
    unit: str
    within: tuple[float, float]
    evidence: Evidence
    source: str
    doc: str
    plausible: tuple[float, float] | None = None

    @property
    def is_definition(self) -> bool:
        """Whether another value would be another definition (or another step of a ladder), not another guess."""
        return self.plausible is not None and self.plausible[0] == self.plausible[1]

    def span(self, value: float) -> tuple[float, float]:
        """Where a guess of `value` may lie. A definition stays; a declared range that holds the value is used.

        Otherwise the rule: half to twice the value; for a share, half to twice its odds, so that a share and its rest
        are treated alike. What is switched off (nothing) or fully on (a share of one) stays so.
        """
        if self.is_definition:
            return value, value
        if self.plausible is not None and self.plausible[0] <= value <= self.plausible[1]:
            return self.plausible
        return self._guess(value, 1 / SPREAD), self._guess(value, SPREAD)

    def guess(self, value: float, at: float) -> float:
        """Another guess instead of `value`: `at` runs from 0 to 1 over its span, evenly on the scale of the rule."""
        low, high = self.span(value)
        if (low, high) == self.plausible:
            made = low + (high - low) * at
        else:
            made = low if low == high else self._guess(value, SPREAD ** (2 * at - 1))
        return float(math.floor(made + 0.5)) if self.kind is Count else made

    def _guess(self, value: float, factor: float) -> float:
        if self.kind is Share and 0 <= value <= 1:
            made = value * factor / (1 - value + value * factor)
        else:
            made = value * factor
        return min(self.within[1], max(self.within[0], made))

    def check(self, value: object, where: str) -> float:
        """`value` as a number inside the range, or a RequestError that says what is allowed."""
        low, high = self.within
        allowed = f"a number from {low:g} to {high:g} ({self.unit})"
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RequestError("not a number", where=where, found=repr(value), allowed=allowed)
        if not low <= value <= high:  # also refuses nan
            raise RequestError("value outside its range", where=where, found=f"{value:g}", allowed=allowed)
        return float(value)


def param(
    default: float,
    kind: type[Q],
    *,
    unit: str,
    within: tuple[float, float],
    evidence: Evidence,
    doc: str,
    source: str = "",
    plausible: tuple[float, float] | None = None,
) -> Q:
    """Declare a parameter in the body of a mechanism; inside `decide` and `update` it is a quantity of this kind.

    `source` is required unless the evidence is "assumed". `plausible` is where a guess may lie, if the rule of
    `Parameter.span` does not fit it. The declared type is the quantity, hence the cast.
    """
    if evidence not in EVIDENCE:
        raise TypeError(f"evidence is one of {EVIDENCE}, not {evidence!r}")
    if evidence != "assumed" and not source:
        raise TypeError(f"a {evidence} parameter names its source")
    if not within[0] <= default <= within[1]:
        raise TypeError(f"default {default} lies outside {within}")
    if plausible is not None and not within[0] <= plausible[0] <= default <= plausible[1] <= within[1]:
        raise TypeError(f"plausible {plausible} does not hold the default {default} within {within}")
    return cast(Q, Declared(Parameter("", default, kind, unit, within, evidence, source, doc, plausible)))


class Declared:
    """The descriptor behind `param`: reads the value bound to the mechanism."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter

    def __set_name__(self, owner: type, name: str) -> None:
        self.parameter = replace(self.parameter, name=name)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self.parameter if instance is None else instance.bound[self.parameter.name]
