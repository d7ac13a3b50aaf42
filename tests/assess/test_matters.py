"""Which unanswered question matters most."""

from __future__ import annotations

from typing import Any

from assess.crowd import assessed, basis

from sousveil.assess.exploring import Screening
from sousveil.assess.matters import matters


def part() -> dict[str, Any]:
    found: dict[str, Any] = assessed()["sheet"]["matters"]
    return found


def test_the_ends_are_runs_of_their_own() -> None:
    sheet, scenario = basis().sheet, basis().scenario
    assert part()["runs"] == 1 + 2 * len(sheet.free(scenario))
    # every face is searched there: fully on, and nothing but an answer moves it
    assert {one.path for one in sheet.blanks} - set(sheet.free(scenario)) == {
        "face_search.equipped", "alerts.face", "arrests.internment",
    }  # fmt: skip
    alarms = next(harm for harm in part()["harms"] if harm["measure"] == "face_alarms")
    moved = {row["question"]: row for row in alarms["questions"]}
    # more false matches a search, more alarms; a look at the alert comes after the alarm and moves none of them
    assert moved["face_search.trial_fpir"]["low_end"] < alarms["base"] < moved["face_search.trial_fpir"]["high_end"]
    assert "review.dismissed_wrong" not in moved
    # the same rate on a longer list of the trial means fewer for each image
    assert (
        moved["face_search.trial_gallery"]["low_end"] > alarms["base"] > moved["face_search.trial_gallery"]["high_end"]
    )


def test_questions_stand_in_the_order_in_which_they_move_a_harm() -> None:
    for harm in part()["harms"]:
        moves = [row["moves"] for row in harm["questions"]]
        assert moves == sorted(moves, reverse=True)
        assert all(move > 0 for move in moves)


def screening(**moved: dict[str, tuple[float, float]]) -> Screening:
    return Screening(
        10, 5, 1 + 2 * len(moved), {"wrongful_detentions": 5.0, "wrong_flags": 5.0, "face_alarms": 5.0}, moved
    )


def test_first_is_the_question_that_leads_for_most_harms() -> None:
    first = {"wrongful_detentions": (0, 9), "wrong_flags": (4, 6)}
    second = {"wrong_flags": (1, 9), "face_alarms": (0, 9), "wrongful_detentions": (5, 5)}
    made = matters(screening(a=first, b=second))
    assert made["first"] is not None
    assert (made["first"]["question"], made["first"]["of"]) == ("b", 3)
    assert made["first"]["harms"] == ["face_alarms", "wrong_flags"]


def test_questions_that_move_it_alike_are_named_too() -> None:
    made = matters(screening(a={"wrong_flags": (0, 100)}, b={"wrong_flags": (99, 0)}, c={"wrong_flags": (0, 50)}))
    assert (made["first"]["question"], made["first"]["alike"]) == ("a", ["b"])


def test_where_nothing_moves_nothing_is_first() -> None:
    assert matters(screening(a={"wrong_flags": (5, 5)}))["first"] is None
    assert matters(None, "a stored run")["reason"] == "a stored run"
