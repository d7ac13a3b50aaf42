"""What `-o` says to an exhibit: its own parameters and files first, then parameters of its scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError, nearest
from sousveil.replications.claim import Input
from sousveil.replications.exhibit import Exhibit
from sousveil.scenario.changes import override

HEADER = ("people", "days")


@dataclass(frozen=True)
class Given:
    """Overrides, sorted. values, files: by name of the exhibit's own; changes: as an arm would say them."""

    values: dict[str, float] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> dict[str, Any]:
        """Every override, by the name it was given."""
        flat = {key: value for key, value in self.changes.items() if key != "set"}
        return {**self.values, **self.files, **flat, **self.changes.get("set", {})}


def given(exhibit: Exhibit, texts: Sequence[str]) -> Given:
    """The overrides `name=value`; raises RequestError for a name that means nothing here, or a value out of range."""
    made = Given()
    for text in texts:
        name, value, where = override(text)
        own = exhibit.claim.parameters.get(name)
        if own is not None and own.file:
            made.files[name] = _path(value, where)
        elif own is not None:
            made.values[name] = _number(own, value, where)
        elif name in HEADER:
            made.changes[name] = value
        elif "." in name:
            made.changes.setdefault("set", {})[name] = value
        else:
            known = [*exhibit.claim.parameters, *HEADER]
            raise RequestError(f"{exhibit.name} has no parameter {name!r}", where=where,
                               allowed=f"{', '.join(known)}, or a parameter of its scenario such as fear.standing",
                               nearest=nearest(name, known))  # fmt: skip
    if made.changes:
        _check(exhibit, made.changes)
    return made


def defaults(exhibit: Exhibit) -> dict[str, float]:
    """The exhibit's own numbers."""
    return {name: one.default for name, one in exhibit.claim.parameters.items() if one.default is not None}


def _number(own: Input, value: Any, where: str) -> float:
    low, high = own.within or (value, value)
    allowed = f"a number from {low:g} to {high:g} ({own.unit})"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RequestError("not a number", where=where, found=repr(value), allowed=allowed)
    if not low <= value <= high:  # also refuses nan
        raise RequestError("value outside its range", where=where, found=f"{value:g}", allowed=allowed)
    return float(value)


def _path(value: Any, where: str) -> str:
    if not isinstance(value, str) or not Path(value).is_file():
        raise RequestError("there is no such file", where=where, found=str(value), allowed="the path of a table")
    return value


def _check(exhibit: Exhibit, changes: Mapping[str, Any]) -> None:
    """The changes hold in at least one arm; the error of the last where they hold in none."""
    last: RequestError | None = None
    for arm in exhibit.claim.arms:
        try:
            exhibit.scenario(arm, defaults(exhibit), changes)
            return
        except RequestError as error:
            last = error
    if last is not None:
        raise RequestError(last.problem, where=f"{exhibit.name}: -o", found=last.found, allowed=last.allowed,
                           nearest=last.nearest)  # fmt: skip
