"""Figures of the people-level scenarios, by hand."""

import json
from dataclasses import replace

import numpy as np
import pytest

import paper
from sousveil.measures.counts import Counts
from sousveil.measures.quantities import figure
from sousveil.records.dataset import dataset


def counts_of(whole, **parameters):
    records = dataset(whole, paper.meta(whole))
    records.attrs["parameters"] = json.dumps(parameters)
    return Counts(records)


def value(name, counts):
    return figure(name, counts)[0].value


def test_figures_by_hand():
    people = {"all": 1000, "age_35_44": 1000, "minority": 100, "majority": 900, "female": 400, "male": 600}
    counts = counts_of(
        paper.tiny(
            {
                "passed_camera": {"all": 6000, "female": 2000, "male": 4000},
                "face_alarm": {"all": 12, "female": 8, "male": 4},
                "incident": {"all": 50}, "incident_seen": {"all": 10}, "incident_reported": {"all": 12},
                "defaulter_listed": {"all": 3}, "below_tier": {"all": 365}, "on_defaulter_list": {"all": 730},
                "score_gained": {"all": 30}, "score_lost": {"all": 40}, "on_app_today": {"all": 365 * 700},
                "reclaimed_wrongly": {"all": 12, "minority": 10, "majority": 2},
            },
            people=people,
        ),
        **{"face_search.equipped": 0.02},
    )  # fmt: skip
    by_hand = {
        "face_alarms_per_search": 12 / (6000 * 0.02),
        "face_alarms_women_to_men": (8 / 2000) / (4 / 4000),
        "reported_share": 12 / 40,
        "defaulters_listed": 300,
        "below_tier_to_listed": 0.5,
        "points_won_to_lost": 0.75,
        "holders_of_adults": 0.7,
        "reclaimed_wrongly_minority_to_majority": (10 / 100) / (2 / 900),
    }
    for name, expected in by_hand.items():
        assert value(name, counts) == pytest.approx(expected), name


def test_patrols_against_offences():
    whole = paper.history(replicates=2)
    shape = (2, len(whole.time), len(paper.PLACES))
    patrols = np.broadcast_to([0.9, 0.3, 0.6, 1.0], shape)  # urban, rural, urban, abroad
    counts = counts_of(replace(whole, polity={**whole.polity, "patrol_share": patrols}))
    heads = whole.people[:, 0]
    offences = whole.counts[:, :, whole.events.index("incident"), :, 0].sum(axis=1)
    patrol_ratio = ((0.9 * heads[0] + 0.6 * heads[2]) / (heads[0] + heads[2])) / 0.3
    a_head = ((offences[:, 0] + offences[:, 2]) / (heads[0] + heads[2])) / (offences[:, 1] / heads[1])
    assert value("patrols_beyond_offences", counts) == pytest.approx((patrol_ratio / a_head).mean())


def test_names_of_a_week_and_where_criminal_detentions_fall():
    whole = paper.history(replicates=1, days=70)
    interned = np.array(whole.counts)
    interned[:, :, whole.events.index("interned"), 0] = 1  # in the region A-1 alone
    counts = counts_of(replace(whole, counts=interned))
    groups, at = list(whole.groups), whole.events.index
    minority, everybody = groups.index("minority"), groups.index("all")
    listed = whole.counts[0, :, at("suspect_listed"), :2, minority].sum()
    assert value("listed_per_week_pilot", counts) == pytest.approx(listed / whole.people[:2, minority].sum() / 10)
    held = whole.counts[0, :, at("detained_criminally"), :, everybody].sum(axis=0)
    heads = whole.people[:, everybody]
    lift = (held[:2].sum() / heads[:2].sum()) / (held.sum() / heads.sum())
    assert value("criminal_concentration", counts) == pytest.approx(lift)
