"""A benefit, and a score that looks for fraud in it: who claims, who is suspected, who pays back."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

AIAAIC = "AIAAIC repository, Netherlands childcare benefits fraud automation"


class Benefit(Mechanism):
    """Adults with few means claim a benefit, and now and then a claim is checked. Some claims are too high.

    Too high by mistake or on purpose: the two are not told apart here, and were not in the cases this is shaped after.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "means")
    emits = ("claimed", "overclaimed")

    line = param(
        0.13, Share, unit="rank", within=(0, 1), evidence="assumed",
        doc="means below which somebody claims the benefit; one adult in twenty",
    )  # fmt: skip
    checked = param(
        1.4e-4, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="rate at which somebody's claim is checked, once in twenty years on average",
    )  # fmt: skip
    too_high = param(
        0.05, Share, unit="share of claims", within=(0, 1), evidence="assumed",
        doc="claims for more than is due",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Whose claim is checked today, and whose was too high."""
        entitled = ~people.age_0_14 & ~people.abroad & (people.means < self.line)
        claimed = entitled & draws("check").below(self.checked)
        return {"claimed": claimed, "overclaimed": claimed & draws("mistake").below(self.too_high)}


class ClaimSigns(Mechanism):
    """Signs of error that a clerk or a program finds in a claim: two, each right and wrong at rates of its own."""

    phase = Phase.WATCH
    hears = ("claimed", "overclaimed")
    emits = ("first_sign", "second_sign")

    seen = param(
        0.5, Share, unit="share of claims", within=(0, 1), evidence="assumed",
        doc="claims that are too high and show the sign",
    )  # fmt: skip
    noise = param(
        0.2, Share, unit="share of claims", within=(0, 1), evidence="assumed",
        doc="claims that are correct and show it: a missing signature, a late change",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Both signs, without regard for each other."""
        chance = choose(events.overclaimed, self.seen, self.noise)
        return {
            "first_sign": events.claimed & draws("first").below(chance),
            "second_sign": events.claimed & draws("second").below(chance),
        }


class FraudScore(Mechanism):
    """Points for each sign, for origin, and for having been suspected before; enough of them make a fraud.

    The minority stands for those of a second nationality. Whoever was suspected once stays on a list that nobody is
    told of. An alternative to `scoring`.
    """

    phase = Phase.JUDGE
    reads = ("minority",)
    hears = ("claimed", "first_sign", "second_sign")
    emits = ("fraud_suspected",)
    owns = ("score",)

    sign = param(30, Count, unit="points", within=(0, 1000), evidence="assumed", doc="for each sign")
    origin = param(
        30, Count, unit="points", within=(0, 1000), evidence="assumed",
        source=f"{AIAAIC}: dual nationality was a risk indicator; the size is assumed",
        doc="for belonging to the minority, as large as a sign",
    )  # fmt: skip
    before = param(
        30, Count, unit="points", within=(0, 1000), evidence="assumed",
        source=f"{AIAAIC}: being on a secret blacklist raised the risk score; the size is assumed",
        doc="for having been suspected before, whatever came of it",
    )  # fmt: skip
    cut = param(
        60, Count, unit="points", within=(1, 65_535), evidence="assumed", plausible=(60, 60),
        doc="points from which a claim is taken for fraud: two signs, or one and a ground to suspect",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """The points of today's claim with those on file."""
        points = people.score + self.origin.given(people.minority)
        points = points + self.sign.given(events.first_sign) + self.sign.given(events.second_sign)
        return {"fraud_suspected": events.claimed & (points >= self.cut)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The suspicion goes on file and stays."""
        return {"score": choose(events.fraud_suspected, self.before, people.score)}


class Reclaim(Mechanism):
    """Whoever is suspected loses the benefit and has to pay back what was paid, unless a clerk accepts the papers."""

    phase = Phase.ENFORCE
    hears = ("fraud_suspected",)
    emits = ("benefit_reclaimed",)

    accepted = param(
        0.2, Share, unit="share of suspicions", within=(0, 1), evidence="assumed",
        doc="papers that a clerk accepts, who does not know whether the claim was right",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """All or nothing."""
        return {"benefit_reclaimed": events.fraud_suspected & ~draws("papers").below(self.accepted)}


class ReclaimOutcome(Mechanism):
    """Whether the claim had been too high, which the administration learns years later or never."""

    phase = Phase.SUFFER
    hears = ("benefit_reclaimed", "overclaimed")
    emits = ("reclaimed_rightly", "reclaimed_wrongly")

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Right and wrong."""
        return {
            "reclaimed_rightly": events.benefit_reclaimed & events.overclaimed,
            "reclaimed_wrongly": events.benefit_reclaimed & ~events.overclaimed,
        }
