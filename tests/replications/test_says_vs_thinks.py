"""Says against thinks: the arithmetic of list experiments by an independent program, and what a run must show."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.replications import load, replicate
from sousveil.replications.drivers.list_surveys import fitted, gap
from sousveil.replications.given import defaults
from sousveil.replications.play import Play

ERROR = sqrt((4 * 0.25 + 4 * 0.25 + 0.65 * 0.35) / 1000)


def below(z: float) -> float:
    """The normal law."""
    return (1 + erf(z / sqrt(2))) / 2


def published(figure: str) -> float:
    [claim] = [one for one in load("says-vs-thinks").claim.claims if one.figure == figure]
    assert isinstance(claim.published, float)
    return claim.published


def test_the_published_arithmetic() -> None:
    assert published("error") == pytest.approx(ERROR, abs=5e-5)
    assert published("found") == pytest.approx(below(0.25 / ERROR - 1.959964), abs=1e-4)
    assert published("found_small") == pytest.approx(below(0.04 / ERROR - 1.959964), abs=1e-3)


def test_the_same_by_drawing_answers() -> None:
    """20,000 surveys drawn with NumPy: error, coverage and power."""
    luck, n = np.random.default_rng(7), 1000
    short = luck.multinomial(n, np.array([1, 4, 6, 4, 1]) / 16, 20_000)
    items = np.convolve(np.array([1, 4, 6, 4, 1]) / 16, [0.35, 0.65])
    long = luck.multinomial(n, items, 20_000)
    means, spreads = [], []
    for counts in (short, long):
        value = np.arange(counts.shape[1])
        mean = counts @ value / n
        means.append(mean)
        spreads.append((counts @ value**2 / n - mean**2) / (n - 1))
    estimate, error = means[1] - means[0], np.sqrt(spreads[0] + spreads[1])
    # standard error of a standard deviation over 20,000: .0472 / 200
    assert estimate.std() == pytest.approx(published("error"), abs=3 * 0.0472 / 200)
    assert 0.93 <= (abs(estimate - 0.65) < 1.959964 * error).mean() <= 0.97
    small = (0.69 - estimate > 1.959964 * error).mean()
    assert small == pytest.approx(published("found_small"), abs=3 * sqrt(0.133 * 0.867 / 20_000))


@pytest.fixture(scope="module")
def play() -> Play:
    exhibit = load("says-vs-thinks")
    return Play(exhibit, defaults(exhibit), 1, 1)


def test_without_fear_everybody_says_what_they_think(play: Play) -> None:
    assert gap(play, 0.0, 0.65) == 0


def test_fear_is_fitted_to_a_gap_and_no_gap_is_larger_than_those_who_can_feign(play: Play) -> None:
    for target in (0.0, 0.04, 0.14, 0.3):
        assert gap(play, fitted(play, target, 0.65), 0.65) == pytest.approx(target, abs=0.0016)
    with pytest.raises(RequestError, match="cannot feign"):
        fitted(play, 0.36, 0.65)
    with pytest.raises(RequestError, match="nobody feign"):
        replicate("says-vs-thinks", ["opinion.weight=0"])


def test_the_gap_is_the_share_who_are_less_bold_than_pressed(play: Play) -> None:
    """Fear f in a climate c presses with 2 f (1 + c / 2); c is what is said aloud, boldness is even from 0 to 1."""
    said = 0.65
    for _ in range(200):
        said = 0.65 + 0.35 * min(1.0, 2 * 0.15 * (1 + said / 2))
    assert gap(play, 0.15, 0.65) == pytest.approx(said - 0.65, abs=0.003)  # boldness and climate are kept in 256ths


def test_a_purge_frightens_more_people_than_it_turns_away(play: Play) -> None:
    """One in seventeen is taken; support falls among them and in their households, fear rises around them."""
    records = play.arm("purged").sel(group="all").sum("place").isel(replicate=0)
    taken = float(records["detained_administratively"].sum()) / 16384
    assert taken == pytest.approx(1 - 0.997**20, abs=0.006)  # three standard errors of a share of 16,384
    said, thought = records["says_support"].values.astype(int), records["supports"].values.astype(int)
    assert thought[:12].min() == thought[:12].max() > thought[-1]
    assert said[-1] > said[11] and (said >= thought).all()


def test_an_overridden_target_has_no_verdict_and_a_dishonest_list_finds_nothing() -> None:
    made = replicate("says-vs-thinks", ["target=14", "other_truth=0.7"], replicates=2)
    assert {row["verdict"] for row in made["rows"]} == {"unstated"}
    rows = {row["quantity"]: row["simulated"] for row in made["rows"]}
    assert rows["gap between public and private support, the fear fitted to it"] == pytest.approx(14, abs=0.16)
    found, covered = made["breaks"]
    # 200 surveys; a gap of 14 points is found with a chance of .84, a feigned list is right about nobody in 40
    assert found["held"] > 0.7 and found["broken"] < 0.1
    assert covered["held"] > 0.88 and covered["broken"] < 0.4
