"""What accelerators do otherwise changes nothing: pieces of tiles, bits turned in registers, counts at once."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from sousveil import simulate
from sousveil.engine import pieces
from sousveil.engine.digest import state_hash
from sousveil.engine.kernels import pack, turn
from sousveil.engine.layout import LANES, WIDTH
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.engine.pieces import piecewise
from sousveil.scenario import load

TILES = 7


@pytest.fixture(scope="module")
def words():
    scenario = load("everything-app", people=10_000, days=1)
    return simulate.course_of(scenario).assembly.words


def some(word, tiles):
    largest = np.iinfo(word.dtype).max
    return jnp.asarray(np.random.default_rng(5).integers(0, largest, (tiles, LANES, WIDTH), word.dtype, endpoint=True))


@pytest.mark.parametrize("piece", [TILES, 3])
def test_turning_bits_is_packing_them(words, piece, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", piece)
    for word in words:
        stored = some(word, TILES)
        assert (np.asarray(turn(word)(stored)) == np.asarray(pack(word)(stored))).all(), word.key
    assert {np.dtype(word.dtype).itemsize for word in words} >= {1, 2, 4}


@pytest.mark.parametrize("piece", [1, 3, 4, TILES, 100])
def test_pieces_of_any_size_make_the_same(piece, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", piece)
    first, lines = jnp.arange(TILES * 4).reshape(TILES, 4), jnp.arange(2 * TILES).reshape(2, TILES)

    def function(tiles, turned, day):
        return tiles[0] * day + turned.sum(axis=0)[:, None], turned[1] - day

    room = (jnp.full((TILES, 4), -1), jnp.full(TILES, -1))
    made = piecewise(function, (0, 1, None), lambda *_: room)((first,), lines, jnp.int32(3))
    for one, other in zip(made, function((first,), lines, jnp.int32(3)), strict=True):
        assert (np.asarray(one) == np.asarray(other)).all()


def lived(days=3):
    course = simulate.course_of(load("everything-app", people=100_000, days=days))
    machine = Machine(course.assembly, course.setting, [course.seed])
    machine.build()
    world = World(machine, course.values(1))
    world.begin()
    for day in range(1, days + 1):
        world.step(day)
    counts = {key: np.asarray(made) for key, made in world.counts.made.items()}
    return machine, state_hash(world.layout, {k: np.asarray(v) for k, v in world.columns.items()}), counts


def test_a_course_is_the_same_the_way_an_accelerator_lives_it(monkeypatch):
    _, expected, counts = lived()
    with monkeypatch.context() as change:
        change.setattr(jax, "default_backend", lambda: "gpu")
        change.setattr(pieces, "PIECE", 5)
        machine, found, again = lived()
    assert not any(key.startswith("places ") for key in machine.compiled), "this was a processor's way"
    assert found == expected
    assert counts.keys() == again.keys()
    assert all((counts[key] == again[key]).all() for key in counts)
