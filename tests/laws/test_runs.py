"""Laws of a run: what may and what may not change a bit of anybody."""

import numpy as np

from sousveil.engine.course import live
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.engine.recorder import Recorder
from sousveil.engine.setting import replicate_seed
from toy import ToyClimate, ToyFear, ToyPolice, ToyProbe, ToySpeech, course, everybody, society


def final(one):
    """The columns after the last day, in the population's order, and the world."""
    machine = Machine(one.assembly, one.setting, [one.seed])
    machine.build()
    world = World(machine, one.values(1))
    world.begin()
    for day in range(1, one.days + 1):
        world.step(day)
    return {name: world.layout.back(np.asarray(column)) for name, column in world.columns.items()}, world


def test_the_same_seed_gives_the_same_hash_and_another_seed_another():
    first, again = live(course(everybody())), live(course(everybody()))
    other = live(course(everybody(), seed=2))
    assert first.state_hash == again.state_hash != other.state_hash
    assert (first.counts == again.counts).all()


def test_a_probe_and_a_mechanism_without_effect_change_no_bit():
    plain, watched = live(course(everybody())), live(course([*everybody(), ToyProbe()]))
    assert plain.state_hash == watched.state_hash
    index = {name: i for i, name in enumerate(watched.events)}
    mine = [index[name] for name in plain.events]
    assert (watched.counts[:, :, mine] == plain.counts).all()
    assert watched.counts[:, :, index["sensitive_unseen"]].sum() > 0  # the probe did look


def test_recording_changes_no_bit():
    one = course(everybody())
    unrecorded, _ = final(one)
    machine = Machine(one.assembly, one.setting, [one.seed])
    machine.build()
    world = World(machine, one.values(1))
    world.begin()
    recorder = Recorder(world, one.days)
    for day in range(1, one.days + 1):
        world.step(day)
        recorder.day(day)
    for name, column in world.columns.items():
        assert (world.layout.back(np.asarray(column)) == unrecorded[name]).all(), name


def test_adding_a_place_changes_nobody_elsewhere():
    before, _ = final(course(everybody(), society=society((5, 7, 3))))
    after, _ = final(course(everybody(), society=society((5, 7, 3, 6))))
    blocks = [*range(5), *range(6, 13), *range(14, 17)]  # places are padded to chunks of two blocks
    for name in before:
        assert (before[name][blocks] == after[name][blocks]).all(), name


def test_adding_a_person_changes_nobody_who_is_not_tied():
    columns, places, block_place = society()
    more = {name: column.copy() for name, column in columns.items()}
    empty = np.argwhere((columns["traits"][1] >> 7) == 0)[0, 0]
    more["traits"][1, empty] |= 128
    # without the shared climate nobody outside the newcomer's household, mates and friends can notice
    some = [ToySpeech(rate=0.2), ToyPolice(), ToyFear()]
    before, world = final(course(some, society=(columns, places, block_place)))
    after, _ = final(course(some, society=(more, places, block_place)))
    changed = {tuple(at) for at in np.argwhere(before["fear"] != after["fear"])}
    assert changed  # the newcomer at least
    reached, edge = {(1, int(empty))}, {(1, int(empty))}
    partner, slots = world.machine.setting.partner, np.arange(256)
    for _ in range(3):  # ties of ties, three steps
        near = set()
        for block, slot in edge:
            near |= {(block, s) for s in range(slot // 32 * 32, slot // 32 * 32 + 32)}
            near |= {(block, w * 32 + (slot % 32 + 5 * (slot // 32) - 5 * w) % 32) for w in range(8)}
            near |= {
                (int(partner[k, block]), int(slots[slot] ^ m)) for k, m in enumerate(world.machine.setting.friend_masks)
            }
        edge = near - reached
        reached |= near
    assert all(block in (0, 1, 2, 3, 4) for block, _ in changed)  # the place
    direct = {at for at in changed if at in reached}
    assert len(direct) >= 0.9 * len(changed)  # who is further than three ties away is moved through others in between


def test_batched_replicates_are_the_single_runs():
    batch = live(course(everybody(), replicates=3))
    for r in range(3):
        single = live(course_with_seed(replicate_seed(1, r)))
        assert (batch.counts[r] == single.counts[0]).all()
    assert batch.state_hash == live(course(everybody())).state_hash


def course_with_seed(seed):
    """The same people with the luck of another seed."""
    one = course(everybody())
    return type(one)(one.assembly, one.setting, one.days, seed, 1, one.values)


def test_without_police_nobody_is_afraid_and_nobody_keeps_silent():
    history = live(course([ToySpeech(), ToyFear(), ToyClimate()]))
    index = {name: i for i, name in enumerate(history.events)}
    assert history.counts[:, :, index["held_back"]].sum() == 0
    assert history.counts[:, :, index["criticism"]].sum() > 0


def test_counts_are_of_people_at_home_and_abroad():
    history = live(course(everybody()))
    index, group = {n: i for i, n in enumerate(history.events)}, list(history.groups)
    online = history.counts[0, :, index["online"]]
    # every toy person is on the app every day, so the tally of "online" is the head count
    assert (online[:, :, group.index("all")] == history.people[:, group.index("all")]).all()
    assert (online[:, :, group.index("abroad")] == history.people[:, group.index("abroad")]).all()
    bands = [i for i, name in enumerate(group) if name.startswith("age_")]
    assert (online[..., bands].sum(axis=-1) == online[..., 0]).all()
