"""Parameters, declared once: default, kind, unit, range, evidence, source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

from sousveil.contract.errors import RequestError
from sousveil.contract.quantity import Q

Evidence = Literal["measured", "derived", "assumed"]
EVIDENCE = ("measured", "derived", "assumed")


@dataclass(frozen=True)
class Parameter:
    """One number of a mechanism. `kind` is the quantity it becomes in a kernel; `within` is inclusive."""

    name: str
    default: float
    kind: type
    unit: str
    within: tuple[float, float]
    evidence: Evidence
    source: str
    doc: str

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
) -> Q:
    """Declare a parameter in the body of a mechanism; inside `decide` and `update` it is a quantity of this kind.

    `source` is required unless the evidence is "assumed". The declared type is the quantity, hence the cast.
    """
    if evidence not in EVIDENCE:
        raise TypeError(f"evidence is one of {EVIDENCE}, not {evidence!r}")
    if evidence != "assumed" and not source:
        raise TypeError(f"a {evidence} parameter names its source")
    if not within[0] <= default <= within[1]:
        raise TypeError(f"default {default} lies outside {within}")
    return cast(Q, Declared(Parameter("", default, kind, unit, within, evidence, source, doc)))


class Declared:
    """The descriptor behind `param`: reads the value bound to the mechanism."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter

    def __set_name__(self, owner: type, name: str) -> None:
        p = self.parameter
        self.parameter = Parameter(name, p.default, p.kind, p.unit, p.within, p.evidence, p.source, p.doc)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self.parameter if instance is None else instance.bound[self.parameter.name]
