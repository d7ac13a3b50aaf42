"""Out of sample: the past is given as documented, the Council is that of 2022, and persistence is scored by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.nations.columns import DOCUMENTED
from sousveil.scenario import load
from sousveil.world.adoption import regressions
from sousveil.world.prediction import VOTES, Forecast, council, counts, forecast, scores

WORLDS = 8
QUARTERS = dict(zip(DOCUMENTED, (27, 28, 31, 32), strict=True))


@pytest.fixture(scope="module")
def made() -> Forecast:
    return forecast(load("world-2020"), WORLDS)


@pytest.mark.parametrize("key", DOCUMENTED)
@pytest.mark.parametrize(("side", "event"), [("supports", "signs_support"), ("criticises", "signs_criticism")])
def test_what_is_documented_is_signed_in_every_world(made: Forecast, key: str, side: str, event: str) -> None:
    known = made.known.statements[key].side(side).countries
    befell = made.panel.befell[QUARTERS[key] - 1, made.panel.events.index(event)]
    if known is None:  # names were not published: drawn among those who did not criticise
        assert not befell[made.known.statements[key].side("criticises").countries].any()
        assert ((befell > 0) & (befell < WORLDS)).any()
        return
    expected = known.copy()
    expected[made.known.number("CHN")] = False  # the exporter signs nothing in the model
    assert befell.tolist() == (WORLDS * expected).tolist()


def test_the_years_after_are_drawn(made: Forecast) -> None:
    chances = made.chances("signs_criticism", 2022)
    assert ((chances > 0) & (chances < 1)).any()


def test_the_council_is_that_of_2022_and_each_member_takes_one_side(made: Forecast) -> None:
    votes = sum(made.chances(event, 2022) for event in VOTES.values())
    assert votes == pytest.approx(council(made.known) * 1.0)
    assert council(made.known).sum() == 47


def test_persistence_is_what_counting_says(made: Forecast) -> None:
    found = {entry["key"]: entry for entry in scores(made)}
    sets = {
        key: set(np.flatnonzero(made.known.statements[key].side("criticises").countries))
        for key in (DOCUMENTED[-1], "xinjiang_2021_10", "xinjiang_2022_10")
    }
    last = sets.pop(DOCUMENTED[-1])
    for key, said in sets.items():
        assert found[key]["countries"] == 195
        assert found[key]["persistence"]["other"] == pytest.approx(len(said ^ last) / 195)
    stands = made.known.stances[DOCUMENTED[-1]]
    vote = made.known.statements["debate_2022_10"]
    wrong = sum(
        int((stands[vote.side(side).countries] != number).sum())
        for side, number in (("criticises", -1), ("supports", 1), ("silent", 0))
    )
    assert found["debate_2022_10"]["persistence"]["other"] == pytest.approx(wrong / 47)


def test_what_is_published_stands_beside_what_is_simulated(made: Forecast) -> None:
    found = {(entry["key"], entry["side"]): entry for entry in counts(made)}
    assert [entry["published"] for entry in found.values()] == [62, 43, 66, 50, 17, 19, 11]
    mine = found["debate_2022_10", "criticises"]
    assert mine["value"] == pytest.approx(made.chances("votes_for_debate", 2022).sum())
    assert mine["world_low"] <= mine["value"] <= mine["world_high"]


@pytest.mark.slow
def test_the_contested_effect_of_regimes_shows_in_the_regression() -> None:
    found = {(e["specification"], e["reason"]): e for e in regressions(load("world-2020"), 60)}
    assert found["beraja", "openness"]["high"] < found["greitens", "openness"]["low"]
    assert found["greitens", "strategic"]["low"] > 0 < found["greitens", "crime"]["low"]
