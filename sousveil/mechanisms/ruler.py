"""What the ruler is told about support, and what is so."""

from __future__ import annotations

from sousveil.contract.columns import AGE_BANDS
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Share, choose
from sousveil.contract.views import Folded, Polity, Tally


class RulerInformation(Mechanism):
    """The ruler counts those who say that they support, with the gloss that officials put on it on the way up.

    Nobody reports what people think. The lab keeps that number beside it: the gap is the price of fear (Wintrobe 1998).
    """

    phase = Phase.GOVERN
    hears = ("says_support", "supports")
    settles = ("ruler_support", "true_support")

    gloss = param(
        0, Share, unit="share of missing support", within=(0, 1), evidence="assumed",
        doc="how much of the missing support officials paint over when they report upwards",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Shares of those aged 15 and over at home; a place without any keeps its numbers."""
        grown = sum(tally.people(band) for band in AGE_BANDS[1:])
        said = Share.ratio(tally("says_support", "all"), grown)
        thought = Share.ratio(tally("supports", "all"), grown)
        return {
            "ruler_support": choose(grown > 0, said + said.rest * self.gloss, polity.ruler_support),
            "true_support": choose(grown > 0, thought, polity.true_support),
        }
