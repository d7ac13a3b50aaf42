"""Luck: the published generator, the same in NumPy and JAX, uniform, and a function of names rather than of order."""

from __future__ import annotations

import inspect
import re
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from sousveil.contract.columns import ROUNDED
from sousveil.contract.draws import Draws, Luck, Source, stream_words, threefry2x32
from sousveil.contract.quantity import ONE, Rate, Share, to_fixed
from sousveil.contract.registry import mechanisms
from sousveil.contract.streams import STREAM_BITS, STREAMS, STRETCHES, TIED, own_bits, stretches
from stage import Keys

# known-answer vectors of Threefry-2x32 with 20 rounds, as published with Random123: counter, key, result
KNOWN = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]
PEOPLE = 1 << 18


def words(pair: tuple[int, int]) -> tuple[Any, Any]:
    return np.asarray([pair[0]], np.uint32), np.asarray([pair[1]], np.uint32)


def draws(day: int = 1, place: int = 0, seed: int = 1, owner: str = "patrol", people: int = PEOPLE) -> Draws:
    number, day_and_place = np.arange(people, dtype=np.uint32), np.asarray([day << 16 | place], np.uint32)
    return Draws(owner, Source(Keys(seed), number, day_and_place))


def raw(luck: Luck) -> Any:
    """The top 16 bits of every word."""
    return luck.share().q


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_published_known_answers(counter: Any, key: Any, result: Any) -> None:
    made = threefry2x32(words(key), words(counter))
    assert tuple(int(word[0]) for word in made) == result


def test_numpy_and_jax_agree_on_every_word() -> None:
    random = np.random.default_rng(7)
    key = words((0x0123ABCD, 0xFFFF0001))
    counter = tuple(random.integers(0, 1 << 32, 4096, dtype=np.uint32) for _ in range(2))
    here = threefry2x32(key, counter)
    there = jax.jit(lambda k, c: threefry2x32(k, c))(tuple(map(jnp.asarray, key)), tuple(map(jnp.asarray, counter)))
    for a, b in zip(here, there, strict=True):
        assert b.dtype == jnp.uint32
        np.testing.assert_array_equal(a, np.asarray(b))


@pytest.mark.parametrize("name", ["silence", "sealed", "group", "talk"])
@pytest.mark.parametrize("half", ["upper", "lower"])
def test_every_quarter_of_a_stream_is_uniform(name: str, half: str) -> None:
    luck = raw(draws(owner="messaging")(name))
    bins = luck >> 8 if half == "upper" else luck & 0xFF
    counts = np.bincount(bins, minlength=256)
    chi = float((((counts - PEOPLE / 256) ** 2) / (PEOPLE / 256)).sum())
    # 255 degrees of freedom: mean 255, deviation 22.6; five deviations either side (too even is a fault as well)
    assert 255 - 5 * 22.6 < chi < 255 + 5 * 22.6


def correlation(a: Luck, b: Luck) -> float:
    return float(np.corrcoef(raw(a).astype(float), raw(b).astype(float))[0, 1])


def test_streams_words_days_places_and_seeds_are_independent() -> None:
    base = draws()("visit")
    others = [
        draws()("stop"),
        draws(owner="courts")("visit"),
        draws(day=2)("visit"),
        draws(place=1)("visit"),
        draws(seed=2)("visit"),
    ]
    # the correlation of independent samples has deviation 1/sqrt(n); five of them
    assert max(abs(correlation(base, other)) for other in others) < 5 / PEOPLE**0.5


def test_draws_that_share_a_stream_are_independent() -> None:
    shared = [draws(owner="messaging")(name) for name in ("silence", "sealed", "group", "talk")]
    pairs = [(a, b) for i, a in enumerate(shared) for b in shared[i + 1 :]]
    assert max(abs(correlation(a, b)) for a, b in pairs) < 5 / PEOPLE**0.5  # as above


def test_a_rate_is_refused_by_a_draw_of_16_bits() -> None:
    with pytest.raises(TypeError, match="32 bits"):
        draws(owner="messaging")("talk").below(Rate(np.asarray([1], np.uint32)))


def test_no_bit_of_a_stream_belongs_to_two_draws() -> None:
    assert len(STRETCHES) == sum(map(len, STREAMS.values()))  # no draw is listed twice
    for stream, listed in STREAMS.items():
        assert sum(own_bits(bits) for _, bits in listed) <= STREAM_BITS, stream
        taken = [
            (STRETCHES[name].word, STRETCHES[name].shift + b) for name, bits in listed for b in range(own_bits(bits))
        ]
        assert len(set(taken)) == len(taken) and max(bit for _, bit in taken) < 32, stream


def test_streams_are_shared_within_a_phase_only() -> None:
    # a kernel draws the whole stream: bits that another phase uses would be drawn twice
    phase = {name: cls.phase.name for name, cls in mechanisms().items()}
    for stream, listed in STREAMS.items():
        mine = stream.split(".")[0]
        for name, _ in listed:
            owner, what = name.split(".")
            if owner == "rounding":
                owner = next(n for n, cls in mechanisms().items() if what in cls.owns and cls.phase.name == mine)
            assert phase.get(owner, owner) == mine, name


def test_every_listed_draw_is_drawn() -> None:
    source = {name: inspect.getsource(cls) for name, cls in mechanisms().items()}
    for name in STRETCHES:
        owner, draw = name.split(".")
        if owner == "rounding":
            assert draw in ROUNDED
        elif draw != "tie":
            assert re.search(rf'draws(\.lasting)?\("{draw}"\)', source[owner]), name


def whole_words() -> dict[str, np.ndarray]:
    """Every listed draw of 32 bits of one phase, as words of one day."""
    phase = {name: cls.phase.name for name, cls in mechanisms().items()}
    made = {}
    for name, where in STRETCHES.items():
        owner, draw = name.split(".")
        if phase.get(owner) == "LIVE":
            made[name] = draws(owner=owner)(draw).word >> np.uint32(32 - where.bits)
    return made


def test_the_lower_bits_of_tied_rates_are_independent_of_every_other_draw() -> None:
    # what decides a rate on the day its upper half ties: correlated with nothing that one other draw shows
    found = {name: word & 0xFFFF for name, word in whole_words().items()}
    tied = [name for listed in STREAMS.values() for name, bits in listed if bits == TIED and name in found]
    assert len(tied) == 6
    for name in tied:
        for other, word in found.items():
            if other != name:
                measured = float(np.corrcoef(found[name].astype(float), word.astype(float))[0, 1])
                assert abs(measured) < 5 / PEOPLE**0.5, (name, other)  # as above


def test_tied_rates_keep_a_resolution_of_32_bits() -> None:
    # a rate of 2^-17 and its half are told apart by the lower bits alone: both occur as often as they should
    found = whole_words()["conduct.order"]
    some = found[(found >> np.uint32(16)) < 256]  # 1 in 256 of all people
    low = np.bincount((some & 0xFFFF) >> 12, minlength=16)
    expected = len(some) / 16
    assert ((low - expected) ** 2 / expected).sum() < 44.3  # chi-square, 15 degrees: 1 in 10,000 by luck


def test_a_mechanism_of_an_extension_lists_its_own_draws() -> None:
    own = stretches({"mine": (("mine.first", 32), ("mine.second", 16), ("mine.third", 16))})
    source = Source(Keys(1), np.arange(PEOPLE, dtype=np.uint32), np.asarray([1 << 16], np.uint32))
    listed, whole = Draws("mine", source, own), source.words("mine")
    np.testing.assert_array_equal(listed("first").word, whole[0])
    np.testing.assert_array_equal(listed("second").word, whole[1])
    np.testing.assert_array_equal(listed("third").word, whole[1] << 16)
    np.testing.assert_array_equal(listed("other").word, source.words("mine.other")[0])


def test_neighbours_in_number_are_independent() -> None:
    values = raw(draws()("visit")).astype(float)
    assert abs(float(np.corrcoef(values[1:], values[:-1])[0, 1])) < 5 / PEOPLE**0.5  # as above


def test_luck_does_not_depend_on_order_or_number_of_draws() -> None:
    alone = raw(draws()("visit"))
    crowded = draws()
    for name in ("stop", "arrest", "visit"):
        crowded(name)
    np.testing.assert_array_equal(alone, raw(crowded("visit")))


def test_adding_people_leaves_everybody_elses_luck_alone() -> None:
    np.testing.assert_array_equal(raw(draws(people=1000)("visit")), raw(draws(people=5000)("visit"))[:1000])


def test_lasting_luck_is_the_same_every_day_and_differs_by_place() -> None:
    np.testing.assert_array_equal(raw(draws(day=1).lasting("face")), raw(draws(day=300).lasting("face")))
    assert (raw(draws(place=1).lasting("face")) != raw(draws(place=2).lasting("face"))).mean() > 0.99


def test_a_small_chance_is_an_exact_threshold() -> None:
    q = to_fixed(1e-7, Rate)
    edge = np.asarray([0, q - 1, q, q + 1, 0xFFFFFFFF], np.uint32)
    hit = Luck(edge).below(Rate(np.asarray([q], np.uint32)))
    assert hit.tolist() == [True, True, False, False, False]
    # so the probability is q words in 2^32, off by half a word at most
    assert abs(q / 2**32 - 1e-7) <= 2**-33


def test_a_share_of_one_is_certain_and_of_nothing_impossible() -> None:
    every = np.arange(1 << 16, dtype=np.uint32) << 16 | 0xFFFF
    luck = Luck(every)
    assert luck.below(Share(np.asarray([ONE], np.uint32))).all()
    assert not luck.below(Share(np.asarray([0], np.uint32))).any()
    assert int(luck.below(Share(np.asarray([12345], np.uint32))).sum()) == 12345


def test_stretches_of_luck_side_by_side_exclude_each_other() -> None:
    luck = draws()("fate")
    rate = [Rate(np.asarray([to_fixed(share, Rate)], np.uint32)) for share in (0.2, 0.3, 0.2 + 0.3)]
    first, second, either = luck.below(rate[0]), luck.between(rate[0], rate[1]), luck.below(rate[2])
    assert not (first & second).any()
    assert ((first | second) == either).all()


@pytest.mark.parametrize("choices", [1, 2, 7, 100, 65536])
def test_index_is_as_even_as_65536_values_allow(choices: int) -> None:
    every = np.arange(1 << 16, dtype=np.uint32) << 16
    counts = np.bincount(Luck(every).index(choices).q, minlength=choices)
    assert len(counts) == choices
    assert counts.max() - counts.min() <= 1  # 65536 values over so many choices differ by one at most


def test_stream_names_give_the_first_words_of_their_sha256() -> None:
    # sha256("") = e3b0c442 98fc1c14 ..., read as little-endian words
    assert stream_words("") == (0x42C4B0E3, 0x141CFC98)
