"""Prosecutors and courts: charge, verdict."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Share
from sousveil.contract.views import Events, People, Polity


class Courts(Mechanism):
    """On the last day of criminal detention the prosecutor charges or lets go; on the last of remand the court decides.

    The court knows the file and nothing else, so its verdict does not depend on what happened.
    """

    phase = Phase.ENFORCE
    reads = ("held_criminally", "charged", "days_left")
    emits = ("charged", "convicted", "acquitted")

    arrest_approved = param(
        0.776, Share, unit="share of criminal detentions", within=(0, 1), evidence="measured",
        source="Supreme People's Procuratorate, main case data of 2019: 22.4 % of requests for arrest refused",
        doc="arrests that the prosecutor approves",
    )  # fmt: skip
    prosecuted = param(
        0.905, Share, unit="share of approved arrests", within=(0, 1), evidence="measured",
        source="Supreme People's Procuratorate, main case data of 2019: 9.5 % not prosecuted",
        doc="prosecuted, of those whose arrest was approved",
    )  # fmt: skip
    conviction = param(
        0.9993, Share, unit="share of trials", within=(0, 1), evidence="derived",
        source="acquittals .084 % in 2015, .091 % in 2017, .057 % in 2018, .044 % in 2022 (Law Yearbook, as collected "
        "by Dui Hua and Safeguard Defenders): .069 % on average; the Supreme People's Court reports .025 % for 2022",
        doc="convicted, of those tried",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Nobody is in two places, so one draw serves both decisions."""
        last, luck = people.days_left <= Count(1), draws("decision")
        tried = people.charged & last
        convicted = tried & luck.below(self.conviction)
        return {
            "charged": people.held_criminally & last & luck.below(self.arrest_approved * self.prosecuted),
            "convicted": convicted,
            "acquitted": tried & ~convicted,
        }
