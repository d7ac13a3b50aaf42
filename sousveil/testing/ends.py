"""Laws of the ends: pushed there, the columns and shared numbers of a mechanism do not wrap.

Everybody stands at an end of every column they can stand at, every event may befall them, every parameter lies at an
end of what it may be, and rounding at an end of its luck. What is stored then is held against the same sums done in
whole numbers without end (`exact`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sousveil.contract import columns as table
from sousveil.contract import events as happenings
from sousveil.contract.column import stored_range
from sousveil.contract.draws import Draws, Source, threefry2x32
from sousveil.contract.ground import MOST_PEOPLE
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.quantity import ONE, RATE_MAX, Count, Rate
from sousveil.contract.storage import fixed, written
from sousveil.contract.views import Events, People, Polity, Tally
from sousveil.testing.exact import exact
from sousveil.testing.noting import NotingStage
from sousveil.testing.stage import GROUND, Keys, groups_of

PLACES, NATION = 5, 1_400_000_000
examples = settings(deadline=None, max_examples=40)
seeds = st.integers(0, 2**32 - 1)
days = st.sampled_from([1, 7, 30, 90, 2520, 65_520, 65_535])
roundings = st.sampled_from([0, 0xFFFFFFFF])


def at_ends(stage: NotingStage, random: np.random.Generator) -> NotingStage:
    """Everybody at an end of each column, a step from it, or anywhere; fields and codes by their own ends."""
    for column in table.COLUMNS:
        top = len(column.values) - 1 if column.quantity == "code" else stored_range(column)
        ends = random.choice([0, 1, top - 1, top], stage.shape)
        anywhere = random.integers(0, top + 1, stage.shape)
        stage.stored[column.name] = np.where(random.random(stage.shape) < 0.8, ends, anywhere).astype(column.dtype)
        for field in column.fields:
            full = (1 << field.width) - 1
            stage.put(random.random(stage.shape) < 0.4, **{field.name: 0})
            stage.put(random.random(stage.shape) < 0.4, **{field.name: full})
    for name, nearby in table.COUNTED.items():
        most = ONE if nearby.along else MOST_PEOPLE
        stage.stored[name] = random.choice([0, 1, most], stage.shape).astype(np.int32)
    return stage


def extreme(cls: type[Mechanism], random: np.random.Generator) -> Mechanism:
    """The mechanism with every parameter at an end of its range, or at its default."""
    return cls(**{name: random.choice([*p.within, p.default]).item() for name, p in cls.parameters.items()})


def parameters(mechanism: Mechanism, of: Any) -> dict[str, Any]:
    """Its parameters as quantities, in arrays that `of` makes."""
    return {
        name: p.kind(of(np.asarray([fixed(p, mechanism.values[name])], np.int64), p.kind))
        for name, p in mechanism.parameters.items()
    }


def luck_of_places(of: Any, seed: int) -> Source:
    """One draw a place, in arrays that `of` makes."""

    def generator(key: Any, counter: Any) -> Any:
        return tuple(map(of, threefry2x32(key, counter)))

    return Source(Keys(seed), np.zeros(1, np.uint32), np.arange(PLACES, dtype=np.uint32), generator)


def narrow(values: Any, kind: type) -> Any:
    """As in a kernel."""
    return values.astype(np.int32 if kind is Count else np.uint32)


def endless(values: Any, kind: type) -> Any:
    """As nobody's memory holds it."""
    return exact(values)


def wide(values: Any, kind: type) -> Any:
    """As when numbers are settled."""
    return values


def polity(places: int, random: np.random.Generator) -> dict[str, Any]:
    """Every shared number at an end, for each place."""
    tops: dict[type, int] = {Count: NATION // PLACES, Rate: RATE_MAX}
    return {s.name: random.choice([0, 1, tops.get(s.quantity, ONE)], places) for s in table.SHARED.values()}


def wrapped(cls: type[Mechanism], seed: int, day: int, rounding: int) -> set[str]:
    """The columns whose stored value is not the one meant, of anybody, on the first day or the next."""
    random = np.random.default_rng(seed)
    stage, mechanism, shared = at_ends(NotingStage(1), random), extreme(cls, random), polity(1, random)
    befell = {name: random.random(stage.shape) < random.choice([0.1, 0.5, 0.9]) for name in happenings.BY_NAME}
    luck = np.full(stage.shape, rounding, np.uint32)

    def folded(of: Any) -> dict[str, Any]:
        columns = stage.stored if of is narrow else {name: exact(column) for name, column in stage.stored.items()}
        given = Polity({name: of(value, table.SHARED[name].quantity) for name, value in shared.items()})
        bound, draws = mechanism.bind(parameters(mechanism, of)), stage.draws(mechanism, day)
        people = People(columns, ground=GROUND)
        first = bound.begin(people, draws)
        then = bound.update(people, Events(befell.__getitem__), given, draws, np.uint32(day))
        made = {**{f"{name}, first": value for name, value in first.items()}, **then}
        return {name: written(table.BY_NAME[name.split(",")[0]], value, luck) for name, value in made.items()}

    stored, meant = folded(narrow), folded(endless)
    assert stored.keys() == meant.keys() and set(cls.owns) <= {name.split(",")[0] for name in stored}
    for name, value in stored.items():
        assert value.dtype == table.BY_NAME[name.split(",")[0]].dtype
    return {name for name, value in stored.items() if (value.astype(np.int64) != np.asarray(meant[name])).any()}


def no_column_wraps_at_its_ends(mechanism: type[Mechanism]) -> None:
    """At every end of columns, numbers and luck, what is stored is what is meant."""

    @examples
    @given(seed=seeds, day=days, rounding=roundings)
    def at_an_end(seed: int, day: int, rounding: int) -> None:
        assert wrapped(mechanism, seed, day, rounding) == set()

    if mechanism.owns:
        at_an_end()


def no_shared_number_wraps_in_a_nation(mechanism: type[Mechanism]) -> None:
    """The counts of a nation in five places do not wrap what is settled from them."""

    @examples
    @given(seed=seeds, size=st.sampled_from([100, 1_000_000, NATION // PLACES]))
    def in_a_nation(seed: int, size: int) -> None:
        for name, (kept, meant) in settled_twice(mechanism, seed, size).items():
            assert kept.dtype.kind == "i"
            np.testing.assert_array_equal(kept, meant.astype(np.int64), err_msg=name)

    if mechanism.settles:
        in_a_nation()


def settled_twice(cls: type[Mechanism], seed: int, size: int) -> dict[str, tuple[Any, Any]]:
    """Every shared number as it is settled, and as it is meant, of places of nobody or of so many people."""
    random, groups = np.random.default_rng(seed), groups_of(cls.table)
    shared, mechanism = polity(PLACES, random), extreme(cls, random)
    abroad = np.arange(PLACES) == PLACES - 1
    lives = np.array([[(name == "abroad") == away for name in groups] for away in abroad])
    people = np.where(random.random((PLACES, 1)) < 0.2, 0, size) * lives
    counts = {name: np.where(random.random(people.shape) < 0.5, random.integers(0, people + 1), people)
              for name in happenings.BY_NAME}  # fmt: skip

    def settled(of: Any) -> dict[str, Any]:
        given = Polity({name: of(value, table.SHARED[name].quantity) for name, value in shared.items()})
        tally = Tally(lambda name: of(counts[name], Count), groups, of(people, Count), abroad)
        draws = Draws(cls.name, luck_of_places(lambda word: of(word.astype(np.int64), Count), seed), cls.stretches)
        made = mechanism.bind(parameters(mechanism, of)).settle(given, tally, draws, 3)
        return {name: np.broadcast_to(np.asarray(value.q), (PLACES,)) for name, value in made.items()}

    kept, meant = settled(wide), settled(endless)
    return {name: (value, meant[name]) for name, value in kept.items()}
