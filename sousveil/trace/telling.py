"""Whose life a query names, how rare it is, and the life itself as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil import simulate
from sousveil.contract import columns as table
from sousveil.contract.errors import RequestError
from sousveil.contract.events import BY_NAME
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Count, Share
from sousveil.contract.registry import mechanism
from sousveil.engine.course import Course
from sousveil.engine.digest import state_hash
from sousveil.engine.lives import Life, lives, note
from sousveil.engine.loop import World
from sousveil.scenario import Scenario
from sousveil.trace.query import read

SHOWN = 20
"""Persons of a search that are named."""
SERIES = ("fear", "trust", "suspicion", "score", "support", "climate", "means")
"""Columns that are told as numbers over the days."""
DAILY = 0.2
"""An event that befalls somebody on more than this share of days is told once, with how often."""
NOTED = frozenset(event.name for event in BY_NAME.values() if event.phase is Phase.OBSERVE)
"""What only the auditor of the lab knows: told as such."""


@dataclass(frozen=True)
class Found:
    """Who a query is true of. people: at home; persons: some of those, by number."""

    query: str
    matched: int
    people: int
    persons: list[int]

    @property
    def one_in(self) -> float | None:
        """One in so many people at home; None where there is nobody."""
        return self.people / self.matched if self.matched else None

    def document(self) -> dict[str, Any]:
        """As plain values."""
        return {"query": self.query, "matched": self.matched, "people": self.people, "one_in": self.one_in,
                "persons": self.persons}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A life as plain values, and where it parts from the same person's life in another world, if one was given."""

    life: dict[str, Any]
    other: dict[str, Any] | None = None
    parts: dict[str, Any] | None = None


def find(scenario: Scenario, query: str, progress: Any = simulate.tell_nobody, expected: str | None = None) -> Found:
    """Live the scenario again and say of whom the query is true at its end, among people at home.

    expected: the state hash that the run had. Raises RequestError for a query that cannot be read, and where this
    version computes another run.
    """
    asked = read(query)
    course = simulate.course_of(scenario, progress=progress)
    noted, world = note(course, *(sorted(names) for names in (asked.ever, asked.times, asked.first)))
    _check_same(world, expected)
    stored = {name: np.asarray(column) for name, column in world.columns.items()}
    traits, shifts = stored["traits"], table.BY_NAME["traits"].shifts
    home = ((traits >> shifts["present"][0]) & 1 != 0) & ((traits >> shifts["abroad"][0]) & 1 == 0)
    where = np.nonzero(asked.mask(noted, stored) & home)
    persons = np.sort(course.setting.layout.person(*where))
    return Found(query, len(persons), int(home.sum()), persons[:SHOWN].tolist())


def tell(
    scenario: Scenario, person: int, against: Scenario | None = None, progress: Any = simulate.tell_nobody,
    expected: str | None = None,
) -> Told:  # fmt: skip
    """The life of a person, and of the same person in another world of the same people.

    Raises RequestError where there is no such person, or where the other world is not about the same people.
    """
    if against is not None:
        _check_people(scenario, against)
    life = _life(scenario, person, progress, expected)
    if against is None:
        return Told(life)
    other = _life(against, person, progress, None)
    return Told(life, other, _parting(life, other))


def _check_people(scenario: Scenario, against: Scenario) -> None:
    for key in ("people", "days", "seed", "population"):
        one, other = getattr(scenario, key), getattr(against, key)
        if one != other:
            raise RequestError("the two are not about the same people", where=f"--against: {key}",
                               found=f"{one} and {other}", allowed="the same on both sides")  # fmt: skip


def _check_same(world: World, expected: str | None) -> None:
    if expected is None:
        return
    found = state_hash(world.layout, {name: world.devices.whole(column) for name, column in world.columns.items()})
    if found != expected:
        raise RequestError("lived again, the run ends otherwise", found=found[:12], where="state_hash",
                           allowed=f"{expected[:12]}, as the version that made it computes")  # fmt: skip


def _life(scenario: Scenario, person: int, progress: Any, expected: str | None) -> dict[str, Any]:
    course = simulate.course_of(scenario, progress=progress)
    try:
        tile, lane, word = course.setting.layout.position(person)
    except KeyError:
        raise _nobody(person) from None
    traits = np.asarray(course.setting.columns["traits"][tile, lane, word])
    if not (int(traits) >> table.BY_NAME["traits"].shifts["present"][0]) & 1:
        raise _nobody(person)
    (lived,) = lives(course, [person])
    return _document(scenario, course, lived, course.setting.layout.place[tile, 0, word])


def _nobody(person: int) -> RequestError:
    return RequestError("nobody has this number", where="--person", found=str(person),
                        allowed="a number that --find gives, or of the case file")  # fmt: skip


def _document(scenario: Scenario, course: Course, life: Life, place: Any) -> dict[str, Any]:
    often = Counter(name for _, name in life.events)
    daily = {name: times for name, times in often.items() if times > DAILY * scenario.days}
    rules = course.assembly.emitters
    days: dict[int, list[dict[str, Any]]] = {}
    for day, name in life.events:
        if name not in daily:
            days.setdefault(day, []).append(_event(name, rules.get(name, "ties")))
    return {
        "scenario": scenario.name, "title": scenario.title, "people": scenario.people, "days": scenario.days,
        "seed": scenario.seed, "person": life.person, "place": course.setting.layout.places[int(place)].label,
        "who": _who(life), "status": _status(life), "often": [_event(n, rules.get(n, "ties")) | {"times": t}
                                                              for n, t in sorted(daily.items(), key=lambda i: -i[1])],
        "happened": [{"day": day, "events": events} for day, events in sorted(days.items())],
        "rules": _rules(scenario, {event["rule"] for events in days.values() for event in events}),
        "series": {name: _numbers(name, life.columns[name]) for name in SERIES if name in life.columns},
        "events": [{"day": day, "event": name} for day, name in life.events],
    }  # fmt: skip


def _event(name: str, rule: str) -> dict[str, Any]:
    event = BY_NAME[name]
    return {"event": name, "doc": event.doc, "phase": event.phase.name, "rule": rule, "rights": list(event.rights),
            "auditor": name in NOTED}  # fmt: skip


def _who(life: Life) -> dict[str, Any]:
    """What a census would show, on the first day."""
    traits, shifts = int(life.columns["traits"][0]), table.BY_NAME["traits"].shifts
    has = {name: bool(traits >> shifts[name][0] & 1) for name in ("female", "urban", "minority", "party", "kin_abroad")}
    return {"age": table.AGE_BANDS[int(life.columns["age"][0])], **has}


def _status(life: Life) -> list[dict[str, Any]]:
    """Days on which liberty changed, and to what."""
    if "status" not in life.columns:
        return []
    values = life.columns["status"]
    changes = [0, *(np.flatnonzero(np.diff(values.astype(np.int64))) + 1).tolist()]
    return [{"day": int(day), "status": table.STATUSES[int(values[day])]} for day in changes]


def _rules(scenario: Scenario, names: set[str]) -> dict[str, dict[str, Any]]:
    """The rules that made what happened, with their numbers on the first day."""
    made = {}
    for name in sorted(names - {"ties"}):
        cls = mechanism(name)
        doc = (cls.__doc__ or "").strip().partition("\n")[0]
        numbers = {key: scenario.parameters[f"{name}.{key}"] for key in cls.parameters}
        made[name] = {"doc": doc, "phase": cls.phase.name, "numbers": numbers,
                      "units": {key: p.unit for key, p in cls.parameters.items()}}  # fmt: skip
    return made


def _numbers(name: str, values: npt.NDArray[Any]) -> list[float]:
    column = table.BY_NAME[name]
    if column.quantity is Share:
        return [round(float(value) / (1 << 8 * column.bytes), 5) for value in values]
    return [float(value) for value in values] if column.quantity is Count else []


def _parting(life: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first day on which an event befalls one and not the other; None where the lives are the same."""
    by_day = [_by_day(one["events"]) for one in (life, other)]
    for day in sorted({*by_day[0], *by_day[1]}):
        one, two = (side.get(day, []) for side in by_day)
        if one != two:
            here = [name for name in one if name not in two]
            there = [name for name in two if name not in one]
            return {"day": day, "here": here, "there": there}
    return None


def _by_day(events: Sequence[Mapping[str, Any]]) -> dict[int, list[str]]:
    made: dict[int, list[str]] = {}
    for event in events:
        made.setdefault(int(event["day"]), []).append(str(event["event"]))
    return made
