"""Who signs what, and who votes how."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sousveil.contract.countries import SIGNED_CRITICISM, SIGNED_SUPPORT, SIGNED_UNKNOWN, STATEMENTS
from sousveil.mechanisms.diplomacy import CouncilVote, Statements
from stage import Stage

CLOSED = {"openness": 0.1, "alignment": 0.9, "kinship": 0.2}
OPEN = {"openness": 0.9, "alignment": 0.6, "kinship": 0.6}
SIGNING = ("signs_support", "signs_criticism", "says_nothing")


def signed(values: Any = None, events: Any = None, polity: Any = None, **columns: Any) -> dict[str, Any]:
    given = {"statement_due": 6, **(polity or {})}
    return Stage().put(**columns).decide(Statements(**(values or {})), 40, events, **given)


def anywhere(stage: Stage, seed: int = 2) -> Stage:
    """Countries spread evenly over openness, votes and trade."""
    random = np.random.default_rng(seed)
    for name in ("alignment", "kinship", "dependence"):
        stage.stored[name] = random.integers(0, 256, stage.shape).astype(np.uint8)
    stage.stored["openness"] = random.integers(0, 1 << 16, stage.shape).astype(np.uint16)
    return stage


def test_everybody_says_exactly_one_thing_when_statements_are_read_and_nothing_else_ever() -> None:
    stage = anywhere(Stage())
    made = stage.decide(Statements(), statement_due=6)
    assert (sum(made[name].astype(int) for name in SIGNING) == 1).all()
    assert not any(mask.any() for mask in stage.decide(Statements(), statement_due=0).values())
    assert not any(mask.any() for mask in signed(exporter=True).values())


def test_silence_is_the_commonest_stance() -> None:
    made = anywhere(Stage()).decide(Statements(), statement_due=1)
    shares = [made[name].mean() for name in SIGNING]
    assert max(shares) == shares[2] > 0.5 and min(shares) > 0


@pytest.mark.parametrize(
    ("column", "values", "event"),
    [("alignment", (0.4, 0.6, 0.9), "signs_support"), ("dependence", (0, 0.3, 0.9), "signs_support"),
     ("openness", (0.9, 0.5, 0.1), "signs_support"), ("kinship", (0.2, 0.5, 0.9), "signs_criticism"),
     ("dependence", (0.9, 0.3, 0), "signs_criticism"), ("openness", (0.1, 0.5, 0.9), "signs_criticism")],
)  # fmt: skip
def test_every_reason_pulls_its_way(column: str, values: tuple[float, ...], event: str) -> None:
    base = {"openness": 0.4, "alignment": 0.8, "kinship": 0.3}
    found = [signed(**{**base, column: value})[event] for value in values]
    for fewer, more in pairwise(found):
        assert more.sum() > fewer.sum()


def test_what_one_signed_last_and_what_those_near_hold_is_kept_to() -> None:
    for event, stance, near, columns in (
        ("signs_support", "supporting", "kin_supporting", CLOSED),
        ("signs_criticism", "opposing", "kin_opposing", OPEN),
    ):
        silent = signed({"company": 4}, **columns)[event]
        assert signed({"company": 4}, stance=stance, **columns)[event].sum() > silent.sum()
        assert signed({"company": 4}, **{near: 1}, **columns)[event].sum() > silent.sum()
        assert (signed({"company": 1}, **{near: 1}, **columns)[event] == signed({"company": 1}, **columns)[event]).all()


def test_the_coalition_moves_its_members_to_criticism_and_nobody_else() -> None:
    free = signed(**OPEN)["signs_criticism"]
    bound = signed(events={"in_coalition": True}, polity={"coalition": 0.8}, **OPEN)["signs_criticism"]
    assert (bound | ~free).all() and bound.sum() > free.sum()
    assert (signed(polity={"coalition": 0.8}, **OPEN)["signs_criticism"] == free).all()
    assert (signed(events={"in_coalition": True}, **OPEN)["signs_criticism"] == free).all()


def test_who_thinks_better_of_the_closed_model_supports_more_and_criticises_less() -> None:
    neutral, leaning = (signed({"favour": 4}, leaning=yes, openness=0.5, alignment=0.7) for yes in (False, True))
    assert leaning["signs_support"].sum() > neutral["signs_support"].sum()
    assert leaning["signs_criticism"].sum() < neutral["signs_criticism"].sum()


def test_what_is_documented_is_signed_as_it_was_and_not_drawn() -> None:
    stage = anywhere(Stage())
    for number, name in enumerate(STATEMENTS, 1):
        codes = np.random.default_rng(number).integers(0, 3, stage.shape)
        for code in (SIGNED_SUPPORT, SIGNED_CRITICISM):
            stage.put(codes == code, **{name: code})
        made = stage.decide(Statements(given=len(STATEMENTS)), statement_due=number)
        assert (made["signs_support"] == (codes == SIGNED_SUPPORT)).all()
        assert (made["signs_criticism"] == (codes == SIGNED_CRITICISM)).all()
    unknown = anywhere(Stage()).put(october_2019=SIGNED_UNKNOWN)
    made, free = (unknown.decide(Statements(given=given), statement_due=2) for given in (4, 0))
    assert not made["signs_criticism"].any() and (made["signs_support"] | ~free["signs_support"]).all()
    assert made["signs_support"].any() and made["says_nothing"].any()
    drawn, after = (stage.decide(Statements(given=given), statement_due=5) for given in (0, 4))
    assert all((drawn[name] == after[name]).all() for name in drawn)


def test_the_stance_is_what_was_signed_last_and_turns_are_told() -> None:
    stage, mechanism = anywhere(Stage()), Statements()
    stage.put(np.random.default_rng(5).random(stage.shape) < 0.3, stance="supporting")
    before, made = stage.people(), stage.decide(mechanism, statement_due=6)
    assert (made["turns_to_support"] == (made["signs_support"] & ~before.supporting)).all()
    assert (made["falls_silent"] == (made["says_nothing"] & ~before.silent)).all()
    people = stage.update(mechanism, events=made).people()
    assert (people.supporting == made["signs_support"]).all() and (people.opposing == made["signs_criticism"]).all()
    quiet = stage.stored["stance"].copy()
    stage.update(mechanism, events=stage.decide(mechanism, statement_due=0))
    assert (stage.stored["stance"] == quiet).all()


def votes(day: int = 40, values: Any = None, **columns: Any) -> dict[str, Any]:
    return Stage().put(council=True, **columns).decide(CouncilVote(**(values or {})), day)


def test_members_vote_one_way_in_the_quarters_of_a_vote_and_others_never() -> None:
    assert (sum(mask.astype(int) for mask in votes(**OPEN).values()) == 1).all()
    assert not any(mask.any() for day in (39, 41, 43) for mask in votes(day, **OPEN).values())
    assert not any(mask.any() for mask in Stage().decide(CouncilVote(), 40).values())
    assert votes(44, exporter=True)["votes_against_debate"].all()


def test_members_vote_as_they_stand_and_the_silent_by_votes_and_openness() -> None:
    assert votes(stance="supporting", values={"loyal": 1})["votes_against_debate"].all()
    assert votes(stance="opposing", values={"loyal": 1})["votes_for_debate"].all()
    closed, open_ = votes(**CLOSED), votes(**OPEN)
    assert closed["votes_against_debate"].sum() > open_["votes_against_debate"].sum()
    assert closed["votes_for_debate"].sum() < open_["votes_for_debate"].sum()
