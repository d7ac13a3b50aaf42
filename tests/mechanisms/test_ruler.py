"""What the ruler is told, and what is so."""

from __future__ import annotations

from sousveil.contract.quantity import ONE
from sousveil.mechanisms.ruler import RulerInformation
from stage import Stage

PEOPLE = 100
GROWN = 6 * PEOPLE  # the stage puts as many people into every group; six age bands are grown


def test_the_gap_is_the_share_who_say_other_than_they_think() -> None:
    settled = Stage().settle(RulerInformation(), {"says_support": 450, "supports": 300}, people=PEOPLE)
    assert settled["ruler_support"][0] == 450 * ONE // GROWN
    assert settled["true_support"][0] == 300 * ONE // GROWN


def test_an_honest_society_has_no_gap() -> None:
    settled = Stage().settle(RulerInformation(), {"says_support": 321, "supports": 321}, people=PEOPLE)
    assert settled["ruler_support"][0] == settled["true_support"][0]


def test_officials_gloss_over_what_is_missing_and_never_the_truth() -> None:
    made = {"says_support": 300, "supports": 300}
    settled = Stage().settle(RulerInformation(gloss=0.5), made, people=PEOPLE)
    assert settled["ruler_support"][0] == ONE * 3 // 4 and settled["true_support"][0] == ONE // 2


def test_a_place_without_grown_people_keeps_its_numbers() -> None:
    settled = Stage().settle(RulerInformation(), {}, people=0, ruler_support=0.25, true_support=0.75)
    assert settled["ruler_support"][0] == ONE // 4 and settled["true_support"][0] == ONE * 3 // 4
