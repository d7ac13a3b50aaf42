"""People near on a graph and on a grid, against plain loops; batches, seeds and what is refused."""

from __future__ import annotations

from math import exp, factorial

import numpy as np
import pytest

from hamlet import along, course, daily, edges, fields, stored, world_of
from sousveil.contract.columns import BY_NAME
from sousveil.contract.errors import AssemblyError, RequestError
from sousveil.contract.ground import Graph, Grid
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase
from sousveil.contract.places import Place
from sousveil.engine.digest import state_hash
from sousveil.engine.launch import launch
from sousveil.engine.layout import lay_out
from sousveil.engine.setting import replicate_seed
from sousveil.mechanisms.crowd import Contagion
from sousveil.mechanisms.unrest import Grievance, RoundUp, Wander


class Onlooker(Mechanism):
    """Looks at everybody near and does nothing."""

    phase = Phase.BELIEVE
    reads = ("near", "active_near", "officers_near")
    emits = ("says_support",)

    def decide(self, people, events, polity, draws, day):  # type: ignore[no-untyped-def]
        nobody = people.near.q + people.active_near.q + people.officers_near.q < 0
        return {"says_support": nobody}


def near(world, name="near"):
    """(replicates, people) how many are near."""
    made = np.asarray(world.near(name))
    made = made if world.machine.many else made[None]
    return made.reshape(len(made), -1)[:, np.asarray(world.machine.setting.seats)]


def across(site, flags, grid):
    """How many others of `flags` stand within sight of each person."""
    down, right = np.divmod(site, grid.width)

    def apart(where, around):
        ahead = (where[:, None] - where[None]) % around
        return np.minimum(ahead, around - ahead)

    seen = apart(right, grid.width) ** 2 + apart(down, grid.height) ** 2 <= grid.vision**2
    return (seen & ~np.eye(len(site), dtype=bool)) @ flags.astype(int)


def crowd(people, seed=5):
    """Some active, some of them held, some officers; one slot in ten empty."""
    luck = np.random.default_rng(seed)
    made = {name: luck.random(people) < share for name, share in
            (("active", 0.4), ("officer", 0.1), ("held", 0.2), ("present", 0.9))}  # fmt: skip
    return made, {
        "street": fields("street", active=made["active"], officer=made["officer"]),
        "status": 2 * made["held"],
        "traits": fields("traits", present=made["present"], urban=1, head=1),
    }


@pytest.mark.parametrize(("people", "degree"), [(60, 6.3), (3_000, 4), (9_000, 0)])
def test_a_graph_counts_what_a_loop_over_its_edges_counts(people, degree):
    who, columns = crowd(people)
    world = world_of(course([Onlooker()], people, Graph(degree), **columns))
    here = {name: flags[who["present"]] for name, flags in who.items()}
    made = edges(1, Graph(degree), int(who["present"].sum()))
    if people == 60:  # few enough that edges lead back, and that some people are tied twice
        pairs = [tuple(sorted(pair)) for pair in zip(*made, strict=True)]
        assert any(one == other for one, other in pairs) and len(set(pairs)) < len(pairs)
    everybody = np.ones(len(here["active"]), int)
    assert (near(world)[0] == along(made, everybody)).all()
    assert (near(world, "active_near")[0] == along(made, here["active"] & ~here["held"])).all()
    assert (near(world, "officers_near")[0] == along(made, here["officer"])).all()


@pytest.mark.parametrize("grid", [Grid(9, 14, 3), Grid(40, 40, 7), Grid(5, 7, 0), Grid(1, 1, 0)])
def test_a_grid_counts_what_a_loop_over_pairs_counts(grid):
    who, columns = crowd(700)
    site = np.random.default_rng(6).integers(0, grid.sites, 700)
    world = world_of(course([Onlooker()], 700, grid, site=site, **columns))
    here, place = {name: flags[who["present"]] for name, flags in who.items()}, site[who["present"]]
    everybody = np.ones(len(place), bool)
    assert (near(world)[0] == across(place, everybody, grid)).all()
    assert (near(world, "active_near")[0] == across(place, here["active"] & ~here["held"], grid)).all()
    assert (near(world, "officers_near")[0] == across(place, here["officer"], grid)).all()


def test_ends_of_a_large_graph_do_not_wrap():
    # a million people need 20 bits, so the product of a draw and their number needs 52
    people, ground = 1_000_000, Graph(0.0005)
    world = world_of(course([Onlooker()], people, ground))
    assert (near(world)[0] == along(edges(1, ground, people), np.ones(people, int))).all()


def test_degrees_are_poisson():
    people, mean, graphs = 10_000, 4, 30
    degrees = near(world_of(course([Onlooker()], people, Graph(mean), replicates=graphs)))
    # 20,000 edges, each but one in 10,000 with two different ends
    assert degrees.mean() == pytest.approx(mean, rel=3e-4)
    # the variance of 300,000 such degrees has a standard error of 4 sqrt(2 + 1/4) / sqrt(300,000) = .011
    assert degrees.var() == pytest.approx(mean, abs=4 * 0.011)
    expected = np.array([exp(-mean) * mean**k / factorial(k) for k in range(14)])
    expected = np.append(expected, 1 - expected.sum()) * people * graphs
    found = np.bincount(np.minimum(degrees.reshape(-1), 14), minlength=15)
    # 36.1 is what chi-square with 14 degrees of freedom exceeds once in 1,000 times
    assert ((found - expected) ** 2 / expected).sum() < 36.1


def unrest(replicates=1, seed=1, days=25, **of):
    people = 300
    columns = {"street": fields("street", officer=np.arange(people) < 20), "site": np.arange(people)}
    mechanisms = [Grievance(rounding=2), RoundUp(), Wander()]
    return course(mechanisms, people, Grid(20, 20, 4), days=days, replicates=replicates, seed=seed, **columns, **of)


def spread(replicates=1, seed=1, days=12, **of):
    people = 2_000
    columns = {"street": fields("street", active=np.arange(people) < 5), "threshold": round(0.18 * 65536)}
    return course([Contagion()], people, Graph(3), days=days, replicates=replicates, seed=seed, **columns, **of)


@pytest.mark.parametrize("made", [unrest, spread])
def test_batched_replicates_are_the_single_runs(made):
    batch = daily(made(replicates=3), "protest")
    assert batch[-1].any()
    single = daily(made(seed=replicate_seed(1, 2)), "protest")
    assert (single[:, 0] == batch[:, 2]).all()


def test_another_seed_is_another_graph_and_every_replicate_has_its_own():
    first, second, third = near(world_of(spread(replicates=3)))
    assert (first != second).any() and (second != third).any()
    again, other = near(world_of(spread()))[0], near(world_of(spread(seed=2)))[0]
    assert (first == again).all() and (first != other).any()


def test_people_wander_within_sight_and_held_people_stay():
    people, grid = 400, Grid(40, 30, 5)
    held = np.arange(people) < 100
    world = world_of(course([Wander()], people, grid, site=np.full(people, 615), status=2 * held, replicates=20))
    world.step(1)
    site = stored(world, "site")
    assert (site[:, held] == 615).all()
    found, counts = np.unique(site[:, ~held], return_counts=True)
    allowed = sorted((15 + down) % 30 * 40 + (15 + right) % 40 for right, down in grid.disc)
    assert found.tolist() == allowed and len(allowed) == 81
    # 6,000 steps over 81 sites; chi-square with 80 degrees of freedom exceeds 124.8 once in 1,000 times
    assert ((counts - 6_000 / 81) ** 2 / (6_000 / 81)).sum() < 124.8
    for day in range(2, 30):
        world.step(day)
    assert stored(world, "site").max() < grid.sites


def test_counts_are_made_anew_when_people_move_and_only_then():
    world = world_of(unrest())
    before = world.near("officers_near")
    assert world.near("officers_near") is before
    world.step(1)
    moved = world.near("officers_near")
    assert (np.asarray(moved) != np.asarray(before)).any()


def test_the_hash_covers_the_columns_of_small_worlds():
    layout, one = lay_out((Place("H", "H", "urban"),), np.zeros(1, int)), crowd(256)[1]
    plain = {name: layout.turn(np.asarray(one[name]).reshape(1, 256)) for name in ("traits", "status")}
    seen = {state_hash(layout, plain)}
    for name, dtype in (("street", "uint8"), ("site", "uint16"), ("threshold", "uint16")):
        for value in (BY_NAME[name].absent, 1):
            seen.add(state_hash(layout, plain | {name: layout.turn(np.full((1, 256), value, dtype))}))
    assert len(seen) == 7


def test_what_nobody_can_be_near_to_is_refused():
    with pytest.raises(AssemblyError, match="nobody is near anybody") as error:
        world_of(course([Contagion()], 300, None, days=1))
    assert "graph: {degree" in error.value.allowed
    with pytest.raises(AssemblyError, match="this world has none"):
        world_of(course([Wander()], 300, Graph(3), days=1))
    with pytest.raises(RequestError, match="one place"):
        world_of(course([Contagion()], 600, Graph(3), places=2))
    with pytest.raises(RequestError, match="not spread over devices"):
        world_of(spread(devices=launch(2)))
    with pytest.raises(RequestError, match="outside the grid"):
        course([Wander()], 300, Grid(10, 10, 2), site=np.arange(300))


@pytest.mark.parametrize("ground", [
    lambda: Graph(-1), lambda: Graph(float("nan")), lambda: Graph(1001), lambda: Grid(0, 5, 0),
    lambda: Grid(300, 300, 1), lambda: Grid(10, 20, 5), lambda: Grid(10, 20, -1),
])  # fmt: skip
def test_grounds_that_cannot_be_are_refused(ground):
    with pytest.raises(RequestError):
        ground()


def test_sight_is_the_disc_of_the_published_models():
    # lattice points within 7 of a point: 149 (Gauss's circle)
    assert len(Grid(40, 40, 7).disc) == 149 and len(set(Grid(40, 40, 7).disc)) == 149
