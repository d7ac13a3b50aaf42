"""JUDGE, by a scoring model of one's own: the one number that it wrote overnight, cut into tiers."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate
from sousveil.contract.views import Events, Folded, People, Polity


class ModelScore(Mechanism):
    """The one number as a model computes it from the file, overnight, every so many days; tiers follow it day by day.

    Adults at home are scored. Within a day the number stays as it is: nobody loses or wins points by what is recorded
    today, only by what the model makes of the file later. An alternative to `scoring`; `model` in a scenario says
    which model it is.
    """

    phase = Phase.JUDGE
    after = ("defaulters", "appeal")
    instead_of = ("scoring",)
    reads = ("age_0_14", "abroad", "tier", "redlist")
    emits = ("tier_fell", "tier_rose", "praised")
    owns = ("score",)

    # fmt: off
    start = param(700, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(700, 700),
                  doc="points of whoever is not scored, children and people abroad, and of everybody before the model "
                      "is asked for the first time")
    cut_c = param(200, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(100, 300),
                  doc="lowest score of tier 1 (C); below it is tier 0 (D)")
    cut_b = param(400, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(300, 500),
                  doc="lowest score of tier 2 (B)")
    cut_a = param(600, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(500, 700),
                  doc="lowest score of tier 3 (A)")
    cut_aa = param(800, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(750, 875),
                   doc="lowest score of tier 4 (AA)")
    cut_aaa = param(950, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(900, 980),
                    doc="lowest score of tier 5 (AAA), from which people are praised")
    praise = param(0.01, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="rate at which people in the highest tier enter the list of the praised")
    # fmt: on

    def begin(self, people: People, draws: Draws) -> Folded:
        """Everybody at the start value."""
        return {"score": self.start}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """A step towards the tier that the score stands for."""
        scored, tier = ~people.age_0_14 & ~people.abroad, self._tier(people)
        best = scored & (people.score >= self.cut_aaa) & ~people.redlist
        return {
            "tier_fell": tier < people.tier,
            "tier_rose": tier > people.tier,
            "praised": best & draws("praise").below(self.praise),
        }

    def _tier(self, people: People) -> Count:
        """The tier of the score, 0 the lowest."""
        cuts = (self.cut_c, self.cut_b, self.cut_a, self.cut_aa, self.cut_aaa)
        return Count(sum((people.score >= cut).astype("int32") for cut in cuts))
