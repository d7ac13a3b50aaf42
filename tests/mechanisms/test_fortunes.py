"""How countries fare, and what they report."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.mechanisms.fortunes import Economy, OfficialFigures, PublicHealth, Shock, Upheaval
from stage import Stage

GRAIN = 1 / 256
"""What a share of eight bits can be off by in every row, as it is rounded up or down by luck."""


def mean(stage: Stage, column: str) -> float:
    return float(stage.stored[column].astype(float).mean()) / 256


def test_the_shock_lasts_as_long_as_it_says_and_hits_everybody() -> None:
    hit = [quarter for quarter in range(1, 60) if Stage(1).decide(Shock(), quarter)["hit_by_shock"].all()]
    assert hit == [29, 30, 31, 32]
    assert not any(Stage(1).decide(Shock(quarters=0), quarter)["hit_by_shock"].any() for quarter in range(1, 60))


def test_growth_returns_to_what_is_usual_and_the_poor_grow_faster() -> None:
    found = []
    for wealth in (0.0, 0.5, 0.99):
        stage, mechanism = Stage().put(growth=0.4, wealth=wealth), Economy()
        for quarter in range(1, 30):
            stage.update(mechanism, quarter)
        found.append(mean(stage, "growth"))
    assert found == sorted(found, reverse=True)
    # five standard errors of a mean of 10,240 of a spread below the swing, and what a blend is off by
    assert found[0] == pytest.approx(0.54, abs=5 * 0.06 / np.sqrt(10_240) + GRAIN / 2)


def test_in_the_shock_growth_is_that_of_the_year_and_without_it_leaves_no_trace() -> None:
    deep, shallow = Stage().put(slump=0.4), Stage().put(slump=0.51)
    for stage in (deep, shallow):
        stage.update(Economy(), 29, {"hit_by_shock": True})
    assert mean(deep, "growth") == pytest.approx(0.4, abs=GRAIN)
    assert mean(shallow, "growth") == pytest.approx(0.51, abs=GRAIN)
    # where nothing is hit, what the shock would have cost is not read
    for mechanism, column in ((Economy(), "growth"), (PublicHealth(), "health")):
        one, other = Stage().put(slump=0.2), Stage().put(slump=0.6)
        assert (one.update(mechanism, 29).stored[column] == other.update(mechanism, 29).stored[column]).all()


def test_the_shock_costs_more_health_where_the_economy_shrank_more_and_health_comes_back() -> None:
    found = []
    for slump in (0.55, 0.5, 0.45, 0.4):
        stage = Stage().put(slump=slump)
        for quarter in range(29, 33):
            stage.update(PublicHealth(), quarter, {"hit_by_shock": True})
        found.append(mean(stage, "health"))
    assert found[0] == found[1] and found[1:] == sorted(found[1:], reverse=True) and len(set(found)) == 3
    for quarter in range(33, 100):
        stage.update(PublicHealth(), quarter)
    assert mean(stage, "health") == pytest.approx(0.9, abs=2 * GRAIN)


def test_who_is_closed_polishes_and_what_is_polished_looks_better_and_never_worse() -> None:
    shares = [Stage().put(openness=o).decide(OfficialFigures())["figures_polished"].mean() for o in (0, 0.5, 0.99)]
    assert shares[0] == 1 and shares == sorted(shares, reverse=True) and shares[2] < 0.02
    for growth in (0.45, 0.55):
        honest, polished = (Stage().put(growth=growth, health=0.8) for _ in range(2))
        honest.update(OfficialFigures(overstated=0.4, hidden=0.5))
        polished.update(OfficialFigures(overstated=0.4, hidden=0.5), events={"figures_polished": True})
        assert mean(honest, "growth_told") == mean(honest, "growth") and mean(honest, "health_told") == mean(
            honest, "health"
        )
        assert mean(polished, "growth_told") == pytest.approx(growth + 0.4 * abs(growth - 0.5), abs=GRAIN)
        assert mean(polished, "health_told") == pytest.approx(0.9, abs=GRAIN)


def test_a_wholly_open_country_and_no_gloss_report_what_is_so() -> None:
    stage = Stage().put(growth=0.47, health=0.7)
    stage.update(OfficialFigures(overstated=0, hidden=0), events={"figures_polished": True})
    assert (stage.stored["growth_told"] == stage.stored["growth"]).all()
    assert (stage.stored["health_told"] == stage.stored["health"]).all()


def test_unrest_breaks_out_with_a_slump_and_lost_trust_and_a_full_system_quells_some() -> None:
    calm = Stage().decide(Upheaval())["unrest_breaks_out"]
    for stage in (Stage().put(growth=0.4), Stage().put(home_mistrust=0.9)):
        more = stage.decide(Upheaval())["unrest_breaks_out"]
        assert (more | ~calm).all() and more.sum() > calm.sum()
    fewer = Stage().put(system="full_system").decide(Upheaval(quelled=0.5))["unrest_breaks_out"]
    assert (calm | ~fewer).all() and fewer.sum() < calm.sum()
    still = Stage().put(system="full_system").decide(Upheaval(quelled=0))["unrest_breaks_out"]
    assert (still == calm).all()


def test_unrest_rises_where_it_breaks_out_and_calms_down_to_what_it_is_at_home() -> None:
    stage = Stage().put(unrest=0.2)
    stage.update(Upheaval(rise=0.5, calm=0), events={"unrest_breaks_out": True})
    assert mean(stage, "unrest") == pytest.approx(0.6, abs=GRAIN)
    for home in (0.0, 0.3):
        stage = Stage().put(unrest=0.6, home_unrest=home)
        for quarter in range(1, 60):
            stage.update(Upheaval(), quarter)
        assert mean(stage, "unrest") == pytest.approx(home, abs=2 * GRAIN)
