"""How open regimes are, which changes; and what a country has become by the end of a quarter."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Factor, Rate, Share
from sousveil.contract.views import Events, Folded, People, Polity, Tally

VDEM = "calibrated to changes of the liberal democracy index from 2015 to 2020: 16 % of countries down and 9 % up by " \
       "more than 0.05 (V-Dem Dataset v15, Coppedge and others 2025)"  # fmt: skip


class RegimeChange(Mechanism):
    """Regimes close and open by steps, and drift towards those near them.

    A full system of surveillance, a copied law and the absence of the leader of the open make it likelier that a regime
    closes; people in the street make it likelier that it opens, and that it closes. What a system does to a regime is
    not settled, so every such factor may be one.
    """

    phase = Phase.TURN
    reads = ("full_system", "copied", "leaning", "unrest", "kin_openness")
    uses = ("presence",)
    emits = ("opens", "closes")
    owns = ("openness",)

    closing = param(
        0.006, Rate, unit="1/quarter", within=(0, 1), evidence="derived", plausible=(0.003, 0.012), source=VDEM,
        doc="chance of a step down without system, law or unrest",
    )  # fmt: skip
    opening = param(
        0.0042, Rate, unit="1/quarter", within=(0, 1), evidence="derived", plausible=(0.002, 0.009), source=VDEM,
        doc="chance of a step up without unrest",
    )  # fmt: skip
    step = param(
        0.12, Share, unit="share of full openness", within=(0, 1), evidence="derived", plausible=(0.06, 0.2),
        source=VDEM, doc="lost or gained at a time",
    )  # fmt: skip
    system = param(
        1.5, Factor, unit="times the chance", within=(1, 16), evidence="assumed", plausible=(1, 3),
        doc="that a regime with a full system closes",
    )  # fmt: skip
    law = param(
        1.5, Factor, unit="times the chance", within=(1, 16), evidence="assumed", plausible=(1, 3),
        doc="that a regime with a copied law closes",
    )  # fmt: skip
    conviction = param(
        1.5, Factor, unit="times the chance", within=(1, 16), evidence="assumed", plausible=(1, 3),
        doc="that a regime closes where the closed model is thought the better: whether leaders are persuaded is the "
            "question, and 1 says that they are not",
    )  # fmt: skip
    unwatched = param(
        1.5, Factor, unit="times the chance", within=(1, 16), evidence="assumed", plausible=(1, 3),
        doc="that a regime closes where the leader of the open is absent from all institutions",
    )  # fmt: skip
    street = param(
        3, Factor, unit="times either chance, at full unrest", within=(1, 255), evidence="assumed",
        doc="that a regime opens, or closes, with people in the street",
    )  # fmt: skip
    drift = param(
        0.002, Share, unit="share of the gap a quarter", within=(0, 1), evidence="assumed",
        doc="towards the openness of countries near",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """One draw for both, so that no regime does both at once."""
        stirred = self.street.at(people.unrest)
        closing = self.closing.times(self.system.given(people.full_system)).times(self.law.given(people.copied))
        closing = closing.times(self.conviction.given(people.leaning))
        closing = closing.times(self.unwatched.at(polity.presence.rest)).times(stirred)
        luck, closes = draws("turn"), people.present & draws("turn").below(closing)
        opens = people.present & luck.between(closing, self.opening.times(stirred)) & ~closes
        return {"opens": opens, "closes": closes}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """A step up or down, and a little towards one's kind; who has nobody near stays."""
        alone = people.kin_openness <= Share(0)
        drifted = people.openness.blend(people.kin_openness, self.drift.given(~alone))
        moved = drifted - self.step.given(events.closes) + self.step.given(events.opens)
        return {"openness": moved}


class Standing(Mechanism):
    """What every country is at the end of a quarter: events that happen to nobody, and the shares made of them."""

    phase = Phase.TURN
    reads = ("running", "from_exporter", "reachable", "copied", "supporting", "opposing", "leaning", "openness")
    emits = ("runs_system", "runs_exporters", "is_reachable", "has_copied", "stands_for", "stands_against",
             "leans_closed", "is_open")  # fmt: skip
    settles = ("running_share", "exporter_share", "copied_share")

    open_from = param(
        0.5, Share, unit="share of full openness", within=(0, 1), evidence="assumed", plausible=(0.5, 0.5),
        doc="from which a country counts as open",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """No luck: what is so."""
        here = people.present
        return {
            "runs_system": here & people.running,
            "runs_exporters": here & people.running & people.from_exporter,
            "is_reachable": here & people.running & people.reachable,
            "has_copied": here & people.copied,
            "stands_for": here & people.supporting,
            "stands_against": here & people.opposing,
            "leans_closed": here & people.leaning,
            "is_open": here & (people.openness >= self.open_from),
        }

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Of all countries, and of those that run a system."""
        countries, running = tally.people("all"), tally("runs_system", "all")
        countries = countries + (countries == 0)
        return {
            "running_share": Share.ratio(running, countries),
            "exporter_share": Share.ratio(tally("runs_exporters", "all"), running + (running == 0)),
            "copied_share": Share.ratio(tally("has_copied", "all"), countries),
        }
