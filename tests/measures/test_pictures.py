"""Distributions and maps add up to the measures they picture."""

import numpy as np
import pytest

import paper
from sousveil.measures.by_place import FEW, by_place
from sousveil.measures.counts import Counts
from sousveil.measures.distribution import distribution
from sousveil.measures.registry import measure
from sousveil.records.dataset import dataset


@pytest.fixture(scope="module")
def records():
    whole = paper.history(people=2_000)
    return dataset(whole, paper.meta(whole))


def test_a_distribution_is_the_whole_group_and_has_the_mean_of_the_measure(records):
    made = distribution(records, "trust", at=(-1,))
    assert made["share"].sum() == pytest.approx(1)
    assert made["day"].unique().to_list() == [60]
    points = made["lower"].to_numpy() + made["width"].to_numpy() / 2
    points[0] = 0  # the lowest bin stands for nothing at all
    mean = measure("trust").value(Counts(records))[:, 0].mean()
    assert (points * made["share"].to_numpy()).sum() == pytest.approx(mean, rel=1e-3)  # replicates share their people


def test_a_column_that_nobody_moves_has_no_distribution(records):
    assert distribution(records, "suspicion").is_empty()


def test_a_map_adds_up_to_the_measure(records):
    made = by_place(records, ["visit"])
    people = records["people"].values[:, 0]
    rates = made.whole[:, 0]
    assert np.isnan(rates).tolist() == (people < FEW).tolist()
    mean = measure("visits").value(Counts(records))[:, 0].mean()
    assert (rates * people)[people >= FEW].sum() / people.sum() == pytest.approx(mean, rel=1e-12)


def test_periods_of_a_map_average_to_the_whole(records):
    made = by_place(records, ["visit", "stop"], width=30)
    assert made.days == (30, 60)
    assert made.parts.mean(axis=0) == pytest.approx(made.whole, nan_ok=True)
    assert by_place(records, ["kin_pressed"]) is None
