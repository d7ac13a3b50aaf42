"""How many people near a person are so and so, where a small world names a graph or a grid.

A person's place among the others is the number within the place, so that it does not depend on how people lie in
memory. Whole numbers throughout, so that batches are single runs bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.contract.column import Nearby
from sousveil.contract.columns import COUNTED, STANDS_AT, is_mean, made_of
from sousveil.contract.draws import threefry2x32
from sousveil.contract.errors import AssemblyError, RequestError
from sousveil.contract.ground import MOST_PEOPLE, NO_GROUND, Graph, Grid, Ground, Web
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.places import Place
from sousveil.contract.views import People
from sousveil.engine.layout import LANES

EDGES = "ties.graph"
"""The stream of luck from which a graph's edges are drawn: the counter is the number of the edge."""

Integers = npt.NDArray[Any]
Near = Callable[..., Any]
"""(columns in the order of `needed`, seats, key of the edges' luck) -> (tiles, 32, 256) int32 counts of people near."""


def check(
    mechanisms: Iterable[Mechanism], ground: Ground | None, places: Sequence[Place], people: int, devices: int
) -> None:
    """Raise where these mechanisms ask for people near and nobody is, or a graph or grid cannot be had."""
    counted = sorted({name for mechanism in mechanisms for name in mechanism.reads} & COUNTED.keys())
    if ground is None:
        if counted:
            raise AssemblyError(f"{counted[0]!r} is read, and nobody is near anybody in this world", allowed=NO_GROUND)
        return
    _check_kind(counted, ground)
    if isinstance(ground, Web):
        return  # every place has the same rows, and the same webs between them
    if len(places) > 1:
        raise RequestError("a graph or a grid lies in one place", found=f"{len(places)} places", allowed="one")
    if people > MOST_PEOPLE:
        raise RequestError("a graph or a grid is for small worlds", found=f"{people:,} people",
                           allowed=f"at most {MOST_PEOPLE:,}")  # fmt: skip
    if devices > 1:
        raise RequestError("a graph or a grid is not spread over devices", where="--devices", found=str(devices),
                           allowed="1")  # fmt: skip


def _check_kind(counted: Sequence[str], ground: Ground) -> None:
    for name in counted:
        along = COUNTED[name].along
        if bool(along) is not isinstance(ground, Web):
            raise AssemblyError(f"{name!r} is read, and this world has {'no webs' if along else 'webs alone'}")
        if isinstance(ground, Web) and along not in ground.weights:
            raise AssemblyError(f"{name!r} is read, and there is no web {along!r}", allowed=", ".join(ground.weights))


def check_sites(columns: Mapping[str, Integers], present: Integers, ground: Ground | None) -> None:
    """Raise where somebody stands outside the grid."""
    if isinstance(ground, Grid) and STANDS_AT in columns:
        farthest = int(columns[STANDS_AT][present].max(initial=0))
        if farthest >= ground.sites:
            raise RequestError("somebody stands outside the grid", where=STANDS_AT, found=str(farthest),
                               allowed=f"0 to {ground.sites - 1}")  # fmt: skip


def seats(number: Integers, place: Integers, present: Integers) -> Integers:
    """(people,) where everybody stands among all slots, place by place in the order of the number within it.

    number: (tiles, 32, 256); place: (tiles, 1, 256); present: (tiles, 256) words.
    """
    here = np.flatnonzero((present[:, None, :] >> np.arange(LANES, dtype=np.uint32)[:, None]) & 1)
    places = np.broadcast_to(place, number.shape).reshape(-1)[here]
    return here[np.lexsort((number.reshape(-1)[here], places))].astype(np.int32)


def needed(name: str, ground: Ground | None) -> tuple[str, ...]:
    """The columns that a count of people near is made from."""
    of = made_of(COUNTED[name])
    return (*of, STANDS_AT) if isinstance(ground, Grid) and STANDS_AT not in of else of


def counter(name: str, ground: Ground, people: int) -> Near:
    """The kernel that counts people near."""
    nearby, columns = COUNTED[name], needed(name, ground)
    along = _along(nearby, ground, people)

    def function(stored: tuple[Any, ...], seats: Any, key: Any) -> Any:
        given = dict(zip(columns, stored, strict=True))
        flags = _told(nearby, given).reshape(-1)[seats].astype(jnp.int32)
        sites = given[STANDS_AT].reshape(-1)[seats].astype(jnp.int32) if isinstance(ground, Grid) else None
        slots = jnp.zeros(stored[0].size, jnp.int32)
        return slots.at[seats].set(along(flags, sites, key), unique_indices=True).reshape(stored[0].shape)

    return function


def _along(nearby: Nearby, ground: Ground, people: int) -> Near:
    if isinstance(ground, Web):
        return _along_web(ground, nearby)
    return _along_edges(ground, people) if isinstance(ground, Graph) else _within_sight(ground)


def _told(nearby: Nearby, stored: Mapping[str, Any]) -> Any:
    """Of whom all the yes/no fields hold, slot by slot; or the share to be averaged, in 256ths."""
    people = People(stored)
    if is_mean(nearby):
        return getattr(people, nearby.of[0]).q >> 8
    return reduce(jnp.logical_and, [getattr(people, name) for name in nearby.of])


def ends(key: Any, edges: int, people: int) -> tuple[Any, Any]:
    """(edges,) the two ends of every edge, people from 0 on. key: (2,) words."""
    edge = jnp.arange(edges, dtype=jnp.uint32)
    one, other = threefry2x32((key[0], key[1]), (edge, jnp.zeros_like(edge)))
    return _drawn(one, people), _drawn(other, people)


def _drawn(word: Any, people: int) -> Any:
    """The upper 32 bits of the product of 64: even over 0 .. people - 1, to within people / 2^32."""
    high, low, more, less = word >> 16, word & 0xFFFF, people >> 16, people & 0xFFFF
    across, down = high * less, low * more
    carried = ((low * less) >> 16) + (across & 0xFFFF) + (down & 0xFFFF)
    return (high * more + (across >> 16) + (down >> 16) + (carried >> 16)).astype(jnp.int32)


def _along_web(ground: Web, nearby: Nearby) -> Near:
    """Shares of all ties, or means of a share, in 65536ths."""
    weights = jnp.asarray(ground.weights[nearby.along], jnp.float32)

    def function(flags: Any, sites: None, key: Any) -> Any:
        # exact: whole numbers below 2^24, whatever the order; the highest precision, for accelerators have lower ones
        rows = flags.reshape(-1, len(weights)).astype(jnp.float32)
        met = jnp.matmul(rows, weights.T, precision="highest").astype(jnp.int32).reshape(-1)
        return (met + 0x80) >> 8 if is_mean(nearby) else met

    return function


def _along_edges(ground: Graph, people: int) -> Near:
    def function(flags: Any, sites: None, key: Any) -> Any:
        one, other = ends(key, ground.edges(people), people)
        here, there = jnp.concatenate([one, other]), jnp.concatenate([other, one])
        told = jnp.where(here != there, flags.at[there].get(mode="promise_in_bounds"), 0)
        return jnp.zeros_like(flags).at[here].add(told, mode="promise_in_bounds")

    return function


def _within_sight(ground: Grid) -> Near:
    def function(flags: Any, sites: Any, key: Any) -> Any:
        standing = jnp.zeros(ground.sites, jnp.int32).at[sites].add(flags)
        seen = _disc(standing.reshape(ground.height, ground.width), ground).reshape(-1)
        return seen[sites] - flags

    return function


def _disc(counts: Any, ground: Grid) -> Any:
    """(height, width) counts -> their sums over what is seen from each site: rows first, then row upon row."""
    rows = [counts]
    for step in range(1, ground.vision + 1):
        rows.append(rows[-1] + jnp.roll(counts, step, 1) + jnp.roll(counts, -step, 1))
    seen = [jnp.roll(rows[ground.reach(down)], down, 0) for down in range(-ground.vision, ground.vision + 1)]
    return reduce(jnp.add, seen)
