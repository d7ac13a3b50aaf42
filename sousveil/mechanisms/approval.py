"""Approval of the system itself, which is neither support for the ruler nor the absence of fear."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Factor, Share, choose
from sousveil.contract.views import Events, People, Polity

KOSTKA = "Kostka 2019, New Media and Society 21(7)"
MERICS = "MERICS 2020, survey of students"


class Approval(Mechanism):
    """Most approve of a system of which they know little; learning of it lowers the odds that they do.

    A taste that lasts decides who approves, and knowing moves the line. Whoever disapproves at first does not come to
    approve by knowing more.
    """

    phase = Phase.BELIEVE
    after = ("adaptation",)
    reads = ("age_0_14", "abroad", "aware")
    hears = ("learnt",)
    emits = ("approves_system",)

    unaware = param(
        0.8216, Share, unit="share of people", within=(0, 1), evidence="derived",
        source=f"{KOSTKA}: about 80 % approve of social credit where 11 % know, whose odds are those of `knowing`",
        doc="who approve, of those who do not know of the system",
    )  # fmt: skip
    knowing = param(
        0.3622, Factor, unit="times the odds", within=(0, 16), evidence="derived",
        source=f"{MERICS}: 53 % before and 29 % after they were told pros and cons; (.29 / .71) / (.53 / .47)",
        doc="odds of approving once one knows; that being told and finding out do the same is assumed",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who would approve if asked today."""
        asked = people.present & ~people.age_0_14 & ~people.abroad
        level = choose(people.aware | events.learnt, self.unaware.at_odds(self.knowing), self.unaware)
        return {"approves_system": asked & draws.lasting("taste").below(level)}
