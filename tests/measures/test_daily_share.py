"""Shares of people whom something befalls on a day."""

import pytest

import paper
from sousveil.measures.daily_share import SAYS_AND_THINKS, daily_share
from sousveil.records.dataset import dataset

EVERYBODY = {"all": 1_000, "age_35_44": 800, "age_0_14": 200}


def records_of(counts):
    whole = paper.tiny(counts, people=EVERYBODY)
    return dataset(whole, paper.meta(whole))


def test_what_befalls_every_adult_every_day_has_a_share_of_one():
    made = daily_share(records_of({"supports": {"all": 800 * 365}}), {"thinks": "supports"})
    assert made.rows() == [(365, "thinks", "all", 1.0, None, None)]


def test_children_count_where_they_are_meant_to():
    records = records_of({"below_tier": {"all": 100 * 365}})
    assert daily_share(records, {"low": "below_tier"}, adults=False)["value"].item() == pytest.approx(0.1)
    assert daily_share(records, {"low": "below_tier"})["value"].item() == pytest.approx(0.125)


def test_an_event_that_nothing_emits_is_left_out():
    made = daily_share(records_of({"supports": {"all": 365}}), SAYS_AND_THINKS)
    assert made["series"].unique().to_list() == ["do support the ruler"]
