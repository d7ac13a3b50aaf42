"""What people think, what they say, what they take others to think, and when they take to the street."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.columns import AGE_BANDS
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Factor, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Opinion(Mechanism):
    """Private support, and what a person of 15 or more at home would say when asked in public.

    Whoever does not support the ruler says so unless fear, made heavier by a climate that looks loyal, exceeds their
    boldness. No luck: without fear everybody says what they think. Published gaps between public and private support
    run from 4 to 28 points, 14 at the median (Blair, Coppock and Moor 2020; Robinson and Tannenberg 2019; Tang 2016).
    """

    phase = Phase.BELIEVE
    after = ("propaganda",)
    reads = ("age_0_14", "abroad", "fear", "boldness", "climate")
    hears = ("struck", "kin_struck", "travel_denied", "credit_denied", "school_denied", "work_denied", "distracted")
    emits = ("supports", "says_support", "falsifies")
    owns = ("support",)

    half = param(
        0.5, Share, unit="share of full support", within=(0, 1), evidence="assumed", plausible=(0.5, 0.5),
        doc="support above which a person counts as a supporter",
    )  # fmt: skip
    weight = param(
        2, Factor, unit="times fear", within=(0, 100), evidence="assumed",
        doc="how heavily fear weighs against boldness when one is asked in public",
    )  # fmt: skip
    conformity = param(
        0.5, Share, unit="share of fear, at a climate of full support", within=(0, 1), evidence="assumed",
        doc="how much a loyal climate adds to fear (direction: Stoycheff 2016)",
    )  # fmt: skip
    struck = param(
        0.15, Share, unit="share of support", within=(0, 1), evidence="assumed", doc="lost when punished oneself",
    )  # fmt: skip
    household = param(
        0.08, Share, unit="share of support", within=(0, 1), evidence="assumed",
        doc="lost when a member of the household is punished",
    )  # fmt: skip
    refused = param(
        0.01, Share, unit="share of support", within=(0, 1), evidence="assumed", doc="lost when a door stays closed",
    )  # fmt: skip
    praise = param(
        0.0002, Share, unit="share of missing support", within=(0, 1), evidence="assumed",
        doc="gained on a day of distraction; it distracts rather than persuades (King, Pan and Roberts 2017)",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Thinks, says, and whether the two differ."""
        asked = people.present & ~people.age_0_14 & ~people.abroad
        supports = asked & (people.support > self.half)
        pressure = (people.fear + people.fear * people.climate * self.conformity).times(self.weight)
        afraid = asked & (pressure > people.boldness)
        return {"supports": supports, "says_support": supports | afraid, "falsifies": afraid & ~supports}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Punishment and closed doors cost support, distraction earns a little; nothing else moves it."""
        closed = events.travel_denied | events.credit_denied | events.school_denied | events.work_denied
        lost = self.struck.given(events.struck) + self.household.given(events.kin_struck) + self.refused.given(closed)
        gained = self.praise.given(events.distracted)
        return {"support": people.support - people.support.part(lost) + people.support.rest.part(gained)}


class Climate(Mechanism):
    """People see how many openly support the ruler, a little late; a flooded feed makes it look like more."""

    phase = Phase.BELIEVE
    hears = ("says_support",)
    uses = ("flood",)
    owns = ("climate",)
    settles = ("open_climate",)

    speed = param(
        0.03, Share, unit="share of the gap a day", within=(0, 1), evidence="assumed",
        doc="how fast the perceived climate follows the open one (half of a change in 23 days)",
    )  # fmt: skip
    astroturf = param(
        0.2, Share, unit="share of missing support, at full flood", within=(0, 1), evidence="assumed",
        doc="how much of the missing support a flood of fabricated praise seems to fill",
    )  # fmt: skip

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """A step towards what was open yesterday."""
        seen = polity.open_climate + polity.open_climate.rest * polity.flood * self.astroturf
        return {"climate": people.climate.blend(seen, self.speed)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Open supporters among those aged 15 and over at home; a place without any keeps its climate."""
        grown = sum(tally.people(band) for band in AGE_BANDS[1:])
        share = Share.ratio(tally("says_support", "all"), grown)
        return {"open_climate": choose(grown > 0, share, polity.open_climate)}


class Protest(Mechanism):
    """People join when they see enough others in the street (Granovetter 1978), and a few begin.

    A person's threshold is the share of the place that must be seen in the street: what is missing to full boldness,
    raised by fear. Without fear and distraction, everybody aggrieved, the rule is Granovetter's: tomorrow those are in
    the street whose threshold is not above today's share.
    """

    phase = Phase.BELIEVE
    reads = ("age_0_14", "abroad", "support", "boldness", "fear", "free", "summoned", "released")
    hears = ("mobilisation",)
    uses = ("flood",)
    emits = ("protest",)
    settles = ("protest_share",)

    aggrieved = param(
        0.35, Share, unit="share of full support", within=(0, 1), evidence="assumed",
        doc="support below which a person might join a protest they see",
    )  # fmt: skip
    visibility = param(
        1, Factor, unit="times the share in the street", within=(0, 255), evidence="assumed",
        doc="how much larger a protest looks than it is; 1: everybody sees everybody of the place",
    )  # fmt: skip
    deterrence = param(
        1, Factor, unit="share of the place, at full fear", within=(0, 100), evidence="assumed",
        doc="how much fear raises the threshold",
    )  # fmt: skip
    hush = param(
        0.5, Share, unit="share of what is seen, at full flood", within=(0, 1), evidence="assumed",
        doc="how much of a protest a flooded feed hides",
    )  # fmt: skip
    spark = param(
        0.05, Share, unit="share of calls", within=(0, 1), evidence="assumed",
        doc="calls for collective action whose author takes to the street the same day, seeing nobody",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Only those at liberty, at home and of age."""
        able = ~people.age_0_14 & ~people.abroad & (people.free | people.summoned | people.released)
        begins = events.mobilisation & draws("spark").below(self.spark)
        seen = polity.protest_share.times(self.visibility) * (polity.flood * self.hush).rest
        threshold = people.boldness.rest + people.fear.times(self.deterrence)
        joins = (people.support < self.aggrieved) & (seen >= threshold)
        return {"protest": able & (begins | joins)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The share of the place that everybody can see in the street tomorrow."""
        people = tally.people("all")
        return {"protest_share": Share.ratio(tally("protest", "all"), people + (people == 0))}
