"""LIVE, offline: people travel, borrow, break rules, quarrel, petition, live differently, do good."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws, Luck
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity


class Commerce(Mechanism):
    """Who tries to book a flight or fast train, and who applies for credit. Whoever is barred tries more seldom."""

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "activity", "means", "no_travel", "no_credit", "free", "summoned", "released")
    emits = ("travel_try", "credit_try")

    # fmt: off
    travel = param(0.034, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="bookings of the most active with the highest means; two a year for the average adult")
    credit = param(1.0e-3, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="applications for credit of the most active")
    still_travels = param(0.39, Share, unit="share", within=(0, 1), evidence="assumed",
                          doc="share of bookings that somebody barred from travel still tries; with two bookings a "
                              "year it gives the 0.88 refusals a listed person in 2018 that follow from the courts' "
                              "counts")
    still_borrows = param(0.30, Share, unit="share", within=(0, 1), evidence="assumed",
                          doc="share of applications that somebody barred from credit still makes")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Attempts, by adults at home and at liberty."""
        can = (people.free | people.summoned | people.released) & ~people.age_0_14 & ~people.abroad
        travel, credit = draws("travel"), draws("credit")
        travels = people.activity * people.means * self.still_travels.rest.given(people.no_travel).rest
        borrows = people.activity * self.still_borrows.rest.given(people.no_credit).rest
        return {
            "travel_try": can & travel.below(self.travel * travels),
            "credit_try": can & credit.below(self.credit * borrows),
        }


class Conduct(Mechanism):
    """What adults at home do offline, right and wrong, allowed and not.

    Offences and infractions fall with the certainty of being caught, as far as people believe in it (deterrence works
    by certainty rather than severity); only the calculated part of offences does. Debts are broken by those with few
    means. Oddities are lawful: going off-grid, a veil or beard, a passport application, relatives abroad (Human Rights
    Watch 2019; Zenz 2020). Of infraction, quarrel, offence and good deed at most one befalls a person on a day, and of
    default, settlement, petition and oddity at most one.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "minority", "kin_abroad", "support", "boldness", "conduct", "means", "fear", "aware",
             "defaulter", "first_notice", "free", "summoned", "released")  # fmt: skip
    uses = ("patrol_share",)
    emits = ("infraction", "quarrel", "incident", "good_deed", "default", "settled", "petition", "oddity")

    # fmt: off
    infraction = param(0.019, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                       doc="traffic and administrative infractions of the most inclined, undeterred")
    quarrel = param(8.6e-4, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                    doc="quarrels with neighbours of the most inclined")
    incident = param(1.5e-4, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                     doc="offences with a victim of the most inclined, undeterred")
    good_deed = param(4e-3, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                      doc="volunteering and giving of the least inclined to break rules")
    shown = param(1.5, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                  doc="good deeds of those who know that they are watched, against those who do not")
    watched = param(0.12, Share, unit="share", within=(0, 1), evidence="assumed",
                    source="Piza, Welsh, Farrington & Thomas 2019, Criminology & Public Policy 18:135: a significant "
                           "and modest decrease; the size is assumed",
                    doc="share of calculated offences and infractions that do not happen because the person knows of "
                        "the cameras")
    cowed = param(0.25, Share, unit="share", within=(0, 1), evidence="assumed",
                  doc="further share that does not happen at full fear of the system")
    patrolled = param(0.05, Share, unit="share", within=(0, 1), evidence="assumed",
                      doc="further share that does not happen in the place with the most patrols")
    calculated = param(0.75, Share, unit="share", within=(0, 1), evidence="assumed",
                       doc="share of offences that are calculated, such as theft; the others, such as violence, are "
                           "not deterred")
    default = param(6.2e-5, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                    doc="failures to pay a debt that a court has ruled on, of those without means")
    settle_rate = param(2e-3, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                        doc="rate at which a listed or warned debtor with the highest means pays up")
    petition = param(9e-6, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                     doc="petitions of those without any support for the ruler, without fear")
    feared_petition = param(1.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                            doc="how much petitioning is feared: share given up at full fear without boldness")
    oddity = param(5.5e-4, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                   doc="lawful but suspicious acts of somebody of the majority without relatives abroad")
    minority_oddity = param(3.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                            doc="the same of the minority, whose customs are what the list of suspicious acts names")
    kin_oddity = param(2.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                       doc="the same of people with relatives abroad")
    concealed = param(0.50, Share, unit="share", within=(0, 1), evidence="assumed",
                      doc="share of such acts that people give up at full fear")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """One word of luck for rules kept and broken, one for money, petitions and private life."""
        acts = (people.free | people.summoned | people.released) & ~people.age_0_14 & ~people.abroad
        happened = {**self._order(people, polity, draws("order")), **self._affairs(people, draws("affairs"))}
        return {name: acts & mask for name, mask in happened.items()}

    def _order(self, people: People, polity: Polity, luck: Luck) -> dict[str, Array]:
        """Infraction, quarrel, offence or good deed; good deeds last, because their chance may outgrow its base."""
        deterred = self.watched.given(people.aware) + self.cowed * people.fear + self.patrolled * polity.patrol_share
        offends = people.conduct * (deterred * self.calculated).rest
        from_quarrel = self.infraction
        from_incident = from_quarrel + self.quarrel
        from_good = from_incident + self.incident
        good = (self.good_deed * people.conduct.rest).times(self.shown.given(people.aware))
        return {
            "infraction": luck.below(self.infraction * (people.conduct * deterred.rest)),
            "quarrel": luck.between(from_quarrel, self.quarrel * people.conduct),
            "incident": luck.between(from_incident, self.incident * offends),
            "good_deed": luck.between(from_good, good),
        }

    def _affairs(self, people: People, luck: Luck) -> dict[str, Array]:
        """Default, settlement, petition or oddity."""
        owes = people.defaulter | people.first_notice
        from_petition = self.default + self.settle_rate
        from_oddity = from_petition + self.petition
        bowed = (people.fear * people.boldness.rest).times(self.feared_petition)
        odd = (self.oddity * (people.fear * self.concealed).rest).times(self.minority_oddity.given(people.minority))
        return {
            "default": ~owes & luck.below(self.default * people.means.rest),
            "settled": owes & luck.between(self.default, self.settle_rate * people.means),
            "petition": luck.between(from_petition, self.petition * (people.support.rest * bowed.rest)),
            "oddity": luck.between(from_oddity, odd.times(self.kin_oddity.given(people.kin_abroad))),
        }


class Deeds(Mechanism):
    """What a person did within the memory of the audit, as two counters that run down. Nobody in the model sees them.

    `offence`: an offence with a victim. `dissent`: what the system targets and human-rights law protects, whether or
    not the system saw it: speech on or off the app, contact, a petition, a way of life. In custody nothing runs down,
    so that whoever is held for an offence is not counted as innocent when the sentence outlasts the memory.
    """

    phase = Phase.LIVE
    reads = ("free", "summoned", "released")
    hears = ("incident", "complaint", "criticism", "mobilisation", "petition", "oddity", "contact")
    owns = ("deeds",)

    # fmt: off
    steps = param(15, Count, unit="steps", within=(1, 15), evidence="assumed",
                  doc="steps for which a deed is remembered")
    step_days = param(6, Count, unit="days a step", within=(1, 365), evidence="assumed",
                      doc="days after which the memory of a deed runs down by a step; 15 steps of 6 days are 90 days")
    # fmt: on

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Counters set by deeds, and run down every few days."""
        spoke = events.complaint | events.criticism | events.mobilisation | events.contact
        dissent = spoke | events.petition | events.oddity
        at_liberty = people.free | people.summoned | people.released
        due = Count((at_liberty & (day % self.step_days.q.astype("uint32") == 0)).astype("int32"))
        return {
            "deeds": people.packed(
                "deeds",
                offence=choose(events.incident, self.steps, people.offence - due),
                dissent=choose(dissent, self.steps, people.dissent - due),
            )
        }
