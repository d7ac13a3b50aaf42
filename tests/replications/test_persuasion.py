"""Two governments, one audience: the fitted odds and what follows from them, by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from sousveil.replications import load, replicate


def odds(share: float) -> float:
    return share / (1 - share)


def share(of: float) -> float:
    return of / (1 + of)


CLOSED, OPEN = sqrt(odds(0.54) / odds(0.16)), sqrt(odds(0.92) / odds(0.84))
"""What one of two messages multiplies odds by, from 16 to 54 % and from 84 to 92 %."""


def test_the_fitted_numbers_are_those_of_the_published_shares() -> None:
    given = load("persuasion").claim.parameters
    assert given["closed_odds"].default == pytest.approx(CLOSED, abs=5e-4)
    assert given["open_odds"].default == pytest.approx(OPEN, abs=5e-4)


def test_shares_follow_from_odds_and_none_is_told_to_meet_the_fourth() -> None:
    made = replicate("persuasion", replicates=4)
    found = [row["simulated"] for row in made["rows"]]
    foreseen = [0.16, 0.54, 0.08, share(odds(0.16) * CLOSED / OPEN)]
    # three standard errors of a share of 4 x 16,384 people of one taste each; factors are kept in 256ths
    assert found == pytest.approx(foreseen, abs=3 * 0.5 / sqrt(4 * 16384) + 0.001)
    whole = share(odds(0.16) * CLOSED**2 / OPEN**2)
    assert made["breaks"][0]["broken"] == pytest.approx(whole, abs=3 * 0.5 / sqrt(4 * 16384) + 0.001)


def test_messages_without_effect_move_nobody() -> None:
    made = replicate("persuasion", ["closed_odds=1", "open_odds=1", "base=0.4"], replicates=2)
    shares = {row["simulated"] for row in made["rows"]}
    assert len(shares) == 1 and {row["verdict"] for row in made["rows"]} == {"unstated"}
