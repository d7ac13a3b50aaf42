"""How countries fare: growth and health as they are and as reported, the shock of 2020, people in the street."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.countries import NO_GROWTH
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity


class Shock(Mechanism):
    """The pandemic and the slump of 2020, for every country at once. Without it, no quarter of any is hit."""

    phase = Phase.FARE
    emits = ("hit_by_shock",)

    start = param(
        29, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(29, 29),
        source="World Health Organization, 11 March 2020: COVID-19 characterised as a pandemic",
        doc="first quarter of it; the first of 2020 is the 29th from 2013 on",
    )  # fmt: skip
    quarters = param(
        4, Count, unit="quarters", within=(0, 100), evidence="assumed", plausible=(4, 4),
        doc="how long it lasts: four, since the growth taken for it is that of one year",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Everybody, for as long as it lasts."""
        now = Count(day.astype("int32"))
        return {"hit_by_shock": people.present & (now >= self.start) & (now < self.start + self.quarters)}


class Economy(Mechanism):
    """Growth returns to what is usual for a country of its wealth, with luck; in the shock it is that of 2020.

    The poorer grow faster. Growth is yearly, on the scale of the column: 0.5 is none, and 0.01 more is one point.
    """

    phase = Phase.FARE
    after = ("shock",)
    reads = ("wealth", "slump")
    hears = ("hit_by_shock",)
    owns = ("growth",)

    usual = param(
        0.52, Share, unit="growth, 0.5 is none", within=(0, 1), evidence="assumed", plausible=(0.51, 0.53),
        doc="what growth returns to in the richest country",
    )  # fmt: skip
    catch_up = param(
        0.02, Share, unit="growth", within=(0, 0.5), evidence="assumed", plausible=(0, 0.03),
        doc="how much more it is in the poorest",
    )  # fmt: skip
    swing = param(
        0.06, Share, unit="growth", within=(0, 0.5), evidence="assumed",
        doc="from the worst to the best luck of a quarter, which is evenly drawn",
    )  # fmt: skip
    speed = param(
        0.4, Share, unit="share of the gap a quarter", within=(0, 1), evidence="assumed",
        doc="how fast growth returns",
    )  # fmt: skip

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """A step towards the usual, or the growth of 2020. Luck here is no event, and moves nobody else's."""
        luck = draws("turn").share() * self.swing
        target = self.usual + self.catch_up * people.wealth.rest + luck - Share(self.swing.q >> 1)
        return {"growth": choose(events.hit_by_shock, people.slump, people.growth.blend(target, self.speed))}


class PublicHealth(Mechanism):
    """The shock costs health: everywhere a little, and more where the economy shrank more; then it comes back.

    That health and growth were lost together is how 2020 looked among countries (Hasell 2020, Our World in Data); that
    it stays so for whoever reads this is assumed.
    """

    phase = Phase.FARE
    after = ("shock",)
    reads = ("slump",)
    hears = ("hit_by_shock",)
    owns = ("health",)

    usual = param(
        0.9, Share, unit="share of the best health", within=(0, 1), evidence="assumed", doc="what health returns to",
    )  # fmt: skip
    speed = param(
        0.1, Share, unit="share of the gap a quarter", within=(0, 1), evidence="assumed", doc="how fast it returns",
    )  # fmt: skip
    toll = param(
        0.01, Share, unit="share of health a quarter", within=(0, 1), evidence="assumed",
        doc="lost in a quarter of the shock where the economy did not shrink",
    )  # fmt: skip
    depth = param(
        0.5, Factor, unit="times the fall in output", within=(0, 16), evidence="assumed",
        doc="further share of health lost in a quarter of the shock; an economy 10 % smaller costs 5 %",
    )  # fmt: skip

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Lost in the shock, and a step back to the usual in every other quarter."""
        lost = self.toll + (NO_GROWTH - people.slump).times(self.depth)
        hit = people.health - people.health.part(lost)
        return {"health": choose(events.hit_by_shock, hit, people.health.blend(self.usual, self.speed))}


class OfficialFigures(Mechanism):
    """What is reported of growth and health, a quarter late. The less open a country, the likelier it polishes both.

    Growth that is polished looks better by a part of its distance from none, upwards also where output shrank.
    """

    phase = Phase.FARE
    reads = ("openness", "growth", "health")
    emits = ("figures_polished",)
    owns = ("growth_told", "health_told")

    overstated = param(
        0.35, Share, unit="share of growth", within=(0, 1), evidence="measured", plausible=(0.15, 0.35),
        source="Martinez 2022, Journal of Political Economy 130(10): they overstate it by about 35 %; "
               "an earlier version has a factor of 1.15 to 1.3",
        doc="by which polished growth is overstated",
    )  # fmt: skip
    hidden = param(
        0.5, Share, unit="share of what is missing to full health", within=(0, 1), evidence="assumed",
        doc="that polished figures on health leave out",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """A wholly open country never does, a wholly closed one always."""
        return {"figures_polished": people.present & draws("polish").below(people.openness.rest)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The figures as they were before this quarter, polished or not."""
        growth, health, done = people.growth, people.health, events.figures_polished
        apart = (growth - NO_GROWTH) + (NO_GROWTH - growth)
        return {
            "growth_told": growth + (apart * self.overstated).given(done),
            "health_told": health + (health.rest * self.hidden).given(done),
        }


class Upheaval(Mechanism):
    """People take to the streets, more often where output shrinks and trust is lost, and go home again.

    A full system of surveillance quells some of it (Beraja, Kao, Yang and Yuchtman 2023: less after
    procurement). Unrest in a country's own society, where it has one, is what it calms down to.
    """

    phase = Phase.FARE
    reads = ("growth", "full_system", "home_mistrust", "home_unrest")
    emits = ("unrest_breaks_out",)
    owns = ("unrest",)

    base = param(
        0.05, Share, unit="chance a quarter", within=(0, 1), evidence="assumed",
        doc="that unrest breaks out where the economy grows and trust is whole",
    )  # fmt: skip
    hardship = param(
        1, Factor, unit="chance a quarter, for all output lost", within=(0, 16), evidence="assumed",
        doc="further chance where the economy shrinks; an economy 10 % smaller adds 0.1",
    )  # fmt: skip
    mistrust = param(
        0.2, Share, unit="chance a quarter, at all trust lost", within=(0, 1), evidence="assumed",
        doc="further chance where trust is lost in its own society",
    )  # fmt: skip
    quelled = param(
        0.25, Share, unit="share of outbreaks", within=(0, 1), evidence="assumed", plausible=(0, 0.5),
        doc="prevented by a full system (direction: Beraja, Kao, Yang and Yuchtman 2023)",
    )  # fmt: skip
    rise = param(
        0.4, Share, unit="share of what is missing to full unrest", within=(0, 1), evidence="assumed",
        doc="gained when it breaks out",
    )  # fmt: skip
    calm = param(
        0.3, Share, unit="share of the gap a quarter", within=(0, 1), evidence="assumed",
        doc="how fast it dies down (half in two quarters)",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Where it breaks out."""
        chance = self.base + (NO_GROWTH - people.growth).times(self.hardship) + people.home_mistrust * self.mistrust
        chance = chance * self.quelled.given(people.full_system).rest
        return {"unrest_breaks_out": people.present & draws("outbreak").below(chance)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Calmer than before, and up where it broke out."""
        calmer = people.unrest.blend(people.home_unrest, self.calm)
        return {"unrest": calmer + (calmer.rest * self.rise).given(events.unrest_breaks_out)}
