"""Between two days: what may change a column without being a mechanism, and what keeps its state across checkpoints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from sousveil.records.hashed import Hashed, Sheet

if TYPE_CHECKING:
    from sousveil.engine.loop import World


class Nights(Protocol):
    """Works on a world on the host while no day goes by. Everything else that is told of a world changes nothing.

    A column that it changes is put in place whole (`engine/order.py`), so that no day ever sees half of it.
    """

    def night(self, world: World, day: int) -> None:
        """The night after a day; after day 0 it is the one before the first day."""

    def sheets(self) -> Iterable[Sheet]:
        """What has to be in a checkpoint beside columns and shared numbers; names begin with `nights/`."""

    def restore(self, world: World, saved: Hashed) -> None:
        """Go on as after the night of a checkpoint; the columns are in place already."""

    def performance(self) -> Mapping[str, Any]:
        """What there is to say of its cost, by names that add up over batches of replicates."""


class Quiet:
    """Nights in which nothing happens."""

    def night(self, world: World, day: int) -> None:
        """Nothing."""

    def sheets(self) -> Iterable[Sheet]:
        """Nothing."""
        return ()

    def restore(self, world: World, saved: Hashed) -> None:
        """Nothing."""

    def performance(self) -> Mapping[str, Any]:
        """Nothing."""
        return {}


Nightly = Callable[["World"], Nights]
"""The nights of a world, made when the world is: they may ask to see what befalls people from its first day on."""


def quiet(world: World) -> Nights:
    """Nights in which nothing happens."""
    return Quiet()
