"""Messages from abroad that praise one model of government or the other, and which of the two people prefer."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Share, choose
from sousveil.contract.views import Events, People, Polity

MATTINGLY = "Mattingly, Incerti, Ju, Moreshead, Tanaka and Yamagishi 2023, experiment in 19 countries"
MOST_MESSAGES = 8
"""Messages of one government that somebody takes in on a day, at most."""


class Persuasion(Mechanism):
    """Each government's messages raise the appeal of its model; people prefer the model that appeals to them more.

    The appeals are two axes, and what counts is their difference: every message multiplies the odds that its model is
    preferred. A person takes in so many messages a day, and from both governments half as many of each. Tastes last,
    and messages work on the day: nothing is known of how long they do. An audience anywhere, at home or abroad.
    """

    phase = Phase.BELIEVE
    reads = ("age_0_14",)
    emits = ("saw_closed", "saw_open", "prefers_closed")
    streams = {
        "persuasion.1": (("persuasion.closed", 16), ("persuasion.open", 16)),
        "persuasion.2": (("persuasion.taste", 16),),
    }

    base = param(
        0.16, Share, unit="share of people", within=(0, 1), evidence="measured",
        source=f"{MATTINGLY}: 84 % of those who saw neither preferred the American model",
        doc="who prefer the closed model before any message",
    )  # fmt: skip
    closed_reach = param(
        0.02, Share, unit="share of people of 15 and more", within=(0, 1), evidence="assumed",
        doc="who see messages in praise of the closed model on a day",
    )  # fmt: skip
    open_reach = param(
        0.02, Share, unit="share of people of 15 and more", within=(0, 1), evidence="assumed",
        doc="who see messages in praise of the open model on a day",
    )  # fmt: skip
    attention = param(
        2, Count, unit="messages a day", within=(0, 2 * MOST_MESSAGES), evidence="assumed", plausible=(2, 2),
        doc="messages that somebody takes in who sees any; the unit in which their effect is told",
    )  # fmt: skip
    closed_odds = param(
        2.483, Factor, unit="times the odds, a message", within=(1, 16), evidence="derived",
        source=f"{MATTINGLY}: from 16 to 54 %; the square root, for two messages, of 1.174 / .1905",
        doc="what a message does for the closed model",
    )  # fmt: skip
    open_odds = param(
        1.480, Factor, unit="times the odds, a message", within=(1, 16), evidence="derived",
        source=f"{MATTINGLY}: from 84 to 92 %; the square root, for two messages, of 11.5 / 5.25",
        doc="what a message does for the open model",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who sees what, and who prefers which, by a taste of their own."""
        grown = people.present & ~people.age_0_14
        closed = grown & draws("closed").below(self.closed_reach)
        open_ = grown & draws("open").below(self.open_reach)
        half = Count(self.attention.q >> 1)
        each = choose(closed & open_, half, self.attention)
        level = choose(grown, self.base, self.base)  # one for each person
        for number in range(MOST_MESSAGES):
            more = each > Count(number)
            level = choose(closed & more, level.at_odds(self.closed_odds), level)
            level = choose(open_ & more, level.rest.at_odds(self.open_odds).rest, level)
        return {
            "saw_closed": closed,
            "saw_open": open_,
            "prefers_closed": grown & draws.lasting("taste").below(level),
        }
