"""Safeguards that are rules of their own: appeal, warrant, compensation, an audit sample. At nothing they do nothing.

Those that only bound the numbers of other rules are in the table of `sousveil.safeguards`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Share, choose
from sousveil.contract.views import Events, People, Polity


class Appeal(Mechanism):
    """Whoever is held, listed or shut out may appeal: a body decides after a while, and sets things right or does not.

    It reads the file and the sanctions, never the truth, so it helps the guilty as often as the innocent. An appeal
    that is won ends custody, empties suspicion (the list drops who is on it the next morning), gives back the account
    and lost points, and strikes a debtor off. Nobody waits for a set time: every day brings a decision with one chance
    in so many days as they last on average.
    """

    phase = Phase.JUDGE
    reads = (
        "abroad", "suspect", "defaulter", "suspended", "no_travel", "no_credit", "no_work", "held_administratively",
        "held_criminally", "charged", "imprisoned", "interned",
    )  # fmt: skip
    emits = ("appeal_heard", "appeal_won")

    success = param(
        0.40, Share, unit="share of appeals decided", within=(0, 1), evidence="assumed",
        source="about two in five appeals on social security and immigration are allowed in the United Kingdom: "
        "R. Thomas 2016, UK Administrative Justice Institute; other decisions, other bodies",
        doc="appeals that are won; nothing changes nothing",
    )  # fmt: skip
    delay = param(
        182, Count, unit="days", within=(1, 3650), evidence="assumed",
        source="26 weeks from appeal to hearing in the social-security tribunal of England and Wales, January to March "
        "2023 (HM Courts and Tribunals Service, as reported by Benefits and Work); other decisions, other bodies",
        doc="days until a decision, on average",
    )  # fmt: skip
    filed = param(
        0.10, Share, unit="share of people", within=(0, 1), evidence="assumed",
        source="10 % of decisions on Personal Independence Payment were appealed to March 2019: answer of E. Argar to "
        "the House of Commons, 9 September 2019; other decisions",
        doc="people who appeal when they have cause to; the same people every time",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who has cause to appeal and does so, whose turn it is today, and who wins."""
        held = people.held_administratively | people.held_criminally | people.charged | people.imprisoned
        shut = people.no_travel | people.no_credit | people.no_work | people.suspended
        cause = (held | people.interned | shut | people.suspect | people.defaulter) & ~people.abroad
        turn = draws("turn").index(self.delay.q).equals(Count(0))
        heard = cause & draws.lasting("files").below(self.filed) & turn
        return {"appeal_heard": heard, "appeal_won": heard & draws("verdict").below(self.success)}


class Warrant(Mechanism):
    """No officer comes to a door without a warrant. The judge knows the file alone.

    A stop in the street, an arrest for an offence and a sweep of the list need none. Alerts are read all the same.
    """

    phase = Phase.ENFORCE
    reads = ("suspicion",)
    hears = ("flag", "suspect_listed")
    emits = ("warrant_refused",)

    granted = param(
        0.9997, Share, unit="share of applications", within=(0, 1), evidence="derived",
        source="Administrative Office of the US Courts, Wiretap Report 2014: 3,554 wiretaps authorised, one state "
        "application denied: 3,554 / 3,555",
        doc="applications that a judge grants, of those with grounds; at nothing nobody is visited",
    )  # fmt: skip
    grounds = param(
        0.10, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
        doc="suspicion on file, today's evidence included, below which no warrant is granted; nothing asks for none",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Refused, of those about whom there is an alert today."""
        granted = (people.suspicion >= self.grounds) & draws("judge").below(self.granted)
        return {"warrant_refused": (events.flag | events.suspect_listed) & ~granted}


class Compensation(Mechanism):
    """Whoever is let go without a conviction is paid for it, once: as much as one blow to a livelihood takes.

    Custody without a court counts by a share of its own, since many laws leave it out. A conviction set aside on appeal
    counts as none. The size of a blow is `livelihood.loss`.
    """

    phase = Phase.ENFORCE
    after = ("custody",)
    reads = ("held_administratively", "held_criminally", "charged", "interned", "imprisoned")
    hears = ("released", "appeal_won")
    emits = ("compensated",)

    paid = param(
        0.5, Share, unit="share of people let go", within=(0, 1), evidence="assumed",
        doc="paid, of those let go who were held as a suspect, on trial or interned, or whose conviction was set aside",
    )  # fmt: skip
    paid_administrative = param(
        0, Share, unit="share of people let go", within=(0, 1), evidence="assumed",
        doc="paid, of those let go from administrative detention",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Statuses are those of this morning, when they were still held."""
        suspected = people.held_criminally | people.charged | people.interned
        due = suspected | people.held_administratively | (people.imprisoned & events.appeal_won)
        share = choose(people.held_administratively, self.paid_administrative, self.paid)
        return {"compensated": events.released & due & draws("claim").below(share)}


class AuditSample(Mechanism):
    """An independent sample says where offences happen, and patrols follow it instead of their own record.

    Such as a survey of victims: it finds the same share of offences everywhere, wherever patrols were. What patrols and
    citizens put on record then sends no patrol any more; it stays a record about a person. Ensign et al. 2018 correct
    the record itself (`record_correction`); this one goes round it.
    """

    phase = Phase.WATCH
    after = ("cameras", "reports")
    hears = ("incident", "incident_seen", "incident_reported")
    emits = ("incident_audited", "incident_set_aside")

    sample = param(
        0.10, Share, unit="share of offences", within=(0, 1), evidence="assumed",
        doc="offences that the sample finds",
    )  # fmt: skip
    strength = param(
        1, Share, unit="share", within=(0, 1), evidence="assumed",
        doc="how much of the record the sample replaces; nothing changes nothing",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Found by the sample, and set aside from the record of patrols: both with the strength."""
        replaced = draws("replaced").below(self.strength)
        return {
            "incident_audited": events.incident & replaced & draws("sample").below(self.sample),
            "incident_set_aside": (events.incident_seen | events.incident_reported) & replaced,
        }
