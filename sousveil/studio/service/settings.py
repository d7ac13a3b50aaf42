"""Every parameter, mechanism and safeguard of a scenario as data, in the order of the day: what controls show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import Evidence, Parameter
from sousveil.contract.phases import COUNTRIES, DESCRIPTIONS, PEOPLE
from sousveil.contract.quantity import Count, Factor, Rate, Share
from sousveil.contract.registry import mechanism, mechanisms
from sousveil.safeguards import SAFEGUARDS, Safeguard
from sousveil.scenario import Scenario
from sousveil.scenario.units import number
from sousveil.scenario.values import Value

Kind = Literal["share", "rate", "factor", "count"]
KINDS: Mapping[type, Kind] = {Share: "share", Rate: "rate", Factor: "factor", Count: "count"}


@dataclass(frozen=True)
class Setting:
    """One number. path: mechanism.name; low and high: what is permitted, inclusive; plausible: where a guess may lie.

    value and base: in force on the first day, here and where the draft starts from: a number, or numbers by place
    selector. later: day -> the value from then on. changed: whether the draft says otherwise than what it starts from.
    """

    path: str
    name: str
    mechanism: str
    kind: Kind
    unit: str
    low: float
    high: float
    plausible: tuple[float, float]
    default: float
    base: float | dict[str, float]
    value: float | dict[str, float]
    later: dict[int, float | dict[str, float]]
    changed: bool
    evidence: Evidence
    source: str
    doc: str
    is_definition: bool


@dataclass(frozen=True)
class Rule:
    """A mechanism as a switch. title: its name as words; in_base: whether it takes part where the draft starts from.

    doc: its first sentence; settings: its numbers, with their defaults where it takes no part.
    """

    name: str
    title: str
    phase: str
    doc: str
    present: bool
    in_base: bool
    settings: tuple[Setting, ...]

    @property
    def changed(self) -> bool:
        """Whether it was switched, or any of its numbers changed."""
        return self.present != self.in_base or any(setting.changed for setting in self.settings)


@dataclass(frozen=True)
class Guard:
    """A safeguard as a switch. bites: whether anything here is reached by it; law, remains: what it does and does not.

    settings: its own numbers (path: safeguard.name). fixed: it is part of what the draft starts from, and stays.
    """

    name: str
    title: str
    does: str
    law: str
    remains: str
    kind: str
    reaches: tuple[str, ...]
    contradicts: dict[str, str]
    present: bool
    fixed: bool
    bites: bool
    settings: tuple[Setting, ...]


@dataclass(frozen=True)
class Step:
    """A phase of the day and its mechanisms, those that take part first."""

    phase: str
    title: str
    doc: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Board:
    """Everything that can be changed, in the order of the day, and the safeguards."""

    steps: tuple[Step, ...]
    guards: tuple[Guard, ...]

    @property
    def settings(self) -> dict[str, Setting]:
        """Path -> setting, of mechanisms that take part and of safeguards that do."""
        parts: list[Rule | Guard] = [rule for step in self.steps for rule in step.rules if rule.present]
        parts += [guard for guard in self.guards if guard.present]
        return {setting.path: setting for part in parts for setting in part.settings}


def board(scenario: Scenario, base: Scenario | None, put_in: Mapping[str, Mapping[str, Any]]) -> Board:
    """The board of a scenario. base: what it starts from, None for defaults; put_in: `with` of its own file."""
    steps = []
    for phase in COUNTRIES if scenario.of_countries else PEOPLE:
        mine = [cls for cls in mechanisms().values() if cls.phase is phase and cls.name not in SAFEGUARDS]
        rules = [_rule(cls, scenario, base) for cls in mine]
        steps.append(
            Step(
                phase.name,
                phase.name.lower(),
                DESCRIPTIONS[phase],
                tuple(sorted(rules, key=lambda rule: not (rule.present or rule.in_base))),
            )
        )
    guards = tuple(_guard(one, scenario, base, put_in) for one in SAFEGUARDS.values())
    return Board(tuple(step for step in steps if step.rules), guards)


def _rule(cls: type[Mechanism], scenario: Scenario, base: Scenario | None) -> Rule:
    first = (cls.__doc__ or "").strip().partition("\n")[0]
    in_base = cls.name in (scenario if base is None else base).mechanisms
    settings = tuple(_of_mechanism(cls.name, one, scenario, base) for one in cls.parameters.values())
    present = cls.name in scenario.mechanisms
    return Rule(cls.name, _plain(cls.name), cls.phase.name, first, present, in_base, settings)


def _plain(name: str) -> str:
    """A name of the code as words, which are translated where they are shown."""
    return name.replace("_", " ")


def _of_mechanism(owner: str, one: Parameter, scenario: Scenario, base: Scenario | None) -> Setting:
    path = f"{owner}.{one.name}"
    before = one.default if base is None else base.parameters.get(path, one.default)
    value = scenario.parameters.get(path, before)
    later = {patch.day: patch.set[path] for patch in scenario.patches if path in patch.set}
    was = {patch.day: patch.set[path] for patch in base.patches if path in patch.set} if base is not None else {}
    return _setting(path, owner, one, before, value, later, changed=value != before or later != was)


def _setting(
    path: str, owner: str, one: Parameter, before: Value, value: Value, later: Mapping[int, Any], *, changed: bool
) -> Setting:
    at = one.default if isinstance(value, dict) else value
    return Setting(
        path, one.name, owner, KINDS[one.kind], one.unit, *one.within, one.span(at), float(one.default),
        _number(before), _number(value), dict(later), changed, one.evidence, one.source, one.doc, one.is_definition,
    )  # fmt: skip


def _number(value: Value) -> Value:
    return value if isinstance(value, dict) else float(value)


def _of_bounds(owner: str, one: Parameter, said: Mapping[str, Any]) -> Setting:
    """A number of a safeguard that is no mechanism, as it is put in, in its own unit."""
    path = f"{owner}.{one.name}"
    value = number(said[one.name], one, path) if one.name in said else one.default
    return _setting(path, owner, one, one.default, value, {}, changed=value != one.default)


def _guard(one: Safeguard, scenario: Scenario, base: Scenario | None, put_in: Mapping[str, Mapping[str, Any]]) -> Guard:
    in_base = base is not None and one.is_mechanism and one.name in base.mechanisms
    present = one.name in scenario.mechanisms if one.is_mechanism else one.name in put_in
    said = put_in.get(one.name) or {}
    if one.is_mechanism:
        settings = tuple(_of_mechanism(one.name, p, scenario, base) for p in mechanism(one.name).parameters.values())
    else:
        settings = tuple(_of_bounds(one.name, p, said) for p in one.own)
    return Guard(
        one.name, _plain(one.name), one.does, one.law, one.remains, one.kind, one.reaches, dict(one.contradicts),
        present, in_base and not present, one.bites(scenario.mechanisms), settings,
    )  # fmt: skip
