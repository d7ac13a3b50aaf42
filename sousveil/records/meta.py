"""What is said of a run beside its numbers: which scenario, how many people, which seed, who owned which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sousveil.contract.registry import mechanism
from sousveil.records.provenance import digest

LICENCE = "CC0-1.0"
SYNTHETIC = "synthetic people only; no row or figure describes a living person"


class Described(Protocol):
    """What a scenario must be able to say of itself."""

    @property
    def name(self) -> str:
        """Its short name."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def people(self) -> int:
        """People at home."""

    @property
    def days(self) -> int:
        """Days in all."""

    @property
    def seed(self) -> int:
        """The seed of the first replicate."""

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Names of its mechanisms."""

    @property
    def parameters(self) -> Mapping[str, float | dict[str, float]]:
        """Path -> value on the first day, or values by place."""

    @property
    def omniscient(self) -> bool:
        """Whether judges may read the truth."""


@dataclass(frozen=True)
class Meta:
    """Facts of a run that its arrays do not hold.

    owners: column -> mechanism; settlers: shared number -> mechanism. block_place: the place number of every block of
    256 people, by which the case file finds a person's place; without it the place is left empty. digest: SHA-256 of
    the resolved scenario file. parameters: path -> value on the first day, or values by place.
    """

    scenario: str
    title: str
    people: int
    days: int
    seed: int
    mechanisms: tuple[str, ...] = ()
    omniscient: bool = False
    owners: Mapping[str, str] = field(default_factory=dict)
    settlers: Mapping[str, str] = field(default_factory=dict)
    block_place: npt.NDArray[np.int32] | None = None
    started: str = ""
    digest: str = ""
    parameters: Mapping[str, float | dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        scenario: Described,
        text: str = "",
        *,
        block_place: npt.NDArray[np.int32] | None = None,
        started: str = "",
    ) -> Meta:
        """The facts of a run of this scenario; `text`: its resolved file; `started`: when, as ISO 8601."""
        return cls(
            scenario.name,
            scenario.title,
            scenario.people,
            scenario.days,
            scenario.seed,
            tuple(scenario.mechanisms),
            scenario.omniscient,
            declared(scenario.mechanisms, "owns"),
            declared(scenario.mechanisms, "settles"),
            block_place,
            started,
            digest(text.encode()) if text else "",
            dict(scenario.parameters),
        )


def declared(names: Sequence[str], attribute: str) -> dict[str, str]:
    """Owned thing -> mechanism, for an attribute such as `owns`. Raises RequestError for an unknown mechanism."""
    return {thing: name for name in names for thing in getattr(mechanism(name), attribute)}
