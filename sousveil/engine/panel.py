"""A panel of a small table: what befell each row in each step, and the levels of its shares. Reads only, no luck.

Replicates are worlds of their own, side by side: a place each, with the same rows. So a count of places is one of
replicates, and what is kept does not grow with them, but for the means by group, which give intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.contract.quantity import Share
from sousveil.engine.assemble import Word
from sousveil.engine.layout import LANES, WIDTH
from sousveil.engine.loop import World
from sousveil.records.history import Panel

Integers = npt.NDArray[Any]
Listener = Callable[[tuple[str, ...], npt.NDArray[np.bool_]], None]
"""Is told the events of a word, and (events, worlds, rows) whom each befell in which world."""


class PanelRecorder:
    """Fills a Panel while the steps go by."""

    def __init__(
        self, world: World, steps: int, rows: tuple[str, ...], parts: Sequence[slice], given: Collection[str] = ()
    ) -> None:
        """parts: places that are told together, a panel for each. given: columns that change and no mechanism owns."""
        self.world, self.rows, self.parts = world, rows, parts
        self.worlds = len(world.layout.places)
        self.events = world.machine.assembly.event_names
        self.index = {name: i for i, name in enumerate(self.events)}
        owned = {name for mechanism in world.machine.assembly.mechanisms for name in mechanism.owns}
        moving = owned | set(given)
        self.shares = tuple(name for name in world.columns if name in moving and BY_NAME[name].quantity is Share)
        self.befell = np.zeros((len(parts), steps, len(self.events), len(rows)), np.int32)
        self.levels = {name: np.zeros((len(parts), steps, len(rows))) for name in self.shares}
        self.means = {name: np.zeros((self.worlds, steps, self.members.shape[1])) for name in self.shares}
        self.step = 0
        self.listeners: list[Listener] = []
        world.watchers.append(self.watch)

    @cached_property
    def members(self) -> npt.NDArray[np.bool_]:
        """(rows, groups) which rows are of which group."""
        setting, seats = self.world.machine.setting, np.asarray(self.world.machine.setting.seats)[: len(self.rows)]
        tile, rest = np.divmod(seats, LANES * WIDTH)
        lane, word = np.divmod(rest, WIDTH)
        return ((np.asarray(setting.group_masks)[tile, :, word] >> lane[:, None]) & 1).astype(np.bool_)

    @cached_property
    def _parts(self) -> npt.NDArray[np.float64]:
        """(rows, groups) each group's rows in equal parts, by which means are taken."""
        return np.asarray(self.members / np.maximum(self.members.sum(axis=0), 1))

    @cached_property
    def _seats(self) -> Any:
        return self.world.machine.setting.seats

    def watch(self, word: Word, packed: Any) -> None:
        """Count in how many worlds each event of the word befell each row."""
        first = self.index[word.events[0].name]
        found = np.asarray(_rows_of(packed, self._seats)).reshape(len(word.events), self.worlds, -1)
        for i, part in enumerate(self.parts):
            self.befell[i, self.step, first : first + len(word.events)] = found[:, part].sum(axis=1)
        for listener in self.listeners:
            listener(tuple(event.name for event in word.events), found)

    def close(self) -> None:
        """Keep the levels at the end of a step."""
        for name in self.shares:
            column = BY_NAME[name]
            stored = np.asarray(_at(self.world.columns[name], self._seats)).reshape(self.worlds, -1)
            shares = stored / (1 << 8 * column.bytes)
            self.levels[name][:, self.step] = [shares[part].mean(axis=0) for part in self.parts]
            self.means[name][:, self.step] = shares @ self._parts
        self.step += 1

    def panels(self) -> list[Panel]:
        """What was kept of each part."""
        return [
            Panel(
                self.rows, part.stop - part.start, self.events, self.befell[i],
                {name: levels[i] for name, levels in self.levels.items()},
                {name: means[part] for name, means in self.means.items()},
            )
            for i, part in enumerate(self.parts)
        ]  # fmt: skip


@jax.jit
def _rows_of(packed: Any, seats: Any) -> Any:
    """(tiles, events, 256) packed words -> (events, seats) whether each befell."""
    tile, rest = jnp.divmod(seats, LANES * WIDTH)
    lane, word = jnp.divmod(rest, WIDTH)
    return ((packed[tile, :, word] >> lane[:, None].astype(jnp.uint32)) & 1).astype(bool).T


@jax.jit
def _at(column: Any, seats: Any) -> Any:
    return column.reshape(-1)[seats]
