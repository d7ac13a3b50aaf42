"""What must be so under each safeguard, whatever the scenario."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from bounded import bounded

from sousveil.contract.columns import GROUPS
from sousveil.contract.quantity import ONE, SCALES, Rate
from sousveil.contract.views import Polity, Tally
from sousveil.mechanisms.beliefs import Adaptation
from sousveil.mechanisms.consequences import Doors, Livelihood
from sousveil.mechanisms.custody import Custody
from sousveil.mechanisms.linking import Dossier, Linking
from sousveil.mechanisms.policing import Patrol, Pressure, Review
from sousveil.mechanisms.safeguards import Appeal, AuditSample, Compensation, Warrant
from sousveil.mechanisms.scoring import AccountCut, Defaulters, Scoring
from sousveil.mechanisms.screening import ContactWatch, Screening
from sousveil.mechanisms.sensing import FaceSearch
from sousveil.mechanisms.suspicion import Suspicion
from stage import Stage

HELD = ("held_administratively", "held_criminally", "charged", "imprisoned", "interned")


def suspected(level: float = 0.5) -> Stage:
    return Stage().put(suspicion=level)


# appeal


@pytest.mark.parametrize("status", HELD)
def test_without_success_no_appeal_is_won_and_with_every_chance_all_are(status: str) -> None:
    stage = Stage().put(status=status)
    sure = {"delay": 1, "filed": 1}
    assert not stage.decide(Appeal(success=0, **sure))["appeal_won"].any()
    assert stage.decide(Appeal(success=1, **sure))["appeal_won"].all()
    assert not stage.put(abroad=True).decide(Appeal(success=1, **sure))["appeal_heard"].any()


def test_appeals_take_as_long_as_said_and_the_same_people_appeal() -> None:
    stage = Stage(blocks=400).put(suspect=True)
    appeal, people = Appeal(success=0.5, delay=20, filed=0.25), 400 * 256
    heard = [stage.decide(appeal, day)["appeal_heard"] for day in range(1, 41)]
    ever = np.any(heard, axis=0)
    # of those who appeal, all but (1 - 1/20)^40 have had a decision after 40 days; 4 standard errors
    assert ever.mean() == pytest.approx(0.25 * (1 - 0.95**40), abs=4 * 0.5 / people**0.5)
    assert np.mean(heard) == pytest.approx(0.25 / 20, abs=4 * (0.0125 / people / 40) ** 0.5 + 0.25 / 65536)
    won = stage.decide(appeal, 1)
    assert not (won["appeal_won"] & ~won["appeal_heard"]).any()


def test_nobody_appeals_without_cause() -> None:
    assert not Stage().decide(Appeal(success=1, delay=1, filed=1))["appeal_heard"].any()


def test_an_appeal_that_is_won_sets_right_what_was_done() -> None:
    won = {"appeal_won": True}
    for status in HELD:
        stage = Stage().put(status=status, days_left=100)
        released = stage.decide(Custody(release=0), events=won)["released"]
        assert released.all()
        assert not stage.decide(Custody(release=0))["released"].any()
        assert stage.update(Custody(), events={"released": released, **won}).people().released.all()
    assert suspected().update(Suspicion(), events=won).people().suspicion.q.max() == 0
    assert Stage().put(score=400).update(Scoring(start=1000), events=won).people().score.q.min() == 1000
    assert Stage().put(score=1040).update(Scoring(start=1000), events=won).people().score.q.min() == 1040
    assert Stage().put(defaulter=True).decide(Defaulters(expiry=0), events=won)["defaulter_cleared"].all()
    assert Stage().put(suspended=True).decide(AccountCut(restoring=0), events=won)["account_restored"].all()


# human_review


def test_a_perfect_review_dismisses_every_mistake() -> None:
    mistake = {"flag": True, "content_alarm": True}
    face = {"flag": True, "face_alarm": True}
    review = bounded(Review, "human_review", quality=1)
    for given in (mistake, face):
        made = suspected().decide(review, events=given, review_share=1)
        assert made["reviewed"].all()
        assert not (made["visit"] | made["stop"]).any()
    assert suspected().decide(Review(dismissed_wrong=0), events=mistake, review_share=1)["visit"].any()


# warrant


def test_without_warrants_nobody_is_visited_and_stops_remain() -> None:
    stage, alert = suspected(1), {"flag": True}
    refused = stage.decide(Warrant(granted=0), events=alert)
    assert refused["warrant_refused"].all()
    made = stage.decide(Review(), events={**alert, **refused}, review_share=1)
    assert not made["visit"].any()
    assert stage.decide(Review(), events=alert, review_share=1)["visit"].any()
    assert stage.decide(Review(), events={**alert, **refused, "face_hit": True}, review_share=1)["stop"].any()


def test_a_warrant_needs_grounds_on_file() -> None:
    alert = {"flag": True}
    assert suspected(0.09).decide(Warrant(granted=1, grounds=0.1), events=alert)["warrant_refused"].all()
    assert not suspected(0.11).decide(Warrant(granted=1, grounds=0.1), events=alert)["warrant_refused"].any()
    assert not suspected(0).decide(Warrant(granted=1, grounds=0), events=alert)["warrant_refused"].any()
    assert not suspected(0).decide(Warrant(granted=0))["warrant_refused"].any()


# threshold_floor


def test_with_a_floor_of_full_suspicion_nobody_is_listed() -> None:
    stage = Stage()
    stage.stored["suspicion"][:] = np.linspace(0, 65535, stage.shape[0] * 256).astype(np.uint16).reshape(stage.shape)
    assert not stage.decide(bounded(Suspicion, "threshold_floor", floor=1))["suspect_listed"].any()
    listed = stage.decide(bounded(Suspicion, "threshold_floor", floor=0.5))["suspect_listed"]
    # a person in 65,535 stands on either side of the floor
    assert listed.mean() == pytest.approx(0.5, abs=2 / listed.size)


# watch_list_cap


@pytest.mark.parametrize("images", [0, 100, 1000, 5000])
def test_false_alarms_follow_the_length_of_the_list(images: int) -> None:
    """The closed form of independent comparisons, from the trial's rate and list."""
    search = bounded(FaceSearch, "watch_list_cap", images=images)
    found: float = Stage().settle(search, {}, watch_list=0)["search_fpir"].item() / SCALES[Rate]
    trial = 1 / 6000
    # 10,000 images in the trial; half a 2^32nd of rounding, and the trial's rate as a 2^32nd
    assert found == pytest.approx(1 - (1 - trial) ** (images / 10_000), rel=1e-5, abs=1 / SCALES[Rate])
    assert (found == 0) == (images == 0)


# purpose_limitation


def test_where_nothing_is_joined_nothing_is_merged() -> None:
    seen = {"online": True, "passed_camera": True}
    made = Stage(blocks=400).decide(bounded(Linking, "purpose_limitation"), events=seen)
    assert not (made["linked"] | made["false_merge"]).any()
    assert Stage(blocks=400).decide(bounded(Linking, "purpose_limitation", joined=1), events=seen)["linked"].any()


# retention_limit


def test_with_a_limit_of_no_day_suspicion_has_no_memory() -> None:
    today = {"contact_seen": True}
    memoryless = bounded(Suspicion, "retention_limit", days=0)
    after = [suspected(level).update(memoryless, events=today).stored["suspicion"] for level in (0, 0.2, 0.9)]
    assert (after[0] == after[1]).all() and (after[1] == after[2]).all() and after[0].all()
    kept = Stage().update(bounded(Dossier, "retention_limit", days=0), events=today).people().contact_marks
    assert not kept.q.any()
    longer = [suspected(level).update(bounded(Suspicion, "retention_limit", days=30)).stored["suspicion"].max()
              for level in (0.2, 0.9)]  # fmt: skip
    assert longer[0] < longer[1]


# right_to_know


def test_with_a_notice_every_day_everybody_grown_knows_the_next() -> None:
    made = Stage().decide(bounded(Adaptation, "right_to_know", notice=1))["learnt"]
    assert made.all()
    assert not Stage().put(age="age_0_14").decide(bounded(Adaptation, "right_to_know", notice=1))["learnt"].any()


# no_guilt_by_association


def test_kinship_weighs_nothing() -> None:
    kin = Stage(blocks=400).put(kin_abroad=True, contact_marks=3, kin_sanctioned=True, no_school=True, kin_marks=True)
    seen = {"contact_seen": True, "credit_try": True}
    assert not kin.decide(bounded(Pressure, "no_guilt_by_association"), events=seen)["kin_pressed"].any()
    doors = kin.decide(bounded(Doors, "no_guilt_by_association"), events=seen)
    assert not (doors["school_denied"] | doors["credit_denied"]).any()
    suspicion = bounded(Suspicion, "no_guilt_by_association")
    assert not kin.update(suspicion).stored["suspicion"].any()
    scoring = kin.put(score=1000).decide(bounded(Scoring, "no_guilt_by_association"), day=30)["score_lost"]
    assert kin.update(bounded(Scoring, "no_guilt_by_association"), day=31, events={"score_lost": scoring}) is kin
    assert (kin.people().score.q == 1000).all()


# repair


def test_a_score_is_whole_after_as_many_days_as_it_lacks_points() -> None:
    stage, scoring = Stage(blocks=1).put(score=990), bounded(Scoring, "repair", days_a_point=1)
    for day in range(1, 10):
        stage.update(scoring, day)
    assert (stage.people().score.q == 999).all()
    stage.update(scoring, 10)
    assert (stage.update(scoring, 11).people().score.q == 1000).all()


def test_listings_run_out_and_accounts_come_back() -> None:
    cleared = Stage().put(defaulter=True).decide(bounded(Defaulters, "repair", expiry=1))["defaulter_cleared"]
    restored = Stage().put(suspended=True).decide(bounded(AccountCut, "repair", restoring=1))["account_restored"]
    # a rate of one stops a 2^32nd short of it
    assert cleared.mean() > 0.999 and restored.mean() > 0.999


# rate_cap and end_to_end


SAID = {"mobilisation": True, "to_group": True, "sent_file": True}
FOUND = ("content_hit", "content_alarm", "blocked", "held_for_review", "hold_dropped", "deleted")


@pytest.mark.parametrize(("safeguard", "none"), [("rate_cap", {"sample": 0}), ("end_to_end", {"client_side": 0})])
def test_of_messages_nothing_is_found_held_or_stopped(safeguard: str, none: dict[str, float]) -> None:
    for given in (SAID, {"chat": True}):
        made = Stage(blocks=400).decide(bounded(Screening, safeguard, **none), events=given, rule_coverage=1,
                                        hash_coverage=1)  # fmt: skip
        assert not any(made[name].any() for name in FOUND)
    full = Stage(blocks=400).decide(bounded(Screening, safeguard, **dict.fromkeys(none, 1)), events=SAID)
    assert full["content_hit"].any() and full["held_for_review"].any()


def test_a_sample_looks_at_some_of_the_same_people() -> None:
    stage, passed = Stage(blocks=400).put(suspect=True), {"passed_camera": True}
    whole = stage.decide(bounded(FaceSearch, "rate_cap", sample=1), events=passed)["face_hit"]
    some = stage.decide(bounded(FaceSearch, "rate_cap", sample=0.5), events=passed)["face_hit"]
    assert not (some & ~whole).any()
    # 4 standard errors of the share of those found
    assert some.sum() / whole.sum() == pytest.approx(0.5, abs=4 * 0.5 / whole.sum() ** 0.5)
    contact = stage.decide(bounded(ContactWatch, "rate_cap", sample=0), events={"contact": True})
    assert not contact["contact_seen"].any()


def test_sealed_messages_still_show_who_was_reached() -> None:
    assert Stage().decide(bounded(ContactWatch, "end_to_end"), events={"contact": True})["contact_seen"].any()


# audit_sample


def test_the_sample_sees_the_same_share_wherever_patrols_were() -> None:
    stage = Stage(blocks=400)
    sample = AuditSample(sample=0.1, strength=1)
    seen, unseen = (stage.decide(sample, events={"incident": True, "incident_seen": was}) for was in (True, False))
    assert (seen["incident_audited"] == unseen["incident_audited"]).all()
    assert seen["incident_audited"].mean() == pytest.approx(0.1, abs=4 * 0.3 / 102_400**0.5)
    assert seen["incident_set_aside"].all() and not unseen["incident_set_aside"].any()
    none = stage.decide(AuditSample(strength=0), events={"incident": True, "incident_seen": True})
    assert not (none["incident_audited"] | none["incident_set_aside"]).any()


@pytest.mark.parametrize("learning", [0.01, 0.1])
def test_many_patrols_follow_the_sample_to_the_true_rates_and_their_own_record_away_from_them(learning: float) -> None:
    """Two places of equal size with 57 and 43 % of all offences; patrols find offences in proportion to patrols."""
    rates, groups = np.array([5700, 4300]), tuple(GROUPS)
    audited, own = (np.array([ONE, ONE // 3]) for _ in range(2))

    def next_day(share: Any, seen: Any, sample: Any) -> Any:
        counts = {"incident_seen": seen, "incident_reported": 0 * seen, "incident_set_aside": seen * (sample > 0),
                  "incident_audited": sample}  # fmt: skip
        wide = {name: np.repeat(count[:, None], len(groups), axis=1) for name, count in counts.items()}
        tally = Tally(wide.__getitem__, groups, np.full((2, len(groups)), 100_000), np.zeros(2, bool))
        patrol, stage = Stage().bound(Patrol(learning=learning), wide=True), Stage()
        return patrol.settle(Polity({"patrol_share": share}), tally, stage.luck_of_places(patrol, 1, 2), 1)[
            "patrol_share"
        ].q

    for _ in range(2000):
        audited = next_day(audited, rates * audited // ONE, rates // 10)
        own = next_day(own, rates * own // ONE, 0 * rates)
    # the urn is kept in 65536ths, and a day's step of a hundredth is rounded
    assert audited[1] / audited[0] == pytest.approx(43 / 57, abs=0.005)
    assert own[1] / own[0] < 0.1


# compensation


def test_who_is_let_go_without_a_conviction_is_paid_once() -> None:
    freed = {"released": True}
    for status in HELD:
        stage = Stage().put(status=status)
        made = stage.decide(Compensation(paid=1, paid_administrative=0), events=freed)["compensated"]
        assert made.all() == made.any() == (status in ("held_criminally", "charged", "interned"))
        assert not stage.decide(Compensation(paid=0, paid_administrative=0), events=freed)["compensated"].any()
        assert not stage.decide(Compensation(paid=1))["compensated"].any()
    overturned = Stage().put(status="imprisoned").decide(Compensation(paid=1), events={**freed, "appeal_won": True})
    assert overturned["compensated"].all()
    administrative = Stage().put(status="held_administratively")
    assert administrative.decide(Compensation(paid=0, paid_administrative=1), events=freed)["compensated"].all()


def test_a_payment_is_as_large_as_a_blow() -> None:
    blow = Livelihood(loss=0.25)
    before = Stage().put(means=0.5)
    paid = before.update(blow, events={"compensated": True}).people().means.q.mean() / 65536
    # eight bits, rounded by luck
    assert paid == pytest.approx(0.5 * 1.25, abs=1 / 256)
