"""What the ladder says of agreement is so: it agrees with itself, and names what was changed."""

from dataclasses import replace

import pytest
from small import small

from benchmarks.ladder.agreement import agreement, kernel_by_kernel
from benchmarks.ladder.plain import Plain
from benchmarks.ladder.prepared import prepare, read, save
from benchmarks.ladder.rung import Society, climb

PEOPLE, DAYS = 4_000, 3
scenario = Plain.of(small(f"people: {PEOPLE}\ndays: {DAYS}\n"))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    file = tmp_path_factory.mktemp("ladder") / "input.json"
    assert save(prepare(scenario, 10), file) < 100_000  # carried to a device: small
    return read(file)


def test_a_processor_agrees_with_itself(prepared):
    found = agreement(prepared)
    assert found["state_hash_agrees"] and found["first_difference"] is None
    assert found["figures"] > 3 and found["figures_outside"] == {}


@pytest.mark.parametrize(
    ("path", "value", "first", "far"),
    [
        ("platform.need", 0.9, "day 1, LIVE tally: LIVE.0", {"paid"}),
        ("platform.habit_days", 2.0, "day 2, LIVE update: account", set()),
    ],
)
def test_other_rules_are_told_by_day_and_name(prepared, path, value, first, far):
    other = replace(prepared.scenario, parameters={**prepared.scenario.parameters, path: value})
    found = agreement(replace(prepared, scenario=other))
    assert found["first_difference"] == first
    assert found["figures_outside"].keys() == far
    assert found["state_hash_agrees"] == (path == "platform.need")  # who pays is an event and kept in no column yet


def test_a_figure_far_from_the_replicates_is_outside(prepared):
    shifted = {name: (mean + 100 * (1 + deviation), deviation) for name, (mean, deviation) in prepared.figures.items()}
    assert agreement(replace(prepared, figures=shifted))["figures_outside"].keys() == shifted.keys()


def test_kernels_of_one_device_answer_alike():
    found = kernel_by_kernel(scenario, people=2_000, days=2)
    assert found["kernels"] > 5 and found["different"] == {}


def test_a_rung_of_copies_has_the_people_it_says_and_says_what_it_extrapolates():
    row = climb(Society(scenario, PEOPLE), 3 * PEOPLE, DAYS, 60.0, {"copied_bytes_per_s": 1e9, "words_per_s": 1e9})
    assert row["people"] == 3 * PEOPLE and row["copies"] == 3 and row["days"] == DAYS
    assert row["year_is"] == f"extrapolated from {DAYS} days"
    # every column is written at most once and read at least once a day
    assert row["moved_bytes_per_slot"] > 0 and row["words_per_day"] % (2 * row["slots"]) == 0
