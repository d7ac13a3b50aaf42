"""Cameras, reports, and the search of faces."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.quantity import SCALES, Count, Rate
from sousveil.mechanisms.linking import Linking
from sousveil.mechanisms.sensing import Cameras, FaceSearch, Reports, doubled
from stage import Stage

PASSED = {"passed_camera": True}
PLAIN = {"equipped": 1.0, "female_factor": 1.0, "minority_factor": 1.0, "young_factor": 1.0, "old_factor": 1.0}


def alarms(search: FaceSearch, stage: Stage, days: int, fpir: float) -> Any:
    """False alarms by person over so many days."""
    made = (stage.decide(search, day, PASSED, search_fpir=fpir)["face_alarm"] for day in range(1, days + 1))
    return sum(mask.astype(int) for mask in made)


@pytest.mark.parametrize("images", [1, 250, 10_000, 500_000, 100_000_000])
def test_the_chance_of_a_mistake_grows_with_the_list_as_the_formula_says(images: int) -> None:
    made = Stage().settle(FaceSearch(gallery=images), {})["search_fpir"][0] / SCALES[Rate]
    per_comparison = 1 - (1 - 1 / 6000) ** (1 / 10_000)
    assert abs(made - (1 - (1 - per_comparison) ** images)) < 1e-6


def test_the_published_points_of_the_formula() -> None:
    # 1 in 6,000 for 10,000 images (National Physical Laboratory 2023) makes .8299 % for 500,000
    made = [Stage().settle(FaceSearch(gallery=n), {})["search_fpir"][0] / SCALES[Rate] for n in (10_000, 500_000)]
    assert made == pytest.approx([1 / 6000, 0.008299], abs=1e-6)


def test_people_put_on_the_list_make_it_longer_for_everybody() -> None:
    short, long = (Stage().settle(FaceSearch(), {}, watch_list=n)["search_fpir"][0] for n in (0, 10_000))
    assert long / short == pytest.approx(2, rel=1e-3)  # 1 - (1 - x)^2 is 2x but for x^2


def test_false_alarms_come_at_the_stated_rate() -> None:
    made = alarms(FaceSearch(**PLAIN, persistence=0.0), Stage(400), 10, 0.002)
    n = made.size * 10
    assert abs(made.sum() / n - 0.002) < 2 * np.sqrt(0.002 / n)


def test_the_mean_is_the_same_whatever_share_of_it_is_personal() -> None:
    classes = np.arange(1, 16)
    shares = np.append(0.5 ** classes[:-1], 0.5**14)
    assert shares.sum() == 1
    base = Rate(np.asarray(1 << 20, np.uint32))
    chances = doubled(base, Count(classes.astype(np.int32))).q.astype(float)
    assert (shares * chances).sum() == 1 << 20
    # a class is twice as likely to be mistaken as the one below; nobody drawn is the mean
    assert (chances[1:] == 2 * chances[:-1]).all()
    assert doubled(base, Count(np.int32(0) * classes.astype(np.int32))).q[0] == 1 << 20


def test_a_doubled_chance_saturates_at_one() -> None:
    q = doubled(Rate(np.asarray([1 << 30], np.uint32)), Count(np.asarray([15], np.int32))).q
    assert q[0] == (1 << 32) - 1


def test_the_same_few_are_mistaken_again_and_again() -> None:
    stage = Stage(400)
    stage.begin(Linking())
    scattered, clustered = (alarms(FaceSearch(**PLAIN, persistence=p), stage, 60, 1 / 600) for p in (0.0, 1.0))
    # nobody is special where luck is daily: of a Poisson with mean 0.1, 0.5 % are hit twice or more
    assert abs((scattered > 1).mean() - 0.0047) < 0.0008  # three standard errors at 102,400 people
    top = lambda made: np.sort(made.ravel())[::-1][: made.size // 100].sum() / made.sum()  # noqa: E731
    assert top(clustered) > 0.4 > 0.3 > top(scattered)
    # and it is the class of the face that makes them so
    lookalike = stage.people().lookalike.q
    assert (clustered[lookalike >= 8].mean()) > 20 * clustered[lookalike <= 2].mean()


@pytest.mark.parametrize(
    ("group", "factor"), [({"female": True}, 2.0), ({"minority": True}, 5.0), ({"age": "age_65_plus"}, 1.5)]
)
def test_groups_are_mistaken_as_much_oftener_as_their_multiplier_says(group: dict[str, Any], factor: float) -> None:
    search = FaceSearch(equipped=1.0, persistence=0.0)
    base, other = alarms(search, Stage(400), 10, 0.002).sum(), alarms(search, Stage(400).put(**group), 10, 0.002).sum()
    # the same luck in both worlds makes the ratio more certain than these two standard errors of independent counts
    assert abs(other / base - factor) < 2 * factor * np.sqrt(1 / base + 1 / other)


def test_the_listed_are_recognised_at_the_measured_rate_and_are_no_false_alarms() -> None:
    made = Stage(400).put(suspect=True).decide(FaceSearch(equipped=1.0), 1, PASSED, search_fpir=0.5)
    n = made["face_hit"].size
    assert abs(made["face_hit"].mean() - 0.89) < 2 * np.sqrt(0.89 * 0.11 / n)
    assert not made["face_alarm"].any()


def test_who_passes_no_camera_is_neither_found_nor_mistaken() -> None:
    stage = Stage().put(lookalike=15)
    for listed in (True, False):
        made = stage.put(suspect=listed).decide(FaceSearch(), 1, search_fpir=1.0)
        assert not any(mask.any() for mask in made.values())


def test_without_coverage_and_patrols_nothing_is_seen_and_people_still_report() -> None:
    blind = {"coverage": 0.0, "checkpoints": 0.0, "overheard": 0.0, "registered": 0.0, "noticed": 0.0}
    deeds = dict.fromkeys(("infraction", "quarrel", "petition", "oddity", "incident"), True)
    seen = Stage(100).decide(Cameras(**blind), 1, deeds, patrol_share=0.0)
    assert not any(mask.any() for mask in seen.values())
    # 27 % of offences are reported in England and Wales
    reported = Stage(100).decide(Reports(), 1, {"incident": True})["incident_reported"]
    assert abs(reported.mean() - 0.27) < 2 * np.sqrt(0.27 * 0.73 / reported.size) + 1 / 65536


def test_an_offence_is_recorded_with_its_author_or_reported_without_but_not_both() -> None:
    stage = Stage(100)
    seen = stage.decide(Cameras(), 1, {"incident": True})["incident_seen"]
    reported = stage.decide(Reports(), 1, {"incident": True, "incident_seen": seen})["incident_reported"]
    assert seen.any() and reported.any() and not (seen & reported).any()
    assert (~seen & ~reported).any()


def test_patrols_see_offences_where_they_go() -> None:
    stage = Stage(100)
    none, many = (stage.decide(Cameras(), 1, {"incident": True}, patrol_share=p)["incident_seen"] for p in (0.0, 1.0))
    assert many.sum() > none.sum() and not (none & ~many).any()
    # .6 x .4 on camera, and a tenth of the rest
    assert abs(many.mean() - 0.316) < 3 * np.sqrt(0.316 * 0.684 / many.size)


@pytest.mark.parametrize("status", ["held_administratively", "imprisoned", "interned"])
def test_people_in_custody_and_abroad_pass_no_camera_and_are_not_denounced(status: str) -> None:
    for stage in (Stage().put(status=status), Stage().put(abroad=True)):
        assert not stage.decide(Cameras())["passed_camera"].any()
        made = stage.decide(Reports(malice=0.5, informers=0.5), 1, {"criticism": True})
        assert not made["denounced"].any() and not made["denounced_falsely"].any()


def test_informers_hear_what_encryption_hides_and_whom_they_name_falsely_did_nothing() -> None:
    stage, keen = Stage(100), Reports(informers=0.5, malice=0.5)
    open_, sealed = (stage.decide(keen, 1, {"criticism": True, "off_app": o})["denounced"] for o in (False, True))
    assert open_.any() and (open_ == sealed).all()
    group = stage.decide(keen, 1, {"criticism": True, "to_group": True})["denounced"]
    assert abs(open_.sum() / group.sum() - 0.25) < 3 * 0.25 * np.sqrt(1 / open_.sum())
    spoke = np.zeros(stage.shape, bool)
    spoke[::2] = True
    made = stage.decide(keen, 1, {"criticism": spoke})
    assert not (made["denounced"] & ~spoke).any() and not (made["denounced_falsely"] & spoke).any()
    assert made["denounced_falsely"].any()


def test_the_minority_is_recorded_more_closely() -> None:
    deeds = {"oddity": True}
    majority, minority = (Stage(100).put(minority=m).decide(Cameras(), 1, deeds) for m in (False, True))
    assert minority["oddity_seen"].mean() / majority["oddity_seen"].mean() == pytest.approx(2, rel=0.05)
    assert minority["passed_camera"].sum() > majority["passed_camera"].sum()
