"""The chilling model (chilling.md) from ordinary mechanisms. Opinion is kept in the column `trust`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.places import Place
from sousveil.contract.quantity import Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity
from sousveil.engine.assemble import Assembly, assemble
from sousveil.engine.layout import BLOCK
from sousveil.engine.setting import Friends, Setting, prepare

TOP = 1000
"""Points at the start, and the most there are."""
HOUSEHOLD = 4
OBSERVED = ("chat", "criticism", "content_hit", "content_alarm", "struck", "kin_struck")
"""The lab's names of the observed events, in the order of the specification."""
STREAMS = ("chilling.post", "chilling.screen")


class Posting(Mechanism):
    """People post, the less the more they fear; some posts are criticism."""

    phase = Phase.LIVE
    reads = ("fear",)
    emits = ("chat", "criticism")
    streams = {STREAMS[0]: (("posting.post", 32), ("posting.kind", 32))}
    post = param(0.8, Share, unit="share a day", within=(0, 1), evidence="assumed", doc="who posts, without fear")
    sensitive = param(0.05, Share, unit="share of posts", within=(0, 1), evidence="assumed", doc="criticism")

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who posts what."""
        posts, sensitive = draws("post").below(self.post * people.fear.rest), draws("kind").below(self.sensitive)
        return {"chat": posts & ~sensitive, "criticism": posts & sensitive}


class Reading(Mechanism):
    """A screener reads every post, flags some, and reports some of those."""

    phase = Phase.WATCH
    hears = ("chat", "criticism")
    emits = ("content_hit", "content_alarm", "flag")
    streams = {STREAMS[1]: (("reading.find", 32), ("reading.report", 32))}
    hit = param(0.6, Share, unit="share of criticism", within=(0, 1), evidence="assumed", doc="found")
    false_alarm = param(
        0.002, Rate, unit="share of chats", within=(0, 1), evidence="assumed", doc="taken for criticism"
    )
    report = param(0.2, Share, unit="share of flags", within=(0, 1), evidence="assumed", doc="reported to the police")

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who is flagged, and reported."""
        found, told = draws("find"), draws("report")
        hit, alarm = events.criticism & found.below(self.hit), events.chat & found.below(self.false_alarm)
        return {"content_hit": hit, "content_alarm": alarm, "flag": (hit | alarm) & told.below(self.report)}


class Points(Mechanism):
    """A flag costs points, a day without one gives some."""

    phase = Phase.JUDGE
    hears = ("content_hit", "content_alarm")
    owns = ("score",)
    gain = param(1, Count, unit="points", within=(0, 100), evidence="assumed", doc="a day without a flag")
    penalty = param(10, Count, unit="points", within=(0, 100), evidence="assumed", doc="a day with one")

    def begin(self, people: People, draws: Draws) -> Folded:
        """Everybody at the top."""
        return {"score": Count(people.score.q * 0 + TOP)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The next score."""
        flagged = events.content_hit | events.content_alarm
        return {"score": choose(flagged, people.score - self.penalty, people.score + self.gain).within(0, TOP)}


class Raids(Mechanism):
    """Whoever is reported is detained the same day."""

    phase = Phase.ENFORCE
    hears = ("flag",)
    emits = ("struck",)

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who is detained."""
        return {"struck": events.flag}


class Homes(Mechanism):
    """Fear jumps in the household of a detained person and fades; opinions drift towards the household's mean."""

    phase = Phase.BELIEVE
    reads = ("home_trust",)
    hears = ("struck", "kin_struck")
    owns = ("fear", "trust")
    jump = param(0.25, Share, unit="share", within=(0, 1), evidence="assumed", doc="jump of fear")
    fade = param(0.02, Share, unit="share a day", within=(0, 1), evidence="assumed", doc="fading of fear")
    pull = param(0.1, Share, unit="share a day", within=(0, 1), evidence="assumed", doc="pull of the household's mean")
    loss = param(0.0625, Share, unit="share", within=(0, 1), evidence="assumed", doc="opinion lost when detained")

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The next fear and opinion."""
        touched = events.struck | events.kin_struck
        return {
            "fear": people.fear * self.fade.rest + self.jump.given(touched),
            "trust": people.trust.blend(people.home_trust, self.pull) - self.loss.given(events.struck),
        }


def mechanisms() -> list[Mechanism]:
    """The model's mechanisms."""
    return [Posting(), Reading(), Points(), Raids(), Homes()]


def assembly() -> Assembly:
    """The mechanisms, ordered and checked like any others."""
    return assemble(mechanisms())


def parameters(made: Assembly) -> dict[str, float]:
    """Parameter values by path."""
    return {f"{m.name}.{key}": value for m in made.mechanisms for key, value in m.values.items()}


def setting(age: Any, female: Any, minority: Any, opinion: Any, seed: int) -> Setting:
    """One town of households of four; person i stands in slot i."""
    blocks = -(-len(age) // BLOCK)

    def column(values: Any, dtype: str) -> npt.NDArray[Any]:
        stored = np.zeros(blocks * BLOCK, dtype)
        stored[: len(age)] = values
        return stored.reshape(blocks, BLOCK)

    fields = {
        "female": female, "minority": minority, "urban": 1, "present": 1,
        "head": np.arange(len(age)) % HOUSEHOLD == 0,
    }  # fmt: skip
    shifts = BY_NAME["traits"].shifts
    traits = sum(np.asarray(value, np.uint8) << shifts[name][0] for name, value in fields.items())
    columns = {"age": column(age, "uint8"), "traits": column(traits, "uint8"), "trust": column(opinion, "uint16")}
    nobody = Friends(np.zeros((0, blocks), np.int64), (), ())
    return prepare(columns, (Place("Town", "Town", "urban"),), np.zeros(blocks, np.int32), nobody, seed)
