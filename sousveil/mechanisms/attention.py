"""GOVERN, of units that can be sent anywhere: what is expected where, and four ways to send them."""

from __future__ import annotations

from typing import Any

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, ONE, SCALES, Array, Count, Rate, Share
from sousveil.contract.views import Folded, Polity, Tally

DAMOUR = "D'Amour, Srinivasan, Atwood, Baljekar, Sculley and Halpern 2020, section 4.4 and its code"
HALVINGS = 20
"""Of the interval in which an expectation is looked for: to a 40,000th of an incident."""
LARGEST = 64
"""Units, and incidents a day, beyond which a Poisson law with the highest expectation has nothing left to speak of."""


class Expectation(Mechanism):
    """How many incidents a day are expected in a place, from nothing but what units that were sent there found.

    The number under which units as many as were sent, on a day on which any were, would have found as many on average
    (Poisson; a unit finds one at most). Where all units always found something, it is as high as it may be; where none
    did, and where none was sent, it is nothing. Old finds fade, and the number is made anew every few days.
    """

    phase = Phase.GOVERN
    uses = ("hits", "units_here")
    settles = ("record", "units_sent", "days_attended", "expected")

    fade = param(
        0.02, Share, unit="share a day", within=(0, 1), evidence="derived",
        source=f"{DAMOUR}: a window of 100 steps, whose steps are 50 steps old on average, as is what fades by 0.02",
        doc="share of what was found that is forgotten every day",
    )  # fmt: skip
    every = param(
        10, Count, unit="days", within=(1, 365), evidence="derived", source=f"{DAMOUR}: estimates made every 10 steps",
        doc="days from one estimate to the next",
    )  # fmt: skip
    burn = param(
        25, Count, unit="days", within=(0, 3650), evidence="derived", source=f"{DAMOUR}: a burn-in of 25 steps",
        doc="days before the first estimate; until then nothing is expected anywhere",
    )  # fmt: skip
    ceiling = param(
        25, Count, unit="incidents a day", within=(1, 30), evidence="assumed",
        doc="the most that is expected of a place",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Today's finds on top of what is left of earlier ones."""
        today = (polity.hits.q, polity.units_here.q, polity.units_here.q > 0)
        before = (polity.record.q, polity.units_sent.q, polity.days_attended.q)
        found, sent, attended = (
            (old * (ONE - self.fade.q) >> 16) + new * FACTOR_ONE for old, new in zip(before, today, strict=True)
        )
        due = (day % self.every.q == 0) & (day >= self.burn.q)
        xp = found.__array_namespace__()
        expected = xp.where(due, self._expected(found, sent, attended), polity.expected.q)
        return {
            "record": Count(found), "units_sent": Count(sent), "days_attended": Count(attended),
            "expected": Count(expected),
        }  # fmt: skip

    def _expected(self, found: Array, sent: Array, attended: Array) -> Array:
        """By halving an interval, since what is found rises with what there is. In 256ths of an incident."""
        xp, days = found.__array_namespace__(), attended + (attended == 0)
        # more units than LARGEST find no more
        units = xp.minimum(sent / days, LARGEST)
        low, high = 0 * units, self.ceiling.q + 0 * units
        most = int(units.max()) + 1
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            chances = at_least(middle, most)
            mean = sum(chance * xp.clip(units - k, 0, 1) for k, chance in enumerate(chances))
            more = mean * days < found
            low, high = xp.where(more, middle, low), xp.where(more, high, middle)
        return xp.rint((low + high) / 2 * FACTOR_ONE).astype("int64")


class FixedUnits(Mechanism):
    """So many units stay in a place, whatever they find."""

    phase = Phase.GOVERN
    after = ("expectation",)
    settles = ("units_here",)

    stationed = param(1, Count, unit="units", within=(0, 64), evidence="assumed", doc="units in the place")

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The same every day."""
        return {"units_here": Count(self.stationed.q + 0 * polity.units_here.q)}


class ScatteredUnits(Mechanism):
    """Every unit is sent to a place by lot, each place as likely as any other."""

    phase = Phase.GOVERN
    after = ("expectation",)
    uses = ("strength",)
    settles = ("units_here",)

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Tomorrow's places."""
        return {"units_here": Count(by_lot(1 + 0 * polity.units_here.q, draws, number(polity.strength)))}


class ProportionalUnits(Mechanism):
    """Every unit is sent by lot to a place, in proportion to what is expected there; on some days to any place."""

    phase = Phase.GOVERN
    after = ("expectation",)
    uses = ("expected", "strength")
    settles = ("units_here",)

    explore = param(
        0.1, Share, unit="share of days", within=(0, 1), evidence="derived", source=DAMOUR,
        doc="days on which units are sent to any place, to see what is there",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Tomorrow's places; any, too, as long as nothing is expected anywhere."""
        expected = polity.expected.q
        blind = explores(draws, self.explore.q) | (expected.max(axis=-1, keepdims=True) == 0)
        weight = expected.__array_namespace__().where(blind, 1, expected)
        return {"units_here": Count(by_lot(weight, draws, number(polity.strength)))}


class GreedyUnits(Mechanism):
    """Units go, one after another, where one more is likeliest to find something; on some days to any place.

    Where places are alike the first is taken, so that units stay together as long as nothing is expected anywhere.
    `evenness` is the fairness of Elzayn et al. 2019: no place may expect a share of its incidents to be found that is
    larger by more than that than that of another place.
    """

    phase = Phase.GOVERN
    after = ("expectation",)
    uses = ("expected", "strength")
    settles = ("units_here",)

    explore = param(
        0.1, Share, unit="share of days", within=(0, 1), evidence="derived", source=DAMOUR,
        doc="days on which units are sent to any place, to see what is there",
    )  # fmt: skip
    restless = param(
        0, Share, unit="share of days", within=(0, 1), evidence="assumed",
        doc="the same, as long as nothing is expected anywhere",
    )  # fmt: skip
    evenness = param(
        1, Share, unit="share of incidents", within=(0, 1), evidence="derived", source=f"{DAMOUR}: alpha of 1, or 0.75",
        doc="how far the share that is found may differ between places; nothing is asked for at 1",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Tomorrow's places."""
        expected, units = polity.expected.q, number(polity.strength)
        xp = expected.__array_namespace__()
        nothing = expected.max(axis=-1, keepdims=True) == 0
        blind = explores(draws, xp.where(nothing, self.restless.q, self.explore.q))
        scattered = by_lot(1 + 0 * expected, draws, units)
        return {"units_here": Count(xp.where(blind, scattered, self._chosen(expected / FACTOR_ONE, units)))}

    def _chosen(self, expected: Array, units: int) -> Array:
        """One unit after another: where it is likeliest to find something, among places where it may go."""
        xp = expected.__array_namespace__()
        finds, shares = at_least(expected, units), of_them(expected, units)
        sent, covered = 0 * expected.astype("int64"), 0 * expected
        for _ in range(units):
            gain = whole(sum(chance * (sent == k) for k, chance in enumerate(finds)))
            then = covered + sum(share * (sent == k) for k, share in enumerate(shares))
            least = covered.min(axis=-1, keepdims=True)
            allowed = (then - least) * ONE <= self.evenness.q
            # where no place may have it, the one that has least does
            none = allowed.max(axis=-1, keepdims=True) == 0
            here = first(xp.where(none, -whole(covered), xp.where(allowed, gain, -1)))
            sent, covered = sent + here, xp.where(here, then, covered)
        return sent


def number(strength: Count) -> int:
    """How many units there are to be sent."""
    return min(int(strength.q.max()), LARGEST)


def whole(chance: Array) -> Array:
    """A chance in 2^32nds, so that what is alike to a billionth is alike."""
    return chance.__array_namespace__().rint(chance * SCALES[Rate]).astype("int64")


def first(score: Array) -> Array:
    """(..., places) True for the first of the best places."""
    best = score == score.max(axis=-1, keepdims=True)
    return best & (best.cumsum(axis=-1) == 1)


def explores(draws: Draws, chance: Array) -> Array:
    """True on days of exploration; one draw for all places."""
    return (draws("explore").word[..., :1] >> 16) < chance


def by_lot(weight: Array, draws: Draws, units: int) -> Array:
    """(..., places) units of a place, each sent by lot: places have chances in proportion to their weight."""
    up_to, total = weight.cumsum(axis=-1), weight.sum(axis=-1, keepdims=True)
    sent = 0 * weight
    for unit in range(units):
        # the upper bits do, and leave room for weights
        drawn = ((draws(f"unit{unit}").word[..., :1] >> 8).astype(weight.dtype) * total) >> 24
        sent = sent + ((up_to > drawn) & (up_to - weight <= drawn))
    return sent


def at_least(expected: Array, most: int) -> list[Any]:
    """Chances of 1, 2, ... `most` incidents or more, where so many are expected (Poisson)."""
    none = 1 + expected.__array_namespace__().expm1(-expected)
    exactly, more, made = none, 1 - none, []
    for k in range(1, most + 1):
        made.append(more)
        exactly = exactly * expected / k
        more = more - exactly
    return made


def of_them(expected: Array, most: int) -> list[Any]:
    """What unit 1, 2, ... `most` adds to the share of incidents that is expected to be found; none is all of them."""
    none = 1 + expected.__array_namespace__().expm1(-expected)
    each, left = none, 0 * none
    parts = []
    for k in range(1, LARGEST + 1):
        each = each * expected / k
        parts.append(each / k)
        left = left + each / k
    made = []
    for k in range(1, most + 1):
        made.append(left + none if k == 1 else left)
        left = left - parts[k - 1]
    return made
