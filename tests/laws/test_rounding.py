"""Stored columns over a long time: pushed to their ends they never wrap, and rounding does not carry them off."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sousveil.contract.column import Column, is_count, stored_range
from sousveil.contract.columns import BY_NAME, COLUMNS
from sousveil.contract.draws import Draws, Source
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.quantity import ONE, Count, Share
from sousveil.contract.storage import fixed, written
from sousveil.contract.views import People
from sousveil.mechanisms.beliefs import towards
from sousveil.mechanisms.consequences import Livelihood
from sousveil.mechanisms.opinion import Opinion
from stage import Keys, Stage

SHARES = [column for column in COLUMNS if column.quantity is Share]
COUNTS = [column for column in COLUMNS if is_count(column)]
COUNTERS = [(c.name, f.name, f.width) for c in COLUMNS for f in c.fields if f.width > 1]
STEP = {1: ONE >> 8, 2: 1}  # of stored shares of one and two bytes, in 65536ths
words = st.integers(0, (1 << 32) - 1)
shares = st.integers(0, ONE)
# no deadline: time is not what these tests are about
exactly = settings(deadline=None)


def array(value: int, kind: type) -> Any:
    return np.asarray([value], kind)


def stored(column: Column, share: Share, luck: int) -> int:
    return int(written(column, share, array(luck, np.uint32))[0])


def read(column: Column, value: Any) -> Share:
    """One value or an array of them."""
    made = getattr(People({column.name: np.atleast_1d(np.asarray(value, column.dtype))}), column.name)
    assert isinstance(made, Share)
    return made


@pytest.mark.parametrize("column", SHARES, ids=lambda column: column.name)
@exactly
@given(start=st.integers(0, 255), pushes=st.lists(st.tuples(st.sampled_from("+-~"), shares, words), min_size=1))
def test_a_stored_share_follows_every_push_and_never_wraps(column: Column, start: int, pushes: list[Any]) -> None:
    value = start * (1 if column.bytes == 1 else 257)
    for push, size, luck in pushes:
        here, by = read(column, value), Share(array(size, np.uint32))
        before = int(here.q[0])
        made = here + by if push == "+" else here - by if push == "-" else here.blend(by, Share(array(9000, np.uint32)))
        exact = {"+": min(ONE, before + size), "-": max(0, before - size)}.get(push, int(made.q[0]))
        value = stored(column, made, luck)
        assert 0 <= value <= stored_range(column)
        # within a step of what was meant: a wrap would be off by nearly everything
        assert abs(int(read(column, value).q[0]) - exact) <= STEP[column.bytes]


@pytest.mark.parametrize("column", COUNTS, ids=lambda column: column.name)
@exactly
@given(value=st.integers(0, 65_535), change=st.integers(-(1 << 30), 1 << 30))
def test_a_stored_count_stops_at_its_ends(column: Column, value: int, change: int) -> None:
    count = getattr(People({column.name: array(value, np.dtype(column.dtype))}), column.name)
    made = int(written(column, count + Count(array(change, np.int32)))[0])
    assert made == min(stored_range(column), max(0, value + change))


@pytest.mark.parametrize(("column", "counter", "width"), COUNTERS)
@exactly
@given(packed=st.integers(0, 65_535), change=st.integers(-1000, 1000))
def test_a_counter_in_a_packed_column_stops_at_its_ends_and_leaves_its_neighbours(
    column: str, counter: str, width: int, packed: int, change: int
) -> None:
    dtype = np.dtype(BY_NAME[column].dtype)
    before = People({column: array(packed & stored_range(BY_NAME[column]), dtype)})
    old = int(getattr(before, counter).q[0])
    after = People({column: written(BY_NAME[column], before.packed(
        column, **{counter: getattr(before, counter) + Count(array(change, np.int32))}))})  # fmt: skip
    assert int(getattr(after, counter).q[0]) == min((1 << width) - 1, max(0, old + change))
    for field in BY_NAME[column].fields:
        if field.name != counter:
            was, now = getattr(before, field.name), getattr(after, field.name)
            assert np.array_equal(getattr(was, "q", was), getattr(now, "q", now))


def returned(start: int, target: int, speed: int, days: int) -> float:
    """Where a number is after so many days of returning, exactly; in 65536ths."""
    return float(target + (start - target) * (1 - Fraction(speed, ONE)) ** days)


DAYS, PEOPLE = 10_000, 4_096


@pytest.mark.parametrize(("start", "target"), [(0, 43_000), (ONE - 256, 43_000), (30_000, 77), (200, ONE - 300)])
def test_eight_bits_return_to_their_target_without_bias_over_ten_thousand_days(start: int, target: int) -> None:
    column, luck = BY_NAME["climate"], np.random.default_rng(7)
    speed, value = 1966, np.full(PEOPLE, start >> 8, np.uint8)  # 0.03 a day, as the climate's
    aim, step = Share(array(target, np.uint32)), Share(array(speed, np.uint32))
    for day in range(1, DAYS + 1):
        here = People({"climate": value}).climate
        value = written(column, here.blend(aim, step), luck.integers(0, 1 << 32, PEOPLE, dtype=np.uint32))
        if day in (20, 100, 1000, DAYS):
            exact = returned(start >> 8 << 8, target, speed, day)
            # a day's rounding to the nearest is off by half a 65536th at most, and the return forgets it at its speed
            bias = 0.5 * ONE / speed
            # stochastic rounding moves a person by at most half a 256th (its deviation), forgotten at twice the speed
            noise = 4 * (STEP[1] / 2) / np.sqrt(PEOPLE * (2 * speed / ONE))
            assert abs(float(value.mean()) * 256 - exact) < bias + noise


LONG = [
    ("support", Opinion(), {"distracted": True}, 1.0, "praise"),
    ("support", Opinion(), {"travel_denied": True}, 0.0, "refused"),
    ("means", Livelihood(), {"in_custody": True}, 0.0, "custody"),
]


@pytest.mark.parametrize(("column", "mechanism", "events", "target", "speed"), LONG, ids=[case[-1] for case in LONG])
def test_the_same_small_event_every_day_moves_eight_bits_at_its_speed(
    column: str, mechanism: Mechanism, events: dict[str, Any], target: float, speed: str
) -> None:
    stage, days = Stage(16), 1000
    daily, start = fixed(mechanism.parameters[speed], mechanism.values[speed]), float(stage.stored[column][0, 0])
    for day in range(1, days + 1):
        stage.update(mechanism, day, events)
        if day in (30, 100, 300, days):
            exact = returned(round(start * 256), round(target * ONE), daily, day)
            # a day's stochastic rounding deviates by half a 256th at most; 4.5 of them, over everybody and all days
            noise = 4.5 * STEP[1] / 2 * (day / stage.stored[column].size) ** 0.5
            # rounding a day's part to the nearest 65536th is wrong either way from one 256th to the next; what is left
            # over is allowed a tenth a day. Truncation lost 0.7 to 1.1 of them
            assert abs(float(stage.stored[column].mean()) * 256 - exact) < noise + 0.1 * day


def test_the_bias_of_a_return_is_below_what_eight_bits_can_show() -> None:
    # at the climate's speed the worst bias of rounding to the nearest is a fifteenth of a 256th; truncation had half
    assert STEP[1] / 15 > 0.5 * ONE / 1966


EIGHT = [column for column in SHARES if column.bytes == 1]


@pytest.mark.parametrize(("push", "back"), [(16, True), (3, False), (-3, False)], ids=["to and fro", "up", "down"])
def test_pushes_far_below_a_step_add_up_without_bias_in_every_column_of_eight_bits(push: int, back: bool) -> None:
    people = 1024
    start, number, keys = 128 if back else 0 if push > 0 else 255, np.arange(people, dtype=np.uint32), Keys(1)
    values = {column.name: np.full(people, start, np.uint8) for column in EIGHT}
    for day in range(1, DAYS + 1):
        luck = Draws("engine", Source(keys, number, np.asarray([day << 16], np.uint32)))("rounding").word
        by = Share(array(abs(push), np.uint32))
        up = push > 0 if not back else day % 2 == 1
        for column in EIGHT:
            here = read(column, values[column.name])
            values[column.name] = written(column, here + by if up else here - by, luck)
    # each day moves a 256th with the chance of the part of a step that is missing, whatever happened before
    chance = abs(push) / STEP[1]
    deviation = STEP[1] * (DAYS * chance * (1 - chance) / people) ** 0.5
    meant = start * STEP[1] + (0 if back else push * DAYS)
    for name, value in values.items():
        # one of six columns and three ways passes 4.5 deviations once in 8,000 seeds
        assert abs(float(value.mean()) * STEP[1] - meant) < 4.5 * deviation, name


STARTS, TARGETS = [0, 60_000, ONE - 1, 1], [9830, 9830, 0, ONE - 1]


@pytest.mark.parametrize("speed", [20, 504, 1966, 9000])
def test_a_blend_in_sixteen_bits_stays_near_the_exact_path_from_both_sides(speed: int) -> None:
    column, aim = BY_NAME["fear"], Share(np.array(TARGETS, np.uint32))
    value = np.array(STARTS, np.uint16)
    for day in range(1, DAYS + 1):
        value = written(column, read(column, value).blend(aim, Share(array(speed, np.uint32))))
        if day in (1, 10, 100, 1000, DAYS):
            for made, start, target in zip(value.tolist(), STARTS, TARGETS, strict=True):
                # a day is off by half a 65536th at most, upwards or downwards, which the return forgets at its speed
                assert abs(made - returned(start, target, speed, day)) <= 0.5 * ONE / speed


def test_truncating_the_blend_would_be_found_out() -> None:
    value, target, speed = 0, 9830, 504
    for _ in range(DAYS):
        value += (target - value) * speed >> 16
    assert target - value > 0.5 * ONE / speed


def test_sixteen_bits_end_exactly_at_their_target_and_stay_near_the_exact_path() -> None:
    column, speed = BY_NAME["fear"], 503  # 0.00767 a day, as fear's
    value, aim, step = np.array(STARTS, np.uint16), Share(np.array(TARGETS, np.uint32)), Share(array(speed, np.uint32))
    for day in range(1, DAYS + 1):
        value = written(column, towards(People({"fear": value}).fear, aim, step))
        if day in (1, 10, 100, 300, 500, 1000, 2000, DAYS):
            for made, start, target in zip(value.tolist(), STARTS, TARGETS, strict=True):
                # the gap loses less than two 65536ths a day, which the return forgets at its speed; it ends by closing
                assert abs(made - returned(start, target, speed, day)) <= 2 * ONE / speed
                assert min(start, target) <= made <= max(start, target)
    assert value.tolist() == TARGETS
