"""Measures by hand, and the identities between them."""

import math

import numpy as np
import polars as pl
import pytest

import paper
from sousveil.contract import events
from sousveil.contract.columns import BY_NAME, GROUPS, SHARED
from sousveil.measures.counts import Counts
from sousveil.measures.cross import CELLS, cells, cross_table
from sousveil.measures.doors import gini
from sousveil.measures.funnel import funnel
from sousveil.measures.officers import TASKS
from sousveil.measures.registry import MEASURES, SECTIONS, measure
from sousveil.measures.summary import entries
from sousveil.records.dataset import dataset
from sousveil.records.history import History


def records_of(whole, **changes):
    return dataset(whole, paper.meta(whole, **changes))


@pytest.fixture(scope="module")
def whole():
    return records_of(paper.history())


def value(name, records, group="all"):
    found = {entry["group"]: entry for entry in entries(measure(name), Counts(records))}
    return found[group]["value"]


def reason(name, records, group="all"):
    found = {entry["group"]: entry for entry in entries(measure(name), Counts(records))}
    assert found[group]["value"] is None
    return found[group]["reason"]


# the list of measures

AGREED = {
    "messages", "messages_not_sent", "flags", "wrong_flags", "alert_precision", "visits", "detentions",
    "wrongful_detentions", "internments", "convictions", "liberty_days_lost", "liberty_days_lost_innocent",
    "travel_denied", "credit_denied", "wrongful_exclusion", "falsification_gap", "ruler_error", "score_gini",
    "score_locked_in", "fear", "trust", "protest", "incidents", "incidents_unseen", "officer_hours",
}  # fmt: skip


def test_every_agreed_name_is_there():
    assert set(MEASURES) >= AGREED


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_names_only_what_the_tables_declare(name):
    one = MEASURES[name]
    assert set(one.needs) | set(one.any_of) <= set(events.BY_NAME)
    assert set(one.columns) <= set(BY_NAME) and set(one.shared) <= set(SHARED)
    assert one.needs or one.any_of or one.columns or one.shared
    assert one.unit and one.doc and set(one.rights) <= set(range(6, 28))


def test_names_are_unique_across_sections():
    assert len(MEASURES) == sum(map(len, SECTIONS.values()))


# rates


def test_a_rate_is_per_100_000_people_of_the_group_and_year():
    records = records_of(
        paper.tiny({"visit": {"all": 7, "minority": 2}}, days=73, people={"all": 1000, "minority": 40})
    )
    assert value("visits", records) == 3_500  # 73 days are a fifth of a year: 7 / 1000 * 5 * 100,000
    assert value("visits", records, "minority") == 25_000


def test_bins_and_places_add_up():
    whole = paper.history(replicates=1)
    records = records_of(whole)
    count = whole.counts[0, :, whole.events.index("stop"), :, 0].sum()
    assert value("stops", records) == pytest.approx(count * 1e5 / whole.people[:, 0].sum() * 365 / 60, rel=1e-12)


def test_messages_are_of_four_kinds():
    records = records_of(
        paper.tiny({"chat": {"all": 10}, "complaint": {"all": 3}, "criticism": {"all": 2}, "mobilisation": {"all": 1}})
    )
    assert value("messages", records) == 16 * 100


def test_silence_is_a_share_of_occasions():
    records = records_of(paper.tiny({"held_back": {"all": 1}, "criticism": {"all": 2}, "complaint": {"all": 1}}))
    assert value("silence_share", records) == 0.25
    assert value("messages_not_sent", records) == 100


def test_a_ratio_of_groups():
    people = {"all": 1000, "minority": 100, "majority": 900}
    records = records_of(paper.tiny({"flag": {"all": 19, "minority": 10, "majority": 9}}, people=people))
    assert value("disparity_flags_minority", records) == pytest.approx(10)
    spared = records_of(paper.tiny({"flag": {"all": 1, "minority": 1}}, people=people))
    assert "none befell the group 'majority'" in reason("disparity_flags_minority", spared)


def test_an_alert_takes_as_long_as_the_desk_says():
    whole = paper.tiny({"reviewed": {"all": 12}})
    assert value("officer_hours", records_of(whole)) == pytest.approx(100 * 12 * 8 / 10)  # ten in a day of 8 hours
    for pace in (4.0, {"urban": 9.0, "default": 4.0}):
        records = records_of(whole, parameters={"desk.reviews_per_officer": pace})
        assert value("officer_hours", records) == pytest.approx(100 * 12 * 8 / 4)


def test_officer_hours_are_events_times_hours():
    hours = {task.event: task.hours for task in TASKS}
    records = records_of(paper.tiny({"visit": {"all": 10}, "stop": {"all": 4}}))
    assert value("officer_hours", records) == pytest.approx(100 * (10 * hours["visit"] + 4 * hours["stop"]))
    assert all(task.within[0] <= task.hours <= task.within[1] and task.evidence == "assumed" for task in TASKS)


# right and wrong


def audited():
    return records_of(
        paper.tiny({
            "flag": {"all": 100}, "flag_error": {"all": 40}, "flag_protected": {"all": 25},
            "flag_error_protected": {"all": 15}, "detained_criminally": {"all": 20},
            "detention": {"all": 20}, "detention_error": {"all": 5},
            "detention_protected": {"all": 7},
        })
    )  # fmt: skip


def test_wrong_is_an_error_or_about_protected_conduct():
    records = audited()
    assert value("flags", records) == 10_000
    assert value("wrong_flags", records) == 6_500
    assert value("alert_precision", records) == 0.6
    assert value("alert_precision_unprotected", records) == pytest.approx(0.35)
    assert value("wrongful_detentions", records) == 1_200


def test_the_four_cells_by_hand():
    made = dict(cross_table(audited(), "flag").filter(group="all").select("cell", "count").rows())
    assert made == {
        "right and unprotected": 35, "right about protected conduct": 25, "operator error": 25,
        "operator error about protected conduct": 15,
    }  # fmt: skip
    made = dict(cross_table(audited(), "detention").filter(group="all").select("cell", "count").rows())
    assert list(made.values()) == [8, 7, 5, 0]


@pytest.mark.parametrize("event", ["flag", "detention"])
def test_the_cells_add_up_to_the_event_in_every_group_and_replicate(whole, event):
    counts = Counts(whole)
    made = cells(counts, event)
    assert set(made) == set(CELLS)
    assert (sum(made.values()) == counts.of(event)).all()
    shares = cross_table(whole, event).group_by("group").agg(total=pl.col("share").sum())
    assert shares["total"].to_list() == pytest.approx([1.0] * len(shares), abs=1e-12)  # sums of four rounded ratios


def test_there_is_no_cross_table_where_nothing_is_detained():
    assert cross_table(records_of(paper.tiny({"flag": {"all": 1}})), "detention").is_empty()


def test_identities_between_measures(whole):
    both = value("detentions_operator_error", whole) + value("detentions_protected", whole)
    assert value("wrongful_detentions", whole) == pytest.approx(both, rel=1e-12)
    assert value("liberty_days_innocent_share", whole) < 1
    assert value("list_experiment_gap", whole) == value("falsification_gap", whole)
    people = dict(zip(GROUPS, Counts(whole).people, strict=True))
    mean = sum(value("flags", whole, sex) * people[sex] for sex in ("female", "male")) / people["all"]
    assert value("flags", whole) == pytest.approx(mean, rel=1e-12)


# what cannot be computed


def test_a_scenario_without_the_part_has_no_value_and_says_why():
    records = records_of(paper.without(paper.history(), "flag"))
    assert (
        reason("flags", records) == "nothing in this scenario emits 'flag' (an alert was raised about the person today)"
    )
    assert [entry["group"] for entry in entries(measure("flags"), Counts(records))] == ["all"]


def test_an_auditor_who_finds_no_detention_is_no_zero_where_nobody_can_be_detained():
    records = records_of(
        paper.tiny({"detention": {"all": 0}, "detention_error": {"all": 0}, "detention_protected": {"all": 0}})
    )
    assert "emits any of" in reason("wrongful_detentions", records)


def test_an_event_that_is_listed_but_emitted_by_nobody_is_missing():
    whole = paper.history()
    del whole.mechanisms["visit"]
    assert "nothing in this scenario emits 'visit'" in reason("visits", records_of(whole))


def test_a_column_that_nobody_moves_is_not_measured():
    whole = paper.history()
    assert "nothing in this scenario moves 'fear'" in reason("fear", records_of(whole, owners={}))
    whole.histograms.pop("trust")
    assert reason("trust", records_of(whole)) == f"this scenario has no {BY_NAME['trust'].doc}"


def test_a_share_of_nothing_is_no_number():
    records = records_of(paper.tiny({"flag": {"all": 0}, "flag_error": {"all": 0}}))
    assert reason("alert_precision", records) == "no alert was raised"
    assert value("flags", records) == 0


def test_one_replicate_has_no_interval_and_more_have_one(whole):
    alone = entries(measure("flags"), Counts(records_of(paper.history(replicates=1))))
    assert all(entry["low"] is None and entry["high"] is None for entry in alone)
    for entry in entries(measure("flags"), Counts(whole)):
        assert entry["low"] <= entry["value"] <= entry["high"]


def test_people_abroad_are_measured_where_it_means_something(whole):
    def groups(name):
        return [entry["group"] for entry in entries(measure(name), Counts(whole))]

    assert "abroad" in groups("messages") and "abroad" in groups("blocked")
    assert "abroad" not in groups("visits")
    assert groups("visits")[0] == "all" and set(groups("visits")) == set(GROUPS) - {"abroad"}
    assert groups("ruler_error") == ["all"]


# minds and the ruler


def opinions(time=(20, 40, 60)):
    """1,000 adults and 500 children; 300 support on every day, 400 say so, and 700 in the last 20 days."""
    groups, days = list(GROUPS), np.diff(time, prepend=0)
    counts = np.zeros((1, len(time), 2, 1, len(groups)), np.int32)
    for group in ("all", "age_35_44", "urban"):
        counts[0, :, 0, 0, groups.index(group)] = 300 * days
        counts[0, :, 1, 0, groups.index(group)] = 400 * days
        counts[0, -1, 1, 0, groups.index(group)] = 700 * days[-1]
    heads = {"all": 1500, "urban": 1500, "age_0_14": 500, "age_35_44": 1000, "female": 700}
    people = np.array([[heads.get(group, 0) for group in groups]])
    return records_of(
        History(("supports", "says_support"), tuple(groups), time, counts, {}, (0,), {}, people, paper.PLACES[:1], {},
                {"supports": "paper", "says_support": "paper"}, "")
    )  # fmt: skip


def test_the_gap_is_of_adults_over_the_last_thirty_days():
    records = opinions()
    # bins end on days 20, 40 and 60: only the last lies within the last 30 days
    assert value("falsification_gap", records) == pytest.approx(40)
    assert value("falsification_gap", records, "urban") == pytest.approx(40)
    assert "do not count people of 15 and more" in reason("falsification_gap", records, "female")
    assert "it has none" in reason("falsification_gap", records, "age_0_14")


def test_the_window_is_the_last_bin_at_least():
    counts = Counts(opinions(time=(100, 200)))
    assert counts.window(30).tolist() == [False, True]


def test_the_published_standard_error_of_a_list_experiment():
    whole = paper.tiny({"supports": {"all": 650 * 365}})
    # four items at one half, the sensitive one at .65, 1,000 an arm: .0472 (the arithmetic is in the measure's doc)
    assert value("list_experiment_error", records_of(whole)) == pytest.approx(4.72, abs=0.005)


def test_the_ruler_s_error_weighs_places_by_their_adults():
    whole = paper.history(replicates=1)
    whole.polity["true_support"][:] = 0.5
    whole.polity["ruler_support"][:] = 0.5
    whole.polity["ruler_support"][0, -1] = [0.9, 0.5, 0.5, 0.0]  # the last place lies abroad and has no say
    adults = whole.people[:, list(GROUPS).index("all")] - whole.people[:, list(GROUPS).index("age_0_14")]
    assert value("ruler_error", records_of(whole)) == pytest.approx(40 * adults[0] / adults[:3].sum(), rel=1e-9)


def pictured(column, people):
    """A run of 1,000 adults whose column has this histogram at the end."""
    whole = paper.tiny({"flag": {"all": 0}}, people={"all": 1000, "age_35_44": 1000})
    table = np.zeros((1, 2, len(GROUPS), 64), np.int64)
    for bin_, number in people.items():
        table[0, 1, [0, list(GROUPS).index("age_35_44")], bin_] = number
    whole.histograms[column] = table
    return records_of(whole)


def test_fear_is_a_mean_and_a_world_without_fear_has_none():
    assert value("fear", pictured("fear", {0: 1000})) == 0
    assert value("fear", pictured("fear", {0: 500, 32: 500})) == pytest.approx((0.5 + 1 / 128) / 2)
    assert value("trust", pictured("trust", {32: 1000})) == pytest.approx(0.5, abs=1 / 128)  # half a bin


def test_gini_of_known_distributions():
    points = np.array([0.0, 1.0, 3.0])
    assert gini(np.array([[0.0, 5.0, 0.0]]), points)[0] == 0  # all alike
    assert gini(np.array([[9.0, 1.0, 0.0]]), points)[0] == pytest.approx(0.9)  # one of ten has everything
    values = np.array([0, 0, 1, 1, 1, 3])  # against the definition: mean absolute difference over twice the mean
    by_definition = np.abs(values[:, None] - values[None]).mean() / (2 * values.mean())
    assert gini(np.array([[2.0, 3.0, 1.0]]), points)[0] == pytest.approx(by_definition)


def test_the_score_s_gini_is_of_adults():
    records = pictured("score", {31: 1000})
    assert value("score_gini", records) == 0
    records["hist_score"][0, 1, list(GROUPS).index("age_0_14"), 5] = 1000
    assert value("score_gini", records) == 0  # children change nothing
    assert reason("score_gini", pictured("score", {})) == "nobody has a score"


# the funnel


def test_the_funnel_by_hand():
    made = funnel(
        records_of(
            paper.tiny({
                "flag": {"all": 42}, "reviewed": {"all": 42}, "visit": {"all": 4}, "stop": {"all": 22},
                "detained_criminally": {"all": 8},
            })
        )
    )  # fmt: skip
    assert made["stage"].to_list() == ["alert raised", "read by an officer", "visited or stopped", "detained"]
    assert made["count"].to_list() == [42, 42, 26, 8]
    assert made["value"].to_list() == pytest.approx([4200, 4200, 2600, 800])
    assert made["of_previous"].to_list() == pytest.approx([None, 1, 26 / 42, 8 / 26])


def test_measures_are_finite_or_have_a_reason(whole):
    for one in MEASURES.values():
        for entry in entries(one, Counts(whole)):
            if entry["value"] is None:
                assert entry["reason"]
            else:
                assert math.isfinite(entry["value"]) and "reason" not in entry
                assert one.within[0] <= entry["value"] <= one.within[1]
