"""The forces together, in worlds of the shipped countries: what was calibrated, and laws that hold of whole worlds."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sousveil.contract.countries import COUNTRY_GROUPS
from sousveil.nations import Nations
from sousveil.nations.columns import DOCUMENTED, columns
from sousveil.nations.nation import CRITICISES, SUPPORTS
from sousveil.records.history import History
from sousveil.scenario import load
from sousveil.world.arm import Arm, nations_of
from sousveil.world.globe import Globe

WORLDS, LAST, ADOPTED, STATED, OPENED, CLOSED = 40, 34, 28, (27, 28, 31, 32), 10, 30
"""Quarters: the last lived here, the last of 2019, those of the documented statements of 2019 and 2020, and those at
whose ends openness is compared: the middles of 2015 and of 2020."""
CLOSED_BUY_MORE = {"procurement.regime_effect": 2.0, "procurement.on_offer": 0.0085, "procurement.exporter": 0.57}
"""The other answer to whether closed regimes buy more, with which the same figures are met."""
LOUD = {"exit.mistrust": 1.0, "exit.heard": 1.0, "procurement.example": 255.0, "upheaval.mistrust": 1.0,
        "narrative.dread": 1.0, "narrative.example": 1.0}  # fmt: skip
"""Everything that societies would do, as strong as it can be."""
ARMS: dict[str, dict[str, float]] = {
    "as-it-was": {},
    "closed-buy-more": CLOSED_BUY_MORE,
    "no-offers": {"suppliers.reach": 0.0},
    "no-shock": {"shock.quarters": 0.0},
    "no-withdrawal": {"withdrawal.step": 0.0},
    "loud": LOUD,
    "drawn": {"statements.given": 0.0},
}


@cache
def lived() -> tuple[dict[str, History], Nations, dict[int, dict[str, Any]]]:
    """Every arm with the same luck, and the columns of all worlds at the end of 2019."""
    scenario = load("world-2020", quarters=LAST)
    known, kept = nations_of(scenario), {}
    globe = Globe(scenario, known, [Arm(name, WORLDS, dict(values)) for name, values in ARMS.items()])
    for quarter in range(1, LAST + 1):
        globe.quarter(quarter)
        if quarter == ADOPTED:
            kept[quarter] = globe.columns_at("supply")
        if quarter in (OPENED, CLOSED):
            kept[quarter] = globe.columns_at("openness")
    return globe.histories(1.0), known, kept


def counts(arm: str, event: str, group: str = "all") -> Any:
    """(worlds, quarters) how many countries it befell."""
    history = lived()[0][arm]
    assert history.panel is not None
    return history.counts[:, :, history.panel.events.index(event), 0, list(COUNTRY_GROUPS).index(group)]


def supplied(arm: str) -> tuple[Any, Any]:
    """(worlds, countries) who runs a system at the end of 2019, and who with supply from the exporter."""
    at = list(ARMS).index(arm) * WORLDS
    supply = lived()[2][ADOPTED]["supply"][at : at + WORLDS]
    return (supply & 1) != 0, (supply & 3) == 3


def logistic(x: Any, y: Any) -> Any:
    """Coefficients of a logistic regression, by Newton's method."""
    b = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ b))
        b = b + np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return b


def coefficients(arm: str) -> tuple[Any, Any]:
    """Of strategic weight, crime, openness and wealth on supply from the exporter: mean over worlds, and its error."""
    first, known = columns(lived()[1]), lived()[1]
    counted = np.array([code != "CHN" for code in known.codes])
    traits = [first[name][counted] / (1 << 16 if name == "openness" else 256)
              for name in ("strategic", "crime", "openness", "wealth")]  # fmt: skip
    x = np.stack([np.ones(counted.sum()), *((t - t.mean()) / t.std() for t in traits)], axis=1)
    found = np.array([logistic(x, y[counted].astype(float)) for y in supplied(arm)[1]])[:, 1:]
    return found.mean(axis=0), found.std(axis=0) / np.sqrt(WORLDS)


@pytest.mark.parametrize("arm", ["as-it-was", "closed-buy-more"])
def test_either_answer_on_regimes_meets_the_index_of_2019(arm: str) -> None:
    run, exporters = (
        counts(arm, event, "counted")[:, ADOPTED - 1].mean() for event in ("runs_system", "runs_exporters")
    )
    # two standard errors of 75 of 176, and of 63 of 75
    assert run == pytest.approx(75, abs=13)
    assert exporters / run == pytest.approx(63 / 75, abs=2 * np.sqrt(0.84 * 0.16 / 75))


def test_strategy_and_crime_predict_supply_and_the_regime_only_where_it_is_said_to() -> None:
    (strategic, crime, openness, _), error = coefficients("as-it-was")
    assert strategic > 3 * error[0] and crime > 3 * error[1] and abs(openness) < 3 * error[2]
    (_, _, openness, _), error = coefficients("closed-buy-more")
    assert openness < -3 * error[2]


def test_silence_was_the_commonest_stance_of_2019_and_2020() -> None:
    said = {event: np.mean([counts("drawn", event)[:, q - 1].mean() for q in STATED])
            for event in ("says_nothing", "signs_support", "signs_criticism")}  # fmt: skip
    assert 0.58 <= said["says_nothing"] / sum(said.values()) <= 0.64
    assert said["signs_support"] > said["signs_criticism"]


def test_what_was_signed_is_given_as_far_as_names_were_published_and_then_drawn() -> None:
    known = lived()[1]
    for key, quarter in zip(DOCUMENTED, STATED, strict=True):
        for event, side in (("signs_support", SUPPORTS), ("signs_criticism", CRITICISES)):
            signed = (known.stances[key] == side)[np.array(known.codes) != "CHN"].sum()
            if signed:
                assert (counts("as-it-was", event)[:, quarter - 1] == signed).all()
    assert counts("as-it-was", "signs_support")[:, STATED[1] - 1].std() > 0


def test_regimes_move_as_much_as_they_did_from_2015_to_2020() -> None:
    known, kept = lived()[1:]
    before, after = (kept[quarter]["openness"][:WORLDS] / (1 << 16) for quarter in (OPENED, CLOSED))
    years = known.openness.years
    real = known.openness.share[:, years.index(2020)] - known.openness.share[:, years.index(2015)]
    for sign in (-1, 1):
        moved, was = (sign * (after - before) > 0.05).mean(), (sign * real > 0.05).mean()
        # two standard errors of that share of so many countries
        assert moved == pytest.approx(was, abs=2 * np.sqrt(was * (1 - was) / len(real)))


def test_without_offers_fewer_are_supplied_by_the_exporter_in_every_world() -> None:
    with_, without = (counts(arm, "runs_exporters")[:, -1] for arm in ("as-it-was", "no-offers"))
    assert (without < with_).all()
    assert counts("no-offers", "offered_by_exporter").sum() == 0


def test_the_shock_leaves_no_trace_before_it_begins_and_one_of_everything_after() -> None:
    before = slice(0, 28)
    for event in ("unrest_breaks_out", "first_system", "signs_support", "won_over"):
        hit, spared = (counts(arm, event) for arm in ("as-it-was", "no-shock"))
        assert (hit[:, before] == spared[:, before]).all()
    assert counts("no-shock", "hit_by_shock").sum() == 0
    assert (
        counts("as-it-was", "unrest_breaks_out")[:, 28:32].sum()
        > counts("no-shock", "unrest_breaks_out")[:, 28:32].sum()
    )


def test_in_2020_the_closed_model_was_seen_to_do_better_than_the_open_and_liked_less() -> None:
    panel = lived()[0]["as-it-was"].panel
    assert panel is not None
    group, (before, after) = list(COUNTRY_GROUPS).index("liberal_democracy"), (27, 31)
    seen, felt = (
        panel.means[f"{axis}_closed"][:, :, group] - (panel.means["seen_open"][:, :, group] if axis == "seen" else 0)
        for axis in ("seen", "felt")
    )
    assert (seen[:, after] > seen[:, before]).all() and (felt[:, after] < felt[:, before]).all()


def test_what_societies_would_do_is_nothing_where_there_are_none() -> None:
    histories = lived()[0]
    assert (histories["loud"].counts == histories["as-it-was"].counts).all()
    for name, kept in histories["as-it-was"].polity.items():
        np.testing.assert_array_equal(histories["loud"].polity[name], kept, err_msg=name)


def test_the_leader_that_stays_is_present_throughout_and_one_that_leaves_loses_votes() -> None:
    histories = lived()[0]
    assert histories["no-withdrawal"].polity["presence"].min() == histories["as-it-was"].polity["presence"].max()
    absent = slice(24, 32)
    gone, there = (counts(arm, "backs_standard")[:, absent].sum() for arm in ("as-it-was", "no-withdrawal"))
    assert gone > there
