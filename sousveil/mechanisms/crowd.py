"""Who joins when enough others are seen in the street: everybody of the place, or those near. Published models."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Crowd(Mechanism):
    """People join when enough of their place were in the street yesterday, and stay away when not (Granovetter 1978).

    Of N people, as many are in the street as have a threshold of at most yesterday's share: r(t+1) = #{threshold <=
    r(t)} / N. Nobody stays out of habit, so a crowd can shrink. Shares are rounded to the nearest 65536th, thresholds
    are so or down, so that a threshold of 7 in 100 is met by 7 of 100: a tie, and who ties joins.
    """

    phase = Phase.BELIEVE
    reads = ("threshold", "free")
    uses = ("protest_share",)
    emits = ("protest",)
    settles = ("protest_share",)

    start = param(
        0, Share, unit="share of the place", within=(0, 1), evidence="assumed",
        doc="share seen in the street before the first day",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Everybody at liberty whose threshold is met."""
        seen = choose(day == 1, self.start, polity.protest_share)
        return {"protest": people.present & people.free & (seen >= people.threshold)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The share of the place that everybody sees in the street tomorrow."""
        people = tally.people("all")
        return {"protest_share": Share.nearest(tally("protest", "all"), people + (people == 0))}


class Contagion(Mechanism):
    """People join for good when enough of those near them have (Watts 2002).

    The share of those near who were active yesterday, rounded to the nearest 65536th, has to reach the person's
    threshold; who ties joins, and whoever has nobody near never does. Who begins it is `active` from the start.
    """

    phase = Phase.BELIEVE
    reads = ("threshold", "near", "active_near", "free")
    emits = ("protest",)
    owns = ("street",)
    settles = ("protest_share",)

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Those who have joined, and those who do today."""
        seen, near = people.active_near, people.near
        joins = (near > Count(0)) & (Share.nearest(seen.q, near.q) >= people.threshold)
        return {"protest": people.present & people.free & (people.active | joins)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Once in the street, active for good."""
        return {"street": people.packed("street", active=people.active | events.protest)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The share of the place in the street."""
        people = tally.people("all")
        return {"protest_share": Share.nearest(tally("protest", "all"), people + (people == 0))}
