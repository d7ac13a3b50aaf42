"""However many devices share the people, every whole number is the same."""

import math
import re

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.engine import recorder
from sousveil.engine.course import live
from sousveil.engine.devices import ONE
from sousveil.engine.launch import launch
from sousveil.engine.layout import CHUNKS, TILE, lay_out
from sousveil.engine.machine import Machine
from toy import course, everybody, society

SIZES = (70, 130, 41)
"""Blocks of three places in 8 tiles: places begin and end inside tiles, and inside the tiles of one device."""


def run(devices, sizes=SIZES, **of):
    return live(course(everybody(), days=8, society=society(sizes), devices=devices, **of))


@pytest.fixture(scope="module")
def alone():
    return run(ONE)


def same(one, other):
    """Whether two histories agree in every number, the hash of everybody included."""
    assert one.state_hash == other.state_hash
    assert (one.counts == other.counts).all() and one.counts.any()
    assert (one.people == other.people).all() and (one.adults == other.adults).all()
    for mine, theirs in ((one.case, other.case), (one.polity, other.polity), (one.histograms, other.histograms)):
        assert mine.keys() == theirs.keys() and all(len(mine[name]) for name in mine)
        assert all((mine[name] == theirs[name]).all() and mine[name].dtype == theirs[name].dtype for name in mine)
    assert one.time == other.time and one.cases_left_out == other.cases_left_out


@pytest.mark.parametrize("devices", [2, 4, 8])
def test_every_number_is_that_of_one_device(alone, devices):
    spread = run(launch(devices))
    same(alone, spread)
    assert (spread.performance["devices"], spread.performance["device"]) == (devices, "cpu")


@pytest.mark.parametrize("devices", [3, 7])
def test_tiles_that_do_not_divide_are_padded_and_padding_is_nobody(alone, devices):
    same(alone, run(launch(devices)))


def test_batched_replicates_are_those_of_one_device():
    same(run(ONE, replicates=3), run(launch(4), replicates=3))


def test_a_case_file_is_cut_off_at_the_same_entry(alone, monkeypatch):
    monkeypatch.setattr(recorder, "CASES_AT_MOST", len(alone.case["person"]) // 2)
    cut = run(ONE)
    assert cut.cases_left_out > 0
    same(cut, run(launch(8)))


def test_more_devices_than_tiles_leave_some_without_anybody():
    same(run(ONE, sizes=(5, 7, 3)), run(launch(8), sizes=(5, 7, 3)))


@pytest.mark.parametrize("devices", [1, 2, 3, 8])
def test_padding_stands_at_the_end_and_does_not_count_as_slots(devices):
    _, places, block_place = society(SIZES)
    plain, padded = lay_out(places, block_place), lay_out(places, block_place, devices)
    assert padded.tiles % devices == 0 and padded.tiles % 2 == 0
    assert (padded.source[: len(plain.source)] == plain.source).all() and (padded.source[len(plain.source) :] < 0).all()
    assert (padded.chunk_place[plain.tiles * CHUNKS :] == len(places) - 1).all()
    assert padded.slots == plain.slots == plain.tiles * TILE


def test_each_device_holds_its_own_tiles_of_everything():
    one = course(everybody(), society=society(SIZES), devices=launch(4))
    setting = one.setting
    for array, axis in ((setting.group_masks, 0), (setting.mutual, 1), (setting.partner, 1), (setting.housemates, 0)):
        assert {shard.data.shape[axis] for shard in array.addressable_shards} == {array.shape[axis] // 4}
        pieces = sorted(setting.devices.mine(array, axis), key=lambda piece: piece[0].start)
        assert (np.concatenate([part for _, part in pieces], axis) == setting.devices.whole(array)).all()


def test_too_many_devices_are_refused_and_it_says_how_many_there_are():
    with pytest.raises(RequestError, match="1 to 8"):
        launch(9)


def test_bits_of_friends_and_counts_by_place_are_all_that_crosses():
    one = course(everybody(), society=society(SIZES), devices=launch(8))
    machine = Machine(one.assembly, one.setting, [one.seed])
    machine.build()
    crossing = {}
    for key, compiled in machine.compiled.items():
        found = re.findall(r"= (\w+)\[([\d,]*)\]\S* (all-\w+|collective-\w+|reduce-scatter)", compiled.as_text())
        for dtype, dims, how in found:
            crossing[key] = (how, dtype, math.prod(map(int, dims.split(","))))
    tiles, masks = one.setting.layout.tiles, one.setting.group_masks.shape[1]
    expected = {"friends": ("all-gather", "u32", tiles * TILE // 32)}
    for word in one.assembly.words:
        expected[f"places {word.key}"] = ("all-reduce", "s32", len(SIZES) * len(word.events) * masks)
    assert crossing == expected
