"""Surveys that see through fear: what a researcher learns without asking anybody directly."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Share
from sousveil.contract.views import Events, People, Polity

MOST_ITEMS = 4
"""Harmless statements of the longest list, besides the sensitive one: the events say no higher answers."""


class ListExperiment(Mechanism):
    """Every day some people are asked how many statements of a list hold for them, not which.

    Half of them see harmless statements only, half the same and "I support the ruler". The difference of the two mean
    answers estimates support without anybody having said so (the item count technique; Blair and Imai 2012). What is
    emitted is the answer, all that a researcher sees. Statements are new every day, so that every day is a survey of
    its own among the same people.
    """

    phase = Phase.BELIEVE
    after = ("opinion",)
    reads = ("age_0_14", "abroad")
    hears = ("supports", "falsifies")
    emits = (
        "short_list_0", "short_list_1", "short_list_2", "short_list_3", "short_list_4",
        "long_list_0", "long_list_1", "long_list_2", "long_list_3", "long_list_4", "long_list_5",
    )  # fmt: skip
    streams = {
        "list_experiment.1": tuple((f"list_experiment.item_{n}", 16) for n in range(MOST_ITEMS)),
        "list_experiment.2": (
            ("list_experiment.asked", 16), ("list_experiment.half", 16), ("list_experiment.candour", 16),
        ),
    }  # fmt: skip

    asked = param(
        0.12, Share, unit="share of people of 15 and more", within=(0, 1), evidence="assumed",
        doc="asked on a day, both halves together",
    )  # fmt: skip
    items = param(
        4, Count, unit="statements", within=(0, MOST_ITEMS), evidence="assumed", plausible=(4, 4),
        doc="harmless statements of the list",
    )  # fmt: skip
    agreed = param(
        0.5, Share, unit="share of people", within=(0, 1), evidence="assumed", plausible=(0.5, 0.5),
        doc="for whom each harmless statement holds, independently of the others",
    )  # fmt: skip
    candour = param(
        1, Share, unit="share of people", within=(0, 1), evidence="assumed",
        doc="who count the sensitive statement as they think, of those who would not say so aloud; the estimate rests "
        "on all of them doing so",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who is asked, which list, and how many statements of it hold."""
        grown = people.present & ~people.age_0_14 & ~people.abroad
        asked = grown & draws("asked").below(self.asked)
        long = draws("half").share() < Share(1 << 15)
        counted = events.supports | (events.falsifies & ~draws("candour").below(self.candour))
        harmless = sum(self._holds(n, draws).astype("int32") for n in range(MOST_ITEMS))
        answer = harmless + (long & counted).astype("int32")
        short = {f"short_list_{n}": asked & ~long & (answer == n) for n in range(MOST_ITEMS + 1)}
        return short | {f"long_list_{n}": asked & long & (answer == n) for n in range(MOST_ITEMS + 2)}

    def _holds(self, number: int, draws: Draws) -> Array:
        """Whether a harmless statement is on the list and holds."""
        return draws(f"item_{number}").below(self.agreed) & (self.items > Count(number))
