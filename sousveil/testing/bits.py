"""The law of two libraries: mechanisms are played on NumPy and run on JAX, and both must give the same bits."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from sousveil.contract import columns as table
from sousveil.contract.draws import Draws, Source
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.quantity import Count
from sousveil.contract.storage import fixed, written
from sousveil.contract.views import Events, People, Polity
from sousveil.testing.noting import anybody, anything, whole
from sousveil.testing.stage import GROUND


def played(mechanism: Mechanism, stage: Any, given: dict[str, Any], polity: dict[str, Any], xp: Any) -> dict[str, Any]:
    """Everything the mechanism decides and writes, with the arrays of one library."""
    keys: Any = stage.keys if xp is np else Moved(stage.keys)
    number = xp.asarray(np.arange(stage.shape[0] * 256, dtype=np.uint32).reshape(stage.shape))
    draws = Draws(mechanism.name, Source(keys, number, xp.asarray(np.asarray([7 << 16], np.uint32))))
    people = People({name: xp.asarray(column) for name, column in stage.stored.items()}, ground=GROUND)
    events = Events(lambda name: xp.asarray(given.get(name, np.zeros((1, 1), bool))))
    shared = Polity({name: xp.asarray(value) for name, value in polity.items()})
    day = xp.asarray(np.uint32(64))
    bound = mechanism.bind({name: quantity(p, mechanism.values[name], xp) for name, p in mechanism.parameters.items()})
    made = dict(bound.decide(people, events, shared, draws, day))
    luck = xp.asarray(np.random.default_rng(3).integers(0, 1 << 32, stage.shape, dtype=np.uint32))
    for folded in (bound.begin(people, draws), bound.update(people, events, shared, draws, day)):
        made |= {f"column {name}": written(table.BY_NAME[name], value, luck) for name, value in folded.items()}
    return {name: np.broadcast_to(np.asarray(value), stage.shape) for name, value in made.items()}


class Moved(dict[str, Any]):
    """The same keys of streams, as JAX arrays."""

    def __init__(self, keys: Any) -> None:
        super().__init__()
        self.keys_of = keys

    def __missing__(self, name: str) -> Any:
        return tuple(jnp.asarray(word) for word in self.keys_of[name])


def quantity(parameter: Any, value: float, xp: Any) -> Any:
    """A parameter as a kernel sees it."""
    return parameter.kind(
        xp.asarray(np.array(fixed(parameter, value), np.int32 if parameter.kind is Count else np.uint32))
    )


def differing(cls: type[Mechanism]) -> list[str]:
    """The events and columns that differ between NumPy and JAX, of one mechanism at its defaults."""
    mechanism, stage = cls(), anybody()
    given = anything(stage, mechanism)
    random = np.random.default_rng(4)
    polity = {
        s.name: whole(s, 1, random, np.int32 if s.quantity is Count else np.uint32).reshape(1, 1)
        for s in table.SHARED.values()
    }
    there = played(mechanism, stage, given, polity, np)
    with jax.enable_x64(False):
        here = played(mechanism, stage, given, polity, jnp)
    alone = {*there} ^ {*here}
    return sorted(alone) + [name for name in there if name not in alone and not np.array_equal(here[name], there[name])]
