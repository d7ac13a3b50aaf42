"""Values of a kernel as code: at which of four levels each is made, and how types and numbers are written down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sousveil.engine.layout import CHUNKS, LANES, WIDTH
from sousveil.engine.processor import wide_vectors

VECTOR = 64 if wide_vectors() else 16
"""Slots side by side. Bytes and bits of 64 fill one of the widest registers, numbers four of them."""
TRACED = 7
"""Tiles of the shapes that are traced; the code made from them is for any number."""
AHEAD = 2 * WIDTH
"""Slots from here that are asked for: there are more columns than a processor follows by itself."""
EVERYBODY, TILE, WORD, SLOT = range(4)
WIDE = (1, CHUNKS, VECTOR, VECTOR)
"""How many numbers a value has at each level."""
SCRATCH_ROW = 4 * WIDTH
"""Bytes of scratch for a value of each word of a tile."""
BITS = {"bool": 1, "uint8": 8, "uint16": 16, "uint32": 32, "int32": 32}


class UnsupportedError(Exception):
    """An operation that is not element-wise on whole numbers."""


@dataclass(frozen=True)
class Given:
    """An argument or a part of one. offset: elements before it, and tiles of elements before it.

    by_place: it holds rows of numbers by place, and chunks have those of theirs. of_tile: it holds one tile alone.
    """

    argument: int
    shape: tuple[int, ...]
    dtype: str
    offset: int = 0
    tiles_before: int = 0
    by_place: bool = False
    of_tile: bool = False


@dataclass(frozen=True)
class Made:
    """A value in the code, at its level, and what the code calls it."""

    level: int
    dtype: str
    name: str


Value = Given | Made | np.ndarray[Any, Any]


@dataclass
class Code:
    """What was made of a kernel, to be put into loops.

    Names that are expected around it: arguments `%a0`, ..., `%tiles`, `%places`, `%scratch` and `%shared`; by tile the
    places of its chunks, `%chunk.0` and so on; by word `%word` and `%line`, the first of some words within the tile and
    among all; by slot `%its_word`, `%its_line`, `%lane`, `%slot`, `%of_tile`, which is the slot within the tile, and
    `%its_shared`, which is `%shared` again.
    """

    lines: tuple[list[str], list[str], list[str], list[str]] = field(default_factory=lambda: ([], [], [], []))
    """By level."""
    constants: list[str] = field(default_factory=list)
    scratch_rows: int = 0
    shared: int = 0
    """Bytes of what is kept for slots of everybody and of a tile."""


def element(dtype: str) -> str:
    """The type of one value."""
    return f"i{BITS[dtype]}"


def stored(dtype: str) -> str:
    """The type of one value in memory."""
    return f"i{max(BITS[dtype], 8)}"


def kind(dtype: str, level: int) -> str:
    """The type of a value."""
    return element(dtype) if level == EVERYBODY else f"<{WIDE[level]} x {element(dtype)}>"


def reshaped(name: str, value: Value, was: tuple[int, ...], shape: tuple[int, ...], params: dict[str, Any]) -> Value:
    """What only looks at the same numbers in another shape; raises UnsupportedError where slots would change places."""
    if name == "slice":
        return _part(value, shape, params)
    if name == "broadcast_in_dim":
        behind = tuple(range(len(shape) - len(was), len(shape)))
        if any(dim != 1 for dim in was) and tuple(params["broadcast_dimensions"]) != behind:
            raise UnsupportedError("axes in another order")
        return value  # a value of few is brought to many where it is used
    if isinstance(value, np.ndarray):
        return value.reshape(shape)
    if [dim for dim in was if dim != 1] != [dim for dim in shape if dim != 1]:
        raise UnsupportedError(f"{was} as {shape}")
    return replace(value, shape=shape) if isinstance(value, Given) else value


def _part(value: Value, shape: tuple[int, ...], params: dict[str, Any]) -> Value:
    """Rows of an argument that is not of slots: a scalar, a key, a parameter of every place."""
    start, end, steps = params["start_indices"], params["limit_indices"], params["strides"]
    if not isinstance(value, Given) or (steps is not None and any(step != 1 for step in steps)):
        raise UnsupportedError("a part of what was made")
    before = int(np.dot(start, np.cumprod((1, *value.shape[:0:-1]))[::-1]))
    if len(value.shape) < 3:
        return replace(value, shape=shape, offset=value.offset + before)
    if tuple(start[-3:]) != (0, 0, 0) or tuple(end[-3:]) != value.shape[-3:]:
        raise UnsupportedError("a part of a tile")
    return replace(value, shape=shape, tiles_before=value.tiles_before + before // TRACED)


def level_of(value: Given) -> int:
    """Where a part of an argument is loaded; raises UnsupportedError for other shapes."""
    if all(dim == 1 for dim in value.shape):
        return EVERYBODY
    if value.shape[-3:] == (TRACED, 1, WIDTH):
        return TILE if value.by_place else WORD
    if value.shape[-3:] == (TRACED, LANES, WIDTH):
        return SLOT
    raise UnsupportedError(f"an array of shape {value.shape}")


def comparison(name: str, signed: bool) -> str:
    """How LLVM calls a comparison."""
    return name if name in ("eq", "ne") else f"{'s' if signed else 'u'}{name}"


def constant(value: np.ndarray[Any, Any], level: int) -> str:
    """A constant of one number, or as many of it as a value of the level has."""
    return written_number(int(value.reshape(-1)[0]), str(value.dtype), level)


def written_number(number: int, dtype: str, level: int) -> str:
    """A number, or as many of it as a value of the level has."""
    one = str(number & ((1 << BITS[dtype]) - 1))
    if dtype == "bool":
        one = "true" if number else "false"
    return one if level == EVERYBODY else f"splat ({element(dtype)} {one})"


def in_memory(dtype: str, level: int) -> str:
    """The type of a value in memory."""
    return stored(dtype) if level == EVERYBODY else f"<{WIDE[level]} x {stored(dtype)}>"


def align(dtype: str, level: int = SLOT) -> int:
    """Bytes of a value; one of 64 numbers needs no more than a line of the cache."""
    return min(WIDE[level] * max(BITS[dtype], 8) // 8, 64)
