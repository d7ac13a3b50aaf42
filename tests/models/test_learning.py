"""A model learns on its day from what the system recorded, and from nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from models.town import RETRAIN, Lucky, Schooled, judged, regression

import sousveil as sv
from sousveil import overnight, simulate
from sousveil.contract.errors import RequestError
from sousveil.engine.course import live
from sousveil.engine.order import befell, by_person
from sousveil.models.foreign import ModelError
from sousveil.models.outcomes import Outcomes, Schooling
from sousveil.overnight import JudgeNights

DAYS = 24


@pytest.fixture
def nights(monkeypatch):
    """Every night of a course: the day, the scorer of the first replicate, the rows of its last fit."""
    seen = []
    night = JudgeNights.night

    def noting(self, world, day):
        night(self, world, day)
        seen.append((day, self.scorers[0], self.outcomes[0].last if self.outcomes else None))

    monkeypatch.setattr(JudgeNights, "night", noting)
    return seen


def lived(scenario, **course):
    return live(replace(simulate.course_of(scenario), **course))


def test_it_changes_on_its_day_and_on_no_other(nights):
    lived(judged(Schooled(), retrain=RETRAIN))
    scorers = [scorer for _, scorer, _ in nights]
    changed = [day for day in range(1, DAYS + 1) if scorers[day] is not scorers[day - 1]]
    assert [day for day, _, _ in nights] == list(range(DAYS + 1)) and changed == [10, 20]


def test_it_learns_from_what_was_recorded_of_those_who_were_decided_on(nights):
    """The rows and labels are those that somebody finds who watches every day from outside."""
    listed, cleared, files = {}, {}, {}
    world_of = {}

    def each_day(world, day, replicate):
        world_of["world"] = world
        files[day] = {name: by_person(world, world.columns[name])[0] for name in ("lists",)}

    def watched(self, world):
        def seen(word, packed):
            for bit, event in enumerate(word.events):
                if event.name in ("defaulter_listed", "defaulter_cleared"):
                    mine = listed if event.name == "defaulter_listed" else cleared
                    found = np.zeros(256 * len(world.layout.source), bool)
                    found[befell(world, np.asarray(packed)[..., bit, :])[0].person] = True
                    mine[len(mine) + 1] = found

        world.watchers.append(seen)
        return JudgeNights(self, world)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overnight.Judge, "nights", watched)
        lived(judged(Schooled(), retrain=RETRAIN), each_day=each_day)
    last = nights[20][2]
    adult = set(np.flatnonzero(np.isin(np.arange(len(files[1]["lists"])), last.person)))
    wanted = []
    for day in range(1, 20 - RETRAIN["within"] + 2):
        for person in np.flatnonzero(listed[day]):
            if person in adult:
                label = any(cleared[then][person] for then in range(day, day + RETRAIN["within"]))
                # the file as it was in the morning of that day; before day 1 nobody was looked at from outside
                file = files[day - 1]["lists"][person] if day > 1 else None
                wanted.append((person, int(label), file))
    found = list(zip(last.person.tolist(), last.label.tolist(), last.stored["lists"].tolist(), strict=True))
    assert len(found) == len(wanted) > 100 and 0 < sum(label for _, label, _ in found) < len(found)
    for (person, label, file), (who, truly, was) in zip(found, wanted, strict=True):
        assert (person, label) == (who, truly) and was in (None, file)


def test_without_both_outcomes_it_stays_as_it_is():
    course = judged(Schooled(), retrain={**RETRAIN, "outcome": "defaulter_listed"})
    assert lived(course).performance["model_fits"] == 0  # the outcome befell everybody who was decided on


def test_a_model_that_has_learnt_gives_other_scores():
    plain, taught = (lived(judged(regression(), every=5, **said)) for said in ({}, {"retrain": RETRAIN}))
    assert taught.performance["model_fits"] == 2 and plain.state_hash != taught.state_hash


def test_every_replicate_learns_from_its_own_people():
    one = simulate.course_of(judged(regression(), every=5, retrain=RETRAIN))
    two = simulate.course_of(judged(regression(), every=5, retrain=RETRAIN), replicates=2)
    alone, together = live(one), live(two)
    assert alone.state_hash == together.state_hash and together.performance["model_fits"] == 4
    np.testing.assert_array_equal(alone.histograms["score"][0], together.histograms["score"][0])


def test_a_fit_with_luck_of_its_own_is_refused():
    with pytest.raises(ModelError, match=r"(?s)learns otherwise when it is fitted again.*random_state"):
        lived(judged(Lucky(), retrain=RETRAIN))


def test_what_cannot_learn_says_so():
    with pytest.raises(RequestError, match=r"(?s)cannot learn.*without `fit`"):
        sv.run(judged(retrain=RETRAIN), keep=False)


@pytest.mark.parametrize("event", ["content_alarm", "default", "fear", "supports", "detention_error"])
@pytest.mark.parametrize("key", ["outcome", "among"])
def test_what_the_system_does_not_record_is_no_lesson(event, key):
    with pytest.raises(RequestError, match="the system does not record"):
        judged(Schooled(), retrain={**RETRAIN, key: event})


def test_what_never_happens_is_no_lesson():
    with pytest.raises(RequestError, match="never happens here"):
        sv.run(judged(Schooled(), retrain={**RETRAIN, "outcome": "loan_lost"}), keep=False)


# the rows by themselves


def outcomes(**said):
    return Outcomes(
        Schooling(**{"every": 1, "outcome": "", "among": "", "window": 9, "within": 3, "most": 50, **said}), 1
    )


def filled(made, days, people=40, struck=0.3):
    luck = np.random.default_rng(2)
    for day in range(1, days + 1):
        decided = np.flatnonzero(luck.random(200) < people / 200)
        stored = {"lists": luck.integers(0, 256, 200).astype(np.uint8)[decided]}
        made.night(day, decided, np.flatnonzero(luck.random(200) < struck), stored)
    return made


def test_thinning_out_changes_no_lesson():
    thin, whole = filled(outcomes(), 30), outcomes()
    whole._thin_out = lambda day: None
    filled(whole, 30)
    assert sum(len(p.rank) for p in thin.parcels.values()) < sum(len(p.rank) for p in whole.parcels.values())
    for name in ("person", "rank", "label"):
        np.testing.assert_array_equal(getattr(thin.lesson(30), name), getattr(whole.lesson(30), name))


def test_rows_are_drawn_evenly_from_the_window():
    """Of ten days with the same people each gives as many rows, but for luck."""
    made = outcomes(window=1000, within=1, most=4000)
    everybody, half = np.arange(2000), np.arange(0, 2000, 2)
    for day in range(1, 11):
        made.night(day, everybody, half, {"lists": np.full(2000, day, np.uint8)})
    days = np.bincount(made.lesson(10).stored["lists"], minlength=11)[1:]
    # 4,000 of 20,000 without putting back: a day's number has a standard deviation of 17; five of them
    assert days.sum() == 4000 and np.abs(days - 400).max() < 5 * np.sqrt(4000 * 0.1 * 0.9 * 16000 / 19999)


def test_a_decision_counts_when_its_outcome_must_have_shown_and_until_the_window_ends():
    made = outcomes(most=10_000)
    for day in range(1, 21):
        made.night(day, np.array([day]), np.array([day - 2]), {"lists": np.zeros(1, np.uint8)})
    # decided on day d, befallen on day d + 2, the last of the three days within which it shows
    lesson = made.lesson(20)
    assert lesson is None  # all of them have the outcome
    made.parcels[15].label[:] = 0
    assert made.lesson(20).person.tolist() == list(range(12, 19)) and made.lesson(20).label.sum() == 6
