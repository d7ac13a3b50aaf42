"""What a run shows while it goes on: numbers over the days, and the places as they are now."""

from __future__ import annotations

import bisect
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sousveil.contract.columns import SHARED
from sousveil.contract.events import BY_NAME
from sousveil.language import N_

PER = 100_000
MOST = 2000
"""Frames that are kept; of a run with more, neighbours are joined."""
EVENTS: Mapping[str, str] = {
    "held_back": N_("silence"), "blocked": N_("messages stopped"), "deleted": N_("messages deleted"),
    "flag": N_("alerts"), "face_alarm": N_("mistaken for somebody on the watch list"),
    "false_merge": N_("records merged wrongly"), "suspect_listed": N_("entries of the pre-emptive list"),
    "defaulter_listed": N_("entries of the defaulter list"), "score_lost": N_("points lost"),
    "tier_fell": N_("falls to a lower tier"), "account_cut": N_("suspended accounts"),
    "fraud_suspected": N_("claims taken for fraud"), "benefit_reclaimed": N_("benefits stopped and claimed back"),
    "visit": N_("visits"), "stop": N_("stops in the street"),
    "detained_administratively": N_("administrative detention"), "detained_criminally": N_("criminal detention"),
    "interned": N_("internment"), "in_custody": N_("people in custody"), "convicted": N_("convictions"),
    "travel_denied": N_("refused bookings"), "credit_denied": N_("refused credit"),
    "school_denied": N_("refused school places"), "work_denied": N_("refused posts"),
    "food_refused": N_("refusals of food"), "falsifies": N_("people who say other than they think"),
    "protest": N_("people in the street"), "incident": N_("offences"),
    "incident_unseen": N_("offences that nobody recorded"), "visit_wrongful": N_("visits and stops made wrongly"),
    "detention_error": N_("detentions of people who did nothing the system targets"),
    "custody_innocent": N_("people in custody without an unprotected deed"),
}  # fmt: skip
"""Events that are shown while a run goes on, as far as a scenario has them, and what they are called."""
NUMBERS: Mapping[str, str] = {
    "true_support": N_("support for the ruler as it is"), "ruler_support": N_("support as the ruler hears of it"),
    "open_climate": N_("people seen to support the ruler"), "custody_share": N_("people in custody"),
    "protest_share": N_("people in the street"), "officer_load": N_("officers' hours used"),
    "review_share": N_("alerts that officers have time to read"), "app_share": N_("people on the app"),
    "rule_coverage": N_("sensitive wording that the rules catch"), "hash_coverage": N_("sensitive files known by hash"),
    "patrol_share": N_("patrols, against the busiest place"), "flood": N_("praise and distraction in the feed"),
}  # fmt: skip
"""Shared numbers that are shown, and what they are called."""


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


def series(name: str) -> Series:
    """The line of an event or a shared number."""
    if name in EVENTS:
        event = BY_NAME[name]
        return Series(name, EVENTS[name], N_("per 100,000 people a day"), "event", event.phase.name, event.doc)
    shared = SHARED[name]
    return Series(name, NUMBERS[name], shared.unit, "shared", "", shared.doc)


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


class Live:
    """Frames of one run as they arrive, and what of them is kept. Safe to read from any thread."""

    def __init__(self, days: int, replicates: int, most: int = MOST) -> None:
        self._days, self._replicates, self._most = days, replicates, most
        self._lock = threading.Lock()
        self._frames: list[Frame] = []
        self._places: dict[str, list[float | None]] = {}
        self.replicate, self._few, self._number = 1, 0, 0
        self.scene: Scene | None = None

    def begin(self, said: Mapping[str, Any]) -> None:
        """The first day of a replicate: what its frames are of."""
        places = tuple(LivePlace(**place) for place in said["places"])
        shown = tuple(series(name) for name in (*said["events"], *said["shared"]))
        with self._lock:
            self.replicate, self._few = said["replicate"], said["few"]
            self.scene = Scene(self._days, self._replicates, places, shown)

    def add(self, said: Mapping[str, Any]) -> None:
        """A frame, with counts of events and shared numbers by place."""
        if self.scene is None:
            raise ValueError("a frame before its scene")
        people, days = [place.people for place in self.scene.places], int(said["days"])
        home = [at for at, place in enumerate(self.scene.places) if place.kind != "abroad"]
        everybody = max(sum(people[at] for at in home), 1)
        values, places = {}, {}
        for name, counts in said["counts"].items():
            values[name] = sum(counts[at] for at in home) * PER / (everybody * days)
            places[name] = [
                count * PER / (many * days) if many >= self._few else None
                for count, many in zip(counts, people, strict=True)
            ]
        for name, numbers in said["shared"].items():
            values[name] = sum(numbers[at] * people[at] for at in home) / everybody
            places[name] = [number if many else None for number, many in zip(numbers, people, strict=True)]
        with self._lock:
            self._number += 1
            self._frames.append(Frame(self._number, self.replicate, int(said["day"]), days, values))
            self._places = places
            if len(self._frames) > self._most:
                self._frames = _thinned(self._frames)

    def after(self, number: int) -> Frames:
        """Frames with a higher number than this."""
        with self._lock:
            at = bisect.bisect_right(self._frames, number, key=lambda frame: frame.number)
            return Frames(tuple(self._frames[at:]), self._number, self._places)


def _thinned(frames: list[Frame]) -> list[Frame]:
    """Half as many: two neighbours of a replicate become one of all their days; the last stays as it is."""
    made: list[Frame] = []
    waiting: Frame | None = None
    for frame in frames[:-1]:
        if waiting is None or waiting.replicate != frame.replicate:
            made += [] if waiting is None else [waiting]
            waiting = frame
        else:
            made.append(_joined(waiting, frame))
            waiting = None
    return [*made, *([] if waiting is None else [waiting]), frames[-1]]


def _joined(one: Frame, other: Frame) -> Frame:
    days = one.days + other.days
    home = {
        name: (one.home[name] * one.days + value * other.days) / days if name in EVENTS else value
        for name, value in other.home.items()
    }
    return Frame(other.number, other.replicate, other.day, days, home)
