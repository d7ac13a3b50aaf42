"""What a credit file holds: what happened, as far as it was put there, and nothing of why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil import simulate
from sousveil.mechanisms.bureau import PAST, CreditBureau
from stage import Stage

FIELDS = ("repaid_on_file", "missed_on_file", "refused_on_file", "clean_quarters", "has_file")


def file_of(stage: Stage) -> tuple[Any, ...]:
    """The file of the first person."""
    people = stage.people()
    read = [getattr(people, name) for name in FIELDS]
    return tuple(int(np.asarray(getattr(field, "q", field))[0, 0]) for field in read)


def lived(stage: Stage, bureau: CreditBureau, day: int = 5, **events: bool) -> Stage:
    """A day on which these events befall everybody."""
    made = stage.decide(bureau, day=day, events=events)
    return stage.update(bureau, day=day, events={**events, **made})


def test_a_loan_paid_back_and_one_for_show_look_the_same() -> None:
    real = lived(Stage(1), CreditBureau(), credit_try=True, lent=True, creditworthy=True)
    show = lived(Stage(1), CreditBureau(), loan_for_show=True)
    assert file_of(real) == file_of(show) == (1, 0, 0, 0, 1)


def test_who_is_refused_gets_nothing_good_on_file_however_creditworthy() -> None:
    stage = lived(Stage(1), CreditBureau(refusal_kept=0), credit_try=True, creditworthy=True)
    assert file_of(stage) == (0, 0, 1, 0, 0)
    assert stage.people().early_refusal.all() and not stage.people().lent_since.any()
    assert lived(stage, CreditBureau(), credit_try=True, lent=True, creditworthy=True).people().lent_since.all()


def test_a_missed_loan_counts_and_begins_the_clean_time_anew() -> None:
    stage = Stage(1).put(clean_quarters=9, repaid_on_file=2, has_file=True)
    assert file_of(lived(stage, CreditBureau(), credit_try=True, lent=True)) == (2, 1, 0, 0, 1)


def test_every_loan_is_paid_back_or_missed_and_every_application_granted_or_refused() -> None:
    stage, luck = Stage(40), np.random.default_rng(1)
    asked = luck.random(stage.shape) < 0.5
    lent, good = asked & (luck.random(stage.shape) < 0.5), asked & (luck.random(stage.shape) < 0.5)
    made = stage.decide(CreditBureau(), events={"credit_try": asked, "lent": lent, "creditworthy": good})
    np.testing.assert_array_equal(made["loan_repaid"] ^ made["loan_lost"], lent)
    np.testing.assert_array_equal(made["loan_repaid"], lent & good)
    np.testing.assert_array_equal(made["credit_denied"], asked & ~lent)


def test_what_is_not_recorded_never_reaches_the_file() -> None:
    for events in ({"lent": True, "creditworthy": True}, {"lent": True}, {}):
        stage = lived(Stage(1), CreditBureau(recorded=0), credit_try=True, **events)
        assert file_of(stage) == (0, 0, 0, 0, 0)
    assert file_of(lived(Stage(1), CreditBureau(recorded=0), loan_for_show=True)) == (0, 0, 0, 0, 0)


def test_a_refusal_late_in_the_run_is_none_of_the_early_ones() -> None:
    assert lived(Stage(1), CreditBureau(), day=365, credit_try=True).people().early_refusal.all()
    assert not lived(Stage(1), CreditBureau(), day=366, credit_try=True).people().early_refusal.any()


def test_entries_are_forgotten_one_at_a_time_at_their_rates() -> None:
    stage = Stage(100).put(missed_on_file=3, refused_on_file=2, has_file=True)
    lived(stage, CreditBureau(miss_kept=0.25, refusal_kept=0.5))
    people, size = stage.people(), 100 * 256
    for left, before, rate in ((people.missed_on_file.q, 3, 0.25), (people.refused_on_file.q, 2, 0.5)):
        assert set(np.unique(left)) == {before - 1, before}
        gone = (left == before - 1).mean()
        assert gone == pytest.approx(rate, abs=4 * (rate * (1 - rate) / size) ** 0.5)  # four standard errors


def test_files_at_the_start_are_there_as_often_as_published_and_as_good_as_the_people() -> None:
    stage = Stage(400).put(solvency=0.8)
    stage.put(np.s_[:, :128], minority=True)
    people = stage.begin(CreditBureau()).people()
    half = 400 * 128
    for where, none in ((np.s_[:, :128], 0.15), (np.s_[:, 128:], 0.09)):
        missing = 1 - people.has_file[where].mean()
        assert missing == pytest.approx(none, abs=4 * (none * (1 - none) / half) ** 0.5)  # four standard errors
    loans = (people.repaid_on_file.q + people.missed_on_file.q)[people.has_file]
    assert loans.mean() == pytest.approx(PAST * 0.6, abs=4 * (PAST * 0.24 / loans.size) ** 0.5)
    paid = people.repaid_on_file.q.sum() / loans.sum()
    assert paid == pytest.approx(0.8, abs=4 * (0.16 / loans.sum()) ** 0.5)
    assert not (people.clean_quarters.q[~people.has_file]).any()
    assert people.clean_quarters.q[people.missed_on_file.q > 0].max() == 7


def test_children_and_people_abroad_have_no_file() -> None:
    stage = Stage(40).put(np.s_[:, :64], age="age_0_14").put(np.s_[:, 64:128], abroad=True)
    assert not stage.begin(CreditBureau()).people().has_file[:, :128].any()


def test_groups_that_are_told_apart_by_no_number_are_served_alike() -> None:
    equal = {"solvency.hardship_minority": 0.0006, "solvency.behind_minority": 0.24,
             "credit_bureau.no_file_minority": 0.09, "show_loans.knows_minority": 0.2}  # fmt: skip
    found = simulate.run("credit-model", people=20_000, days=120, keep=False, replicates=2,
                         set=[f"{path}={value}" for path, value in equal.items()]).history  # fmt: skip
    at, count = {name: i for i, name in enumerate(found.events)}, found.counts.sum(axis=(0, 1, 3))
    rates, errors = [], []
    for group in ("majority", "minority"):
        asked, lent = (int(count[at[name], found.groups.index(group)]) for name in ("credit_try", "lent"))
        rates.append(lent / asked)
        errors.append(0.25 / asked)
    # four standard errors; people ask .7 times each, so that one who asks again adds a third to the variance at most
    assert abs(rates[0] - rates[1]) < 4 * (1.33 * sum(errors)) ** 0.5
