"""Which numbers of a run were assumed: nobody has published them."""

from __future__ import annotations

from collections.abc import Iterable

from sousveil.contract.registry import mechanism
from sousveil.measures.officers import assumed_hours


def assumed(mechanisms: Iterable[str]) -> list[str]:
    """Names ("mechanism.param") of assumed parameters of these mechanisms, then those of the measures themselves."""
    names = [
        f"{name}.{parameter.name}"
        for name in mechanisms
        for parameter in mechanism(name).parameters.values()
        if parameter.evidence == "assumed"
    ]
    return [*sorted(names), *assumed_hours()]
