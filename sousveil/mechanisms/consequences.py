"""Doors: what lists, tiers and kinship close and open, and what it does to a livelihood."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity


class Doors(Mechanism):
    """Lists and tiers close travel, credit, work and school; the doors open some days after the reason is gone.

    A door that closes today refuses from tomorrow on. The tier plays a part only for people who have a score at all,
    that is one above 0. Children and young people share in a listing of the household through school, adults through
    credit and work.
    """

    phase = Phase.SUFFER
    reads = (
        "abroad", "age_0_14", "age_15_24", "age_65_plus", "score", "tier", "defaulter", "suspect", "redlist",
    )  # fmt: skip
    hears = ("travel_try", "credit_try", "paid", "account_cut", "account_restored", "kin_blacklisted", "kin_cleared")
    emits = (
        "travel_denied", "credit_denied", "school_denied", "work_denied", "travel_closed", "doors_opened",
        "privilege_used",
    )  # fmt: skip
    owns = ("sanctions",)

    travel_tier = param(
        1, Count, unit="tier", within=(0, 7), evidence="assumed", plausible=(1, 1),
        doc="tiers below this one may not book flights and fast trains; 0: no tier",
    )  # fmt: skip
    credit_tier = param(
        1, Count, unit="tier", within=(0, 7), evidence="assumed", plausible=(1, 1),
        doc="tiers below this one get no credit; 0: no tier",
    )  # fmt: skip
    work_tier = param(
        1, Count, unit="tier", within=(0, 7), evidence="assumed", plausible=(1, 1),
        doc="tiers below this one are barred from posts and promotion; 0: no tier",
    )  # fmt: skip
    privilege_tier = param(
        5, Count, unit="tier", within=(1, 7), evidence="assumed", plausible=(5, 5),
        doc="tiers from this one on are privileged, as are those on the list of the praised",
    )  # fmt: skip
    school = param(
        0.0003, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="refused a school place, while somebody of the household is listed (once in nine years)",
    )  # fmt: skip
    work = param(
        0.0005, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="refused a post or promotion, while the door to work is closed (once in five and a half years)",
    )  # fmt: skip
    kin_share = param(
        0.2, Share, unit="share", within=(0, 1), evidence="assumed",
        doc="how much of a listed person's disadvantage in credit and work the other adults of the household share",
    )  # fmt: skip
    perk = param(
        0.05, Share, unit="share of days with a payment", within=(0, 1), evidence="assumed",
        doc="used a privilege, such as booking without a deposit",
    )  # fmt: skip
    opening = param(
        0.33, Share, unit="share a day", within=(0, 1), evidence="assumed",
        doc="chance that doors whose reason is gone are opened (three days on average; copies of lists live on)",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """What was refused today at the doors as they stood this morning, and which doors move tonight."""
        inside = draws("inside")
        travel, credit, work = self._closed(people)
        stale = (people.no_travel & ~travel) | (people.no_credit & ~credit) | (people.no_work & ~work)
        kin = people.kin_sanctioned & ~people.age_0_14
        tax = self.kin_share.given(kin)
        perk = self.perk.given(people.privileged & events.paid & ~people.no_school)
        employable = ~people.age_0_14 & ~people.age_65_plus
        barred = choose(people.no_work, self.work, self.work * tax)
        return {
            "travel_denied": events.travel_try & people.no_travel,
            "credit_denied": events.credit_try & (people.no_credit | draws("credit").below(tax)),
            "school_denied": people.no_school & inside.below(self.school),
            "work_denied": employable & draws("work").below(barred),
            "travel_closed": travel & ~people.no_travel,
            "doors_opened": stale & draws("opening").below(self.opening),
            # nobody is at both doors, so one draw serves school and privilege
            "privilege_used": inside.below(perk),
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Closed where there is a reason, and where one was and nobody has opened yet."""
        travel, credit, work = self._closed(people)
        kept = ~events.doors_opened
        kin = (people.kin_sanctioned & ~events.kin_cleared) | events.kin_blacklisted
        praised = people.redlist | (self._scored(people) & (people.tier >= self.privilege_tier))
        sanctions = people.packed(
            "sanctions",
            no_travel=travel | (people.no_travel & kept),
            no_credit=credit | (people.no_credit & kept),
            no_work=work | (people.no_work & kept),
            no_school=kin & (people.age_0_14 | people.age_15_24),
            suspended=(people.suspended & ~events.account_restored) | events.account_cut,
            privileged=praised & ~people.age_0_14,
            kin_sanctioned=kin,
        )
        return {"sanctions": sanctions}

    def _scored(self, people: People) -> Array:
        return people.score > Count(0)

    def _closed(self, people: People) -> tuple[Array, Array, Array]:
        """Reasons, as they stand tonight, to close travel, credit and work."""
        grown = ~people.age_0_14 & ~people.abroad
        scored, tier = self._scored(people), people.tier
        travel = people.defaulter | (scored & (tier < self.travel_tier))
        credit = people.defaulter | (scored & (tier < self.credit_tier))
        work = people.defaulter | people.suspect | (scored & (tier < self.work_tier))
        return grown & travel, grown & credit, grown & work


class Livelihood(Mechanism):
    """Income and position fall with custody and closed doors, and mend for those let go and those let in again.

    Nothing moves for people to whom nothing happens: a rank that everybody drifts from would say nothing.
    """

    phase = Phase.SUFFER
    after = ("doors",)
    reads = ("released",)
    hears = (
        "work_denied", "credit_denied", "detained_administratively", "detained_criminally", "interned", "convicted",
        "in_custody", "doors_opened", "benefit_reclaimed", "compensated",
    )  # fmt: skip
    emits = ("means_lost",)
    owns = ("means",)

    dismissal = param(
        0.3, Share, unit="share of detentions and convictions", within=(0, 1), evidence="assumed",
        doc="lose their job or trade over it",
    )  # fmt: skip
    refusal = param(
        0.1, Share, unit="share of refusals of credit", within=(0, 1), evidence="assumed",
        doc="lose income or position over it",
    )  # fmt: skip
    loss = param(
        0.15, Share, unit="share of means", within=(0, 1), evidence="assumed", doc="lost at one such blow",
    )  # fmt: skip
    custody = param(
        0.0006, Share, unit="share of means a day", within=(0, 1), evidence="assumed",
        doc="lost for every day in custody (a fifth in a year)",
    )  # fmt: skip
    middle = param(
        0.5, Share, unit="rank", within=(0, 1), evidence="derived", source="the median of a rank",
        doc="where those who mend are heading",
    )  # fmt: skip
    mending = param(
        0.002, Share, unit="share of the gap a day", within=(0, 1), evidence="assumed",
        doc="regained by the poorer half for every day of the time after release",
    )  # fmt: skip
    reopening = param(
        0.1, Share, unit="share of the gap", within=(0, 1), evidence="assumed",
        doc="regained by the poorer half on the day doors open",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Refused work and a benefit claimed back are losses; custody and refused credit may bring one."""
        taken = events.detained_administratively | events.detained_criminally | events.interned | events.convicted
        dismissed = taken & draws("dismissal").below(self.dismissal)
        broke = events.credit_denied & draws("refusal").below(self.refusal)
        return {"means_lost": events.work_denied | events.benefit_reclaimed | dismissed | broke}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Losses are shares of what is there; gains are shares of the gap to the middle. A payment is one such loss."""
        lost = self.loss.given(events.means_lost) + self.custody.given(events.in_custody)
        gained = self.mending.given(people.released) + self.reopening.given(events.doors_opened)
        gap = self.middle - people.means
        paid = people.means.part(self.loss.given(events.compensated))
        return {"means": people.means - people.means.part(lost) + gap.part(gained) + paid}
