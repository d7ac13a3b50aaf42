"""What everybody may rely on of every mechanism, those of other packages included: what it declares is what it does."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from contract_suite.noting import NotingStage, anybody, anything, nobody
from sousveil.contract import columns as table
from sousveil.contract import events as happenings
from sousveil.contract import registry
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import EVIDENCE
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Share
from sousveil.contract.storage import fixed, written

MECHANISMS = list(registry.mechanisms().values())
REGISTER = {field.name for field in table.BY_NAME["traits"].fields} | {"age", *table.AGE_BANDS}
"""What a census or register shows, which judges may read."""

every = pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda cls: cls.name)
every_parameter = pytest.mark.parametrize(
    ("mechanism", "parameter"),
    [(cls, p) for cls in MECHANISMS for p in cls.parameters.values()],
    ids=lambda item: item.name,
)


def play(stage: NotingStage, mechanism: Mechanism) -> dict[str, Any]:
    """Every hook once; what decide emitted."""
    before = {name: column.copy() for name, column in stage.stored.items()}
    stage.begin(mechanism)
    stage.stored = before
    made = stage.decide(mechanism, day=3, events=anything(stage, mechanism))
    stage.update(mechanism, day=3, events={**anything(stage, mechanism), **made})
    stage.settled(mechanism, np.random.default_rng(8))
    return made


@every
def test_it_says_what_it_is(mechanism: type[Mechanism]) -> None:
    assert isinstance(mechanism.phase, Phase)
    assert inspect.getdoc(mechanism) and inspect.getdoc(mechanism) != inspect.getdoc(Mechanism)
    assert any(
        getattr(mechanism, hook) is not getattr(Mechanism, hook) for hook in ("begin", "decide", "update", "settle")
    )
    # abstract or final, never in between
    assert mechanism.__bases__ == (Mechanism,)


@every
def test_what_it_names_exists(mechanism: type[Mechanism]) -> None:
    assert set(mechanism.reads) <= set(table.READABLE)
    assert set(mechanism.owns) <= set(table.BY_NAME)
    assert set(mechanism.uses) | set(mechanism.settles) <= set(table.SHARED)
    assert set(mechanism.hears) | set(mechanism.emits) <= set(happenings.BY_NAME)
    assert set(mechanism.after) <= set(registry.mechanisms())


@every
def test_it_emits_in_its_own_phase_and_hears_nothing_later(mechanism: type[Mechanism]) -> None:
    assert {happenings.BY_NAME[name].phase for name in mechanism.emits} <= {mechanism.phase}
    assert not [name for name in mechanism.emits if happenings.BY_NAME[name].echo]
    assert all(happenings.BY_NAME[name].phase <= mechanism.phase for name in mechanism.hears)


@every
def test_it_does_what_it_declares_and_declares_what_it_does(mechanism: type[Mechanism]) -> None:
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


@every
def test_decide_gives_masks_of_the_right_shape_even_where_nobody_lives(mechanism: type[Mechanism]) -> None:
    for stage in (nobody(), anybody()):
        for name, mask in stage.decide(mechanism(), events=anything(stage, mechanism())).items():
            assert mask.dtype == bool and mask.shape == stage.shape, name


@every
def test_update_and_begin_write_what_storage_can_hold(mechanism: type[Mechanism]) -> None:
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


@every
def test_settled_numbers_stay_in_range(mechanism: type[Mechanism]) -> None:
    settled = anybody().settled(mechanism(), np.random.default_rng(9))
    assert set(settled) == set(mechanism.settles)
    for name, value in settled.items():
        shared, q = table.SHARED[name], np.broadcast_to(value.q, (5,))
        assert isinstance(value, shared.quantity) and q.dtype.kind in "iu", name
        assert q.min() >= 0 and (shared.quantity is not Share or q.max() <= ONE), name


@every
def test_the_same_stage_twice_gives_identical_bits(mechanism: type[Mechanism]) -> None:
    stages = [anybody(), anybody()]
    emitted = [play(stage, mechanism()) for stage in stages]
    for name in mechanism.emits:
        np.testing.assert_array_equal(emitted[0][name], emitted[1][name])
    for name in mechanism.owns:
        np.testing.assert_array_equal(stages[0].stored[name], stages[1].stored[name])


@pytest.mark.parametrize(
    "mechanism", [m for m in MECHANISMS if m.phase in (Phase.JUDGE, Phase.ENFORCE)], ids=lambda m: m.name
)
def test_judges_and_enforcers_see_the_file_and_never_the_person(mechanism: type[Mechanism]) -> None:
    stage = anybody()
    play(stage, mechanism())
    seen = {
        name
        for name in {*stage.read, *mechanism.reads}
        if table.BY_NAME[table.READABLE[name]].kind in ("truth", "mind")
    }
    assert seen <= REGISTER | {"traits"}


@pytest.mark.parametrize("mechanism", [m for m in MECHANISMS if m.phase is Phase.OBSERVE], ids=lambda m: m.name)
def test_observers_draw_nothing_and_change_nothing(mechanism: type[Mechanism]) -> None:
    stage = anybody()
    play(stage, mechanism())
    assert stage.streams() == set()
    assert not mechanism.owns and not mechanism.settles


@every_parameter
def test_every_number_carries_unit_range_evidence_and_source(mechanism: type[Mechanism], parameter: Any) -> None:
    low, high = parameter.within
    assert low < high and low <= parameter.default <= high
    assert parameter.unit and parameter.doc
    assert parameter.evidence in EVIDENCE
    assert parameter.source or parameter.evidence == "assumed"


@every_parameter
def test_every_number_survives_as_an_integer(mechanism: type[Mechanism], parameter: Any) -> None:
    # a default that is not nothing must not round to nothing: the model would silently lack that part
    for value in (parameter.default, *parameter.within):
        assert (fixed(parameter, value) == 0) == (value == 0), f"{value} {parameter.unit}"


@every_parameter
def test_every_number_is_read_somewhere(mechanism: type[Mechanism], parameter: Any) -> None:
    assert f"self.{parameter.name}" in inspect.getsource(mechanism)


def test_mechanism_modules_import_without_jax() -> None:
    code = "import sys; from sousveil.contract import registry; registry.mechanisms(); sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
