"""Parameter values as they are given in a scenario: checked, converted, and knowing where they were given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sousveil.contract.errors import RequestError, nearest, unknown
from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanism, mechanisms
from sousveil.scenario.units import number

Value = float | dict[str, float]
Where = Callable[..., str]
DEFAULT = "default"
KINDS = ("urban", "rural", "abroad", DEFAULT)


@dataclass(frozen=True)
class Given:
    """A value of a parameter and where it was given."""

    value: Value
    where: str


def parameter_of(path: str, present: Iterable[str], where: str) -> Parameter:
    """The parameter `mechanism.name`; raises RequestError where there is none or its mechanism is not present."""
    owner, _, name = path.partition(".")
    if owner not in mechanisms():
        known = [f"{m}.{p}" for m in present for p in mechanism(m).parameters]
        raise unknown("parameter", path, known, where=where)
    if owner not in set(present):
        raise RequestError(
            f"{owner!r} is not part of this scenario", where=where, found=path, allowed=f"with: {{{owner}: {{...}}}}"
        )
    known = [f"{owner}.{p}" for p in mechanism(owner).parameters]
    if path not in known:
        raise unknown("parameter", path, known, where=where)
    return mechanism(owner).parameters[name]


def given(value: Any, parameter: Parameter, where: Where, *keys: str | int) -> Given:
    """A value as written, or one for each of some places; `where(*keys)` says where it stands."""
    if not isinstance(value, Mapping):
        return Given(number(value, parameter, where(*keys)), where(*keys))
    if not value:
        raise RequestError("there is no value for any place", where=where(*keys), allowed="{urban: 0.8, default: 0.2}")
    return Given({str(k): number(v, parameter, where(*keys, k)) for k, v in value.items()}, where(*keys))


def over(value: Value, before: Value) -> Value:
    """The value that holds when this one is laid over another: other places keep what they had by default."""
    if not isinstance(value, dict):
        return value
    rest = before[DEFAULT] if isinstance(before, dict) else before
    return {**value, DEFAULT: value.get(DEFAULT, rest)}


def check_places(values: Iterable[Given], labels: Callable[[], frozenset[str]]) -> None:
    """Every place selector is a kind of place, or the label of a place or region of the population."""
    labels = cache(labels)
    for item in values:
        if not isinstance(item.value, dict):
            continue
        for selector in item.value:
            if selector not in KINDS and selector not in labels():
                raise _no_such_place(selector, labels(), item.where)


def without_places(values: Mapping[str, Given], labels: frozenset[str]) -> dict[str, Given]:
    """The values without places that a population does not have: a base speaks of its own."""
    return {
        path: Given({k: v for k, v in item.value.items() if k in KINDS or k in labels}, item.where)
        if isinstance(item.value, dict)
        else item
        for path, item in values.items()
    }


def _no_such_place(selector: str, labels: frozenset[str], where: str) -> RequestError:
    shown = sorted(labels)
    some = ", ".join(shown[:6]) + (f", ... ({len(shown)} in all)" if len(shown) > 6 else "")
    allowed = f"{', '.join(KINDS)}, or the label of a place or region: {some}"
    close = nearest(selector, [*KINDS, *shown])
    return RequestError(f"no place is called {selector!r}", where=where, allowed=allowed, nearest=close)
