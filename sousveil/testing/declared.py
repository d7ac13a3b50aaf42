"""Laws of what a mechanism says of itself."""

from __future__ import annotations

import inspect

from sousveil.contract import columns as table
from sousveil.contract import events as happenings
from sousveil.contract import registry
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import EVIDENCE, Parameter
from sousveil.contract.phases import Phase
from sousveil.contract.storage import fixed

HOOKS = ("begin", "decide", "update", "settle")


def it_says_what_it_is(mechanism: type[Mechanism]) -> None:
    """A mechanism has a phase, a docstring and at least one hook of its own, and no other mechanism as its base."""
    assert isinstance(mechanism.phase, Phase)
    assert inspect.getdoc(mechanism) and inspect.getdoc(mechanism) != inspect.getdoc(Mechanism)
    assert any(getattr(mechanism, hook) is not getattr(Mechanism, hook) for hook in HOOKS)
    # abstract or final, never in between
    assert mechanism.__bases__ == (Mechanism,)


def what_it_names_exists(mechanism: type[Mechanism]) -> None:
    """Columns, events, shared numbers and mechanisms that it names are in the tables."""
    assert set(mechanism.reads) <= set(table.READABLE)
    assert set(mechanism.owns) <= set(table.BY_NAME)
    assert set(mechanism.uses) | set(mechanism.settles) <= set(table.SHARED)
    assert set(mechanism.hears) | set(mechanism.emits) <= set(happenings.BY_NAME)
    assert {*mechanism.after, *mechanism.instead_of} <= {*registry.mechanisms(), mechanism.name}


def it_emits_in_its_own_phase_and_hears_nothing_later(mechanism: type[Mechanism]) -> None:
    """It emits events of its own phase, none that ties pass on, and hears none of a later phase."""
    assert {happenings.BY_NAME[name].phase for name in mechanism.emits} <= {mechanism.phase}
    assert not [name for name in mechanism.emits if happenings.BY_NAME[name].echo]
    assert all(happenings.BY_NAME[name].phase <= mechanism.phase for name in mechanism.hears)


def every_number_carries_unit_range_evidence_and_source(mechanism: type[Mechanism], parameter: Parameter) -> None:
    """Every parameter has a unit, a range that holds its default, what it is for, and a source unless it is assumed."""
    low, high = parameter.within
    assert low < high and low <= parameter.default <= high
    assert parameter.unit and parameter.doc
    assert parameter.evidence in EVIDENCE
    assert parameter.source or parameter.evidence == "assumed"


def every_number_survives_as_an_integer(mechanism: type[Mechanism], parameter: Parameter) -> None:
    """Neither the default nor an end of the range becomes nothing when it is rounded to an integer."""
    # the model would silently lack that part
    for value in (parameter.default, *parameter.within):
        assert (fixed(parameter, value) == 0) == (value == 0), f"{value} {parameter.unit}"


def every_number_is_read_somewhere(mechanism: type[Mechanism], parameter: Parameter) -> None:
    """The code of the mechanism reads every parameter."""
    assert f"self.{parameter.name}" in inspect.getsource(mechanism)
