"""From a traced kernel to vector code: sixteen slots at a time, in the language of LLVM.

A kernel is element-wise over slots. What it calculates is of one of three kinds: the same for everybody (made once),
of a word of 32 people (made once a tile, into scratch), or of a slot. Each is made where it is needed first and kept.
Whole numbers alone: nothing that a compiler may reorder can change a bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np

from sousveil.engine.layout import CHUNKS, LANES, TILE, WIDTH

VECTOR = CHUNKS
"""Slots side by side: one word of each chunk of a tile."""
TRACED = 7
"""Tiles of the shapes that are traced; the code made from them is for any number."""
EVERYBODY, WORD, SLOT = 0, 1, 2
AHEAD = 2 * WIDTH
"""Slots."""
SCRATCH_ROW = 4 * WIDTH
"""Bytes of scratch for a value of each word of a tile."""
BITS = {"bool": 1, "uint8": 8, "uint16": 16, "uint32": 32, "int32": 32}

_ARITHMETIC = {"add": "add", "sub": "sub", "mul": "mul", "and": "and", "or": "or", "xor": "xor"}
_SHIFTS = {"shift_left": "shl", "shift_right_logical": "lshr", "shift_right_arithmetic": "ashr"}
_SIGNED = {"div": ("udiv", "sdiv"), "rem": ("urem", "srem")}
_COMPARED = ("eq", "ne", "lt", "le", "gt", "ge")
_CALLS = ("jit", "pjit", "closed_call")
_SAME_BITS = ("squeeze", "reshape", "broadcast_in_dim", "slice")


class Unsupported(Exception):
    """An operation that is not element-wise on whole numbers."""


@dataclass(frozen=True)
class Given:
    """An argument or a part of one. offset: elements before it, and tiles of elements before it."""

    argument: int
    shape: tuple[int, ...]
    dtype: str
    offset: int = 0
    tiles_before: int = 0


@dataclass(frozen=True)
class Made:
    """A value in the code. level: EVERYBODY, WORD or SLOT; name: what the code calls it."""

    level: int
    dtype: str
    name: str


Value = Given | Made | np.ndarray[Any, Any]


@dataclass
class Code:
    """What was made of a kernel, to be put into loops.

    Names that are expected around it: arguments `%a0`, ..., `%tiles` and `%scratch`; by word `%word` and `%line`, the
    first of sixteen words within the tile and among all; by slot `%its_word`, `%its_line`, `%lane` and `%slot`.
    """

    once: list[str] = field(default_factory=list)
    by_word: list[str] = field(default_factory=list)
    by_slot: list[str] = field(default_factory=list)
    constants: list[str] = field(default_factory=list)
    scratch_rows: int = 0
    shared: int = 0
    """Numbers that are the same for everybody."""


def element(dtype: str) -> str:
    """The type of one value."""
    return f"i{BITS[dtype]}"


def stored(dtype: str) -> str:
    """The type of one value in memory."""
    return f"i{max(BITS[dtype], 8)}"


def vector(dtype: str) -> str:
    """The type of sixteen."""
    return f"<{VECTOR} x {element(dtype)}>"


class Lowering:
    """Makes the code of one traced kernel. `code` is filled as operations are read."""

    def __init__(self) -> None:
        self.code = Code()
        self._names = 0
        self._loaded: dict[Given, Made] = {}
        self._spread: dict[str, str] = {}
        self._beside: dict[str, str] = {}
        self._in_slots: dict[str, str] = {}

    def run(self, closed: Any) -> list[Value]:
        """The kernel's results. Its arguments are those of the code, in order."""
        given: list[Value] = [
            Given(i, v.aval.shape, str(v.aval.dtype)) for i, v in enumerate(closed.jaxpr.invars)
        ]
        return self._played(closed, given)

    def store(self, value: Value, argument: int, dtype: str, *, fresh: bool) -> None:
        """Write a value of every slot into an argument. fresh: whether nothing was read there."""
        name, kind = self.name(value, SLOT), f"<{VECTOR} x {stored(dtype)}>"
        if BITS[dtype] == 1:
            name = self._line(SLOT, f"zext {vector(dtype)} {name} to {kind}")
        if fresh:
            self._ahead(argument, stored(dtype), 1)
        at = self._line(SLOT, f"getelementptr {stored(dtype)}, ptr %a{argument}, i64 %slot")
        self.code.by_slot.append(f"store {kind} {name}, ptr {at}, align {_align(dtype)}")

    def name(self, value: Value, level: int) -> str:
        """What the code calls a value where it is wanted: among values for everybody, by word or by slot."""
        if isinstance(value, np.ndarray):
            return self._lane_constant(value) if value.size > 1 else _constant(value, level)
        made = self._load(value) if isinstance(value, Given) else value
        if made.level == level:
            return made.name
        if made.level == EVERYBODY:
            return self._to_all(made) if level == WORD or BITS[made.dtype] != 32 else self._at_hand(made)
        if made.level == WORD:
            return self._kept_by_word(made)
        raise Unsupported("a value of every slot is wanted for all of them")

    def _played(self, closed: Any, given: Sequence[Value]) -> list[Value]:
        known: dict[Any, Value] = dict(zip(closed.jaxpr.invars, given, strict=True))
        known.update((v, np.asarray(c)) for v, c in zip(closed.jaxpr.constvars, closed.consts, strict=True))

        def read(v: Any) -> Value:
            return np.asarray(v.val, v.aval.dtype) if hasattr(v, "val") else known[v]

        for step in closed.jaxpr.eqns:
            taken = [read(v) for v in step.invars]
            if step.primitive.name in _CALLS:
                results = self._played(step.params["jaxpr"], taken)
            else:
                results = [self._operation(step, taken)]
            known.update(zip(step.outvars, results, strict=True))
        return [read(v) for v in closed.jaxpr.outvars]

    def _operation(self, step: Any, taken: list[Value]) -> Value:
        name, to = step.primitive.name, step.outvars[0].aval
        if name in _SAME_BITS:
            return _reshaped(name, taken[0], to.shape, step.params)
        if all(isinstance(value, np.ndarray) for value in taken):
            return np.asarray(step.primitive.bind(*taken, **step.params))
        level = max(self._level(value) for value in taken)
        names, came, made = [self.name(v, level) for v in taken], str(step.invars[-1].aval.dtype), str(to.dtype)
        kind = element if level == EVERYBODY else vector
        return Made(level, made, self._calculated(name, names, came, made, kind, level))

    def _calculated(self, name: str, of: list[str], came: str, made: str, kind: Any, level: int) -> str:
        signed, t = came.startswith("int"), kind(came)
        if name in _ARITHMETIC:
            return self._line(level, f"{_ARITHMETIC[name]} {t} {of[0]}, {of[1]}")
        if name in _SHIFTS:
            return self._line(level, f"{_SHIFTS[name]} {t} {of[0]}, {of[1]}")
        if name in _SIGNED:
            return self._line(level, f"{_SIGNED[name][signed]} {t} {of[0]}, {of[1]}")
        if name in _COMPARED:
            return self._line(level, f"icmp {_comparison(name, signed)} {t} {of[0]}, {of[1]}")
        if name == "not":
            return self._line(level, f"xor {t} {of[0]}, {_constant(np.array(-1), level, came)}")
        if name in ("min", "max"):
            first = self._line(level, f"icmp {_comparison('lt' if name == 'min' else 'gt', signed)} {t} {of[0]}, {of[1]}")
            return self._line(level, f"select {kind('bool')} {first}, {t} {of[0]}, {t} {of[1]}")
        if name == "select_n":
            return self._line(level, f"select {kind('bool')} {of[0]}, {t} {of[2]}, {t} {of[1]}")
        if name == "population_count":
            suffix = t[1] if level == EVERYBODY else f"v{VECTOR}{element(came)}"
            return self._line(level, f"call {t} @llvm.ctpop.{suffix}({t} {of[0]})")
        if name == "convert_element_type":
            return self._converted(of[0], came, made, kind, level)
        raise Unsupported(name)

    def _converted(self, name: str, came: str, made: str, kind: Any, level: int) -> str:
        if made == "bool":
            return self._line(level, f"icmp ne {kind(came)} {name}, {_constant(np.array(0), level, came)}")
        if BITS[came] == BITS[made]:
            return name
        how = "trunc" if BITS[made] < BITS[came] else "sext" if came.startswith("int") else "zext"
        return self._line(level, f"{how} {kind(came)} {name} to {kind(made)}")

    def _level(self, value: Value) -> int:
        if isinstance(value, np.ndarray):
            return SLOT if value.size > 1 else EVERYBODY
        return value.level if isinstance(value, Made) else _level_of(value.shape)

    def _line(self, level: int, text: str) -> str:
        self._names += 1
        name = f"%v{self._names}"
        (self.code.once, self.code.by_word, self.code.by_slot)[level].append(f"{name} = {text}")
        return name

    def _load(self, part: Given) -> Made:
        if part not in self._loaded:
            level = _level_of(part.shape)
            made = Made(level, part.dtype, self._loaded_at(part, level))
            if level == WORD:  # loading it once more costs less than keeping it
                self._in_slots[made.name] = self._loaded_at(part, SLOT, "%its_line")
            self._loaded[part] = made
        return self._loaded[part]

    def _loaded_at(self, part: Given, level: int, index: str = "") -> str:
        index = index or ("0", "%line", "%slot")[level]
        at, kind = f"%a{part.argument}", stored(part.dtype)
        if part.tiles_before:
            before = self._line(level, f"mul i64 %tiles, {part.tiles_before}")
            at = self._line(level, f"getelementptr {kind}, ptr {at}, i64 {before}")
        if part.offset:
            at = self._line(level, f"getelementptr {kind}, ptr {at}, i64 {part.offset}")
        at = self._line(level, f"getelementptr {kind}, ptr {at}, i64 {index}")
        if level == EVERYBODY:
            return self._line(level, f"load {kind}, ptr {at}")
        if level == SLOT and not index.endswith("line"):
            self._ahead(part.argument, kind, 0)
        return self._line(level, f"load <{VECTOR} x {kind}>, ptr {at}, align {_align(part.dtype)}")

    def _ahead(self, argument: int, kind: str, written: int) -> None:
        """Ask for what will be wanted soon: there are more columns than the processor follows by itself."""
        soon = self._line(SLOT, f"add i64 %slot, {AHEAD}")
        at = self._line(SLOT, f"getelementptr {kind}, ptr %a{argument}, i64 {soon}")
        self.code.by_slot.append(f"call void @llvm.prefetch.p0(ptr {at}, i32 {written}, i32 3, i32 1)")

    def _to_all(self, made: Made) -> str:
        """Sixteen times the same."""
        if made.name not in self._spread:
            kind = vector(made.dtype)
            one = self._line(EVERYBODY, f"insertelement {kind} poison, {element(made.dtype)} {made.name}, i64 0")
            self._spread[made.name] = self._line(
                EVERYBODY, f"shufflevector {kind} {one}, {kind} poison, <{VECTOR} x i32> zeroinitializer"
            )
        return self._spread[made.name]

    def _at_hand(self, made: Made) -> str:
        """The same for a slot: four bytes of memory that an operation reads sixteen times, instead of a register."""
        if made.name not in self._beside:
            number = self.code.shared
            self.code.shared += 1
            into = self._line(EVERYBODY, f"getelementptr i32, ptr %shared, i64 {number}")
            self.code.once.append(f"store i32 {made.name}, ptr {into}")
            at = self._line(SLOT, f"getelementptr i32, ptr %its_shared, i64 {number}")
            one, kind = self._line(SLOT, f"load i32, ptr {at}"), vector(made.dtype)
            first = self._line(SLOT, f"insertelement {kind} poison, i32 {one}, i64 0")
            self._beside[made.name] = self._line(
                SLOT, f"shufflevector {kind} {first}, {kind} poison, <{VECTOR} x i32> zeroinitializer"
            )
        return self._beside[made.name]

    def _kept_by_word(self, made: Made) -> str:
        """A value of each word, where slots are looked at: laid by in scratch."""
        if made.name not in self._in_slots:
            row, kind, name = self.code.scratch_rows, f"<{VECTOR} x {stored(made.dtype)}>", made.name
            self.code.scratch_rows += 1
            if BITS[made.dtype] == 1:
                name = self._line(WORD, f"zext {vector(made.dtype)} {name} to {kind}")
            at = self._scratch(WORD, row, made.dtype)
            self.code.by_word.append(f"store {kind} {name}, ptr {at}, align {_align(made.dtype)}")
            back = self._line(
                SLOT, f"load {kind}, ptr {self._scratch(SLOT, row, made.dtype)}, align {_align(made.dtype)}"
            )
            if BITS[made.dtype] == 1:
                back = self._line(SLOT, f"trunc {kind} {back} to {vector(made.dtype)}")
            self._in_slots[made.name] = back
        return self._in_slots[made.name]

    def _scratch(self, level: int, row: int, dtype: str) -> str:
        at = self._line(level, f"getelementptr i8, ptr %scratch, i64 {row * SCRATCH_ROW}")
        word = "%word" if level == WORD else "%its_word"
        return self._line(level, f"getelementptr {stored(dtype)}, ptr {at}, i64 {word}")

    def _lane_constant(self, value: np.ndarray[Any, Any]) -> str:
        if value.shape != (1, LANES, 1):
            raise Unsupported(f"a constant of shape {value.shape}")
        name, kind = f"@lane{len(self.code.constants)}", element(str(value.dtype))
        row = ", ".join(f"{kind} {int(one)}" for one in value.reshape(-1))
        self.code.constants.append(f"{name} = private constant [{LANES} x {kind}] [{row}]")
        at = self._line(SLOT, f"getelementptr {kind}, ptr {name}, i64 %lane")
        one, wide = self._line(SLOT, f"load {kind}, ptr {at}"), vector(str(value.dtype))
        first = self._line(SLOT, f"insertelement {wide} poison, {kind} {one}, i64 0")
        return self._line(SLOT, f"shufflevector {wide} {first}, {wide} poison, <{VECTOR} x i32> zeroinitializer")


def _reshaped(name: str, value: Value, shape: tuple[int, ...], params: dict[str, Any]) -> Value:
    """What only looks at the same numbers in another shape."""
    if isinstance(value, Made):
        return value
    if isinstance(value, np.ndarray):
        return value if name == "broadcast_in_dim" else value.reshape(shape)
    if name == "broadcast_in_dim":
        return value  # where it is used, a value of few is spread by itself
    if name != "slice":
        return Given(value.argument, shape, value.dtype, value.offset, value.tiles_before)
    strides = np.cumprod((1, *value.shape[:0:-1]))[::-1]
    before = int(np.dot(params["start_indices"], strides))
    of_tiles = TRACED in value.shape[1:]
    tiles, rest = divmod(before, TRACED) if of_tiles else (0, before)
    if of_tiles and rest:
        raise Unsupported("a part of some tiles")
    return Given(value.argument, shape, value.dtype, value.offset + (0 if of_tiles else before), value.tiles_before + tiles)


def _level_of(shape: tuple[int, ...]) -> int:
    sized = tuple(shape)[-3:]
    if all(dim == 1 for dim in shape):
        return EVERYBODY
    if sized == (TRACED, 1, WIDTH):
        return WORD
    if sized == (TRACED, LANES, WIDTH):
        return SLOT
    raise Unsupported(f"an array of shape {shape}")


def _comparison(name: str, signed: bool) -> str:
    return name if name in ("eq", "ne") else f"{'s' if signed else 'u'}{name}"


def _constant(value: np.ndarray[Any, Any], level: int, dtype: str = "") -> str:
    bits = BITS[dtype or str(value.dtype)]
    number = int(value.reshape(-1)[0]) & ((1 << bits) - 1)
    if level == EVERYBODY:
        return str(number) if bits > 1 else ("true" if number else "false")
    if not number:
        return "zeroinitializer"
    one = f"i{bits} {number}" if bits > 1 else "i1 true"
    return f"<{', '.join([one] * VECTOR)}>"


def _align(dtype: str) -> int:
    return VECTOR * max(BITS[dtype], 8) // 8


def traced(function: Any, shapes: Any) -> Any:
    """A kernel's operations."""
    return jax.make_jaxpr(function)(*shapes)


assert TILE == LANES * WIDTH
