"""What a safeguard is: a rule of its own, or bounds on the numbers of other rules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, cast

from sousveil.contract.parameter import Declared, Parameter, param
from sousveil.contract.quantity import Count
from sousveil.contract.registry import mechanism, mechanisms

How = Literal["at least", "at most", "times", "at least one over"]


@dataclass(frozen=True)
class Bound:
    """A bound on the parameter `path`: `how`, and `by` which parameter of the safeguard."""

    path: str
    how: How
    by: str

    @property
    def owner(self) -> str:
        """The mechanism whose number it bounds."""
        return self.path.partition(".")[0]

    @property
    def target(self) -> Parameter:
        """The parameter that it bounds."""
        owner, _, name = self.path.partition(".")
        return mechanism(owner).parameters[name]

    def on(self, value: float, amount: float) -> float:
        """The value within the bound, and within what the bounded parameter may be; whole where that is whole."""
        made = {
            "at least": max(value, amount), "at most": min(value, amount), "times": value * amount,
            "at least one over": max(value, 1 / max(amount, 1)),
        }[self.how]  # fmt: skip
        low, high = self.target.within
        made = min(high, max(low, made))
        return float(math.floor(made + 0.5)) if self.target.kind is Count else made


def number(name: str, default: float, kind: type[Any], **said: Any) -> Parameter:
    """A number of a safeguard, declared as those of mechanisms are."""
    declared = cast(Declared, param(default, kind, **said))
    return replace(declared.parameter, name=name)


@dataclass(frozen=True)
class Safeguard:
    """One safeguard.

    does: in a sentence; law: what must be so whatever the scenario; remains: what it does not reach. own: its numbers,
    unless it is a mechanism of the same name. bounds: on numbers of other mechanisms, from the first day or from the
    day that the number `starts` says. null: values of its numbers at which it changes nothing. contradicts: safeguards
    or mechanisms that cannot stand beside it, and why.
    """

    name: str
    does: str
    law: str
    remains: str
    null: Mapping[str, float]
    own: tuple[Parameter, ...] = ()
    bounds: tuple[Bound, ...] = ()
    starts: str = ""
    contradicts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_mechanism(self) -> bool:
        """Whether it is a rule of its own."""
        return not self.bounds

    @property
    def kind(self) -> str:
        """What it is, in a few words."""
        if self.is_mechanism:
            return f"a rule of its own ({mechanism(self.name).phase.name})"
        return "bounds on numbers of other rules" + (", from a day on" if self.starts else "")

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """Its numbers by name."""
        return mechanism(self.name).parameters if self.is_mechanism else {one.name: one for one in self.own}

    @cached_property
    def reaches(self) -> tuple[str, ...]:
        """The mechanisms that it bears on: those that hear it, or whose numbers it bounds."""
        if not self.is_mechanism:
            return tuple(dict.fromkeys(bound.owner for bound in self.bounds))
        said = set(mechanism(self.name).emits)
        return tuple(name for name, cls in mechanisms().items() if said & set(cls.hears) and name != self.name)

    def bites(self, present: Iterable[str]) -> bool:
        """Whether any mechanism that it bears on is among these."""
        return bool(set(self.reaches) & set(present))
