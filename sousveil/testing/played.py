"""Laws of what a mechanism does when it is played on a small stage, in NumPy: what it declares is what it does."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np

from sousveil.contract import columns as table
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Share
from sousveil.contract.storage import written
from sousveil.testing.noting import NotingStage, anybody, anything, nobody


def play(stage: NotingStage, mechanism: Mechanism) -> dict[str, Any]:
    """Every hook once; what decide emitted."""
    before = {name: column.copy() for name, column in stage.stored.items()}
    stage.begin(mechanism)
    stage.stored = before
    made = stage.decide(mechanism, day=3, events=anything(stage, mechanism))
    stage.update(mechanism, day=3, events={**anything(stage, mechanism), **made})
    stage.settled(mechanism, np.random.default_rng(8))
    return made


def it_does_what_it_declares_and_declares_what_it_does(mechanism: type[Mechanism]) -> None:
    """What it reads, hears, uses and emits is what it declares: nothing undeclared, and nothing declared in vain."""
    stage, made = anybody(), mechanism()
    emitted = play(stage, made)
    owned_fields = {name for name, column in table.READABLE.items() if column in mechanism.owns}
    read = stage.read - owned_fields - {"present"}
    assert set(emitted) == set(mechanism.emits)
    assert read <= {*mechanism.reads, *(table.READABLE[name] for name in mechanism.reads)}, "undeclared reads"
    assert stage.heard - set(mechanism.emits) <= set(mechanism.hears), "undeclared hears"
    assert stage.used - set(mechanism.settles) <= set(mechanism.uses), "undeclared uses"
    assert set(mechanism.reads) <= stage.read, "declared but never read"
    assert set(mechanism.hears) <= stage.heard, "declared but never heard"
    assert set(mechanism.uses) <= stage.used, "declared but never used"


def decide_gives_masks_of_the_right_shape_even_where_nobody_lives(mechanism: type[Mechanism]) -> None:
    """`decide` gives one boolean for everybody, in an empty place too."""
    for stage in (nobody(), anybody()):
        for name, mask in stage.decide(mechanism(), events=anything(stage, mechanism())).items():
            assert mask.dtype == bool and mask.shape == stage.shape, name


def update_and_begin_write_what_storage_can_hold(mechanism: type[Mechanism]) -> None:
    """`begin` and `update` write the columns it owns, all of them and no others, as they are stored."""
    stage, made = anybody(), mechanism()
    given, bound, luck = anything(stage, made), stage.bound(made), np.zeros(stage.shape, np.uint32)
    folded = {
        **bound.begin(stage.people(), stage.draws(made, 0)),
        **bound.update(stage.people(), stage.events(given), stage.polity({}), stage.draws(made, 3), np.uint32(3)),
    }
    assert set(folded) == set(mechanism.owns)
    for name, value in folded.items():
        column = table.BY_NAME[name]
        stored = np.broadcast_to(written(column, value, luck), stage.shape)
        assert stored.dtype == column.dtype
        if column.quantity == "code":
            assert stored.max() < len(column.values)


def settled_numbers_stay_in_range(mechanism: type[Mechanism]) -> None:
    """`settle` gives the shared numbers it settles, all of them and no others, whole and in their range."""
    settled = anybody().settled(mechanism(), np.random.default_rng(9))
    assert set(settled) == set(mechanism.settles)
    for name, value in settled.items():
        shared, q = table.SHARED[name], np.broadcast_to(value.q, (5,))
        assert isinstance(value, shared.quantity) and q.dtype.kind in "iu", name
        assert q.min() >= 0 and (shared.quantity is not Share or q.max() <= ONE), name


def the_same_stage_twice_gives_identical_bits(mechanism: type[Mechanism]) -> None:
    """Its luck comes by name alone: the same people on the same day have the same fate."""
    stages = [anybody(), anybody()]
    emitted = [play(stage, mechanism()) for stage in stages]
    for name in mechanism.emits:
        np.testing.assert_array_equal(emitted[0][name], emitted[1][name])
    for name in mechanism.owns:
        np.testing.assert_array_equal(stages[0].stored[name], stages[1].stored[name])


def judges_and_enforcers_see_the_file_and_never_the_person(mechanism: type[Mechanism]) -> None:
    """A judge or an enforcer reads neither `truth` nor `mind`, except what a register shows."""
    stage = anybody()
    play(stage, mechanism())
    seen = {
        name
        for name in {*stage.read, *mechanism.reads}
        if table.BY_NAME[table.READABLE[name]].kind in ("truth", "mind")
    }
    assert mechanism.phase not in (Phase.JUDGE, Phase.ENFORCE) or seen <= table.REGISTER | {"traits"}


def observers_draw_nothing_and_change_nothing(mechanism: type[Mechanism]) -> None:
    """An observer has no luck, no column and no shared number."""
    stage = anybody()
    play(stage, mechanism())
    touched = {*stage.streams(), *mechanism.owns, *mechanism.settles}
    assert mechanism.phase is not Phase.OBSERVE or touched == set()


def their_modules_import_without_jax(*mechanisms: type[Mechanism]) -> None:
    """The modules of mechanisms import without JAX, so that `list` and `explain` answer at once."""
    modules = ", ".join(sorted({mechanism.__module__ for mechanism in mechanisms}))
    code = f"import sys, {modules}; sys.exit('jax' in sys.modules and 'JAX was imported')"
    # found as they are found here
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
