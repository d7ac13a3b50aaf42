"""What a run shows while it goes on: numbers over the days, and the places as they are now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Series:
    """A line of a chart and a layer of the map.

    name: an event or a shared number; title: in a few words; unit: of the values; kind: events are rates over the days
    of a frame, shared numbers are as they stand on its last day; phase: where in the day it belongs.
    """

    name: str
    title: str
    unit: str
    kind: Literal["event", "shared"]
    phase: str
    doc: str


@dataclass(frozen=True)
class LivePlace:
    """A place of the map: half a tile. people: at home there (abroad: those who live there)."""

    label: str
    region: str
    kind: Literal["urban", "rural", "abroad"]
    people: int


@dataclass(frozen=True)
class Scene:
    """What the frames of a run are of: the order of places, the series, and how long it will be."""

    days: int
    replicates: int
    places: tuple[LivePlace, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Frame:
    """Reduced numbers of the days after the frame before it. number: frames count from 1.

    day: the last day that it covers, days: how many; replicate: counts from 1 (the first of those that are lived
    together). home: series -> over everybody at home.
    """

    number: int
    replicate: int
    day: int
    days: int
    home: dict[str, float]


@dataclass(frozen=True)
class Frames:
    """Frames after the one asked about, and the places as they are in the last of all.

    places: series -> a value for each place of the scene, None where too few people live there for a rate.
    """

    frames: tuple[Frame, ...]
    last: int
    places: dict[str, list[float | None]] = field(default_factory=dict)
