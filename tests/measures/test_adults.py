"""Shares of people of 15 and more, and alerts wrongly cleared."""

from dataclasses import replace

import numpy as np
import pytest
from measures.test_measures import opinions, reason, records_of, value

import paper


def test_the_gap_is_known_by_sex_where_records_count_adults_by_sex():
    records = opinions()
    female = records["group"].values.tolist().index("female")
    adults = np.zeros((1, records.sizes["group"]), np.int64)
    adults[0, [records["group"].values.tolist().index(group) for group in ("all", "urban")]] = 1000
    adults[0, female] = 500
    for event, daily in (("supports", 100), ("says_support", 300)):
        records[event].values[:, -1, 0, female] = daily * int(records["days"].values[-1])
    counted = records.assign(adults=(("place", "group"), adults))
    assert value("falsification_gap", counted) == pytest.approx(40)
    assert value("falsification_gap", counted, "female") == pytest.approx(40)  # (300 - 100) of 500
    assert "it has none" in reason("falsification_gap", counted, "age_0_14")


def test_those_who_know_are_a_share_of_adults_at_the_end():
    whole = paper.tiny({"aware_today": {"all": 250 * 365}, "learnt": {"all": 10}})
    adults = np.zeros_like(whole.people)
    adults[0, 0] = 500
    assert value("aware", records_of(replace(whole, adults=adults))) == pytest.approx(0.5)


def test_wrongly_cleared_alerts_are_counted_and_shared_out():
    whole = paper.tiny({"dismissed": {"all": 40}, "dismissed_wrongly": {"all": 10}})
    assert value("wrongly_cleared", records_of(whole)) == pytest.approx(1000)  # 10 of 1,000 people in a year
    assert value("wrongly_cleared_share", records_of(whole)) == pytest.approx(0.25)
