"""Countries buy, extend and complete systems of surveillance: of their own accord, on an offer, and after others."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Factor, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

CALIBRATED = "calibrated together with the others so marked: 75 of 176 countries at the end of 2019, 63 of them with " \
             "supply linked to China (Feldstein 2019, The Global Expansion of AI Surveillance)"  # fmt: skip


class Procurement(Mechanism):
    """Whether a country buys, and from whom.

    The chance to buy is a part of one's own accord, a part on an offer, and a part in proportion to those who have a
    system already: all countries, and those near. Need and budget multiply it. With offers, peers, need and budget at
    nothing and one, it is the chance of Bass (1969). Then the odds that the supplier is the exporter are moved by who
    offered, price, standards and pressure.

    Whether closed regimes buy more from the exporter is contested: `regime_effect` holds both answers. Greitens (2020)
    finds strategic weight and crime at work and no effect of the level of democracy: 1. Beraja, Kao, Yang and Yuchtman
    (2023) find that autocracies and weak democracies import more of it: above 1. The lab takes no side: with an effect
    of 2, `on_offer` at 0.0085 and `exporter` at 0.57 meet the same figures of 2019 as the defaults do with 1.

    Who dropped a system may buy again, from a rival only.
    """

    phase = Phase.CHOOSE
    after = ("exit",)
    reads = ("exporter", "crime", "unrest", "wealth", "kinship", "openness", "leaning", "order_next_door",
             "running_next_door", "running_same_tongue", "running_same_bloc")  # fmt: skip
    hears = ("offered_by_exporter", "offered_by_rival", "drops_system")
    uses = ("running_share", "standards", "coalition")
    emits = ("buys_from_exporter", "buys_from_rival", "first_system", "follows_peers", "completes_system",
             "data_reachable")  # fmt: skip
    owns = ("system", "supply")

    own_accord = param(
        0.0002, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="chance to buy without offer or example (p in the form of Bass)",
    )  # fmt: skip
    on_offer = param(
        0.015, Rate, unit="1/quarter", within=(0, 1), evidence="assumed", plausible=(0.012, 0.0195), source=CALIBRATED,
        doc="further chance in a quarter with an offer",
    )  # fmt: skip
    pull = param(
        0.004, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="further chance where all countries have one (q in the form of Bass)",
    )  # fmt: skip
    next_door = param(
        0.002, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="further chance where all neighbours over land have one",
    )  # fmt: skip
    same_tongue = param(
        0.002, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="further chance where all countries of its languages have one",
    )  # fmt: skip
    same_bloc = param(
        0.002, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="further chance where all countries of its blocs have one",
    )  # fmt: skip
    crime = param(
        3, Factor, unit="times the chance, at the most crime", within=(1, 255), evidence="assumed",
        doc="how much crime adds to need (direction: Greitens 2020)",
    )  # fmt: skip
    unrest = param(
        2, Factor, unit="times the chance, at full unrest", within=(1, 255), evidence="assumed",
        doc="how much unrest adds to need (direction: Beraja, Kao, Yang and Yuchtman 2023)",
    )  # fmt: skip
    example = param(
        2, Factor, unit="times the chance, where it prevents everything", within=(1, 255), evidence="assumed",
        doc="what incidents prevented in the societies of neighbours add to need",
    )  # fmt: skip
    budget = param(
        2, Factor, unit="times the chance, in the richest country", within=(1, 255), evidence="assumed",
        doc="how much money there is to buy one",
    )  # fmt: skip
    further = param(
        0.5, Share, unit="share of the chance", within=(0, 1), evidence="assumed",
        doc="to buy again while the first system is being completed",
    )  # fmt: skip
    exporter = param(
        0.7, Share, unit="share of purchases", within=(0, 1), evidence="assumed",
        plausible=(0.45, 0.86), source=CALIBRATED,
        doc="from the exporter, where neither or both offered, money is no matter and nobody presses",
    )  # fmt: skip
    in_hand = param(
        6, Factor, unit="times the odds", within=(1, 255), evidence="assumed",
        doc="in favour of a supplier who has made an offer",
    )  # fmt: skip
    price = param(
        4, Factor, unit="times the odds, in the poorest country", within=(1, 255), evidence="assumed",
        doc="in favour of the exporter, whose systems are cheap and come with loans",
    )  # fmt: skip
    fitting = param(
        2, Factor, unit="times the odds, where all standards are its own", within=(1, 255), evidence="assumed",
        doc="in favour of the exporter, by standards that it proposed",
    )  # fmt: skip
    conviction = param(
        1.5, Factor, unit="times the odds", within=(1, 255), evidence="assumed", plausible=(1, 3),
        doc="in favour of the exporter where the closed model is thought the better: whether leaders are persuaded is "
            "the question, and 1 says that they are not",
    )  # fmt: skip
    barred = param(
        20, Factor, unit="times the odds, at full pressure on a full friend", within=(1, 255), evidence="assumed",
        doc="against the exporter, by the coalition of the open (several countries barred its networks by 2020)",
    )  # fmt: skip
    regime_effect = param(
        1, Factor, unit="times the chance, of a wholly closed regime", within=(1, 16), evidence="assumed",
        plausible=(1, 3),
        doc="to buy from the exporter; contested: 1 by Greitens 2020, above 1 by Beraja and others 2023",
    )  # fmt: skip
    completion = param(
        0.1, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="chance that a partial system is completed (half in seven quarters)",
    )  # fmt: skip
    way_in = param(
        0.3, Share, unit="share of purchases from the exporter", within=(0, 1), evidence="assumed", plausible=(0, 1),
        doc="that come with covert access to the data; contested, and no published share is known",
    )  # fmt: skip

    def begin(self, people: People, draws: Draws) -> Folded:
        """The exporter runs its own."""
        home = people.exporter
        supply = people.packed("supply", running=people.running | home, from_exporter=people.from_exporter | home)
        return {"system": people.code("system", (home, "full_system")), "supply": supply}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """One draw says whether and from whom; without peers, the same draw would have to be lower."""
        free = people.present & ~people.exporter & ~people.full_system & ~events.drops_system
        share, luck = self._exporters(people, events, polity), draws("buy")
        alone, after_others = self._chances(people, events, polity)
        exporter, rival = self._parts(people, after_others, share)
        anyway, elsewhere = self._parts(people, alone, share)
        from_exporter = free & luck.below(exporter)
        from_rival = free & luck.between(exporter, rival) & ~from_exporter
        first = (from_exporter | from_rival) & people.no_system
        partial = free & people.partial_system
        return {
            "buys_from_exporter": from_exporter,
            "buys_from_rival": from_rival,
            "first_system": first,
            "follows_peers": first & ~luck.below(anyway + elsewhere),
            "completes_system": partial & draws("completion").below(self.completion),
            "data_reachable": from_exporter & draws("way_in").below(self.way_in),
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """A first system is partial; what is dropped is gone."""
        drops, keeps = events.drops_system, ~events.drops_system
        system = people.code(
            "system", (events.first_system, "partial_system"), (events.completes_system, "full_system"),
            (drops, "no_system"),
        )  # fmt: skip
        supply = people.packed(
            "supply",
            running=(people.running | events.first_system) & keeps,
            from_exporter=(people.from_exporter | events.buys_from_exporter) & keeps,
            from_rival=(people.from_rival | events.buys_from_rival) & keeps,
            reachable=(people.reachable | events.data_reachable) & keeps,
            dropped=people.dropped | drops,
        )
        return {"system": system, "supply": supply}

    def _chances(self, people: People, events: Events, polity: Polity) -> tuple[Rate, Rate]:
        """The chance to buy without anybody's example, and with it."""
        alone = self.own_accord + self.on_offer.given(events.offered_by_exporter | events.offered_by_rival)
        others = self.pull * polity.running_share + self.next_door * people.running_next_door
        others = others + self.same_tongue * people.running_same_tongue + self.same_bloc * people.running_same_bloc
        return self._moved(people, alone), self._moved(people, alone + others)

    def _moved(self, people: People, chance: Rate) -> Rate:
        """A chance as need and budget move it."""
        need = chance.times(self.crime.at(people.crime)).times(self.unrest.at(people.unrest))
        able = need.times(self.example.at(people.order_next_door)).times(self.budget.at(people.wealth))
        return choose(people.no_system, able, able * self.further)

    def _exporters(self, people: People, events: Events, polity: Polity) -> Share:
        """The chance that the supplier is the exporter."""
        level = self.exporter.at_odds(self.price.at(people.wealth.rest)).at_odds(self.fitting.at(polity.standards))
        level = level.at_odds(self.conviction.given(people.leaning))
        level = level.at_odds(self.in_hand.given(events.offered_by_exporter))
        level = level.rest.at_odds(self.in_hand.given(events.offered_by_rival)).rest
        level = level.rest.at_odds(self.barred.at(polity.coalition * people.kinship)).rest
        return level.given(~people.dropped)

    def _parts(self, people: People, chance: Rate, share: Share) -> tuple[Rate, Rate]:
        """The chances to buy from the exporter and from a rival."""
        return (chance * share).times(self.regime_effect.at(people.openness.rest)), chance * share.rest
