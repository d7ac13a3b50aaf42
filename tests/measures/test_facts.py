"""Published against simulated: figures by hand, and who earns a verdict."""

import math

import numpy as np
import pytest

import paper
from sousveil.contract.errors import RequestError
from sousveil.contract.events import BY_NAME
from sousveil.measures.counts import Counts
from sousveil.measures.facts import evaluate
from sousveil.measures.quantities import QUANTITIES, figure
from sousveil.records.dataset import dataset
from sousveil.scenario import load, names


def records_of(whole):
    return dataset(whole, paper.meta(whole))


def fact(**changes):
    given = {
        "id": "C13", "claim": "about 30 % within 30 minutes", "source": "Zhu et al. 2013", "role": "predicted",
        "free": None, "published": [0.25, 0.35], "unit": "share", "measure": "deleted_in_30min_share",
    }  # fmt: skip
    return given | changes


def row(records, **changes):
    return evaluate([fact(**changes)], records)[0]


@pytest.fixture
def deletions():
    return records_of(paper.tiny({"deleted": {"all": 400}, "deleted_in_30min": {"all": 120}}))


def test_a_range_is_kept_from_inside_and_broken_from_outside(deletions):
    made = row(deletions)
    assert (made["simulated"], made["verdict"], made["reason"]) == (0.3, "kept", "")
    assert row(deletions, published=[0.31, 0.35])["verdict"] == "broken"


def test_a_binomial_share_has_a_standard_error_in_one_replicate(deletions):
    assert row(deletions)["standard_error"] == pytest.approx(math.sqrt(0.3 * 0.7 / 400))


def test_a_number_is_kept_within_two_standard_errors(deletions):
    error = math.sqrt(0.3 * 0.7 / 400)
    assert row(deletions, published=0.3 + 1.9 * error)["verdict"] == "kept"
    assert row(deletions, published=0.3 + 2.1 * error)["verdict"] == "broken"


def test_inputs_and_fits_earn_no_verdict(deletions):
    assert row(deletions, role="input", published=0.9)["verdict"] == "unstated"
    fitted = row(deletions, role="calibrated", free=2)
    assert (fitted["verdict"], fitted["free"]) == ("unstated", 2)


def test_percent_and_share_meet(deletions):
    made = row(deletions, published=[25, 35], unit="%")
    assert (made["simulated"], made["verdict"]) == (30, "kept")


def test_an_absent_part_leaves_a_fact_unstated():
    made = row(records_of(paper.tiny({"flag": {"all": 1}})))
    assert (made["simulated"], made["verdict"]) == (None, "unstated")
    assert "nothing in this scenario emits 'deleted_in_30min'" in made["reason"]


def test_a_part_that_never_happened():
    made = row(records_of(paper.tiny({"deleted": {"all": 0}, "deleted_in_30min": {"all": 0}})))
    assert (made["simulated"], made["reason"]) == (None, "it never happened: a message was deleted after it was sent")


def test_a_figure_of_one_replicate_without_error_is_not_judged_against_a_number():
    records = records_of(paper.tiny({"interned": {"minority": 3}, "flag": {"minority": 5}}))
    made = row(records, measure="interned_per_flag_minority", published=0.642)
    assert (made["simulated"], made["verdict"]) == (0.6, "unstated")
    assert "standard error" in made["reason"]


def test_a_measure_may_stand_in_for_a_quantity_and_for_a_group():
    people = {"all": 1000, "minority": 100}
    records = records_of(paper.tiny({"visit": {"all": 5, "minority": 1}}, people=people))
    assert row(records, measure="visits", unit="visits", published=500)["simulated"] == 500
    assert row(records, measure="visits", group="minority")["simulated"] == 1000
    with pytest.raises(RequestError, match="unknown group"):
        row(records, measure="visits", group="martians")


def test_an_unknown_measure_offers_the_nearest(deletions):
    with pytest.raises(RequestError, match="did you mean 'deleted_in_30min_share'"):
        row(deletions, measure="deleted_in_30_min_share")


def test_replicates_give_the_standard_error():
    whole = paper.history(replicates=4)
    found, _ = figure("deleted_in_30min_share", Counts(records_of(whole)))
    at = [whole.events.index(name) for name in ("deleted_in_30min", "deleted")]
    part, total = (whole.counts[:, :, i, :, 0].sum(axis=(1, 2)) for i in at)
    assert found.value == pytest.approx((part / total).mean())
    assert found.standard_error == pytest.approx((part / total).std(ddof=1) / 2)


def test_figures_by_hand():
    records = records_of(
        paper.tiny({
            "convicted": {"all": 999}, "acquitted": {"all": 1}, "travel_denied": {"all": 30},
            "on_defaulter_list": {"all": 20 * 365}, "blocked": {"all": 9}, "online": {"all": 9, "abroad": 50},
            "held_back": {"all": 1}, "complaint": {"all": 1}, "criticism": {"all": 1}, "mobilisation": {"all": 1},
            "learnt": {"all": 110},
        })
    )  # fmt: skip
    by_hand = {
        "acquittal_share": 0.001, "convicted_share": 0.999, "travel_denied_per_listed": 1.5, "blocked_abroad": 0,
        "defaulter_stock_per_100k": 2000, "silence_share": 0.25, "awareness": 0.11,
    }  # fmt: skip
    for name, expected in by_hand.items():
        assert figure(name, Counts(records))[0].value == pytest.approx(expected), name


def test_the_hash_list_is_read_at_the_end_and_weighted_by_people():
    whole = paper.history(replicates=1)
    found, _ = figure("hash_recall", Counts(records_of(whole)))
    people = whole.people[:, 0]
    assert found.value == pytest.approx((whole.polity["hash_coverage"][0, -1] * people).sum() / people.sum())


def test_chances_of_being_censored_are_compared():
    records = records_of(
        paper.tiny({
            "mobilisation": {"all": 10}, "mobilisation_censored": {"all": 6}, "complaint": {"all": 0},
            "criticism": {"all": 40}, "criticism_censored": {"all": 8}, "to_group": {"all": 20},
            "group_censored": {"all": 10}, "private_censored": {"all": 3},
        })
    )  # fmt: skip
    assert figure("mobilisation_to_criticism_censorship_ratio", Counts(records))[0].value == pytest.approx(0.6 / 0.2)
    assert figure("group_to_private", Counts(records))[0].value == pytest.approx(0.5 / 0.1)


@pytest.mark.parametrize("name", QUANTITIES)
def test_every_quantity_is_a_number_or_says_why_not(name):
    records = records_of(paper.history())
    found, unit = figure(name, Counts(records))
    assert unit and set(QUANTITIES[name].needs) <= set(BY_NAME)
    assert (found.value is not None and np.isfinite(found.value)) or found.reason


@pytest.mark.parametrize("name", [name for name in names() if not load(name).of_countries])  # those: tests/world
def test_facts_of_shipped_scenarios_name_figures_that_exist(name):
    records = records_of(paper.history())
    evaluate([one.model_dump() for one in load(name).facts], records)
