"""Ties are mutual, their number varies as stated, and adding a place leaves them alone."""

from itertools import combinations

import numpy as np
import pytest

from sousveil.contract.places import Place
from sousveil.population.ties import KEPT, MASKS, Topology, degree_law


def society(*sizes):
    places = tuple(Place(f"P{i}", f"R{i}", "urban") for i in range(len(sizes)))
    return Topology(np.repeat(np.arange(len(sizes)), sizes).astype(np.int32), places)


def sociable(topology, seed=1):
    """(fields, blocks, 256) who keeps ties in each field."""
    word = np.random.default_rng(seed).integers(0, 1 << 32, (len(topology.block_place), 256), dtype=np.uint64)
    return np.stack([word < threshold for threshold in topology.thresholds])


def friends(topology, kept):
    """(fields, blocks, 256) who has a friend in each field."""
    blocks, slot = len(topology.block_place), np.arange(256)
    made = []
    for k, mask in enumerate(MASKS):
        there = topology.partner[k] < blocks
        other = kept[k][np.where(there, topology.partner[k], 0)][:, slot ^ mask] & there[:, None]
        made.append(kept[k] & other)
    return np.stack(made)


def test_a_partners_partner_is_oneself():
    topology = society(7, 12, 1, 30)
    blocks = np.arange(50)
    for partner in topology.partner:
        there = partner < 50
        assert (partner[partner[there]] == blocks[there]).all()
    near = topology.partner[:5]
    assert (topology.block_place[near] == topology.block_place).all()  # the first five fields stay in the place
    far = topology.partner[5:]
    assert (topology.block_place[far[far < 50]] != np.broadcast_to(topology.block_place, far.shape)[far < 50]).all()


def test_three_friends_never_close_a_triangle_within_a_block():
    """Where a block is its own partner in several fields, a triangle would need three masks that cancel out."""
    assert len(set(MASKS)) == len(MASKS) and all(0 < mask < 256 for mask in MASKS)
    assert all(a ^ b ^ c for a, b, c in combinations(MASKS, 3))


def test_degrees_have_the_stated_mean_and_variance():
    topology = society(*[40] * 8)  # eight places of one size: every field has a partner
    degree = friends(topology, sociable(topology)).sum(axis=0)
    mean, variance = degree_law()
    # 82,000 people: a standard error of about .2 % of the mean and .5 % of the variance; four of each
    assert degree.mean() == pytest.approx(mean, rel=0.01)
    assert degree.var() == pytest.approx(variance, rel=0.02)
    assert variance > 1.5 * sum(p * p * (1 - p * p) for p in KEPT)  # wider than independent ties would make it


def test_clustering_is_that_of_groups_with_friends_across():
    """Households and mates are cliques, friends close no triangles: transitivity follows from the sizes alone."""
    topology, slot = society(6, 6), np.arange(256)
    kept = sociable(topology)
    adjacent = np.zeros((12 * 256, 12 * 256), bool)
    for block in range(12):
        here = block * 256 + slot
        household = slot // 32 * 8 + slot % 32 // 4  # households of four
        mates = (slot % 32 + 5 * (slot // 32)) % 32
        for grouping in (household, mates):
            adjacent[np.ix_(here, here)] |= grouping[:, None] == grouping[None]
    cliques = adjacent.copy()
    np.fill_diagonal(cliques, False)
    for k, mask in enumerate(MASKS):
        for block, other in enumerate(topology.partner[k]):
            if other < 12:
                tie = kept[k][block] & kept[k][other][slot ^ mask]
                adjacent[block * 256 + slot[tie], other * 256 + (slot ^ mask)[tie]] = True
    np.fill_diagonal(adjacent, False)
    assert (adjacent == adjacent.T).all()
    graph = adjacent.astype(np.float32)
    paths = (graph @ graph).sum() - graph.sum()
    closed = (graph * (graph @ graph)).sum()
    # stated: 3 others at home and 7 at work close 3 * 2 + 7 * 6 = 48 of d (d - 1) pairs, d = 10 + friends
    degree = 10 + (adjacent.sum(axis=1) - cliques.sum(axis=1))
    expected = 48 * len(degree) / (degree * (degree - 1)).sum()
    # friends that meet in a clique close a few more, households and mates overlap in none: a tenth either way
    assert closed / paths == pytest.approx(expected, rel=0.1)


def test_adding_a_place_leaves_the_ties_of_others_alone():
    before, after = society(7, 12, 5).partner, society(7, 12, 5, 9).partner
    tied = before < 24
    assert (after[:, :24][tied] == before[tied]).all()
    assert (after[:5, :24] == before[:5]).all()
