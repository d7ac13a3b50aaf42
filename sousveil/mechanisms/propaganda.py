"""Praise and entertainment instead of argument, more of it after shocks."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Share
from sousveil.contract.views import Events, Folded, People, Polity, Tally

KPR = "King, Pan and Roberts 2017"


class Propaganda(Mechanism):
    """Somebody online meets fabricated praise and is distracted; the more the feed is flooded, the likelier.

    About 448 million such posts a year, cheering and changing the subject, hardly ever arguing (King, Pan and Roberts
    2017).
    """

    phase = Phase.BELIEVE
    reads = ("age_0_14", "abroad")
    hears = ("online",)
    uses = ("flood",)
    emits = ("distracted",)

    readers = param(
        20, Factor, unit="readers of a post", within=(0, 255), evidence="assumed",
        doc="persons whose attention a fabricated post takes",
    )  # fmt: skip
    posts = param(
        0.00087, Share, unit="posts a person a day", within=(0, 1), evidence="derived",
        source=f"448 million fabricated posts a year ({KPR}) over 1.41 billion people and 365 days",
        doc="fabricated posts in calm times",
    )  # fmt: skip
    surge = param(
        0.3, Share, unit="share of days, at full flood", within=(0, 1), evidence="assumed",
        doc="added chance to be distracted when the feed is flooded",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Nobody is distracted who is not online."""
        chance = self.posts.times(self.readers) + polity.flood * self.surge
        audience = events.online & ~people.age_0_14 & ~people.abroad
        return {"distracted": audience & draws("attention").below(chance)}


class Flood(Mechanism):
    """The state floods the feed where people take to the street or complain, and lets the flood run off.

    Fabricated posts come in bursts after such moments (King, Pan and Roberts 2017).
    """

    phase = Phase.GOVERN
    hears = ("protest", "complaint")
    settles = ("flood",)

    per_protester = param(
        1_000, Count, unit="persons", within=(0, 1_000_000), evidence="assumed",
        doc="persons of the place whose feeds are flooded for each person in the street",
    )  # fmt: skip
    per_complaint = param(
        1, Count, unit="persons", within=(0, 1_000), evidence="assumed",
        doc="persons of the place whose feeds are flooded for each complaint sent",
    )  # fmt: skip
    run_off = param(
        0.2, Share, unit="share a day", within=(0, 1), evidence="assumed",
        doc="how fast a flood runs off (half of it in three days)",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """What is left of yesterday's flood, and today's on top of it, by place."""
        people = tally.people("all")
        reached = tally("protest", "all") * self.per_protester.q + tally("complaint", "all") * self.per_complaint.q
        left = polity.flood * self.run_off.rest
        return {"flood": left + left.rest * Share.ratio(reached, people + (people == 0))}
