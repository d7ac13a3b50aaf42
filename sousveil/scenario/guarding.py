"""Safeguards in a scenario: bounds laid on whatever its numbers are, after everything else is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.registry import mechanisms
from sousveil.safeguards import SAFEGUARDS, Bound, Safeguard
from sousveil.scenario.model import ScenarioFile
from sousveil.scenario.page import Page
from sousveil.scenario.units import number
from sousveil.scenario.values import Given, Value

if TYPE_CHECKING:
    from sousveil.scenario.resolve import Draft

Dated = dict[int, dict[str, Given]]


def is_bounds(name: str) -> bool:
    """Whether a name in `with` is a safeguard that is no mechanism; a mechanism of that name goes first."""
    return name in SAFEGUARDS and name not in mechanisms()


def idle(names: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """What there is to say of safeguards that have nothing to bear on among the mechanisms present."""
    return tuple(
        f"{name!r} changes nothing here: it bears on {', '.join(SAFEGUARDS[name].reaches)}, and none takes part"
        for name in names
        if name in SAFEGUARDS and not SAFEGUARDS[name].bites(present)
    )


def guarded(made: Draft, file: ScenarioFile) -> Draft:
    """The draft with the safeguards of this file; raises RequestError where they contradict something."""
    for name in file.with_:
        _check_company(name, (*file.with_, *made.mechanisms), made.page)
    for name, said in file.with_.items():
        if is_bounds(name):
            numbers = _numbers(SAFEGUARDS[name], said or {}, made.page)
            _check_set(SAFEGUARDS[name], numbers, file, made.page)
            made = _bounded(made, SAFEGUARDS[name], numbers)
    return made


def _check_company(name: str, others: tuple[str, ...], page: Page) -> None:
    for one, other in ((name, that) for that in others):
        for first, second in ((one, other), (other, one)):
            why = SAFEGUARDS[first].contradicts.get(second) if first in SAFEGUARDS else None
            if why:
                raise RequestError(f"{first!r} and {second!r} contradict each other", where=page.where("with", name),
                                   found=why, allowed="one of them")  # fmt: skip


def _numbers(one: Safeguard, said: Mapping[str, Any], page: Page) -> dict[str, float]:
    """The safeguard's numbers, as given or by default."""
    for key in said:
        if key not in one.parameters:
            known = [f"{one.name}.{name}" for name in one.parameters]
            raise unknown("parameter", f"{one.name}.{key}", known, where=page.where("with", one.name, key))
    return {
        key: number(said[key], parameter, page.where("with", one.name, key)) if key in said else parameter.default
        for key, parameter in one.parameters.items()
    }


def _check_set(one: Safeguard, numbers: Mapping[str, float], file: ScenarioFile, page: Page) -> None:
    """A file that sets a number beyond a bound that it lays on it says two things."""
    for bound in one.bounds:
        if bound.how == "times" or bound.path not in file.set or isinstance(file.set[bound.path], Mapping):
            continue
        value = number(file.set[bound.path], bound.target, page.where("set", bound.path))
        within = bound.on(value, numbers[bound.by])
        if within != value:
            raise RequestError(f"{one.name!r} and a value contradict each other", where=page.where("set", bound.path),
                               found=f"{bound.path} = {value:g}",
                               allowed=f"{bound.how.removesuffix(' one over')} {within:g}, "
                                       f"or {one.name}.{bound.by} otherwise")  # fmt: skip


def _bounded(made: Draft, one: Safeguard, numbers: Mapping[str, float]) -> Draft:
    values, patches = dict(made.values), {day: dict(said) for day, said in made.patches}
    where = made.page.where("with", one.name)
    for bound in one.bounds:
        if bound.owner in made.mechanisms:
            amount = numbers[bound.by]
            if one.starts:
                _from(int(numbers[one.starts]), made.days, values, patches, bound, amount, where)
            else:
                _everywhere(values, bound, amount, where)
                for said in patches.values():
                    if bound.path in said:
                        _everywhere(said, bound, amount, where)
    return replace(made, values=values, patches=tuple(sorted((day, said) for day, said in patches.items() if said)))


def _everywhere(values: dict[str, Given], bound: Bound, amount: float, where: str) -> None:
    """Lay a bound on what holds; what it leaves as it is stays as it was said."""
    before: Value = values[bound.path].value if bound.path in values else bound.target.default
    after = _on(bound, before, amount)
    if after != before:
        values[bound.path] = Given(after, where)


def _from(
    day: int, days: int, values: Mapping[str, Given], patches: Dated, bound: Bound, amount: float, where: str
) -> None:
    """Lay a bound on what holds from a day on."""
    if day > days:
        return
    in_force = {bound.path: values[bound.path]} if bound.path in values else {}
    for when in sorted(patches):
        if when <= day and bound.path in patches[when]:
            in_force[bound.path] = patches[when][bound.path]
        elif when > day and bound.path in patches[when]:
            _everywhere(patches[when], bound, amount, where)
    before: Value = in_force[bound.path].value if bound.path in in_force else bound.target.default
    after = _on(bound, before, amount)
    if after != before:
        patches.setdefault(day, {})[bound.path] = Given(after, where)


def _on(bound: Bound, value: Value, amount: float) -> Value:
    if isinstance(value, dict):
        return {place: bound.on(one, amount) for place, one in value.items()}
    return bound.on(value, amount)
