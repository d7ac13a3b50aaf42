"""A run that begins from a checkpoint ends as one that was never stopped: every array of its history is the same."""

from dataclasses import fields

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.engine import sizes
from sousveil.engine.checkpoint import positions, state
from sousveil.engine.course import live
from sousveil.engine.keeper import Keeper
from sousveil.engine.layout import TILE
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.engine.pace import Pace
from sousveil.records import checkpoints
from sousveil.records.checkpoints import Shelf, differences
from sousveil.records.hashed import Hashed
from toy import course, everybody, society

DAYS = 20
WAYS = {"one": (1, 1 << 30), "batched": (3, 1 << 30), "one after another": (3, 1)}
"""Replicates, and slots of all that are stepped together."""


def same(one, other):
    for item in fields(one):
        if item.name == "performance":
            continue
        before, after = getattr(one, item.name), getattr(other, item.name)
        if isinstance(before, dict):
            assert before.keys() == after.keys(), item.name
            assert all(np.array_equal(before[key], after[key]) for key in before), item.name
        else:
            assert np.array_equal(before, after), item.name


def shelf(place, **identity):
    return Shelf(place / "checkpoints", {"seed": 1, **identity}, DAYS)


@pytest.mark.parametrize("way", WAYS)
def test_from_any_day_it_ends_the_same(tmp_path, monkeypatch, way):
    replicates, slots = WAYS[way]
    monkeypatch.setattr(sizes, "BATCH_SLOTS", slots)
    monkeypatch.setattr(checkpoints, "KEPT", 1000)
    one = course(everybody(), days=DAYS, replicates=replicates)
    straight = live(one)
    assert straight.case["person"].size > 0
    kept = live(one, Keeper(shelf(tmp_path), Pace(1, 0)))
    same(straight, kept)
    for stop in (1, 18):
        saved = shelf(tmp_path).last_days(stop + 1, no)
        if way == "one after another":  # the first is done, the second has begun, the third has not
            saved = {0: shelf(tmp_path).batches(no)[0], 1: saved[1]}
        assert {saved[batch].attributes["day"] for batch in saved} <= {stop, DAYS}
        same(straight, live(one, Keeper(shelf(tmp_path), Pace(0, 0), saved)))


def no(path, why):
    raise AssertionError(f"{path}: {why}")


def test_columns_lie_in_the_order_of_person_numbers(tmp_path):
    # places whose blocks do not fill whole chunks, and more than one tile
    one = course(everybody(), society=society((33, 7, 30)))
    machine = Machine(one.assembly, one.setting, [1])
    machine.build()
    world = World(machine, one.values(1))
    world.begin()
    world.step(1)
    layout = world.layout
    assert layout.tiles > 2 and sorted(positions(layout)) == list(np.flatnonzero(layout.source >= 0))
    fear = np.asarray(world.columns["fear"])
    made = next(sheet for sheet in state(world) if sheet.name == "fear")
    stored = made.piece(0, made.shape[1])[0]
    where = np.random.default_rng(0).integers(0, (layout.tiles, 32, 256), (4000, 3))
    number = layout.person(*where.T)
    there = number >= 0
    assert (stored[number[there]] == fear[tuple(where[there].T)]).all() and there.sum() > 1000
    assert (np.concatenate([made.piece(a, a + 256) for a in range(0, 1024, 256)], 1)[0] == stored[:1024]).all()


def test_the_last_two_are_kept_and_what_was_half_written_is_ignored(tmp_path):
    live(course(everybody(), days=DAYS), Keeper(shelf(tmp_path), Pace(3, 0)))
    place = tmp_path / "checkpoints"
    assert sorted(path.name for path in place.iterdir()) == ["day-00015.zarr", "day-00018.zarr"]
    (place / "day-00019.zarr.part").mkdir()
    assert shelf(tmp_path).last_days(DAYS, no)[0].attributes["day"] == 18
    assert shelf(tmp_path).last_days(18, no)[0].attributes["day"] == 15
    assert shelf(tmp_path).last_days(15, no) == {}


def test_a_damaged_one_is_passed_over_and_one_of_another_run_refused(tmp_path):
    live(course(everybody(), days=DAYS), Keeper(shelf(tmp_path), Pace(3, 0)))
    newest = tmp_path / "checkpoints" / "day-00018.zarr"
    next(newest.glob("fear/c*")).write_bytes(b"")
    said = []
    found = shelf(tmp_path).last_days(DAYS, lambda path, why: said.append((path.name, why)))
    assert found[0].attributes["day"] == 15 and len(said) == 1
    assert said[0][0] == "day-00018.zarr" and "fear" in said[0][1]
    with pytest.raises(RequestError, match="seed is not the same") as refused:
        shelf(tmp_path, seed=2).last_days(DAYS, no)
    assert (refused.value.found, refused.value.allowed.split(";")[0]) == ("seed 1", "seed 2")


def test_a_difference_is_named_where_it_is():
    one = {"seed": 1, "parameters": {"fear.own": 0.2, "trust.own": 0.1}}
    other = {"seed": 1, "parameters": {"fear.own": 0.2, "trust.own": 0.3}, "version": "9"}
    assert differences(one, other) == {"parameters trust.own": (0.1, 0.3), "version": (None, "9")}


def test_a_checkpoint_holds_what_is_documented(tmp_path):
    live(course(everybody(), days=DAYS), Keeper(shelf(tmp_path), Pace(18, 0)))
    found = Hashed(tmp_path / "checkpoints" / "day-00018.zarr")
    assert {"fear", "age", "polity", "records/counts", "records/case_person"} <= set(found.names)
    assert found.attributes["day"] == 18 and found.attributes["identity"] == {"seed": 1}
    assert TILE % 256 == 0 and found.whole("fear").shape[1] % 256 == 0


def test_checkpoints_take_less_than_a_twentieth_of_the_time_unless_days_are_asked_for(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("sousveil.engine.pace.time.perf_counter", lambda: now[0])
    for cost, a_day in ((0.1, 0.01), (3.0, 0.25), (40.0, 60.0), (0.3, 7.0)):
        pace, started, made = Pace(None, 260_000_000), now[0], 0
        for day in range(1, 20_000):
            now[0] += a_day
            if pace.due(day):
                now[0] += cost
                pace.wrote(cost)
                made += 1
        assert made > 1 and made * cost < 0.05 * (now[0] - started), (cost, a_day)
    assert [day for day in range(1, 22) if Pace(7, 0).due(day)] == [7, 14, 21]
    assert not any(Pace(0, 0).due(day) for day in range(1, 1000))
