"""The laws that every mechanism is held to, each in one place, and the test that holds mechanisms to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sousveil.contract.mechanism import Mechanism
from sousveil.testing import declared, ends, moving, played

Law = Callable[..., None]


def numpy_and_jax_give_the_same_bits(mechanism: type[Mechanism]) -> None:
    """What is played on NumPy is what a run on JAX does, bit for bit."""
    from sousveil.testing.bits import differing  # JAX, which the other laws do without

    assert differing(mechanism) == []


OF_EACH: tuple[Law, ...] = (
    declared.it_says_what_it_is,
    declared.what_it_names_exists,
    declared.it_emits_in_its_own_phase_and_hears_nothing_later,
    played.it_does_what_it_declares_and_declares_what_it_does,
    played.decide_gives_masks_of_the_right_shape_even_where_nobody_lives,
    played.update_and_begin_write_what_storage_can_hold,
    played.settled_numbers_stay_in_range,
    played.the_same_stage_twice_gives_identical_bits,
    played.judges_and_enforcers_see_the_file_and_never_the_person,
    played.observers_draw_nothing_and_change_nothing,
    ends.no_column_wraps_at_its_ends,
    ends.no_shared_number_wraps_in_a_nation,
    numpy_and_jax_give_the_same_bits,
)
"""Laws of one mechanism."""
OF_NUMBERS: tuple[Law, ...] = (
    declared.every_number_carries_unit_range_evidence_and_source,
    declared.every_number_survives_as_an_integer,
    declared.every_number_is_read_somewhere,
    moving.every_number_moves_something,
)
"""Laws of one parameter of a mechanism."""
OF_ALL: tuple[Law, ...] = (played.their_modules_import_without_jax,)
"""Laws of mechanisms together."""


def laws(*mechanisms: type[Mechanism]) -> Callable[..., None]:
    """A test, one case for each law and mechanism (and number): `test_laws = laws(MyMechanism)`."""
    if not mechanisms:
        raise TypeError("laws() is given at least one mechanism")

    def test_law(law: Law, held: tuple[Any, ...]) -> None:
        law(*held)

    marked: Callable[..., None] = pytest.mark.parametrize(("law", "held"), list(_cases(mechanisms)))(test_law)
    return marked


def _cases(mechanisms: tuple[type[Mechanism], ...]) -> Iterator[Any]:
    for mechanism in mechanisms:
        for law in OF_EACH:
            yield pytest.param(law, (mechanism,), id=f"{mechanism.name}-{law.__name__}")
        for name, parameter in mechanism.parameters.items():
            for law in OF_NUMBERS:
                yield pytest.param(law, (mechanism, parameter), id=f"{mechanism.name}.{name}-{law.__name__}")
    for law in OF_ALL:
        yield pytest.param(law, mechanisms, id=law.__name__)
