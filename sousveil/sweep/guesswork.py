"""What may be guessed otherwise in a scenario: assumed and derived numbers, each within its stated range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanism
from sousveil.measures.officers import TASKS
from sousveil.scenario import Scenario
from sousveil.scenario.values import Value
from sousveil.sweep.axes import Axis, guessing

GUESSED = ("assumed", "derived")
HOURS_IN = "officer_hours"
"""The measure that assumes numbers of its own."""


@dataclass(frozen=True)
class Guess:
    """A number that may be guessed otherwise. value: what the scenario says, or none where it differs by place."""

    name: str
    unit: str
    evidence: str
    source: str
    doc: str
    value: float | None
    low: float
    high: float

    def document(self) -> dict[str, Any]:
        """As plain values."""
        return dict(vars(self))


def guesses(scenario: Scenario, measures: Iterable[str], only: Sequence[str] = ()) -> list[Guess]:
    """Every such number, in the order of the day; `only`: names of numbers or of mechanisms. Raises RequestError.

    What is switched off, or fully on, has no range; a definition is no guess.
    """
    found = [guess for path, value in scenario.parameters.items() if (guess := _of(path, value)) is not None]
    if HOURS_IN in measures:
        found += [Guess(task.name, "hours", task.evidence, "", f"{task.event.replace('_', ' ')}: {task.doc}",
                        task.hours, *task.within) for task in TASKS if task.evidence in GUESSED]  # fmt: skip
    if not only:
        return found
    known = {guess.name for guess in found} | {guess.name.partition(".")[0] for guess in found}
    for name in only:
        if name not in known:
            raise _no_guess(scenario, name, known)
    return [guess for guess in found if guess.name in only or guess.name.partition(".")[0] in only]


def _no_guess(scenario: Scenario, name: str, known: Iterable[str]) -> RequestError:
    if name in scenario.parameters:
        return RequestError(f"{name} is no guess here", where="--only", found=name,
                            allowed="assumed and derived numbers, neither switched off nor definitions")  # fmt: skip
    return unknown("number or mechanism", name, known, where="--only")


def _of(path: str, value: Value) -> Guess | None:
    parameter = parameter_at(path)
    values = list(value.values()) if isinstance(value, dict) else [value]
    spans = [parameter.span(one) for one in values]
    if parameter.evidence not in GUESSED or parameter.is_definition or all(low == high for low, high in spans):
        return None
    low, high = min(low for low, _ in spans), max(high for _, high in spans)
    said = None if isinstance(value, dict) else value
    return Guess(path, parameter.unit, parameter.evidence, parameter.source, parameter.doc, said, low, high)


def parameter_at(path: str) -> Parameter:
    """The parameter of this path."""
    owner, _, name = path.partition(".")
    return mechanism(owner).parameters[name]


def axes_along(found: Iterable[Guess]) -> tuple[Axis, ...]:
    """An axis along the span of each."""
    return tuple(
        Axis(guess.name, guess.unit, 0.0, 1.0, guess=True)
        if guess.name.startswith(HOURS_IN)
        else guessing(guess.name, parameter_at(guess.name))
        for guess in found
    )
