"""Liberty: who is taken, in which form, for how long, and who is let go."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally

PER = 100_000
"""Beds are stated per so many people."""

CABLES = "China Cables, bulletin 14 of the week 19-25 June 2017 (ICIJ, English translation)"


class Arrests(Mechanism):
    """A visit or a stop ends in detention or it does not; lists are swept; a term of detention may turn into a case.

    One draw. Internment takes the low end of its first word and criminal detention the high end, administrative
    detention the high end of the second: where one chance falls to nothing, the others befall the same people.
    """

    phase = Phase.ENFORCE
    after = ("review",)
    reads = (
        "abroad", "age_0_14", "minority", "suspect", "content_marks", "contact_marks", "free", "summoned", "released",
        "held_administratively", "days_left",
    )  # fmt: skip
    hears = (
        "visit", "stop", "face_hit", "content_hit", "content_alarm", "contact_seen", "incident_seen",
        "incident_reported", "kin_listed",
    )  # fmt: skip
    uses = ("internment_share",)
    emits = ("detained_administratively", "detained_criminally", "interned")

    speech = param(
        0.3, Share, unit="share of those met", within=(0, 1), evidence="assumed",
        doc="held administratively, of those visited or recognised in the street with messages or contacts on record",
    )  # fmt: skip
    conduct = param(
        0.05, Share, unit="share of those met", within=(0, 1), evidence="assumed",
        doc="held administratively, of those visited or recognised in the street for anything else",
    )  # fmt: skip
    criminal = param(
        0.029, Share, unit="share of visits", within=(0, 1), evidence="measured",
        source=f"706 criminally detained of 24,412 flagged: {CABLES}",
        doc="held as a suspect, of those visited",
    )  # fmt: skip
    wanted = param(
        0.05, Share, unit="share of stops", within=(0, 1), evidence="assumed",
        doc="held as a suspect, of those stopped who are the person searched for; most are on the list for no offence",
    )  # fmt: skip
    mistaken = param(
        0.01, Share, unit="share of stops", within=(0, 1), evidence="assumed",
        doc="held as a suspect, of those stopped who were mistaken for somebody else",
    )  # fmt: skip
    offence = param(
        0.8, Share, unit="share of recorded offences", within=(0, 1), evidence="assumed",
        doc="held as a suspect, of those recorded as the author of an offence",
    )  # fmt: skip
    cleared = param(
        0.07, Share, unit="share of reported offences", within=(0, 1), evidence="measured",
        source="Home Office, England and Wales, year to March 2020: 7 % of recorded crimes led to a charge",
        doc="held as a suspect, of the authors of offences that were reported without an author",
    )  # fmt: skip
    escalation = param(
        0.1, Share, unit="share of administrative detentions", within=(0, 1), evidence="assumed",
        doc="turned into criminal detention on their last day",
    )  # fmt: skip
    sweep = param(
        0.0001, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="taken while on the pre-emptive list, without a new alert; held administratively where not interned",
    )  # fmt: skip
    internment = param(
        0, Share, unit="share of those met", within=(0, 1), evidence="assumed",
        doc="interned without charge or term, of listed members of the minority whom officers meet; nothing outside a "
        f"pilot region (15,683 of 24,412 flagged, a share of .642, were sent to internment: {CABLES})",
    )  # fmt: skip
    internment_others = param(
        0, Share, unit="share of those met", within=(0, 1), evidence="assumed",
        doc="interned, of listed members of the majority whom officers meet",
    )  # fmt: skip
    association = param(
        0.1, Share, unit="share of the chance of internment", within=(0, 1), evidence="assumed",
        doc="how much of the chance of internment extends to the household on the day a member is listed "
        "(family circles were judged jointly: Zenz 2020, the Karakax list)",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who loses their liberty today."""
        grown = ~people.age_0_14 & ~people.abroad
        criminal, administrative = draws("criminal"), draws("administrative")
        reachable = grown & (people.free | people.summoned | people.released)
        swept = reachable & people.suspect & administrative.below(self.sweep)
        interned = criminal.below(self._internment(people, events, polity, swept).given(reachable))
        last = people.held_administratively & (people.days_left <= Count(1))
        suspected = choose(last, self.escalation, self._suspected(events).given(reachable))
        criminally = ~interned & (criminal.share() >= suspected.rest)
        met = reachable & (events.visit | (events.stop & events.face_hit))
        held = choose(self._spoke(people, events), self.speech, self.conduct).given(met)
        administratively = ~interned & ~criminally & (swept | (administrative.share() >= held.rest))
        return {
            "interned": interned,
            "detained_criminally": criminally,
            "detained_administratively": administratively,
        }

    def _spoke(self, people: People, events: Events) -> Array:
        """A message or a contact, of today or on file, rightly or wrongly."""
        today = events.content_hit | events.content_alarm | events.contact_seen
        return today | (people.content_marks > Count(0)) | (people.contact_marks > Count(0))

    def _internment(self, people: People, events: Events, polity: Polity, swept: Array) -> Share:
        free: Share = polity.internment_share
        rule = choose(people.minority, self.internment, self.internment_others)
        met = (events.visit | events.stop) & people.suspect
        family = (rule * self.association).given(events.kin_listed)
        return free * choose(met | swept, rule, family)

    def _suspected(self, events: Events) -> Share:
        stopped = choose(events.face_hit, self.wanted, self.mistaken).given(events.stop)
        found = choose(events.incident_seen, self.offence, self.cleared.given(events.incident_reported))
        return stopped + self.criminal.given(events.visit) + found


class Custody(Mechanism):
    """Status and days left: summons, detention of every form, sentence, release and the watch kept afterwards."""

    phase = Phase.ENFORCE
    after = ("review", "pressure", "arrests", "courts")
    hears = (
        "visit", "stop", "kin_pressed", "detained_administratively", "detained_criminally", "interned", "charged",
        "convicted", "appeal_won",
    )  # fmt: skip
    emits = ("released", "in_custody", "struck")
    owns = ("status", "days_left")
    settles = ("custody_share", "internment_share")

    summons = param(
        3, Count, unit="days", within=(0, 60), evidence="assumed",
        doc="days for which somebody who was visited has to hold themselves ready",
    )  # fmt: skip
    administrative = param(
        15, Count, unit="days", within=(1, 30), evidence="derived",
        source="Law on Penalties for Administration of Public Security (2005): steps of 5, 10 and 15 days for one act",
        doc="longest administrative detention; drawn evenly from one day to this many",
    )  # fmt: skip
    criminal = param(
        37, Count, unit="days", within=(1, 365), evidence="derived",
        source="Criminal Procedure Law, art. 89: 30 days until the request for arrest, 7 until the decision",
        doc="longest criminal detention before the prosecutor decides; drawn evenly from one day to this many",
    )  # fmt: skip
    remand = param(
        300, Count, unit="days", within=(1, 2_000), evidence="assumed",
        doc="longest wait for the verdict after the charge; drawn evenly from one day to this many",
    )  # fmt: skip
    shortest = param(
        30, Count, unit="days", within=(1, 4_000), evidence="assumed",
        doc="shortest sentence (in a documented mass campaign 2 years: Konasheher, by press of 2022)",
    )  # fmt: skip
    span = param(
        1572, Count, unit="days", within=(1, 30_000), evidence="derived",
        source="sentenced prisoners 118 per 100,000 (World Prison Brief 2018) over 102 convicted per 100,000 (National "
        "Bureau of Statistics 2018: 1,428,772 of 1.4 billion) is a mean stay of 423 days = 30 + 1572 / 4",
        doc="longest sentence above the shortest, times two even draws: a quarter of it on average, most of them short "
        "(a mean of 9 years from 2 to 25 in a documented mass campaign: Konasheher, by press of 2022)",
    )  # fmt: skip
    release = param(
        0.00274, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="chance of an interned person to be let go; there is no term (a year on average)",
    )  # fmt: skip
    beds = param(
        5_000, Count, unit="beds per 100,000 people", within=(0, 100_000), evidence="assumed",
        doc="beds in places of internment; nobody is interned when they are full",
    )  # fmt: skip
    follow_up = param(
        180, Count, unit="days", within=(0, 3_650), evidence="assumed",
        doc="days of watch after release, with the status `released`",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who is let go, who is not at liberty, and who was punished in a way that others notice."""
        last = people.days_left <= Count(1)
        done = (
            (people.held_administratively & ~events.detained_criminally)
            | (people.held_criminally & ~events.charged)
            | (people.charged & ~events.convicted)
            | people.imprisoned
        )
        inside = people.held_administratively | people.held_criminally | people.charged | people.imprisoned
        taken = events.detained_administratively | events.detained_criminally | events.interned
        judged = events.charged | events.convicted
        freed = events.appeal_won & (inside | people.interned) & ~taken & ~judged
        return {
            "released": (last & done) | (people.interned & draws("release").below(self.release)) | freed,
            "in_custody": inside | people.interned,
            "struck": events.visit | events.stop | events.kin_pressed | taken | judged,
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The next status, and a term for it. The term is drawn: it is not an event, and nobody else's luck moves."""
        one, luck = Count(1), draws("term")
        called = events.visit & people.free
        days = choose(called, self.summons, people.days_left - one)
        days = choose(events.released, self.follow_up, days)
        days = choose(events.detained_administratively, one + luck.index(self.administrative.q), days)
        days = choose(events.detained_criminally, one + luck.index(self.criminal.q), days)
        days = choose(events.charged, one + luck.index(self.remand.q), days)
        sentence = self.shortest + luck.index(draws("sentence").index(self.span.q).q)
        days = choose(events.convicted, sentence, days).given(~events.interned)
        over = (people.summoned | people.released) & (people.days_left <= one)
        status = people.code(
            "status",
            (over, "free"),
            (called, "summoned"),
            (events.released, "released"),
            (events.detained_administratively, "held_administratively"),
            (events.detained_criminally, "held_criminally"),
            (events.charged, "charged"),
            (events.convicted, "imprisoned"),
            (events.interned, "interned"),
        )
        return {"status": status, "days_left": days}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Custody as a share of people; beds free tomorrow.

        Releases from internment are not told apart from others in the tally, so beds are freed at their expected rate.
        """
        people = tally.people()
        free = polity.internment_share
        freed = Share((self.release * free.rest).q >> 16)
        return {
            "custody_share": Share.ratio(tally("in_custody"), people + (people == 0)),
            "internment_share": free + freed - Share.ratio(tally("interned"), people * self.beds.q // PER),
        }
