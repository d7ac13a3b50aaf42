"""What it promises, on the small stage; and every law that Sousveil's own mechanisms are held to."""

import numpy as np
import pytest

from four_eyes import FourEyes
from sousveil.testing import Stage, laws

test_laws = laws(FourEyes)
FACE = {"flag": True, "face_alarm": True}


def stopped(**numbers):
    made = Stage(400).decide(FourEyes(read=1, **numbers), events=FACE)
    return made["stop"].mean(), made["stop"].size


@pytest.mark.parametrize(("own_look", "chance"), [(0, 0.6), (1, 0.36), (0.5, 0.48)])
def test_the_second_look_protects_as_far_as_it_is_a_look_of_its_own(own_look, chance):
    # acts * (1 - own_look * (1 - acts)): three standard errors of a share of so many people
    share, n = stopped(acts=0.6, own_look=own_look)
    assert abs(share - chance) < 3 * np.sqrt(chance * (1 - chance) / n)


def test_whoever_was_read_is_dismissed_or_at_risk_and_nobody_else_is():
    made = Stage().decide(FourEyes(), events=FACE)
    assert (made["reviewed"] >= (made["dismissed"] | made["stop"] | made["visit"])).all()
    assert not (made["dismissed"] & made["stop"]).any() and not made["visit"].any()


def test_children_and_people_in_custody_are_left_alone():
    for put in ({"age": "age_0_14"}, {"status": "imprisoned"}, {"abroad": True}):
        assert not any(mask.any() for mask in Stage().put(**put).decide(FourEyes(read=1), events=FACE).values())
