"""Fixed-point arithmetic: what saturates, what truncates and by how much at most, in NumPy and in JAX."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sousveil.contract import columns as table
from sousveil.contract.quantity import (
    CEILINGS,
    ONE,
    POWERS,
    RATE_MAX,
    SCALES,
    Count,
    Factor,
    Rate,
    Share,
    choose,
    decayed,
    to_fixed,
)
from sousveil.contract.storage import written

shares = st.integers(0, ONE)
rates = st.integers(0, RATE_MAX)
factors = st.integers(0, 0xFFFF)
# no deadline: the first use of JAX compiles, and time is not what these tests are about
exactly = settings(deadline=None)


def u32(value: int) -> Any:
    return np.asarray([value], np.uint32)


def whole(quantity: Any) -> int:
    return int(quantity.q[0])


@exactly
@given(shares, shares)
def test_shares_stay_between_nothing_and_one(a: int, b: int) -> None:
    assert whole(Share(u32(a)) + Share(u32(b))) == min(ONE, a + b)
    assert whole(Share(u32(a)) - Share(u32(b))) == max(0, a - b)
    assert whole(Share(u32(a)).rest) == ONE - a


@exactly
@given(shares, shares)
def test_product_of_shares_loses_less_than_two_steps(a: int, b: int) -> None:
    exact, made = Fraction(a * b, ONE), whole(Share(u32(a)) * Share(u32(b)))
    # one step by the bit dropped to fit in 32 bits, less than one by the final shift
    assert exact - 2 < made <= exact


@exactly
@given(shares, shares)
def test_a_part_is_rounded_to_the_nearest_step(a: int, b: int) -> None:
    assert abs(whole(Share(u32(a)).part(Share(u32(b)))) - Fraction(a * b, ONE)) <= Fraction(1, 2)


@exactly
@given(shares)
def test_one_times_a_share_is_that_share_and_nothing_times_it_nothing(a: int) -> None:
    assert whole(Share(u32(a)) * Share(u32(ONE))) == a
    assert whole(Share(u32(a)) * Share(u32(0))) == 0


@exactly
@given(shares, factors)
def test_share_times_factor_saturates_and_truncates_within_its_bound(a: int, f: int) -> None:
    exact = min(Fraction(a * f, 256), Fraction(ONE))
    made = whole(Share(u32(a)).times(Factor(u32(f))))
    # the dropped bit is multiplied by the factor as well
    assert exact - Fraction(f, 256) - 1 < made <= exact


@exactly
@given(shares, shares, shares)
def test_blend_stays_between_and_is_rounded_to_the_nearest_step(a: int, target: int, speed: int) -> None:
    even = 2 * ((speed + 1) // 2)  # a speed is resolved in 32768ths
    exact = Fraction(a * (ONE - even) + target * even, ONE)
    made = whole(Share(u32(a)).blend(Share(u32(target)), Share(u32(speed))))
    assert abs(made - exact) <= Fraction(1, 2)
    assert min(a, target) <= made <= max(a, target)


@exactly
@given(rates, shares)
def test_rate_times_share_loses_less_than_two_steps(a: int, b: int) -> None:
    exact, made = Fraction(a * b, ONE), whole(Rate(u32(a)) * Share(u32(b)))
    assert exact - 2 < made <= exact
    assert whole(Rate(u32(a)) * Share(u32(ONE))) == a


@exactly
@given(rates, rates)
def test_rates_add_up_to_one_at_most(a: int, b: int) -> None:
    assert whole(Rate(u32(a)) + Rate(u32(b))) == min(RATE_MAX, a + b)


@exactly
@given(rates, factors)
def test_rate_times_factor_is_exact_and_saturates(a: int, f: int) -> None:
    assert whole(Rate(u32(a)).times(Factor(u32(f)))) == min(RATE_MAX, a * f // 256)


@exactly
@given(st.integers(0, (1 << 55) - 1), st.integers(0, (1 << 55) - 1))
def test_ratio_is_the_truncated_share_and_one_of_nothing(part: int, whole_: int) -> None:
    made = int(Share.ratio(np.asarray([part], np.int64), np.asarray([whole_], np.int64)).q[0])
    assert made == (min(part, whole_) * ONE // whole_ if whole_ else ONE)


@exactly
@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_counts_are_whole_numbers(a: int, b: int) -> None:
    one, other = Count(np.asarray([a], np.int32)), Count(np.asarray([b], np.int32))
    assert (whole(one + other), whole(one - other)) == (a + b, a - b)
    assert whole(one.within(0, 10)) == min(10, max(0, a))
    assert bool((one < other)[0]) == (a < b) and bool(one.equals(other)[0]) == (a == b)


@exactly
@given(st.floats(0, 1), st.sampled_from([Share, Rate]))
def test_numbers_become_the_nearest_step(value: float, kind: type) -> None:
    q = to_fixed(value, kind)
    assert 0 <= q <= CEILINGS[kind]
    # half a step, or the missing step where a rate of one would need 33 bits
    assert abs(q - value * SCALES[kind]) <= (0.5 if q < CEILINGS[kind] else 1)


@pytest.mark.parametrize("kind", [Share, Rate, Factor, Count])
def test_given_and_choose_keep_the_kind(kind: type) -> None:
    mask = np.asarray([True, False])
    value = kind(np.asarray([5, 5], np.int32 if kind is Count else np.uint32))
    neutral = 256 if kind is Factor else 0  # a factor that does not apply changes nothing
    assert value.given(mask).q.tolist() == [5, neutral]
    other = kind(value.q + 1)
    made = choose(mask, value, other)
    assert type(made) is kind and made.q.tolist() == [5, 6]


EDGES = [0, 1, 2, 3, 255, 256, 257, 32767, 32768, 32769, 65534, 65535, 65536]


def test_numpy_and_jax_calculate_the_same_at_the_edges() -> None:
    a, b = (grid.ravel().astype(np.uint32) for grid in np.meshgrid(EDGES, EDGES))
    big = (a * 65535 + b).astype(np.uint32)
    for operation in (
        lambda x, y, z: Share(x) * Share(y),
        lambda x, y, z: Share(x).part(Share(y)),
        lambda x, y, z: Share(x) + Share(y),
        lambda x, y, z: Share(x) - Share(y),
        lambda x, y, z: Share(x).blend(Share(y), Share(y)),
        lambda x, y, z: Share(x).times(Factor(y)),
        lambda x, y, z: Rate(z) * Share(y),
        lambda x, y, z: Rate(z).times(Factor(y)),
        lambda x, y, z: Rate(z) + Rate(z),
    ):
        here, there = operation(a, b, big).q, operation(*map(jnp.asarray, (a, b, big))).q
        assert here.dtype == there.dtype == np.uint32
        np.testing.assert_array_equal(here, np.asarray(there))


@pytest.mark.parametrize("q", [0, 1, 100, 255, 256, 257, 32896, 65280])
def test_rounding_into_eight_bits_is_right_on_average(q: int) -> None:
    every = np.arange(256, dtype=np.uint32) << 24  # each of the 256 roundings once
    stored = written(table.BY_NAME["support"], Share(np.full(256, q, np.uint32)), every)
    assert int(stored.astype(int).sum()) == q  # the mean of 256 roundings, times 256, is the value itself


@pytest.mark.parametrize("stored", [0, 1, 128, 255])
def test_an_unchanged_share_stays_whatever_the_luck(stored: int) -> None:
    luck = np.random.default_rng(1).integers(0, 1 << 32, 1000, dtype=np.uint32)
    made = written(table.BY_NAME["support"], Share(np.full(1000, stored << 8, np.uint32)), luck)
    assert (made == stored).all()


def test_storage_refuses_the_wrong_kind_and_a_missing_rounding() -> None:
    with pytest.raises(TypeError, match="cannot store"):
        written(table.BY_NAME["fear"], Count(np.zeros(1, np.int32)))
    with pytest.raises(TypeError, match="rounding"):
        written(table.BY_NAME["support"], Share(np.zeros(1, np.uint32)))


def test_wide_storage_is_clipped() -> None:
    assert written(table.BY_NAME["fear"], Share(u32(ONE)))[0] == 65535
    assert written(table.BY_NAME["days_left"], Count(np.asarray([-3], np.int32)))[0] == 0
    assert written(table.BY_NAME["days_left"], Count(np.asarray([70000], np.int32)))[0] == 65535


@exactly
@given(st.integers(0, (1 << 23) - 1), st.integers(1, (1 << 23) - 1))
def test_the_nearest_share_is_the_nearest_and_half_of_one_goes_up(part: int, people: int) -> None:
    meant = Fraction(min(part, people) * ONE, people)
    for xp in (np, jnp):
        both = xp.asarray([part], dtype="int32"), xp.asarray([people], dtype="int32")
        assert -Fraction(1, 2) < whole(Share.nearest(*both)) - meant <= Fraction(1, 2)
        assert whole(Share.ratio(*both)) == int(meant)


def test_whoever_of_n_people_ties_with_a_threshold_meets_it() -> None:
    for people in (2, 3, 7, 100, 999, 30_000):
        some = np.arange(people + 1)
        shares = Share.nearest(some, np.full_like(some, people)).q
        nearest, down = np.rint(some / people * ONE), np.floor(some / people * ONE + 1e-9)
        assert (shares >= nearest).all() and (shares >= down).all()
        assert (shares[:-1] < down[1:]).all()


def test_a_decayed_share_is_off_by_its_roundings_at_most() -> None:
    power = np.arange(16 * ONE + 10, dtype=np.uint32)
    made, exact = decayed(power).q.astype(np.int64), ONE * np.exp(-power.astype(float) / ONE)
    # twelve factors and twelve products, each off by half a step at most, and less than half for the line below a 256th
    assert np.abs(made - exact).max() < len(POWERS) + 0.5
    assert made[0] == ONE and (made[16 * ONE :] == 0).all()
    assert (np.asarray(decayed(jnp.asarray(power)).q) == made).all()
    # measured: usually within two steps, that is three in 100,000
    assert np.quantile(np.abs(made - exact), 0.9) < 2


@exactly
@given(shares, factors)
def test_odds_are_multiplied_to_two_steps(a: int, f: int) -> None:
    odds = Fraction(a * f, a * f + (ONE - a) * 256) if a * f + (ONE - a) * 256 else Fraction(1)
    made = whole(Share(u32(a)).at_odds(Factor(u32(f))))
    assert made <= ONE and abs(made - odds * ONE) <= 2
    assert made == whole(Share(jnp.asarray(u32(a))).at_odds(Factor(jnp.asarray(u32(f)))))


@exactly
@given(shares, factors)
def test_a_factor_in_part_lies_on_a_line_from_one_to_the_nearest_step(a: int, f: int) -> None:
    exact, made = Fraction((ONE - a) * 256 + a * f, ONE), whole(Factor(u32(f)).at(Share(u32(a))))
    assert abs(made - exact) <= Fraction(1, 2)
    assert made == whole(Factor(jnp.asarray(u32(f))).at(Share(jnp.asarray(u32(a)))))
