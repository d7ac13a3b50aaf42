"""Tables behind the pictures add up to the measures."""

import polars as pl
import pytest

import paper
from sousveil.measures.counts import Counts
from sousveil.measures.registry import measure
from sousveil.measures.summary import entries
from sousveil.measures.timeline import means, periods, shared_over_time, support, timeline
from sousveil.records.dataset import dataset


@pytest.fixture(scope="module")
def records():
    whole = paper.history(days=58, every=5)
    return dataset(whole, paper.meta(whole))


@pytest.mark.parametrize("width", [1, 7, 30, 400])
def test_periods_cover_every_day_once_and_are_no_shorter_than_asked(records, width):
    ends, lengths, cuts = periods(records, width)
    assert lengths.sum() == 58 == ends[-1]
    assert len(ends) == len(cuts) and cuts[0] == 0
    shortest = 3 if width == 1 else min(width, 58)  # the last bin of the records has three days
    assert lengths.min() >= shortest


@pytest.mark.parametrize("width", [1, 14])
def test_a_series_averages_to_the_measure(records, width):
    made = timeline(records, {"visits": ["visit"]}, ["all", "minority"], width)
    _, lengths, _ = periods(records, width)
    for group in ("all", "minority"):
        mean = (made.filter(group=group)["value"].to_numpy() * lengths).sum() / 58
        whole = {entry["group"]: entry["value"] for entry in entries(measure("visits"), Counts(records))}
        assert mean == pytest.approx(whole[group], rel=1e-12)


def test_a_series_of_several_events_and_one_that_is_missing(records):
    made = timeline(records, {"both": ["visit", "stop"], "none": ["kin_pressed"]}, width=60)
    assert made["series"].unique().to_list() == ["both"]
    parts = timeline(records, {"visit": ["visit"], "stop": ["stop"]}, width=60)["value"].sum()
    assert made["value"].to_list() == pytest.approx([parts])
    assert made["low"][0] <= made["value"][0] <= made["high"][0]


def test_the_last_point_of_support_is_the_ruler_s_error(records):
    last = dict(support(records).filter(pl.col("day") == 58).select("series", "value").rows())
    error = 100 * (last["as reported to the ruler"] - last["as it is"])
    assert error == pytest.approx(entries(measure("ruler_error"), Counts(records))[0]["value"])


def test_shared_numbers_and_columns_over_time(records):
    assert shared_over_time(records, ["hash_coverage", "flood"])["series"].unique().to_list() == ["hash_coverage"]
    made = means(records, ["fear", "suspicion"])
    assert made["series"].unique().to_list() == ["fear"] and made["day"].to_list() == [0, 29, 58]
    assert made["value"][-1] == pytest.approx(entries(measure("fear"), Counts(records))[0]["value"])
