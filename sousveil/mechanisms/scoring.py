"""JUDGE, of everybody: the one number with its tiers, the debtors' list, the account, and who is on which list."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity


class Scoring(Mechanism):
    """The one number: points lost and won for what was recorded, repaired by time, cut into tiers.

    Adults at home have it. Shaped after the points of Rongcheng as reported: a start value, deductions for infractions,
    quarrels, petitions and debts, additions for good deeds, six grades from D to AAA. Who is related to somebody on a
    list loses points too, at every assessment. A point comes back (or is lost again, above the start) every few days.
    Tier by tier, a day at a time, the grade of the list follows the score.
    """

    phase = Phase.JUDGE
    after = ("defaulters", "appeal")
    reads = ("age_0_14", "abroad", "kin_marks", "kin_sanctioned", "tier", "redlist")
    hears = ("infraction_seen", "quarrel_seen", "incident_seen", "petition_seen", "content_hit", "content_alarm",
             "defaulter_listed", "good_deed", "paid", "appeal_won")  # fmt: skip
    emits = ("score_lost", "score_gained", "tier_fell", "tier_rose", "praised")
    owns = ("score",)

    # fmt: off
    start = param(1000, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(1000, 1000),
                  source="Rongcheng as reported; not verified",
                  doc="points of everybody at the start; children and people abroad keep them")
    infraction = param(5, Count, unit="points", within=(0, 1000), evidence="assumed",
                       doc="lost for a recorded infraction")
    quarrel = param(5, Count, unit="points", within=(0, 1000), evidence="assumed",
                    doc="lost for a recorded quarrel with neighbours")
    incident = param(50, Count, unit="points", within=(0, 1000), evidence="assumed",
                     doc="lost for a recorded offence")
    petition = param(20, Count, unit="points", within=(0, 1000), evidence="assumed",
                     doc="lost for a recorded petition")
    content = param(10, Count, unit="points", within=(0, 1000), evidence="assumed",
                    doc="lost for a message that screening found, rightly or wrongly")
    default = param(100, Count, unit="points", within=(0, 1000), evidence="assumed",
                    doc="lost on entering the list of judgment defaulters")
    association = param(5, Count, unit="points", within=(0, 1000), evidence="derived",
                        source="Sesame Credit as described in one secondary account: connections weigh 5 %; .05 x "
                               "the 100 points of one's own default",
                        doc="lost at every assessment by somebody whose household member is on a list")
    assessment_days = param(30, Count, unit="days", within=(1, 3650), evidence="assumed",
                            doc="days from one assessment of associations to the next")
    gain = param(20, Count, unit="points", within=(0, 1000), evidence="assumed",
                 doc="won for a good deed that was registered, or for paying on time")
    registered = param(0.30, Share, unit="share", within=(0, 1), evidence="assumed",
                       doc="share of good deeds that are registered")
    on_time = param(2e-4, Rate, unit="chance a day of payments", within=(0, 1), evidence="assumed",
                    doc="chance that payments of a day are rewarded")
    repair_days = param(14, Count, unit="days a point", within=(1, 36_500), evidence="assumed",
                        doc="days after which a point comes back, or is lost again above the start")
    cut_c = param(600, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(400, 750),
                  source="Rongcheng as reported; not verified",
                  doc="lowest score of tier 1 (C); below it is tier 0 (D)")
    cut_b = param(850, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(800, 900),
                  source="as cut_c",
                  doc="lowest score of tier 2 (B)")
    cut_a = param(960, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(920, 990),
                  source="as cut_c",
                  doc="lowest score of tier 3 (A)")
    cut_aa = param(1030, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(1010, 1040),
                   source="as cut_c",
                   doc="lowest score of tier 4 (AA)")
    cut_aaa = param(1050, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(1045, 1100),
                    source="as cut_c",
                    doc="lowest score of tier 5 (AAA), from which people are praised")
    praise = param(0.01, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="rate at which people in the highest tier enter the list of the praised")
    # fmt: on

    def begin(self, people: People, draws: Draws) -> Folded:
        """Everybody at the start value."""
        return {"score": self.start}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Losses, gains, and the tiers that the score of yesterday stands for."""
        luck, tier = draws("gain"), self._tier(people)
        scored = ~people.age_0_14 & ~people.abroad
        good = events.good_deed & luck.below(self.registered)
        recorded = events.infraction_seen | events.quarrel_seen | events.incident_seen | events.petition_seen
        found = events.content_hit | events.content_alarm
        return {
            "score_lost": scored & (recorded | found | events.defaulter_listed | self._associated(people, day)),
            # payments are rewarded where no good deed competes for the same luck
            "score_gained": scored & (good | (events.paid & ~events.good_deed & luck.below(self.on_time))),
            "tier_fell": tier < people.tier,
            "tier_rose": tier > people.tier,
            "praised": scored & (people.score >= self.cut_aaa) & ~people.redlist & draws("praise").below(self.praise),
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The score with today's points."""
        found = events.content_hit | events.content_alarm
        lost = self.infraction.given(events.infraction_seen) + self.quarrel.given(events.quarrel_seen)
        lost = lost + self.incident.given(events.incident_seen) + self.petition.given(events.petition_seen)
        lost = lost + self.content.given(found) + self.default.given(events.defaulter_listed)
        lost = (lost + self.association.given(self._associated(people, day))).given(events.score_lost)
        due = day % self.repair_days.q.astype("uint32") == 0
        back = Count((due & (people.score < self.start) & ~events.appeal_won).astype("int32"))
        away = Count((due & (people.score > self.start)).astype("int32"))
        # an appeal that is won gives back what was lost before
        score = choose(events.appeal_won & (people.score < self.start), self.start, people.score)
        return {"score": score + self.gain.given(events.score_gained) - lost + back - away}

    def _tier(self, people: People) -> Count:
        """The tier of the score, 0 the lowest."""
        cuts = (self.cut_c, self.cut_b, self.cut_a, self.cut_aa, self.cut_aaa)
        return Count(sum((people.score >= cut).astype("int32") for cut in cuts))

    def _associated(self, people: People, day: Array) -> Array:
        """Who is assessed today and has a household member on a list."""
        due = day % self.assessment_days.q.astype("uint32") == 0
        return (people.kin_marks | people.kin_sanctioned) & due


class Defaulters(Mechanism):
    """The list of judgment defaulters: a court warns, lists after a while, and clears who pays or whose time is up."""

    phase = Phase.JUDGE
    after = ("appeal",)
    reads = ("defaulter", "first_notice")
    hears = ("settled", "appeal_won")
    emits = ("defaulter_listed", "defaulter_cleared")

    # fmt: off
    listing = param(0.02, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                    doc="rate at which a court lists somebody who was warned; 50 days on average")
    expiry = param(1.0e-3, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="rate at which somebody leaves the list without having paid")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Entries and exits; one draw, since nobody can do both."""
        luck = draws("court")
        waiting = people.first_notice & ~people.defaulter & ~events.settled
        return {
            "defaulter_listed": waiting & luck.below(self.listing),
            "defaulter_cleared": people.defaulter & (events.settled | events.appeal_won | luck.below(self.expiry)),
        }


class AccountCut(Mechanism):
    """Suspension of the account on the app, for messages that screening stopped or deleted, and its return."""

    phase = Phase.JUDGE
    after = ("appeal",)
    reads = ("suspended", "content_marks")
    hears = ("blocked", "deleted", "appeal_won")
    emits = ("account_cut", "account_restored")

    # fmt: off
    first = param(0.15, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                  doc="chance that the account of somebody with few records is cut for such a message")
    repeated = param(0.50, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                     doc="the same with many records")
    many = param(3, Count, unit="of 7", within=(0, 7), evidence="assumed",
                 doc="records of messages found from which they count as many")
    restoring = param(0.02, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                      doc="rate at which a cut account is restored; after 50 days on average")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Accounts cut and restored; one draw, since no account can be both."""
        luck, stopped = draws("account"), events.blocked | events.deleted
        chance = choose(people.content_marks >= self.many, self.repeated, self.first)
        return {
            "account_cut": stopped & ~people.suspended & luck.below(chance),
            "account_restored": people.suspended & (events.appeal_won | luck.below(self.restoring)),
        }


class Lists(Mechanism):
    """Who is on which list, as the events of the day say; at the start some adults at home are already defaulters."""

    phase = Phase.JUDGE
    after = ("suspicion", "scoring", "defaulters")
    reads = ("age_0_14", "age_15_24", "abroad")
    hears = ("suspect_listed", "suspect_dropped", "defaulter_listed", "defaulter_cleared", "praised", "tier_fell",
             "tier_rose", "default", "settled")  # fmt: skip
    owns = ("lists",)

    # fmt: off
    start_tier = param(3, Count, unit="tier", within=(0, 7), evidence="assumed", plausible=(3, 3),
                       doc="tier of everybody at the start; 3 (A) is that of 1,000 points")
    backlog = param(0.0095, Rate, unit="share of adults over 24", within=(0, 1), evidence="derived",
                    source="Supreme People's Court, end of 2017: 9.59 million listed, those who left included; "
                           "census of 2020: 1,410 million people, .716 of them 25 or older; 9.59 / (1,410 x .716) = "
                           ".0095",
                    doc="share of people older than 24 at home who are on the list of defaulters at the start")
    # fmt: on

    def begin(self, people: People, draws: Draws) -> Folded:
        """Everybody in the tier of the start, and the backlog of defaulters."""
        adult = ~people.age_0_14 & ~people.age_15_24 & ~people.abroad
        listed = adult & draws("backlog").below(self.backlog)
        return {"lists": people.packed("lists", tier=self.start_tier, defaulter=listed)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Memberships after today."""
        rose, fell = Count(events.tier_rose.astype("int32")), Count(events.tier_fell.astype("int32"))
        warned = (people.first_notice | events.default) & ~events.settled & ~events.defaulter_listed
        return {
            "lists": people.packed(
                "lists",
                suspect=(people.suspect | events.suspect_listed) & ~events.suspect_dropped,
                defaulter=(people.defaulter | events.defaulter_listed) & ~events.defaulter_cleared,
                redlist=(people.redlist | events.praised) & ~events.tier_fell,
                tier=people.tier + rose - fell,
                first_notice=warned,
            )
        }
