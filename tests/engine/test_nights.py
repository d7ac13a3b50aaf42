"""Between two days somebody may change a column: what is put there is what the next day finds, wherever it lies."""

from __future__ import annotations

from dataclasses import replace

import jax
import numpy as np
import pytest

from sousveil.engine.course import live
from sousveil.engine.devices import ONE, row
from sousveil.engine.nights import Quiet
from sousveil.engine.order import befell, by_person, positions, put
from toy import course, everybody, society

DAYS = 6


class Noting(Quiet):
    """Sets the boldness of everybody to what a function says, and notes what it found and whom visits befell."""

    def __init__(self, world, value):
        self.value, self.found, self.visits, self.nights = value, [], [], []
        self.today = {}
        world.watchers.append(lambda word, packed: self.today.update({word.key: packed}))
        self.bit = world.machine.assembly.bits["visit"]

    def night(self, world, day):
        self.nights.append(day)
        self.found.append(by_person(world, world.columns["boldness"]))
        if day:
            key, bit = self.bit
            self.visits.append((befell(world, self.today[key][..., bit, :]), world.counted("visit")))
        if self.value is not None:
            put(world, "boldness", self.value(self.found[-1], day))


def lived(value=None, replicates=1, devices=ONE):
    made = []

    def nights(world):
        made.append(Noting(world, value))
        return made[-1]

    return live(replace(course(everybody(), days=DAYS, replicates=replicates, devices=devices), nights=nights)), made[0]


def test_there_is_a_night_before_the_first_day_and_after_every_day():
    _, seen = lived()
    assert seen.nights == list(range(DAYS + 1))


def test_columns_come_in_the_order_of_the_population():
    _, seen = lived()
    columns, *_ = society()
    np.testing.assert_array_equal(seen.found[0][0], columns["boldness"].reshape(-1))


@pytest.mark.parametrize("replicates", [1, 3])
@pytest.mark.parametrize("spread", [1, 2])
def test_what_is_put_is_what_is_found(replicates, spread):
    devices = ONE if spread == 1 else row(jax.devices()[:spread])
    history, seen = lived(lambda found, day: found[:, ::-1] ^ day, replicates, devices)
    for day in range(DAYS):
        np.testing.assert_array_equal(seen.found[day + 1], seen.found[day][:, ::-1] ^ day)
    assert seen.found[0].shape[0] == replicates
    assert history.state_hash == lived(lambda found, day: found[:, ::-1] ^ day)[0].state_hash


def test_to_put_back_what_was_there_changes_nothing():
    plain, same = lived()[0], lived(lambda found, day: found)[0]
    assert plain.state_hash == same.state_hash and np.array_equal(plain.counts, same.counts)
    assert plain.state_hash != lived(lambda found, day: found | 1)[0].state_hash


@pytest.mark.parametrize("replicates", [1, 2])
def test_whom_an_event_befell_is_as_many_as_were_counted(replicates):
    _, seen = lived(replicates=replicates)
    _, places, block_place = society()
    for who, counted in seen.visits:
        for replicate, one in enumerate(who):
            mine = np.bincount(block_place[one.person // 256], minlength=len(places))
            np.testing.assert_array_equal(mine, counted[replicate].max(axis=1))
            assert (np.diff(one.person) > 0).all()
    assert sum(len(one.person) for who, _ in seen.visits for one in who)


def test_positions_are_those_of_the_layout():
    layout = course(everybody()).setting.layout
    assert (layout.source[positions(layout)] == np.arange(15)).all()
