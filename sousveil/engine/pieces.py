"""Some tiles at a time, on a device whose compiler keeps whole columns of what lies between two steps of a kernel.

Nothing in a kernel of this kind looks beyond its tile, so what it makes is the same in pieces of any size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

PIECE = 1 << 13
"""Tiles, 67 million people: enough work for a device, and what lies between is a twentieth of a nation's."""


def piecewise(
    function: Callable[..., Any], along: tuple[int | None, ...], room: Callable[..., Any]
) -> Callable[..., Any]:
    """The same function, piece by piece. along: on which axis of each argument the tiles lie, None where on none.

    room: from the arguments, what the results are written into, in place; tiles lie on its first axis.
    """

    def whole(*given: Any) -> Any:
        into = room(*given)
        tiles = jax.tree.leaves(into)[0].shape[0]
        if tiles <= PIECE:
            return function(*given)

        def one(piece: Any, into: Any) -> Any:
            # the last piece begins within the one before it, and makes the same again
            start = jnp.minimum(piece * PIECE, tiles - PIECE)
            part = (_part(argument, axis, start) for argument, axis in zip(given, along, strict=True))
            return jax.tree.map(
                lambda all_tiles, mine: jax.lax.dynamic_update_slice_in_dim(all_tiles, mine, start, 0),
                into,
                function(*part),
            )

        return jax.lax.fori_loop(0, -(-tiles // PIECE), one, into)

    return whole


def _part(argument: Any, axis: int | None, start: Any) -> Any:
    if axis is None:
        return argument
    return jax.tree.map(lambda tiles: jax.lax.dynamic_slice_in_dim(tiles, start, PIECE, axis), argument)
