"""What goes on in people: fear, trust, and what they learn to do."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

SEASON = 64
"""Days between two steps of a recovery that takes decades: a day's step would be less than a 65536th."""

STRETCH = 1 << 29
"""An eighth of the luck: tools that have an eighth each exclude each other and keep their luck."""


def towards(share: Share, target: Share, speed: Share) -> Share:
    """A step of size `speed` from `share` towards `target` that ends there, without the bias of truncation."""
    return choose(share > target, target + (share - target) * speed.rest, target - (target - share) * speed.rest)


class Fear(Mechanism):
    """Fear jumps at punishment, one's own and others', fades, and never falls below a standing level for the aware.

    Every jump takes its share of the fear still missing to full, so jumps add up to certainty and never beyond. Fear of
    nothing is nothing: where nobody is watched or punished it stays exactly 0.
    """

    phase = Phase.BELIEVE
    reads = ("aware",)
    hears = (
        "visit", "stop", "kin_pressed", "detained_administratively", "detained_criminally", "interned", "convicted",
        "in_custody", "kin_struck", "friend_struck", "mate_struck", "neighbour_struck", "blocked", "deleted",
        "hold_dropped",
    )  # fmt: skip
    owns = ("fear",)

    start = param(
        0, Share, unit="share of full fear", within=(0, 1), evidence="assumed", doc="fear on the first day",
    )  # fmt: skip
    standing = param(
        0.15, Share, unit="share of full fear", within=(0, 1), evidence="assumed",
        doc="fear to which those who know of the system return: chilling without punishment (Penney 2016; Marthews and "
        "Tucker 2014; PEN 2013)",
    )  # fmt: skip
    own = param(
        0.15, Share, unit="share of missing fear", within=(0, 1), evidence="assumed",
        doc="jump at a visit, a stop or pressure because of relatives",
    )  # fmt: skip
    detained = param(
        0.4, Share, unit="share of missing fear", within=(0, 1), evidence="assumed", doc="jump at detention",
    )  # fmt: skip
    sentenced = param(
        0.6, Share, unit="share of missing fear", within=(0, 1), evidence="assumed",
        doc="jump at a conviction or at internment",
    )  # fmt: skip
    household = param(
        0.12, Share, unit="share of missing fear", within=(0, 1), evidence="assumed",
        doc="jump when a member of the household is punished",
    )  # fmt: skip
    friend = param(
        0.03, Share, unit="share of missing fear", within=(0, 1), evidence="assumed",
        doc="jump when a friend is punished",
    )  # fmt: skip
    mate = param(
        0.02, Share, unit="share of missing fear", within=(0, 1), evidence="assumed",
        doc="jump when a colleague or schoolmate is punished",
    )  # fmt: skip
    neighbour = param(
        0.005, Share, unit="share of missing fear", within=(0, 1), evidence="assumed",
        doc="jump when somebody in the neighbourhood is punished",
    )  # fmt: skip
    silenced = param(
        0.02, Share, unit="share of missing fear", within=(0, 1), evidence="assumed",
        doc="jump when an own message is blocked, deleted or never appears",
    )  # fmt: skip
    fade = param(
        0.00767, Share, unit="share a day", within=(0, 1), evidence="assumed",
        doc="fading towards the standing level; a half-life of 90 days: 1 - 2^(-1/90). Nothing fades in custody",
    )  # fmt: skip

    def begin(self, people: People, draws: Draws) -> Folded:
        """Everybody starts alike."""
        return {"fear": self.start.given(people.present)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Fading first, then the jumps of the day."""
        speed = self.fade.given(~events.in_custody)
        calm = towards(people.fear, self.standing.given(people.aware), speed)
        jump = self._own(events) + self._others(events)
        return {"fear": calm + calm.rest * jump}

    def _own(self, events: Events) -> Share:
        detained = events.detained_administratively | events.detained_criminally
        visited = self.own.given(events.visit | events.stop | events.kin_pressed)
        worst = choose(events.convicted | events.interned, self.sentenced, choose(detained, self.detained, visited))
        return worst + self.silenced.given(events.blocked | events.deleted | events.hold_dropped)

    def _others(self, events: Events) -> Share:
        near = self.household.given(events.kin_struck) + self.friend.given(events.friend_struck)
        return near + self.mate.given(events.mate_struck) + self.neighbour.given(events.neighbour_struck)


class Trust(Mechanism):
    """Trust in others and in institutions falls at once and mends over decades.

    Lichter, Löffler and Siegloch 2021: more informers, persistently less trust. Being informed upon is known to those
    to whom officers come while a report is on file.
    """

    phase = Phase.BELIEVE
    reads = ("report_marks",)
    hears = (
        "struck", "visit", "stop", "denounced", "denounced_falsely", "kin_struck", "friend_struck", "mate_struck",
        "neighbour_struck",
    )  # fmt: skip
    owns = ("trust",)

    start = param(
        0.644, Share, unit="share of full trust", within=(0, 1), evidence="derived",
        source="64.4 % of respondents in China said that most people can be trusted (World Values Survey 2010-14); the "
        "share who trust is read as mean trust",
        doc="trust on the first day, and the level to which it slowly returns",
    )  # fmt: skip
    own = param(
        0.2, Share, unit="share of trust", within=(0, 1), evidence="assumed", doc="lost when punished oneself",
    )  # fmt: skip
    household = param(
        0.1, Share, unit="share of trust", within=(0, 1), evidence="assumed",
        doc="lost when a member of the household is punished",
    )  # fmt: skip
    friend = param(
        0.02, Share, unit="share of trust", within=(0, 1), evidence="assumed", doc="lost when a friend is punished",
    )  # fmt: skip
    acquaintance = param(
        0.003, Share, unit="share of trust", within=(0, 1), evidence="assumed",
        doc="lost when a colleague, schoolmate or neighbour is punished",
    )  # fmt: skip
    betrayed = param(
        0.3, Share, unit="share of trust", within=(0, 1), evidence="assumed",
        doc="lost on learning that somebody informed the authorities",
    )  # fmt: skip
    recovery = param(
        0.006, Share, unit="share of the gap in 64 days", within=(0, 1), evidence="assumed",
        doc="mending towards the first day's trust; half of a loss in 20 years: 1 - 2^(-64/7305) (after 1990 it had "
        "not mended within about two decades: Lichter, Löffler and Siegloch 2021)",
    )  # fmt: skip

    def begin(self, people: People, draws: Draws) -> Folded:
        """Everybody starts alike."""
        return {"trust": self.start.given(people.present)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Mending once a season, losses on the day."""
        mended = towards(people.trust, self.start, self.recovery.given(day % SEASON == 0))
        reported = events.denounced | events.denounced_falsely | (people.report_marks > Count(0))
        lost = (
            self.own.given(events.struck)
            + self.betrayed.given(reported & (events.visit | events.stop))
            + self.household.given(events.kin_struck)
            + self.friend.given(events.friend_struck)
            + self.acquaintance.given(events.mate_struck | events.neighbour_struck)
        )
        return {"trust": mended - mended * lost}


class Adaptation(Mechanism):
    """People learn that the system watches, and some of the aware take tools: a VPN, encryption elsewhere, code.

    Learning follows only from being watched, punished or refused, from others who were, or from being told.
    Access alone is little used (Chen and Yang 2019); a sudden cut drives people to tools (Hobbs and Roberts 2018).
    """

    phase = Phase.BELIEVE
    reads = ("age_0_14",)
    hears = (
        "visit", "stop", "kin_pressed", "in_custody", "account_cut", "blocked", "deleted", "hold_dropped", "held_back",
        "travel_denied", "credit_denied", "kin_struck", "friend_struck", "mate_struck", "neighbour_struck",
    )  # fmt: skip
    emits = ("learnt", "took_vpn", "took_sealed", "took_code", "gave_up_tools")
    owns = ("adaptation",)

    start = param(
        0, Share, unit="share of people", within=(0, 1), evidence="assumed",
        doc="aware on the first day, of those aged 15 and over",
    )  # fmt: skip
    told = param(
        0.000319, Rate, unit="1/day", within=(0, 1), evidence="derived",
        source="11 % of residents of pilot areas knew of their pilot (Kostka 2019): -ln(1 - .11) / 365 if they learnt "
        "it within a year",
        doc="learnt from media or talk, without a cause of one's own; nothing where nothing watches",
    )  # fmt: skip
    own = param(
        1, Share, unit="share of days", within=(0, 1), evidence="assumed",
        doc="learnt on a day with officers, in custody or with the account cut",
    )  # fmt: skip
    silenced = param(
        0.2, Share, unit="share of days", within=(0, 1), evidence="assumed",
        doc="learnt when an own message was blocked, deleted or never appeared",
    )  # fmt: skip
    refused = param(
        0.3, Share, unit="share of days", within=(0, 1), evidence="assumed",
        doc="learnt when travel or credit was refused",
    )  # fmt: skip
    close = param(
        0.5, Share, unit="share of days", within=(0, 1), evidence="assumed",
        doc="learnt when a member of the household or a friend was punished",
    )  # fmt: skip
    distant = param(
        0.05, Share, unit="share of days", within=(0, 1), evidence="assumed",
        doc="learnt when a colleague, schoolmate or neighbour was punished",
    )  # fmt: skip
    vpn = param(
        0.0001, Rate, unit="1/day", within=(0, 0.06), evidence="derived",
        source="without an incentive fewer than 5 % used free access (Chen and Yang 2019): below "
        "-ln(1 - .05) / 365 = .00014",
        doc="the aware take a VPN, on any day",
    )  # fmt: skip
    gateway = param(
        0.05, Rate, unit="1/day", within=(0, 0.06), evidence="assumed",
        doc="the aware take a VPN, on the day their account is cut (direction: Hobbs and Roberts 2018)",
    )  # fmt: skip
    sealed = param(
        0.005, Rate, unit="1/day", within=(0, 0.12), evidence="assumed",
        doc="the aware move to encryption outside the app, on a day on which they held something back",
    )  # fmt: skip
    code = param(
        0.05, Rate, unit="1/day", within=(0, 0.12), evidence="assumed",
        doc="the aware take to code, on a day on which a message of theirs was blocked or deleted",
    )  # fmt: skip
    abandon = param(
        0.001, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="give up all such tools (half of them in 700 days; use outlasted the incentive: Chen and Yang 2019)",
    )  # fmt: skip

    def begin(self, people: People, draws: Draws) -> Folded:
        """Some know already."""
        return {"adaptation": people.packed("adaptation", aware=draws("start").below(self.start) & ~people.age_0_14)}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who learns, from what befell them or was told; who takes tools, who gives them up."""
        tools = draws("tools")
        cut = events.blocked | events.deleted | events.hold_dropped
        knows = draws("learn").below(self._chance(events, cut)) | draws("told").below(self.told)
        vpn = self.vpn + self.gateway.given(events.account_cut)
        user = people.vpn | people.sealed | people.coded
        return {
            "learnt": knows & ~people.aware & ~people.age_0_14,
            "took_vpn": people.aware & ~people.vpn & tools.below(vpn),
            "took_sealed": people.aware & ~people.sealed & events.held_back & tools.between(Rate(STRETCH), self.sealed),
            "took_code": people.aware & ~people.coded & cut & tools.between(Rate(2 * STRETCH), self.code),
            "gave_up_tools": user & draws("abandon").below(self.abandon),
        }

    def _chance(self, events: Events, cut: Array) -> Share:
        officers = events.visit | events.stop | events.kin_pressed | events.in_custody | events.account_cut
        near, far = events.kin_struck | events.friend_struck, events.mate_struck | events.neighbour_struck
        return (
            self.own.given(officers)
            + self.silenced.given(cut)
            + self.refused.given(events.travel_denied | events.credit_denied)
            + self.close.given(near)
            + self.distant.given(far)
        )

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """What is learnt stays; tools given up are gone, but for one taken the same day."""
        kept = ~events.gave_up_tools
        adaptation = people.packed(
            "adaptation",
            aware=people.aware | events.learnt,
            vpn=(people.vpn & kept) | events.took_vpn,
            sealed=(people.sealed & kept) | events.took_sealed,
            coded=(people.coded & kept) | events.took_code,
        )
        return {"adaptation": adaptation}
