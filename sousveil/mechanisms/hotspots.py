"""Incidents that answer to attention, and units that find one each, at most."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import RATE_MAX, Array, Count, Rate, Share
from sousveil.contract.views import Events, Folded, People, Polity, Tally

DAMOUR = "D'Amour, Srinivasan, Atwood, Baljekar, Sculley and Halpern 2020, section 4.4"


class Hotspots(Mechanism):
    """Every adult at liberty in a place is as likely as any other to cause an incident; attention moves that chance.

    Where nobody was sent it rises by `shift`, where units were sent it falls by `shift` for each of them (D'Amour et
    al. 2020). Each unit finds one incident at most: the lesser of the two is found. The first day opens the places and
    has no incidents. An alternative to `conduct`, whose offences answer to patrols at once and forget them.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "free", "summoned", "released")
    uses = ("units_here",)
    emits = ("incident",)
    settles = ("incident_rate", "hits", "search_share")

    rate = param(
        0.002, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
        doc="chance of an incident, of a person of the place, before anybody is sent there",
    )  # fmt: skip
    shift = param(
        0, Rate, unit="1/day a day", within=(0, 0.01), evidence="assumed",
        doc="what a day without a unit adds to it, and a unit takes from it",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """At most one incident a person a day."""
        acts = (people.free | people.summoned | people.released) & ~people.age_0_14 & ~people.abroad
        return {"incident": acts & draws("incident").below(polity.incident_rate)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """What today's units found here, and tomorrow's chance."""
        units, happened = polity.units_here.q, tally("incident")
        xp = happened.__array_namespace__()
        left = polity.incident_rate.q + self.shift.q * (units == 0) - self.shift.q * units
        rate = xp.clip(left, 0, RATE_MAX) if day > 1 else self.rate.q + 0 * left
        return {
            "incident_rate": Rate(rate), "hits": Count(xp.minimum(units, happened)),
            "search_share": Share.ratio(units, happened),
        }  # fmt: skip


class UnitSearch(Mechanism):
    """Which incidents are those that units found: each with the same chance, so that on average as many are seen.

    An alternative to what `cameras` see of offences.
    """

    phase = Phase.WATCH
    hears = ("incident",)
    uses = ("search_share",)
    emits = ("incident_seen",)
    settles = ("strength",)

    strength = param(
        6, Count, unit="units", within=(0, 64), evidence="derived", source=DAMOUR, doc="units there are, in all places",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Drawn by incident: their number is that of the hits in the mean, not day by day."""
        return {"incident_seen": events.incident & draws("found").below(polity.search_share)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """As many as there are, known everywhere to whoever sends them."""
        return {"strength": Count(self.strength.q.max() + 0 * polity.strength.q)}
