"""Unrest on a grid: grievance against risk, police who take some of those in view, people who wander (Epstein 2002)."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Array, Count, Factor, Share, choose, decayed
from sousveil.contract.views import Events, Folded, People, Polity, Tally

EPSTEIN = "a setting of Epstein 2002, PNAS 99 suppl. 3:7243-7250, run 2"
AS_PRINTED, ROUNDED, FLOORED = range(3)
"""Readings of the number of officers for each active person in the published formula."""
CERTAIN = 16
"""Powers from here on leave nothing of exp(-power) in 65536ths."""
MANY = (1 << 12) - 1
"""Officers for each active person above which nobody tells them apart: exp(-MANY/256) is nothing, whatever `k`."""


class Grievance(Mechanism):
    """People are active when grievance, less what they risk, is above a threshold (Epstein 2002).

    Grievance is hardship times what is missing to full legitimacy. Risk is the person's caution times the chance of
    arrest that they see, 1 - exp(-k C/A), for C officers and A active people near, oneself included. Hardship and
    caution are a person's own, evenly drawn. Active are those of the evening before, less who was arrested since.

    How C/A is read is a parameter: the paper prints it as it stands, two widely used versions round it, and the three
    are the same rule for everybody who sees a whole number of officers for each active person.
    """

    phase = Phase.BELIEVE
    reads = ("active_near", "officers_near", "free")
    emits = ("protest",)
    owns = ("street",)
    settles = ("protest_share",)

    legitimacy = param(
        0.82, Share, unit="share of full legitimacy", within=(0, 1), evidence="assumed", source=EPSTEIN,
        doc="how legitimate people hold the regime to be",
    )  # fmt: skip
    threshold = param(
        0.1, Share, unit="share of full grievance", within=(0, 1), evidence="assumed", source=EPSTEIN,
        doc="what grievance less risk has to exceed",
    )  # fmt: skip
    k = param(
        2.3, Factor, unit="per officer for each active person", within=(0, 255), evidence="assumed", source=EPSTEIN,
        doc="how steeply the chance of arrest rises; 2.3 makes it 0.9 at one officer for each active person",
    )  # fmt: skip
    rounding = param(
        AS_PRINTED, Count, unit="0 as printed, 1 rounded to the nearest, 2 rounded down", within=(0, 2),
        evidence="assumed", plausible=(AS_PRINTED, AS_PRINTED),
        doc="how the number of officers for each active person is read; rounded in Mesa's version, halves to the even "
        "number, and rounded down in NetLogo's",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Everybody at liberty who is no officer."""
        grievance = draws.lasting("hardship").share() * self.legitimacy.rest
        risk = draws.lasting("caution").share() * self._arrest(people)
        able = people.present & people.free & ~people.officer
        return {"protest": able & (grievance > risk + self.threshold)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Active is who is in the street today."""
        return {"street": people.packed("street", active=events.protest)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The share of the place in the street."""
        people = tally.people("all")
        return {"protest_share": Share.nearest(tally("protest", "all"), people + (people == 0))}

    def _arrest(self, people: People) -> Share:
        """The chance of arrest that a person sees."""
        officers, active = (n.within(0, ONE - 2).q.astype("uint32") for n in (people.officers_near, people.active_near))
        active = active + 1  # oneself
        whole, left = officers // active, officers % active
        up = ((2 * left > active) | ((2 * left == active) & (whole % 2 == 1))) & self.rounding.equals(Count(ROUNDED))
        part = Count((left << 16) // active).given(self.rounding.equals(Count(AS_PRINTED)))
        steep = self.k.q  # 256ths
        power = Count(whole + up).within(0, MANY).q * steep
        return decayed((Count(power).within(0, CERTAIN << 8).q << 8) + ((part.q * steep) >> 8)).rest


class RoundUp(Mechanism):
    """Police arrest active people in view, and hold them for a while that is drawn evenly.

    In the paper each officer in turn arrests one active person in view. Here all happens at once: an active person is
    arrested with the chance C/A, at most one, for C officers and A active people near, oneself included. Where all see
    the same people, that is one arrest an officer on average; who is taken, and in what order, differs. Held people
    neither act nor count as active, and stay where they are.
    """

    phase = Phase.ENFORCE
    reads = ("active", "officer", "active_near", "officers_near")
    emits = ("detained_administratively", "released", "in_custody")
    owns = ("status", "days_left")

    longest = param(
        30, Count, unit="days", within=(0, 30_000), evidence="assumed", source=EPSTEIN,
        doc="longest time held; drawn evenly from none to this many days",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who is taken, whose time is over, who is held."""
        active = people.active_near + Count(1)
        chance = Share(Share.ratio(people.officers_near.q, active.q).q.astype("uint32"))
        in_view = people.free & people.active & ~people.officer
        held = people.held_administratively
        return {
            "detained_administratively": in_view & draws("catch").below(chance),
            "released": held & (people.days_left <= Count(1)),
            "in_custody": held,
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The next status and term; whoever drew no time is let go at once."""
        one, caught = Count(1), events.detained_administratively
        term = draws("term").index(self.longest.q + 1)
        status = people.code("status", (events.released, "free"), (caught & (term > Count(0)), "held_administratively"))
        return {"status": status, "days_left": choose(caught, term, people.days_left - one)}


class Wander(Mechanism):
    """Everybody at liberty goes to a site within sight, drawn evenly, every day.

    Sites may hold several people, unlike in the paper, where one moves to an empty site; at 74 % of sites taken it is a
    little easier here to be near many.
    """

    phase = Phase.LIVE
    reads = ("free",)
    owns = ("site",)

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The next site. Where a person goes is drawn here: it is no event, and moves nobody else's luck."""
        return {"site": choose(people.free, people.site_in_sight(draws("step")), people.site)}
