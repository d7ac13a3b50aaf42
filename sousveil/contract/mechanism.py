"""Mechanism: rules with parameters. Abstract here or final in `mechanisms/`, never in between."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from sousveil.contract.column import Table
from sousveil.contract.draws import Draws
from sousveil.contract.errors import unknown
from sousveil.contract.parameter import Declared, Parameter
from sousveil.contract.phases import COUNTRIES, Phase
from sousveil.contract.quantity import Array
from sousveil.contract.streams import Listed, Stretch, stretches
from sousveil.contract.views import Events, Folded, People, Polity, Tally


def name_of(class_name: str) -> str:
    """What a mechanism is called in files, by the name of its class: `FaceSearch` is `face_search`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).lower()


class Mechanism:
    """Rules of one phase. Subclasses declare what they touch and fill in some of the four hooks.

    reads: columns and fields of people · hears: events · uses: shared numbers of the polity
    emits: events · owns: columns · settles: shared numbers. Each has one emitter or owner in a scenario.
    after: mechanisms of the same phase whose events this one hears. instead_of: mechanisms in whose place this one
    stands, so that whoever comes after them comes after it. streams: which bits its draws are made of, for mechanisms
    that `contract/streams.py` does not list.
    """

    phase: ClassVar[Phase]
    after: ClassVar[tuple[str, ...]] = ()
    instead_of: ClassVar[tuple[str, ...]] = ()
    reads: ClassVar[tuple[str, ...]] = ()
    hears: ClassVar[tuple[str, ...]] = ()
    uses: ClassVar[tuple[str, ...]] = ()
    emits: ClassVar[tuple[str, ...]] = ()
    owns: ClassVar[tuple[str, ...]] = ()
    settles: ClassVar[tuple[str, ...]] = ()
    streams: ClassVar[Listed] = {}

    name: ClassVar[str]
    table: ClassVar[Table]
    parameters: ClassVar[dict[str, Parameter]]
    stretches: ClassVar[dict[str, Stretch]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.name = name_of(cls.__name__)
        cls.table = "countries" if getattr(cls, "phase", Phase.LIVE) in COUNTRIES else "people"
        cls.stretches = stretches(cls.streams)
        cls.parameters = {key: item.parameter for key, item in vars(cls).items() if isinstance(item, Declared)}

    def __init__(self, **values: float) -> None:
        for key in values:
            if key not in self.parameters:
                raise unknown("parameter", f"{self.name}.{key}", [f"{self.name}.{known}" for known in self.parameters])
        self.values: dict[str, float] = {
            key: p.check(values[key], f"{self.name}.{key}") if key in values else p.default
            for key, p in self.parameters.items()
        }
        self.bound: Mapping[str, Any] = {}

    def bind(self, quantities: Mapping[str, Any]) -> Mechanism:
        """A copy whose parameters read as these quantities (traced in a kernel, whole numbers when settled)."""
        twin = copy.copy(self)
        twin.bound = quantities
        return twin

    def begin(self, people: People, draws: Draws) -> Folded:
        """First values of owned columns that the population does not fill or that parameters decide."""
        return {}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Draw luck and say what happens today: a boolean mask for each emitted event."""
        return {}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Fold today's events into the next value of each owned column. Everybody sees the same, earlier people."""
        return {}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Fold the tallies of today so far into the shared numbers settled here; 64-bit integers by place.

        A draw is one for each place, the luck of nobody in particular: shape (replicates, places), 32 bits.
        """
        return {}
