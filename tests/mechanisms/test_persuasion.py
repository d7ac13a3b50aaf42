"""Messages move odds, tastes last, and attention is shared out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.mechanisms.persuasion import Persuasion
from stage import Stage

BLOCKS = 200
ERROR = 3 * 0.5 / np.sqrt(BLOCKS * 256)
"""Three standard errors of a share of 51,200 people, and no share has larger ones than a half."""


def prefers(seed: int = 1, **values: float) -> Any:
    return Stage(BLOCKS, seed).decide(Persuasion(**{"closed_reach": 0, "open_reach": 0, **values}))["prefers_closed"]


def at_odds(share: float, factor: float) -> float:
    return share * factor / (1 - share + share * factor)


@pytest.mark.parametrize("closed, open_, attention", [(0, 0, 2), (1, 0, 2), (0, 1, 2), (1, 1, 2), (1, 1, 5), (1, 0, 7)])
def test_every_message_multiplies_the_odds(closed: float, open_: float, attention: int) -> None:
    each = attention // 2 if closed and open_ else attention
    foreseen = at_odds(0.3, 1.5 ** (closed * each) / 1.25 ** (open_ * each))
    found = prefers(
        base=0.3, closed_reach=closed, open_reach=open_, attention=attention, closed_odds=1.5, open_odds=1.25
    )
    assert found.mean() == pytest.approx(foreseen, abs=ERROR + 8 * 2**-15)


def test_a_message_wins_people_over_and_never_the_other_way_round() -> None:
    before, after = prefers(), prefers(closed_reach=1)
    assert (after | ~before).all() and after.sum() > before.sum()
    less = prefers(open_reach=1)
    assert (before | ~less).all() and less.sum() < before.sum()


def test_tastes_last_and_children_have_none() -> None:
    stage, quiet = Stage(20), Persuasion(closed_reach=0, open_reach=0)
    days = [stage.decide(quiet, day)["prefers_closed"] for day in (1, 2, 300)]
    assert (days[0] == days[1]).all() and (days[0] == days[2]).all()
    children = Stage(4).put(age="age_0_14").decide(Persuasion(closed_reach=1, open_reach=1))
    assert not any(mask.any() for mask in children.values())


def test_who_sees_what_is_drawn_anew_and_apart() -> None:
    made = Stage(BLOCKS).decide(Persuasion(closed_reach=0.4, open_reach=0.3))
    assert made["saw_closed"].mean() == pytest.approx(0.4, abs=ERROR)
    assert made["saw_open"].mean() == pytest.approx(0.3, abs=ERROR)
    assert (made["saw_closed"] & made["saw_open"]).mean() == pytest.approx(0.12, abs=ERROR)
