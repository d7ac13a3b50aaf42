"""Targets of a calibration: published aggregate figures, each with its source and how close is close enough.

There is no other kind. Nothing here can be maximised, and a figure that nobody has published is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import Field, ValidationError, field_validator, model_validator

from sousveil.contract.columns import GROUPS
from sousveil.contract.errors import RequestError, unknown
from sousveil.measures.facts import PERCENT
from sousveil.measures.quantities import QUANTITIES
from sousveil.measures.registry import MEASURES
from sousveil.scenario.model import Line, Number, Strict
from sousveil.scenario.page import Page, read

Floats = npt.NDArray[np.float64]
YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")
KEYS = "targets: a list of {figure, published, unit, tolerance, reason, source, group, held_back}"


class Target(Strict):
    """A published figure and the simulated one that has to come close to it."""

    figure: str = Field(description="a measure or quantity of the lab, by name")
    published: Number | Annotated[list[Number], Field(min_length=2, max_length=2)] = Field(
        description="the published number, or [low, high]"
    )
    unit: Line = Field(description="its unit; % where the lab has a share")
    tolerance: float = Field(gt=0, allow_inf_nan=False, description="how far off still passes, in that unit")
    reason: Line = Field(description="why that far")
    source: Line = Field(description="the publication, with its year")
    group: Line = Field("all", description="the group it is of; everybody at home unless given")
    held_back: bool = Field(False, description="true for a figure that nothing is fitted to, kept for the check")

    @field_validator("source")
    @classmethod
    def _published_somewhere(cls, source: str) -> str:
        if not YEAR.search(source) or len(source) < 8:
            raise ValueError("a source names a publication and its year")
        return source

    @model_validator(mode="after")
    def _consistent(self) -> Target:
        if isinstance(self.published, list) and self.published[0] > self.published[1]:
            raise ValueError("`published` is [low, high]")
        return self

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest published figure."""
        return (self.published[0], self.published[1]) if isinstance(self.published, list) else (self.published,) * 2

    @property
    def scale(self) -> float:
        """What a simulated figure is multiplied with to have the unit of the published one."""
        return 100.0 if unit_of(self.figure) == "share" and self.unit in PERCENT else 1.0

    def misses(self, simulated: Floats) -> Floats:
        """How far figures lie outside what was published, in tolerances; infinitely far where there is none."""
        low, high = self.ends
        off = np.maximum(0.0, np.maximum(low - simulated, simulated - high)) / self.tolerance
        return np.where(np.isfinite(simulated), off, np.inf)


class _File(Strict):
    targets: list[Target] = Field(min_length=1, description="published figures")


@dataclass(frozen=True)
class Targets:
    """What to fit, and what is held back for the check."""

    fitted: tuple[Target, ...]
    held_back: tuple[Target, ...]

    def __iter__(self) -> Iterator[Target]:
        return iter((*self.fitted, *self.held_back))

    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the figures that are needed."""
        return tuple(dict.fromkeys(target.figure for target in self))


def unit_of(figure: str) -> str:
    """The unit of a measure or quantity, as the lab prints it."""
    if figure in QUANTITIES:
        return QUANTITIES[figure].unit
    return " per ".join(filter(None, (MEASURES[figure].unit, MEASURES[figure].per)))


def load(path: Path) -> Targets:
    """The targets in a file; raises RequestError for the first that is wrong, such as one without a source."""
    if not path.is_file():
        raise RequestError("there is no such file", where="--targets", found=str(path), allowed=KEYS)
    page = read(path)
    try:
        made = _File.model_validate(page.data)
    except ValidationError as error:
        raise _refused(page, dict(error.errors()[0])) from None
    return checked(made.targets, page)


def of(said: Sequence[Mapping[str, Any]]) -> Targets:
    """The same from mappings; raises RequestError."""
    try:
        return checked([Target.model_validate(dict(one)) for one in said])
    except ValidationError as error:
        problem = dict(error.errors()[0])
        raise _refused(Page("schema: 1\nname: targets\n", "targets", Path(), "targets"), problem) from None


def checked(targets: list[Target], page: Page | None = None) -> Targets:
    """The targets, if the lab has such figures in such units; raises RequestError."""
    for number, target in enumerate(targets):
        where = f"targets[{number}]" if page is None else page.where("targets", number)
        _check(target, where)
    fitted = tuple(target for target in targets if not target.held_back)
    if not fitted:
        raise RequestError("every target is held back, and none is left to fit",
                           where="targets" if page is None else page.where("targets"))  # fmt: skip
    return Targets(fitted, tuple(target for target in targets if target.held_back))


def _check(target: Target, where: str) -> None:
    if target.figure not in MEASURES and target.figure not in QUANTITIES:
        raise unknown("measure or quantity", target.figure, {**MEASURES, **QUANTITIES}, where=where)
    unit = unit_of(target.figure)
    if target.unit != unit and not (unit == "share" and target.unit in PERCENT):
        raise RequestError(f"{target.figure} has another unit", where=where, found=target.unit,
                           allowed=unit + (" or %" if unit == "share" else ""))  # fmt: skip
    if target.group not in GROUPS:
        raise unknown("group", target.group, GROUPS, where=where)
    if target.group != "all" and (target.figure in QUANTITIES or not MEASURES[target.figure].by_group):
        raise RequestError(f"{target.figure} is of everybody", where=where, found=target.group, allowed="all")


def _refused(page: Page, problem: dict[str, Any]) -> RequestError:
    keys = tuple(problem["loc"])
    known = keys
    while known and known not in page.nodes:
        known = known[:-1]
    where, key = page.where(*known), str(keys[-1]) if keys else ""
    described = {name: field.description or "" for name, field in Target.model_fields.items()}
    if problem["type"] == "missing":
        what = "a target without a source is refused" if key == "source" else f"the key {key!r} is missing"
        return RequestError(what, where=where, allowed=f"{key}: {described[key]}" if key in described else KEYS)
    if problem["type"] == "extra_forbidden":
        return unknown("key", key, described, where=where)
    if problem["type"] == "value_error":
        return RequestError(str(problem["ctx"]["error"]), where=where, found=str(problem["input"])[:60])
    return RequestError(f"{key!r} cannot be this", where=where, found=str(problem["input"])[:60],
                        allowed=described.get(key, KEYS))  # fmt: skip
