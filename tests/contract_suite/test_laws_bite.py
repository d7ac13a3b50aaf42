"""No law is there for show: for each there is a mechanism that breaks it and is found out."""

from __future__ import annotations

import pytest

from contract_suite import lawless
from sousveil.testing import laws
from sousveil.testing.ends import wrapped
from sousveil.testing.suite import OF_ALL, OF_EACH, OF_NUMBERS


@pytest.mark.parametrize("law", (*OF_EACH, *OF_ALL), ids=lambda law: law.__name__)
def test_who_breaks_a_law_is_found_out(law):
    with pytest.raises((AssertionError, TypeError)):
        law(lawless.BREAKERS[law.__name__])


@pytest.mark.parametrize("law", OF_NUMBERS, ids=lambda law: law.__name__)
def test_who_breaks_a_law_of_numbers_is_found_out(law):
    breaker = lawless.BREAKERS[law.__name__]
    (parameter,) = breaker.parameters.values()
    with pytest.raises(AssertionError):
        law(breaker, parameter)


def test_the_columns_that_wrap_are_named():
    # a little more than one is clipped when it is stored: `means` does not wrap
    assert wrapped(lawless.Careless, 1, 1, 0) == {"fear", "trust"}


def test_laws_of_nobody_are_a_mistake():
    with pytest.raises(TypeError, match="at least one"):
        laws()
