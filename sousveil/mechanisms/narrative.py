"""What is seen of the closed and of the open model of government, and what is felt: two models, two axes each."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.countries import NO_GROWTH
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Array, Factor, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

MATTINGLY = "Mattingly, Incerti, Ju, Moreshead, Tanaka and Yamagishi 2023, experiment in 19 countries"
HALF = Share(ONE >> 1)
"""Performance that is neither good nor bad."""


class Narrative(Mechanism):
    """Performance as seen follows growth and health in each model's shop window; favour as felt has its own reasons.

    Of the closed model one sees what is reported, less a doubt that follows the gap to what is true, and so is late.
    Favour moves towards what one's own openness makes of either model, pulled by performance, and for the closed model
    pushed down by blame in the shock, by fear in the societies of neighbours, and by one's own criticism. So favour can
    fall while performance rises, as in summer 2020 in fourteen rich countries (Silver, Devlin and Huang 2020, Pew
    Research Center). Messages in praise of either model move favour where they reach people. A country leans to the
    model of which it thinks better, performance and favour together.
    """

    phase = Phase.SEE
    reads = ("openness", "opposing", "closed_growth", "closed_health", "closed_growth_true", "closed_health_true",
             "open_growth", "open_health", "order_next_door", "fear_next_door", "home_fear", "home_order")  # fmt: skip
    hears = ("hit_by_shock",)
    uses = ("presence",)
    emits = ("won_over", "won_back")
    owns = ("seen_closed", "seen_open", "felt_closed", "felt_open", "doubt", "view")

    growth = param(
        4, Factor, unit="times growth", within=(0, 64), evidence="assumed", plausible=(2, 6),
        doc="how much growth counts in performance: 1 % a year is 4 points of 100",
    )  # fmt: skip
    health = param(
        1, Factor, unit="times health lost", within=(0, 64), evidence="assumed", plausible=(0.5, 2),
        doc="how much what is missing to full health counts against performance",
    )  # fmt: skip
    notice = param(
        0.3, Share, unit="share of the gap a quarter", within=(0, 1), evidence="assumed",
        doc="how fast performance is seen",
    )  # fmt: skip
    insight = param(
        0.1, Share, unit="share of the gap a quarter", within=(0, 1), evidence="assumed",
        doc="how fast doubt follows what was polished (half in seven quarters)",
    )  # fmt: skip
    example = param(
        0.2, Share, unit="share of what is missing", within=(0, 1), evidence="assumed",
        doc="gained by performance of the closed model as seen, where societies near prevent every incident",
    )  # fmt: skip
    drift = param(
        0.1, Share, unit="share of the gap a quarter", within=(0, 1), evidence="assumed",
        doc="how fast favour moves",
    )  # fmt: skip
    closed_base = param(
        0.45, Share, unit="share of full favour", within=(0, 1), evidence="assumed", plausible=(0.35, 0.5),
        doc="for the closed model in a wholly closed country",
    )  # fmt: skip
    open_base = param(
        0.6, Share, unit="share of full favour", within=(0, 1), evidence="assumed", plausible=(0.5, 0.7),
        doc="for the open model in a wholly open country; more than the other, as most prefer it who saw no messages "
            "(Mattingly and others 2023)",
    )  # fmt: skip
    dislike = param(
        0.25, Share, unit="share of full favour", within=(0, 1), evidence="assumed", plausible=(0.15, 0.4),
        doc="less for a model that is the opposite of one's own",
    )  # fmt: skip
    admired = param(
        0.5, Factor, unit="times performance above or below the middle", within=(0, 16), evidence="assumed",
        plausible=(0, 1), doc="how much performance moves favour; 0: not at all",
    )  # fmt: skip
    blame = param(
        0.2, Share, unit="share of favour a quarter", within=(0, 1), evidence="assumed",
        doc="lost by the closed model in the shock, in a wholly open country (unfavourable views rose in 2020: "
            "Silver, Devlin and Huang 2020, Pew Research Center)",
    )  # fmt: skip
    quarrel = param(
        0.05, Share, unit="share of favour a quarter", within=(0, 1), evidence="assumed",
        doc="lost by the closed model where one opposes the exporter's conduct",
    )  # fmt: skip
    dread = param(
        0.2, Share, unit="share of favour a quarter", within=(0, 1), evidence="assumed",
        doc="lost by the closed model at full fear in one's own society, or in those of neighbours",
    )  # fmt: skip
    closed_reach = param(
        0.02, Share, unit="share of people a quarter", within=(0, 1), evidence="assumed",
        doc="who see messages in praise of the closed model",
    )  # fmt: skip
    open_reach = param(
        0.02, Share, unit="share of people a quarter", within=(0, 1), evidence="assumed",
        doc="who see messages in praise of the open model, whose leader has to be there",
    )  # fmt: skip
    closed_odds = param(
        6.16, Factor, unit="times the odds", within=(1, 255), evidence="derived",
        source=f"{MATTINGLY}: from 16 to 54 %; 1.174 / .1905", doc="what such messages do for the closed model",
    )  # fmt: skip
    open_odds = param(
        2.19, Factor, unit="times the odds", within=(1, 255), evidence="derived",
        source=f"{MATTINGLY}: from 84 to 92 %; 11.5 / 5.25", doc="what such messages do for the open model",
    )  # fmt: skip
    weight = param(
        0.3, Share, unit="share", within=(0, 1), evidence="assumed", plausible=(0.1, 0.5),
        doc="of performance in what is thought of a model; the rest is favour",
    )  # fmt: skip

    def begin(self, people: People, draws: Draws) -> Folded:
        """Favour as one's own regime makes it, before any performance is seen."""
        closed = self.closed_base - self.dislike * people.openness
        open_ = self.open_base - self.dislike * people.openness.rest
        leans = people.present & (self._thought(people.seen_closed, closed) > self._thought(people.seen_open, open_))
        return {"felt_closed": closed, "felt_open": open_, "view": people.packed("view", leaning=leans)}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Which model is thought the better, by what was seen and felt before."""
        leans = self._thought(people.seen_closed, people.felt_closed) > self._thought(
            people.seen_open, people.felt_open
        )
        return {
            "won_over": people.present & leans & ~people.leaning,
            "won_back": people.present & ~leans & people.leaning,
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """A step of performance, of doubt and of favour, for each model."""
        told = self._performance(people.closed_growth, people.closed_health)
        true = self._performance(people.closed_growth_true, people.closed_health_true)
        closed = told - people.doubt
        closed = closed + closed.rest * self.example * self._either(people.home_order, people.order_next_door)
        open_ = self._performance(people.open_growth, people.open_health)
        return {
            "seen_closed": people.seen_closed.blend(closed, self.notice),
            "seen_open": people.seen_open.blend(open_, self.notice),
            "felt_closed": self._closed(people, events),
            "felt_open": self._open(people, polity),
            "doubt": people.doubt.blend(told - true, self.insight),
            "view": people.packed("view", leaning=(people.leaning | events.won_over) & ~events.won_back),
        }

    def _thought(self, seen: Share, felt: Share) -> Share:
        """What is thought of a model."""
        return felt.blend(seen, self.weight)

    def _performance(self, growth: Share, health: Share) -> Share:
        """Growth and health as one number: in the middle where nothing grows and nobody is ill."""
        good = HALF + (growth - NO_GROWTH).times(self.growth)
        return good - (NO_GROWTH - growth).times(self.growth) - health.rest.times(self.health)

    def _favour(self, felt: Share, base: Share, strange: Share, seen: Share) -> Share:
        """A step of favour for a model, by how strange it is here and how well it is seen to do."""
        target = base - self.dislike * strange + (seen - HALF).times(self.admired)
        return felt.blend(target - (HALF - seen).times(self.admired), self.drift)

    def _closed(self, people: People, events: Events) -> Share:
        """Favour for the closed model."""
        felt = self._favour(people.felt_closed, self.closed_base, people.openness, people.seen_closed)
        lost = (self.blame * people.openness).given(events.hit_by_shock) + self.quarrel.given(people.opposing)
        lost = lost + self.dread * self._either(people.home_fear, people.fear_next_door)
        felt = felt - felt.part(lost)
        return felt.blend(felt.at_odds(self.closed_odds), self.closed_reach)

    def _open(self, people: People, polity: Polity) -> Share:
        """Favour for the open model."""
        felt = self._favour(people.felt_open, self.open_base, people.openness.rest, people.seen_open)
        return felt.blend(felt.at_odds(self.open_odds), self.open_reach * polity.presence)

    def _either(self, one: Share, other: Share) -> Share:
        """The larger of two."""
        return choose(one > other, one, other)
