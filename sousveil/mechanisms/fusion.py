"""WATCH, of the portrait: scores of several sensors added up before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist

from sousveil.contract.draws import Draws, Luck
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, ONE, Array, Count, Factor, Share
from sousveil.contract.views import Events, People, Polity

FINE = FACTOR_ONE << 4
"""Parts of a standard deviation in which scores are added up."""
STEPS, REACH = 64, 256
"""Steps a standard deviation, and steps to either side of the mean: the law is cut at four standard deviations.

Within a step the law is taken to be flat, which adds a sixth of a step squared to its variance: a 25,000th."""
EDGES = [round(ONE * NormalDist().cdf(step / STEPS)) for step in range(-REACH, REACH)]
"""Chance to lie below each step of the normal law, in 65536ths."""


class ScoreFusion(Mechanism):
    """Sensors give scores instead of answers, and the sum of the scores decides (the sum rule).

    The score of somebody who is not on the list has mean nothing, that of somebody who is has `separation`; around it
    lies a normal error of `own` standard deviations, and one of `common` that all sensors have alike on this occasion.
    Two errors of which a share rho of the variance is common have the correlation rho: common and own are then the
    roots of rho and of its rest. A match is a mean score of `threshold`. An alternative to `face_search` and
    `combination`.
    """

    phase = Phase.WATCH
    after = ("cameras",)
    reads = ("suspect",)
    hears = ("passed_camera",)
    emits = ("face_hit", "face_alarm")
    streams = {
        "score_fusion.1": (("score_fusion.common", 32), ("score_fusion.first", 32)),
        "score_fusion.2": (("score_fusion.second", 32), ("score_fusion.third", 32)),
    }

    # fmt: off
    sensors = param(2, Count, unit="sensors", within=(1, 3), evidence="assumed",
                    doc="sensors whose scores are added up")
    separation = param(2, Factor, unit="standard deviations", within=(0, 20), evidence="assumed",
                       doc="how far the scores of people on the list lie above those of all others, on average")
    threshold = param(1, Factor, unit="standard deviations", within=(0, 20), evidence="assumed",
                      doc="mean score from which on somebody is taken to be on the list; half the separation makes "
                          "both errors equal")
    own = param(1, Share, unit="standard deviations", within=(0, 1), evidence="assumed",
                doc="error that each sensor has to itself")
    common = param(0, Share, unit="standard deviations", within=(0, 1), evidence="assumed",
                   doc="error that all sensors share: the same picture, the same light, a look-alike")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """The sum of the scores against as many thresholds."""
        many = self.sensors.q
        errors = (scaled(normal(draws(name)), self.own) for name in ("first", "second", "third"))
        own = sum(error * (many > before) for before, error in enumerate(errors))
        alike = scaled(normal(draws("common")), self.common) + fine(self.separation) * people.suspect
        found = events.passed_camera & (own + many * alike >= many * fine(self.threshold))
        return {"face_hit": found & people.suspect, "face_alarm": found & ~people.suspect}


def normal(luck: Luck) -> Array:
    """A normal deviate: the upper half of the luck chooses the step, the lower half the place within it."""
    xp = luck.word.__array_namespace__()
    upper, lower = luck.word >> 16, luck.word & (ONE - 1)
    below = xp.searchsorted(xp.asarray(EDGES, dtype="uint32"), upper, side="right")
    step = below.astype("int32") - REACH - 1
    return (step * FINE + ((lower * FINE) >> 16).astype("int32")) // STEPS


def scaled(deviate: Array, by: Share) -> Array:
    """A deviate of either sign times a share; 31 bits, since it is cut at four standard deviations."""
    return (deviate * by.q.astype("int32")) >> 16


def fine(value: Factor) -> Array:
    """Standard deviations in the parts in which scores are added up."""
    return value.q.astype("int32") * (FINE // FACTOR_ONE)
