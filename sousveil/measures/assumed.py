"""Which numbers of a run were assumed: nobody has published them."""

from __future__ import annotations

from collections.abc import Iterable

from sousveil.contract.registry import mechanism
from sousveil.measures.officers import assumed_hours


def assumed(mechanisms: Iterable[str]) -> list[str]:
    """Names ("mechanism.param") of assumed parameters of these mechanisms, then those of the measures themselves."""
    return [*of_rules(mechanisms), *assumed_hours()]


def of_rules(mechanisms: Iterable[str]) -> list[str]:
    """Names of the assumed parameters of these mechanisms alone: in a world of countries no officer works."""
    names = [
        f"{name}.{parameter.name}"
        for name in mechanisms
        for parameter in mechanism(name).parameters.values()
        if parameter.evidence == "assumed"
    ]
    return sorted(names)
