"""A card that food depends on: who takes it, and who is refused without it."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Rate, Share
from sousveil.contract.views import Events, Folded, People, Polity


class RationCard(Mechanism):
    """Nobody has the card at first. Some take it of their own accord, others when they are asked for it at the shop.

    Adults with few means come for subsidised food. The account column holds the card. An alternative to `platform`;
    nobody copies others here and nobody gives the card back.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "means")
    emits = ("joined", "card_asked")
    owns = ("account",)

    own_accord = param(
        4e-4, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="taken without being asked for it; one adult in seven within a year",
    )  # fmt: skip
    dependent = param(
        0.627, Share, unit="share of full means", within=(0, 1), evidence="derived",
        source="ENCOVI 2017: 69.2 % of Venezuelan households had access to the subsidised food (El Estimulo, 21 "
               "February 2018); 69.2 % of people have means below .627, which are spread as Beta(2, 2)",
        doc="means below which somebody comes for the food",
    )  # fmt: skip
    fetched = param(
        1 / 30, Rate, unit="1/day", within=(0, 1), evidence="assumed", doc="how often they come: once in a month",
    )  # fmt: skip
    asked = param(
        0.37, Share, unit="share of visits", within=(0, 1), evidence="assumed",
        source="Transparencia Venezuela, a survey in three states: 37 % of those who got the food were asked for the "
               "card, 47 % showed their identity card only; not read at first hand",
        doc="visits at which the card is asked for",
    )  # fmt: skip
    gives_in = param(
        0.5, Share, unit="share of refusals", within=(0, 1), evidence="assumed",
        doc="take the card when they are asked for it and have none",
    )  # fmt: skip

    def begin(self, people: People, draws: Draws) -> Folded:
        """Nobody has it."""
        return {"account": people.packed("account", on_app=people.on_app & ~people.present)}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who is asked for the card, and who takes it."""
        adult = people.present & ~people.age_0_14 & ~people.abroad
        came = adult & (people.means < self.dependent) & draws("food").below(self.fetched)
        asked = came & draws("door").below(self.asked)
        gives_in = asked & draws("yield").below(self.gives_in)
        willing = adult & draws("wish").below(self.own_accord)
        return {"card_asked": asked, "joined": ~people.on_app & (willing | gives_in)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """What is taken is kept."""
        return {"account": people.packed("account", on_app=people.on_app | events.joined)}


class RationShop(Mechanism):
    """No card, no food, where the shop asks for it; some shopkeepers look away."""

    phase = Phase.SUFFER
    reads = ("on_app",)
    hears = ("card_asked",)
    emits = ("food_refused",)

    lenient = param(
        0.1, Share, unit="share of visits without the card", within=(0, 1), evidence="assumed",
        doc="served all the same",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who goes home without."""
        return {"food_refused": events.card_asked & ~people.on_app & ~draws("mercy").below(self.lenient)}
