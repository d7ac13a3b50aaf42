"""The auditor's identities."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from contract_suite.noting import anybody, anything
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.mechanisms.audit import Audit
from stage import Stage

DETENTIONS = ("detained_administratively", "detained_criminally", "interned")
PROTECTED = ("content_hit", "contact_seen", "petition_seen", "oddity_seen")
FALSE = ("content_alarm", "face_alarm", "denounced_falsely", "false_merge")
OFFENCES = ("incident_seen", "infraction_seen", "quarrel_seen")


class Unlucky(Stage):
    """A stage on which drawing is a failure."""

    def draws(self, mechanism: Mechanism, day: int) -> Draws:
        class Refused:
            def __call__(self, name: str) -> Any:
                raise AssertionError(f"drew {name}")

            lasting = __call__

        return Refused()  # type: ignore[return-value]


def audit(stage: Stage | None = None, **events: bool) -> dict[str, bool]:
    """What is noted of one person."""
    made = (stage or Stage(1)).decide(Audit(), events=events)
    return {name: bool(mask.all()) for name, mask in made.items()}


def test_every_detention_is_an_error_or_protected_or_of_an_offender() -> None:
    stage = anybody()
    given = anything(stage, Audit())
    made = stage.decide(Audit(), events=given)
    detention = np.logical_or.reduce([given[name] for name in DETENTIONS])
    offender = detention & (stage.people().offence.q > 0)
    assert (made["detention"] == detention).all()
    parts = [made["detention_error"], made["detention_protected"], offender]
    assert (sum(part.astype(int) for part in parts) == detention).all()
    assert all(part.any() for part in parts)


def test_no_alert_is_both_an_error_and_about_protected_conduct() -> None:
    stage = anybody()
    made = stage.decide(Audit(), events=anything(stage, Audit()))
    assert not (made["flag_error"] & made["flag_protected"]).any()
    assert not (made["flag_error_protected"] & ~made["flag_error"]).any()


def test_every_alert_about_an_innocent_person_is_wrongful_unless_an_offence_is_on_record() -> None:
    stage = anybody()
    given = anything(stage, Audit())
    made = stage.decide(Audit(), events=given)
    seen = np.logical_or.reduce([given[name] for name in OFFENCES])
    innocent = stage.people().offence.q == 0
    wrongful = made["flag_error"] | made["flag_protected"]
    assert (wrongful[innocent & ~seen] == given["flag"][innocent & ~seen]).all()


@pytest.mark.parametrize("ground", FALSE)
def test_a_false_ground_alone_is_an_error_whatever_the_person_did_elsewhere(ground: str) -> None:
    for stage in (Stage(1), Stage(1).put(offence=5)):
        made = audit(stage, flag=True, **{ground: True})
        assert made["flag_error"] and not made["flag_protected"]
        assert made["flag_error_protected"] == (ground == "content_alarm")


@pytest.mark.parametrize("ground", PROTECTED)
def test_a_perfect_censor_errs_never_and_wrongs_every_time(ground: str) -> None:
    made = audit(Stage(1).put(dissent=5), flag=True, visit=True, detained_administratively=True, **{ground: True})
    assert made["flag_protected"] and not made["flag_error"]
    assert made["visit_wrongful"] and made["detention_protected"] and not made["detention_error"]


@pytest.mark.parametrize("ground", OFFENCES)
def test_an_offence_on_record_makes_an_alert_right(ground: str) -> None:
    made = audit(Stage(1).put(offence=5), flag=True, visit=True, content_hit=True, **{ground: True})
    assert not made["flag_error"] and not made["flag_protected"] and not made["visit_wrongful"]


def test_reports_and_faces_are_judged_by_what_the_person_did() -> None:
    for ground in ("denounced", "face_hit"):
        assert audit(Stage(1).put(offence=1), flag=True, **{ground: True})["flag_error"] is False
        assert audit(Stage(1).put(dissent=1), flag=True, **{ground: True})["flag_protected"]
        assert audit(Stage(1), flag=True, **{ground: True})["flag_error"]


def test_a_dismissal_is_wrong_only_where_there_was_something_unprotected() -> None:
    assert audit(Stage(1).put(offence=1), flag=True, reviewed=True, dismissed=True)["dismissed_wrongly"]
    assert not audit(Stage(1).put(offence=1), flag=True, reviewed=True)["dismissed_wrongly"]
    for stage in (Stage(1), Stage(1).put(dissent=9)):  # speech and prayer are nothing to be found guilty of
        assert not audit(stage, flag=True, reviewed=True, dismissed=True)["dismissed_wrongly"]


def test_doors_are_closed_wrongly_to_those_without_debt_and_offence() -> None:
    for refusal in ("travel_denied", "credit_denied", "school_denied", "work_denied"):
        assert audit(Stage(1), **{refusal: True})["door_wrongful"]
        assert not audit(Stage(1).put(defaulter=True), **{refusal: True})["door_wrongful"]
        assert not audit(Stage(1).put(offence=1), **{refusal: True})["door_wrongful"]
        assert audit(Stage(1).put(suspect=True, dissent=2), **{refusal: True})["door_wrongful"]


def test_seen_and_unseen_add_up() -> None:
    stage = anybody()
    given = anything(stage, Audit())
    made = stage.decide(Audit(), events=given)
    seen = given["incident"] & (given["incident_seen"] | given["incident_reported"])
    assert (made["incident_unseen"] ^ seen == given["incident"]).all()
    spoke = given["complaint"] | given["criticism"] | given["mobilisation"]
    found = spoke & (given["content_hit"] | given["contact_seen"])
    assert (made["sensitive_unseen"] ^ found == spoke).all()


def test_stocks_are_the_lists_as_they_stand() -> None:
    stage = Stage(1).put(suspect=True, defaulter=True, score=500, tier=0)
    made = audit(stage)
    assert made["on_suspect_list"] and made["on_defaulter_list"] and made["below_tier"] and made["on_app_today"]
    assert not audit(stage.put(suspended=True, score=0))["on_app_today"]
    assert audit(Stage(1).put(aware=True))["aware_today"] and not made["aware_today"]
    assert not audit(stage)["below_tier"]  # nobody without a score has a tier


def test_crossing_the_line_of_the_low_tiers_is_seen_and_other_moves_are_not() -> None:
    for tier, moved, expected in (
        (0, "tier_fell", "entered_below"), (1, "tier_rose", "left_below"), (1, "tier_fell", ""), (2, "tier_rose", ""),
    ):  # fmt: skip
        made = audit(Stage(1).put(score=500, tier=tier), **{moved: True})
        assert [name for name in ("entered_below", "left_below") if made[name]] == [expected][: bool(expected)]


def test_nothing_is_drawn_and_nothing_owned() -> None:
    stage = Unlucky(2)
    made = stage.decide(Audit(), events=dict.fromkeys(Audit.hears, True))
    assert set(made) == set(Audit.emits) and not Audit.owns and not Audit.settles


def test_a_quiet_day_has_no_findings() -> None:
    made = audit()
    assert [name for name, found in made.items() if found] == ["on_app_today"]
