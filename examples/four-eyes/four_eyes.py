"""Two officers instead of one: nobody is visited or stopped unless both would."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Share
from sousveil.contract.views import Events, People, Polity

FUSSEY = "Fussey and Murray 2019, London trials 2016-19"


class FourEyes(Mechanism):
    """An alert leads to the door or to a stop only if two officers would act on it, instead of one.

    The second look protects as far as it is a look of its own: an officer who is shown the verdict of the first and
    follows it adds a signature and nothing else. Two looks take time, so fewer alerts are read.
    """

    phase = Phase.ENFORCE
    instead_of = ("review",)
    reads = ("abroad", "age_0_14", "free", "released")
    hears = ("flag", "suspect_listed", "face_hit", "face_alarm")
    uses = ("review_share",)
    emits = ("reviewed", "dismissed", "visit", "stop")

    read = param(
        0.5, Share, unit="share of what one officer would read", within=(0, 1), evidence="assumed",
        doc="alerts that are read at all, now that an alert is read twice",
    )  # fmt: skip
    acts = param(
        0.619, Share, unit="share of alerts read", within=(0, 1), evidence="derived",
        source=f"{FUSSEY}: operators acted on 26 of 42 alerts; not told apart by truth",
        doc="chance that an officer who looks alone would act on an alert",
    )  # fmt: skip
    own_look = param(
        0.5, Share, unit="share of second looks", within=(0, 1), evidence="assumed",
        doc="second officers who look without knowing the verdict of the first; the others follow it",
    )  # fmt: skip
    visited = param(
        0.2, Share, unit="share of alerts acted on", within=(0, 1), evidence="assumed",
        doc="visited at the door, of alerts about something other than a face; whoever was recognised is stopped",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Each officer has luck of their own, by name; neither learns the truth."""
        known = (people.free | people.released) & ~people.age_0_14 & ~people.abroad
        alert = (events.flag | events.suspect_listed) & known
        reviewed = alert & draws("read").below(polity.review_share * self.read)
        first, second = draws("first").below(self.acts), draws("second").below(self.acts)
        agreed = first & (second | ~draws("own_look").below(self.own_look))
        face = events.face_hit | events.face_alarm
        acted = reviewed & agreed & (face | draws("visit").below(self.visited))
        return {"reviewed": reviewed, "dismissed": reviewed & ~agreed, "visit": acted & ~face, "stop": acted & face}
