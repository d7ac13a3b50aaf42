"""A small society of toy mechanisms on which the engine is tested."""

from __future__ import annotations

from typing import Any

import numpy as np

from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.places import Place
from sousveil.contract.quantity import Rate, Share
from sousveil.engine.assemble import assemble
from sousveil.engine.course import Course
from sousveil.engine.devices import ONE
from sousveil.engine.setting import Friends, prepare


class ToySpeech(Mechanism):
    """People criticise, or hold back out of fear."""

    phase = Phase.LIVE
    reads = ("on_app", "support", "fear", "boldness")
    emits = ("online", "criticism", "held_back")
    rate = param(0.02, Rate, unit="1/day", within=(0, 1), evidence="assumed", doc="urge to criticise")

    def decide(self, people, events, polity, draws, day):  # type: ignore[no-untyped-def]
        urge = people.on_app & draws("urge").below(self.rate * people.support.rest)
        silent = draws("silence").below(people.fear * people.boldness.rest)
        return {"online": people.on_app, "criticism": urge & ~silent, "held_back": urge & silent}


class ToyPolice(Mechanism):
    """Officers visit critics."""

    phase = Phase.ENFORCE
    hears = ("criticism",)
    emits = ("struck", "visit")
    chance = param(0.5, Share, unit="share", within=(0, 1), evidence="assumed", doc="visited, of critics")

    def decide(self, people, events, polity, draws, day):  # type: ignore[no-untyped-def]
        hit = events.criticism & draws("visit").below(self.chance)
        return {"visit": hit, "struck": hit}


class ToyFear(Mechanism):
    """Fear jumps when oneself or somebody tied is visited, and fades."""

    phase = Phase.BELIEVE
    owns = ("fear",)
    hears = ("struck", "kin_struck", "friend_struck", "mate_struck")
    own = param(0.5, Share, unit="share", within=(0, 1), evidence="assumed", doc="jump")
    fade = param(0.01, Share, unit="share a day", within=(0, 1), evidence="assumed", doc="fading")

    def update(self, people, events, polity, draws, day):  # type: ignore[no-untyped-def]
        touched = events.struck | events.kin_struck | events.friend_struck | events.mate_struck
        return {"fear": people.fear * self.fade.rest + self.own.given(touched)}


class ToyClimate(Mechanism):
    """The share who criticise is seen by everybody in the place the day after."""

    phase = Phase.LIVE
    after = ("toy_speech",)
    hears = ("criticism",)
    settles = ("open_climate",)

    def settle(self, polity, tally, draws, day):  # type: ignore[no-untyped-def]
        return {"open_climate": Share.ratio(tally("criticism"), tally.people())}


class ToyProbe(Mechanism):
    """Watches and draws, and touches nobody."""

    phase = Phase.OBSERVE
    reads = ("fear",)
    emits = ("sensitive_unseen",)

    def decide(self, people, events, polity, draws, day):  # type: ignore[no-untyped-def]
        return {"sensitive_unseen": draws("probe").below(people.fear)}


def society(sizes: tuple[int, ...] = (5, 7, 3), seed: int = 3) -> tuple[dict[str, Any], tuple[Place, ...], Any]:
    """Columns, places and block places of a random society; blocks by place, each place from luck of its own."""
    places = tuple(Place(f"P{i}", f"R{i}", "abroad" if i == 2 else "urban") for i in range(len(sizes)))
    parts: list[dict[str, Any]] = []
    for i, blocks in enumerate(sizes):
        luck = np.random.default_rng((seed, i))
        slot = np.arange(256)
        heads = ((slot % 32) % 3 == 0).astype(np.uint8) << 4
        present = luck.random((blocks, 256)) < 0.95
        parts.append(
            {
                "traits": luck.integers(0, 16, (blocks, 256), dtype=np.uint8) | heads | (present.astype(np.uint8) << 7),
                "age": luck.integers(0, 7, (blocks, 256), dtype=np.uint8),
                "account": np.ones((blocks, 256), np.uint8),
                "support": luck.integers(0, 256, (blocks, 256), dtype=np.uint8),
                "boldness": luck.integers(0, 256, (blocks, 256), dtype=np.uint8),
            }
        )
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return columns, places, np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)


def friends(block_place: Any) -> Friends:
    """Two friend fields inside every place: blocks mirrored, slots matched by XOR."""
    partner = np.empty((2, len(block_place)), np.int64)
    for place in np.unique(block_place):
        mine = np.flatnonzero(block_place == place)
        partner[:, mine] = mine[::-1]
    return Friends(partner, (37, 203), (1 << 31, 1 << 30))


def course(mechanisms: list[Mechanism], days: int = 20, replicates: int = 1, seed: int = 1, **of: Any) -> Course:
    """A course of the toy society."""
    columns, places, block_place = of.pop("society", None) or society()
    devices = of.pop("devices", ONE)
    assembly = assemble(mechanisms, **of)
    values = {f"{m.name}.{key}": value for m in mechanisms for key, value in m.values.items()}
    setting = prepare(columns, places, block_place, friends(block_place), seed, devices)
    return Course(assembly, setting, days, seed, replicates, lambda day: values.__getitem__)


def everybody() -> list[Mechanism]:
    """All toy mechanisms that act."""
    return [ToySpeech(), ToyPolice(), ToyFear(), ToyClimate()]
