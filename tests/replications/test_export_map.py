"""The law of Bass integrated anew, the fit of the driver, and what the exhibit has to obey."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from sousveil import replications
from sousveil.contract.errors import RequestError
from sousveil.replications.drivers import export_map
from sousveil.replications.drivers.export_map import fitted, share_of
from sousveil.replications.given import defaults, given
from sousveil.replications.play import Play

P, Q = 0.03, 0.38


def integrated(p: float, q: float, years: float, steps: int = 4000) -> float:
    """dF/dt = (p + q F)(1 - F) by the midpoint rule: no closed form."""
    share, step = 0.0, years / steps
    for _ in range(steps):
        half = share + step / 2 * (p + q * share) * (1 - share)
        share += step * (p + q * half) * (1 - half)
    return share


def published(start: str) -> float:
    claims = replications.load("export-map").claim.claims
    (found,) = [claim.published for claim in claims if claim.quantity.startswith(start)]
    assert isinstance(found, float)
    return found


@pytest.mark.parametrize(
    ("start", "share"),
    [
        ("share that has it after 5 years", integrated(P, Q, 5)),
        ("share that has it after 10 years", integrated(P, Q, 10)),
        ("share that has it after 15 years", integrated(P, Q, 15)),
        ("share that has it when most", integrated(P, Q, log(Q / P) / (P + Q))),
        ("share that takes it up in the year", integrated(P, Q, 6.6926) - integrated(P, Q, 5.6926)),
    ],
)
def test_the_published_shares_are_those_of_the_differential_equation(start: str, share: float) -> None:
    assert published(start) == pytest.approx(share, abs=6e-5)


def test_most_take_it_up_on_the_day_that_is_read() -> None:
    shares = np.array([integrated(P, Q, step / 100, 400) for step in range(500, 760)])
    assert abs(500 + int(np.diff(shares).argmax()) - 619) <= 1


@pytest.mark.parametrize(("first", "share", "years"), [(0.01, 75 / 176, 11), (0.002, 0.6, 4), (0.04, 0.4, 11)])
def test_the_driver_meets_the_count(first: float, share: float, years: float) -> None:
    pull = fitted(first, share, years)
    assert pull > 0
    assert integrated(first, pull, years) == pytest.approx(share, abs=1e-5)
    assert share_of(first, pull, years) == pytest.approx(share, abs=1e-9)


def test_more_first_takers_than_adopters_are_refused() -> None:
    with pytest.raises(RequestError):
        fitted(0.1, 75 / 176, 11)


def test_adopters_in_the_lab_follow_the_law_and_the_count_is_met() -> None:
    # asked soon, so that it takes seconds; the law itself is read in year 5 and later
    play = Play(replications.load("export-map"), asked("counted=2010", "year=2011"), 30, 3)
    figures = export_map.drive(play).figures
    counted = np.asarray(figures["counted"])
    # four standard errors
    assert abs(counted.mean() - 75) < 4 * counted.std(ddof=1) / np.sqrt(30)
    later = 176 * integrated(0.01, float(np.asarray(figures["pull"])), 3)
    lived = np.asarray(figures["later"])
    # and a step's lag of 1 % in what is left
    assert abs(lived.mean() - later) < 4 * lived.std(ddof=1) / np.sqrt(30) + 0.01 * later
    gap = lived - np.asarray(figures["alone_later"])
    assert gap.mean() > 4 * gap.std(ddof=1) / np.sqrt(30)


def asked(*overrides: str) -> dict[str, float]:
    exhibit = replications.load("export-map")
    return {**defaults(exhibit), **given(exhibit, overrides).values}


@pytest.mark.parametrize("said", ["counted=2005", "year=2018", "adopters=176"])
def test_what_cannot_be_fitted_is_refused(said: str) -> None:
    with pytest.raises(RequestError):
        replications.replicate("export-map", [said], replicates=1)
