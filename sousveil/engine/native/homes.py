"""Means over households as one pass: the sums of `engine.homes.mean`, with each pair of lanes looked at once."""

from __future__ import annotations

import struct
from typing import Any

import jax
import numpy as np

from sousveil.engine.kernels import Job, shape
from sousveil.engine.layout import CHUNKS, LANES, TILE, WIDTH
from sousveil.engine.memory import wide_vectors
from sousveil.engine.native import building
from sousveil.engine.native.arguments import Size
from sousveil.engine.native.handler import Argument, handler
from sousveil.engine.native.passes import SOME, WIDE, V, Writer, splat
from sousveil.engine.native.phases import compiled_folder, of_each, workers

HALVES, FLOATS = f"<{CHUNKS} x i16>", f"<{CHUNKS} x float>"


def _exact(number: float) -> str:
    """A number of 32 bits as LLVM writes it: the bits of the same number in 64."""
    return f"0x{struct.unpack('<Q', struct.pack('<d', np.float32(number)))[0]:016X}"


LOOKED_UP = "llvm.x86.avx512.permvar.sf.512"
INVERSES = "<" + ", ".join(f"float {_exact(1 / people if people else 0)}" for people in range(CHUNKS)) + ">"


def mean_job(key: str, steps: int, size: Size) -> Job:
    """(column (tiles, 32, 256) of 16 bits, housemates (tiles, steps, 256)) -> the mean of each person's household."""
    column, mates = shape((size.tiles, LANES, WIDTH), "uint16"), shape((size.tiles, steps, WIDTH), "uint32")
    arguments = [Argument(3, 2, True), Argument(3, 4, False), Argument(3, 2, True)]
    text = _code(steps) + handler(
        building.PLACEHOLDER, arguments, 1, (), workers(), many=size.replicates is not None, tiled=1, placed=1, keyed=0
    )
    name = building.register(text, compiled_folder())
    made = of_each(size, True, column)

    call: Any = jax.ffi.ffi_call(name, made)

    def function(stored: Any, lives: Any) -> Any:
        return call(stored, lives)

    return Job(key, function, (made, mates))


def _code(steps: int) -> str:
    w = Writer("m")
    stored = w.at("%a0", ("i16", "%slot"), ("i16", "%word"))
    rows = w.at("%a1", ("i32", w(f"mul i64 %tile.line, {steps}")), ("i32", "%word"))
    into = w.at("%a2", ("i16", "%slot"), ("i16", "%word"))
    lives = [w.load(V, rows, ("i32", step * WIDTH)) for step in range(steps)]
    value = [w(f"zext {HALVES} {w.load(HALVES, stored, ('i16', lane * WIDTH))} to {V}") for lane in range(LANES)]
    for lane in range(LANES):
        w.store(HALVES, _mean(w, lane, lives, value), into, ("i16", lane * WIDTH))
    return f"""
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
{f"declare {FLOATS} @{LOOKED_UP}({FLOATS}, {V})" if wide_vectors() else ""}
define internal void @some({SOME}) {WIDE} {{
entry:
%a0.at = load ptr, ptr %given
%a1.p = getelementptr ptr, ptr %given, i64 1
%a1 = load ptr, ptr %a1.p
%a2.p = getelementptr ptr, ptr %given, i64 2
%a2.at = load ptr, ptr %a2.p
%stride = load i64, ptr %strides
%on = mul i64 %stride, %replicate
%a0 = getelementptr i8, ptr %a0.at, i64 %on
%a2 = getelementptr i8, ptr %a2.at, i64 %on
br label %tiles.loop
tiles.loop:
%tile = phi i64 [%begin, %entry], [%tile.next, %tile.done]
%tile.line = mul i64 %tile, {WIDTH}
%slot = mul i64 %tile, {TILE}
br label %words
words:
%word = phi i64 [0, %tiles.loop], [%word.next, %words]
{w}
%word.next = add i64 %word, {CHUNKS}
%words.done = icmp eq i64 %word.next, {WIDTH}
br i1 %words.done, label %tile.done, label %words
tile.done:
%tile.next = add i64 %tile, 1
%all.done = icmp eq i64 %tile.next, %end
br i1 %all.done, label %end.all, label %tiles.loop
end.all:
ret void
}}
"""


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
