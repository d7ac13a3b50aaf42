"""Erlang's loss formula and the chain of steps, derived anew, and the lab held against both."""

from __future__ import annotations

from math import comb, exp, factorial

import numpy as np
import pytest

from sousveil import replications
from sousveil.replications.drivers import officer_capacity
from sousveil.replications.given import defaults
from sousveil.replications.play import Play

OFFICERS, STEPS = 10, 50


def erlang(load: float) -> float:
    """The share lost by the formula as printed: the last term of a sum, over the sum."""
    terms = [load**k / factorial(k) for k in range(OFFICERS + 1)]
    return terms[-1] / sum(terms)


def poisson(load: float, most: int) -> list[float]:
    return [exp(-load) * load**k / factorial(k) for k in range(most)]


def steps(load: float) -> float:
    """The share lost in steps: alerts find who is free, then each reading ends with the chance that the lab stores."""
    end = round(65536 / STEPS) / 65536
    move, lost = np.zeros((OFFICERS + 1, OFFICERS + 1)), np.zeros(OFFICERS + 1)
    for busy in range(OFFICERS + 1):
        for alerts, chance in enumerate(poisson(load / STEPS, 40)):
            working = min(OFFICERS, busy + alerts)
            lost[busy] += chance * (busy + alerts - working)
            for ended in range(working + 1):
                move[busy, working - ended] += (
                    chance * comb(working, ended) * end**ended * (1 - end) ** (working - ended)
                )
    lasting = np.linalg.matrix_power(move, 1 << 14)[0]
    return float(lasting @ lost / (load / STEPS))


def pooled(load: float) -> float:
    """The share lost where the alerts of a day share the hours of a day."""
    return sum(p * max(0, alerts - OFFICERS) for alerts, p in enumerate(poisson(load, 120))) / load


@pytest.mark.parametrize("load", [10, 20])
def test_the_published_shares_and_what_steps_do_to_them(load: float) -> None:
    published = [claim.published for claim in replications.load("officer-capacity").claim.claims]
    assert any(one == pytest.approx(erlang(load), abs=5e-5) for one in published)
    # the tolerance of the claims
    assert 0 < erlang(load) - steps(load) < 0.005


def test_the_lab_lives_the_chain_of_steps_and_the_pooled_day() -> None:
    exhibit = replications.load("officer-capacity")
    figures = officer_capacity.drive(Play(exhibit, defaults(exhibit), 6, 5)).figures
    for arm, law in (("clerks", steps), ("desk", pooled)):
        for name, load in (("load", 10), ("overload", 20)):
            lost = np.asarray(figures[f"{arm}_{name}"])
            # five standard errors of six seeds, since so few know their spread badly
            assert abs(lost.mean() - law(load)) < 5 * lost.std(ddof=1) / np.sqrt(len(lost)), (arm, name)
