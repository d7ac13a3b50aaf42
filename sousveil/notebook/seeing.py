"""What a notebook shows of a run while it lives: the studio's frames, and how those at home feel, as curves."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.engine.groups import field
from sousveil.engine.layout import widened
from sousveil.engine.loop import World
from sousveil.studio.service.live import EVENTS, NUMBERS, Live
from sousveil.studio.work.frames import Frames

SHOWN = ("held_back", "flag", "detained_administratively", "in_custody", "fear", "ruler_support")
"""Curves that are shown unless others are named: what is not said, who is flagged and held, what is felt and heard."""
AVERAGES: Mapping[str, str] = {"fear": "fear", "trust": "trust"}
"""Columns of people whose mean over those at home can be shown, and what they are called."""
KNOWN = (*EVENTS, *NUMBERS, *AVERAGES)
SECONDS_BETWEEN = 0.25
"""Of two frames: a notebook redraws the whole picture, and each message travels to a browser."""
MOST = 400
"""Points of a curve: more than there are pixels for would cost time and show nothing."""
Curve = dict[str, Any]


class Eye:
    """Looks at a world after every day, as the studio does, and keeps what a notebook draws.

    shown: names of KNOWN; a scenario that lacks one shows the others.
    """

    def __init__(self, shown: tuple[str, ...], days: int, replicates: int) -> None:
        self.told = {"days": days}
        self._shown = shown
        self._live = Live(days, replicates, most=MOST)
        self._means: dict[str, dict[int, float]] = {}
        """column -> day of a frame -> its mean"""
        self._frames = Frames(self, [n for n in shown if n in EVENTS], [n for n in shown if n in NUMBERS])
        self._world: World | None = None
        self._home: npt.NDArray[np.bool_] | None = None
        self._sent = 0.0

    def __call__(self, world: World, day: int, replicate: int) -> None:
        """After a day."""
        self._world = world
        self._frames(world, day, replicate)

    @property
    def behind(self) -> bool:
        """Whether the last frame is so fresh that the next can wait."""
        return time.perf_counter() - self._sent < SECONDS_BETWEEN

    def say(self, kind: str, **content: Any) -> None:
        """Keep what is said of the world."""
        if kind == "scene":
            self._live.begin(content)
            self._means, self._home = {name: {} for name in self._averaged}, None
        else:
            self._live.add(content)
            for name in self._averaged:
                self._means[name][content["day"]] = self._mean(name)
            self._sent = time.perf_counter()

    @cached_property
    def _averaged(self) -> tuple[str, ...]:
        assert self._world is not None
        owned = {name for mechanism in self._world.machine.assembly.mechanisms for name in mechanism.owns}
        return tuple(name for name in self._shown if name in AVERAGES and name in owned)

    def _mean(self, name: str) -> float:
        """Of the first of the replicates that are lived together, over people at home."""
        world = self._world
        assert world is not None
        if self._home is None:
            at_home = np.array([place.kind != "abroad" for place in world.layout.places])
            present = field(_first(world, "traits"), "traits", "present")
            self._home = present & at_home[widened(world.layout.chunk_place)]
        return float(_first(world, name)[self._home].mean() / (1 << 8 * BY_NAME[name].bytes))

    def curves(self) -> list[Curve]:
        """A curve for each name that the scenario has: name, title, unit, points as (day, value)."""
        scene = self._live.scene
        if scene is None:
            return []
        frames = [frame for frame in self._live.after(0).frames if frame.replicate == self._live.replicate]
        made = {one.name: {"name": one.name, "title": one.title, "unit": one.unit,
                           "points": [[frame.day, frame.home[one.name]] for frame in frames]}
                for one in scene.series}  # fmt: skip
        for name, means in self._means.items():
            points = [[frame.day, means[frame.day]] for frame in frames]
            made[name] = {"name": name, "title": AVERAGES[name], "unit": "mean share", "points": points}
        return [made[name] for name in self._shown if name in made]


def _first(world: World, name: str) -> npt.NDArray[Any]:
    stored = np.asarray(world.devices.whole(world.columns[name]))
    return stored[0] if world.machine.many else stored
