"""Copies made on the device are those one would make of the population beforehand."""

import jax.numpy as jnp
import numpy as np
import pytest

from sousveil.engine.copies import repeated
from sousveil.engine.setting import Friends, prepare
from sousveil.population import PopulationSpec, build
from sousveil.population.people import BLOCK
from sousveil.population.ties import Topology

SEED, PEOPLE = 3, 60_000
population = build(PopulationSpec(), PEOPLE, SEED)


def tied(block_place):
    ties = Topology(block_place, population.places)
    return Friends(ties.partner, ties.masks, ties.thresholds)


def prepared(columns, block_place):
    return prepare(columns, population.places, block_place, tied(block_place), SEED)


def copied_beforehand(copies):
    """Columns and places of blocks, every place filled up to pairs of blocks and repeated."""
    columns = {name: [] for name in population.columns}
    block_place = []
    for place in range(len(population.places)):
        here = np.flatnonzero(population.block_place == place)
        for name, column in population.columns.items():
            whole = np.concatenate([column[here], np.zeros((len(here) % 2, BLOCK), column.dtype)])
            columns[name].append(np.tile(whole, (copies, 1)))
        block_place.append(np.full((len(here) + len(here) % 2) * copies, place, np.int32))
    return {name: np.concatenate(parts) for name, parts in columns.items()}, np.concatenate(block_place)


@pytest.mark.parametrize("copies", [1, 3])
def test_a_repeated_setting_is_that_of_the_repeated_population(copies):
    small = prepared(population.columns, population.block_place)
    made, expected = repeated(small, copies, tied, SEED), prepared(*copied_beforehand(copies))
    assert (made.layout.source == expected.layout.source).all()
    assert (made.layout.chunk_place == expected.layout.chunk_place).all()
    assert dict(made.columns).keys() == expected.columns.keys()
    for name, column in expected.columns.items():
        assert made.columns[name].dtype == column.dtype and (np.asarray(made.columns[name]) == column).all(), name
    for name in ("group_masks", "heads", "present", "mutual", "partner", "people", "adults", "housemates"):
        assert np.array_equal(np.asarray(getattr(made, name)), np.asarray(getattr(expected, name))), name
    assert all(map(np.array_equal, made.ranges, expected.ranges))


def test_copies_differ_in_luck_and_kernels_may_take_their_columns():
    made = repeated(prepared(population.columns, population.block_place), 2, tied, SEED)
    assert made.columns["age"] is not made.columns["age"]
    first = made.layout.chunk_place == 0
    numbers = made.layout.base.reshape(made.layout.tiles, 16, 16).transpose(0, 2, 1).reshape(-1, 16)[first]
    assert len(np.unique(numbers)) == numbers.size  # nobody shares a number within the place, so nobody shares luck
    assert isinstance(made.columns["age"], jnp.ndarray)
