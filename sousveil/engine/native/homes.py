"""Means over households as one pass: the sums of `engine.homes.mean`, with each pair of lanes looked at once."""

from __future__ import annotations

import struct
from typing import Any

import jax
import numpy as np

from sousveil.engine.kernels import Job, shape
from sousveil.engine.layout import CHUNKS, LANES, WIDTH
from sousveil.engine.native import building
from sousveil.engine.native.arguments import Size
from sousveil.engine.native.compiling import compiled_folder, of_each, workers
from sousveil.engine.native.handler import Argument, handler
from sousveil.engine.native.passes import Pass, V, Writer, loop, splat
from sousveil.engine.native.tiles import over_tiles
from sousveil.engine.native.values import Code
from sousveil.engine.processor import wide_vectors

HALVES, FLOATS = f"<{CHUNKS} x i16>", f"<{CHUNKS} x float>"


def _exact(number: float) -> str:
    """A number of 32 bits as LLVM writes it: the bits of the same number in 64."""
    return f"0x{struct.unpack('<Q', struct.pack('<d', np.float32(number)))[0]:016X}"


LOOKED_UP = "llvm.x86.avx512.permvar.sf.512"
INVERSES = "<" + ", ".join(f"float {_exact(1 / people if people else 0)}" for people in range(CHUNKS)) + ">"


def mean_job(key: str, steps: int, size: Size) -> Job:
    """(column (tiles, 32, 256) of 16 bits, housemates (tiles, steps, 256)) -> the mean of each person's household."""
    column, mates = shape((size.tiles, LANES, WIDTH), "uint16"), shape((size.tiles, steps, WIDTH), "uint32")
    arguments = [Argument(3, 2, own=True), Argument(3, 4, own=False), Argument(3, 2, own=True)]
    text = over_tiles(Code(), 3, (), 0, 0, 1, before=[mean_pass(0, 1, 2, steps, "mean")]) + handler(
        building.PLACEHOLDER, arguments, 1, (), workers(), many=size.replicates is not None, tiled=1, placed=1, keyed=0
    )
    folder, made = compiled_folder(), of_each(size, True, column)

    def function(stored: Any, lives: Any) -> Any:
        call: Any = jax.ffi.ffi_call(building.register(text, folder), made)
        return call(stored, lives)

    return Job(key, function, (made, mates))


def mean_pass(stored: int, mates: int, into: int, steps: int, label: str, *, of_tile: bool = False) -> Pass:
    """Means of a tile, from one argument into another; of_tile: the latter has room for one tile alone."""

    def text(begin: str, after: str) -> str:
        w, word = Writer(f"{label}."), f"%{label}.w"
        here = w.at(f"%a{stored}", ("i16", "%tile.slot"), ("i16", word))
        rows = w.at(f"%a{mates}", ("i32", w(f"mul i64 %tile.line, {steps}")), ("i32", word))
        there = w.at(f"%a{into}", ("i16", 0 if of_tile else "%tile.slot"), ("i16", word))
        lives = [w.load(V, rows, ("i32", step * WIDTH)) for step in range(steps)]
        value = [w(f"zext {HALVES} {w.load(HALVES, here, ('i16', lane * WIDTH))} to {V}") for lane in range(LANES)]
        for lane in range(LANES):
            w.store(HALVES, _mean(w, lane, lives, value), there, ("i16", lane * WIDTH))
        return loop(label, begin, after, word, WIDTH, CHUNKS, str(w))

    return Pass(label, text)


def _mean(w: Writer, lane: int, lives: list[str], value: list[str]) -> str:
    """Of one lane of sixteen words. Sums of eight such numbers are exact in float32; so is the whole quotient."""
    total, people = value[lane], splat(1)
    for step, row in enumerate(lives, 1):
        # bit l of the row of a step: the person in lane l lives with the one so many lanes before
        for bit, other in ((lane, lane - step), (lane + step, lane + step)):
            if bit < LANES and 0 <= other < LANES:
                with_them = w(f"icmp ne {V} {w.both('and', row, splat(1 << bit))}, zeroinitializer")
                total = w.both("add", total, _where(w, with_them, value[other]))
                people = w.both("add", people, _where(w, with_them, splat(1)))
    half = w(f"fadd {FLOATS} {w(f'uitofp {V} {total} to {FLOATS}')}, splat (float 0.5)")
    if wide_vectors():  # one over so many people is looked up; its rounding moves no quotient over a whole number
        inverse = w(f"call {FLOATS} @{LOOKED_UP}({FLOATS} {INVERSES}, {V} {people})")
        quotient = w(f"fmul {FLOATS} {half}, {inverse}")
    else:
        quotient = w(f"fdiv {FLOATS} {half}, {w(f'uitofp {V} {people} to {FLOATS}')}")
    return w(f"trunc {V} {w(f'fptoui {FLOATS} {quotient} to {V}')} to {HALVES}")


def _where(w: Writer, mask: str, value: str) -> str:
    return w(f"select <{CHUNKS} x i1> {mask}, {V} {value}, {V} zeroinitializer")
