"""From a traced kernel to vector code, in the language of LLVM: many slots at a time, whole numbers alone.

A kernel is element-wise over slots, but what it calculates with may be the same for many of them. So a value is made at
one of four levels: once for everybody, once a tile (one number a chunk: it hangs on the place alone), once a word of 32
people (into scratch), or for every slot. Nothing that a compiler may reorder can change a bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import numpy as np

from sousveil.engine.layout import CHUNKS, LANES, WIDTH
from sousveil.engine.native.values import (
    AHEAD,
    BITS,
    EVERYBODY,
    SCRATCH_ROW,
    SLOT,
    TILE,
    VECTOR,
    WIDE,
    WORD,
    Code,
    Given,
    Made,
    UnsupportedError,
    Value,
    align,
    comparison,
    constant,
    element,
    in_memory,
    kind,
    level_of,
    reshaped,
    stored,
    written_number,
)  # fmt: skip

_PLAIN = {
    "add": "add", "sub": "sub", "mul": "mul", "and": "and", "or": "or", "xor": "xor",
    "shift_left": "shl", "shift_right_logical": "lshr", "shift_right_arithmetic": "ashr",
}  # fmt: skip
_SIGNED = {"div": ("udiv", "sdiv"), "rem": ("urem", "srem")}
_COMPARED = ("eq", "ne", "lt", "le", "gt", "ge")
_CALLS = ("jit", "pjit", "closed_call")
_SAME_NUMBERS = ("squeeze", "reshape", "broadcast_in_dim", "slice")


class Lowering:
    """Makes the code of one traced kernel. `code` is filled as operations are read."""

    def __init__(self) -> None:
        self.code = Code()
        self._names = 0
        self._loaded: dict[Given, Made] = {}
        self._elsewhere: dict[tuple[str, int], str] = {}
        """(name, level) -> what a value of another level is called there."""

    def run(self, closed: Any, given: Sequence[Given]) -> list[Value]:
        """The kernel's results, from what its arguments are among the code's."""
        return self._played(closed, given)

    def store(self, value: Value, argument: int, dtype: str, *, fresh: bool) -> None:
        """Write a value of every slot into an argument. fresh: whether nothing was read there."""
        name = self._to_memory(SLOT, self.name(value, SLOT), dtype)
        if fresh:
            self._ahead(argument, dtype, 1)
        at = self._line(SLOT, f"getelementptr {stored(dtype)}, ptr %a{argument}, i64 %slot")
        self.code.lines[SLOT].append(f"store {in_memory(dtype, SLOT)} {name}, ptr {at}, align {align(dtype)}")

    def count(self, value: Value, argument: int, tables: int, cells: int) -> None:
        """Count every slot's value in an argument: a worker has so many tables of so many cells, used in turns."""
        name, at = self.name(value, SLOT), "%cells"
        self.code.lines[SLOT].append(f"store {kind('uint32', SLOT)} {name}, ptr {at}, align 64")
        before = self._line(SLOT, f"mul i64 %worker, {tables * cells}")
        table = self._line(SLOT, f"getelementptr i32, ptr %a{argument}, i64 {before}")
        for slot in range(VECTOR):
            one = self._line(SLOT, f"getelementptr i32, ptr {at}, i64 {slot}")
            cell = self._line(SLOT, f"zext i32 {self._line(SLOT, f'load i32, ptr {one}')} to i64")
            mine = self._line(SLOT, f"getelementptr i32, ptr {table}, i64 {slot % tables * cells}")
            into = self._line(SLOT, f"getelementptr i32, ptr {mine}, i64 {cell}")
            more = self._line(SLOT, f"add i32 {self._line(SLOT, f'load i32, ptr {into}')}, 1")
            self.code.lines[SLOT].append(f"store i32 {more}, ptr {into}")

    def name(self, value: Value, level: int) -> str:
        """What the code calls a value at a level that is its own or deeper."""
        if isinstance(value, np.ndarray):
            return self._by_lane(value) if value.size > 1 else constant(value, level)
        made = self._load(value) if isinstance(value, Given) else value
        if made.level == level:
            return made.name
        key = (made.name, level)
        if key not in self._elsewhere:
            self._elsewhere[key] = self._brought(made, level)
        return self._elsewhere[key]

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
        if len(step.outvars) != 1:
            raise UnsupportedError(f"{name} makes several things")
        if name in _SAME_NUMBERS:
            return reshaped(name, taken[0], tuple(step.invars[0].aval.shape), tuple(to.shape), step.params)
        if all(isinstance(value, np.ndarray) for value in taken):
            return np.asarray(step.primitive.bind(*taken, **step.params))
        if str(to.dtype) not in BITS:
            raise UnsupportedError(f"{name} makes {to.dtype}")
        level = max(self._level(value) for value in taken)
        names, came = [self.name(v, level) for v in taken], str(step.invars[-1].aval.dtype)
        return Made(level, str(to.dtype), self._calculated(name, names, came, str(to.dtype), level))

    def _calculated(self, name: str, of: list[str], came: str, made: str, level: int) -> str:
        signed, t, yes = came.startswith("int"), kind(came, level), kind("bool", level)
        if name in _PLAIN or name in _SIGNED:
            how = _PLAIN[name] if name in _PLAIN else _SIGNED[name][signed]
            return self._line(level, f"{how} {t} {of[0]}, {of[1]}")
        if name in _COMPARED:
            return self._line(level, f"icmp {comparison(name, signed)} {t} {of[0]}, {of[1]}")
        if name in ("min", "max"):
            smaller = comparison("lt" if name == "min" else "gt", signed)
            first = self._line(level, f"icmp {smaller} {t} {of[0]}, {of[1]}")
            return self._line(level, f"select {yes} {first}, {t} {of[0]}, {t} {of[1]}")
        if name == "select_n":
            return self._line(level, f"select {yes} {of[0]}, {t} {of[2]}, {t} {of[1]}")
        if name == "not":
            return self._line(level, f"xor {t} {of[0]}, {written_number(-1, came, level)}")
        if name == "convert_element_type":
            return self._converted(of[0], came, made, level)
        raise UnsupportedError(name)

    def _converted(self, name: str, came: str, made: str, level: int) -> str:
        if made == "bool":
            return self._line(level, f"icmp ne {kind(came, level)} {name}, {written_number(0, came, level)}")
        if BITS[came] == BITS[made]:
            return name
        how = "trunc" if BITS[made] < BITS[came] else "sext" if came.startswith("int") else "zext"
        return self._line(level, f"{how} {kind(came, level)} {name} to {kind(made, level)}")

    def _level(self, value: Value) -> int:
        if isinstance(value, np.ndarray):
            return SLOT if value.size > 1 else EVERYBODY
        return value.level if isinstance(value, Made) else level_of(value)

    def _line(self, level: int, text: str) -> str:
        self._names += 1
        name = f"%v{self._names}"
        self.code.lines[level].append(f"{name} = {text}")
        return name

    def _load(self, part: Given) -> Made:
        if part not in self._loaded:
            level = level_of(part)
            made = Made(level, part.dtype, self._chunks_have(part) if level == TILE else self._at(part, level))
            if level == WORD:  # loading it once more costs less than keeping it
                self._elsewhere[made.name, SLOT] = self._at(part, SLOT, "%its_line")
            self._loaded[part] = made
        return self._loaded[part]

    def _at(self, part: Given, level: int, index: str = "") -> str:
        """Load a part of an argument."""
        if part.dtype not in BITS or part.dtype == "bool":
            raise UnsupportedError(f"an argument of {part.dtype}")
        if part.of_tile:
            index = "%of_tile"
        if level == SLOT and not index:
            self._ahead(part.argument, part.dtype, 0)
        at, one = self._start(part, level), stored(part.dtype)
        at = self._line(level, f"getelementptr {one}, ptr {at}, i64 {index or ('0', '', '%line', '%slot')[level]}")
        aligned = "" if level == EVERYBODY else f", align {align(part.dtype)}"
        return self._line(level, f"load {kind(part.dtype, level)}, ptr {at}{aligned}")

    def _start(self, part: Given, level: int) -> str:
        at, one = f"%a{part.argument}", stored(part.dtype)
        if part.tiles_before:
            before = self._line(level, f"mul i64 %tiles, {part.tiles_before}")
            at = self._line(level, f"getelementptr {one}, ptr {at}, i64 {before}")
        return self._line(level, f"getelementptr {one}, ptr {at}, i64 {part.offset}") if part.offset else at

    def _chunks_have(self, part: Given) -> str:
        """A number of each chunk of a tile: that of its place."""
        one, wide = element(part.dtype), kind(part.dtype, TILE)
        before = self._line(TILE, f"mul i64 %places, {part.tiles_before // WIDTH}")
        row = self._line(TILE, f"getelementptr {one}, ptr %a{part.argument}, i64 {before}")
        made = "poison"
        for chunk in range(CHUNKS):
            at = self._line(TILE, f"getelementptr {one}, ptr {row}, i64 %chunk.{chunk}")
            value = self._line(TILE, f"load {one}, ptr {at}")
            made = self._line(TILE, f"insertelement {wide} {made}, {one} {value}, i64 {chunk}")
        return made

    def _ahead(self, argument: int, dtype: str, written: int) -> None:
        soon = self._line(SLOT, f"add i64 %slot, {AHEAD}")
        at = self._line(SLOT, f"getelementptr {stored(dtype)}, ptr %a{argument}, i64 {soon}")
        self.code.lines[SLOT].append(f"call void @llvm.prefetch.p0(ptr {at}, i32 {written}, i32 3, i32 1)")

    def _brought(self, made: Made, level: int) -> str:
        """A value where a deeper level wants it."""
        if made.level == WORD:
            return self._kept_by_word(made)
        if made.level == EVERYBODY and (level == TILE or made.dtype == "bool"):
            return self._repeated(EVERYBODY, made.name, made.dtype, EVERYBODY, level)
        return self._at_hand(made, level)

    def _repeated(self, where: int, name: str, dtype: str, of: int, to: int) -> str:
        """As many numbers as a value of `to` has, from those of one of `of`."""
        wide = kind(dtype, to)
        if of == EVERYBODY:
            name = self._line(where, f"insertelement {wide} poison, {element(dtype)} {name}, i64 0")
            return self._line(where, f"shufflevector {wide} {name}, {wide} poison, <{WIDE[to]} x i32> zeroinitializer")
        if WIDE[of] == WIDE[to]:
            return name
        order = ", ".join(f"i32 {i % WIDE[of]}" for i in range(WIDE[to]))
        narrow = kind(dtype, of)
        return self._line(where, f"shufflevector {narrow} {name}, {narrow} poison, <{WIDE[to]} x i32> <{order}>")

    def _at_hand(self, made: Made, level: int) -> str:
        """A value of everybody or of a tile, in a few bytes of memory that an operation reads, instead of registers.

        Slots look there by a name that is new each time, so that no compiler fills its registers with it beforehand.
        """
        size = align(made.dtype, made.level)
        self.code.shared = -(-self.code.shared // size) * size
        offset, of_them = self.code.shared, in_memory(made.dtype, made.level)
        self.code.shared += size
        name = self._to_memory(made.level, made.name, made.dtype)
        into = self._line(made.level, f"getelementptr i8, ptr %shared, i64 {offset}")
        self.code.lines[made.level].append(f"store {of_them} {name}, ptr {into}, align {size}")
        base = "%its_shared" if level == SLOT else "%shared"
        at = self._line(level, f"getelementptr i8, ptr {base}, i64 {offset}")
        back = self._line(level, f"load {of_them}, ptr {at}, align {size}")
        if made.dtype == "bool":
            back = self._line(level, f"trunc {of_them} {back} to {kind('bool', made.level)}")
        return self._repeated(level, back, made.dtype, made.level, level)

    def _kept_by_word(self, made: Made) -> str:
        """A value of each word, where slots are looked at: laid by in scratch."""
        row, of_them = self.code.scratch_rows, in_memory(made.dtype, WORD)
        self.code.scratch_rows += 1
        name, aligned = self._to_memory(WORD, made.name, made.dtype), align(made.dtype)
        self.code.lines[WORD].append(
            f"store {of_them} {name}, ptr {self._scratch(WORD, row, made.dtype)}, align {aligned}"
        )
        back = self._line(SLOT, f"load {of_them}, ptr {self._scratch(SLOT, row, made.dtype)}, align {aligned}")
        return self._line(SLOT, f"trunc {of_them} {back} to {kind('bool', SLOT)}") if made.dtype == "bool" else back

    def _to_memory(self, level: int, name: str, dtype: str) -> str:
        """Bits take a byte each there."""
        if dtype != "bool":
            return name
        return self._line(level, f"zext {kind(dtype, level)} {name} to {in_memory(dtype, level)}")

    def _scratch(self, level: int, row: int, dtype: str) -> str:
        at = self._line(level, f"getelementptr i8, ptr %scratch, i64 {row * SCRATCH_ROW}")
        word = "%word" if level == WORD else "%its_word"
        return self._line(level, f"getelementptr {stored(dtype)}, ptr {at}, i64 {word}")

    def _by_lane(self, value: np.ndarray[Any, Any]) -> str:
        dtype = str(value.dtype)
        if value.shape != (1, LANES, 1) or dtype not in BITS:
            raise UnsupportedError(f"a constant of shape {value.shape}, {dtype}")
        name, one = f"@lane{len(self.code.constants)}", stored(dtype)
        row = ", ".join(f"{one} {int(number)}" for number in value.reshape(-1))
        self.code.constants.append(f"{name} = private constant [{LANES} x {one}] [{row}]")
        at = self._line(SLOT, f"getelementptr {one}, ptr {name}, i64 %lane")
        number = self._line(SLOT, f"load {one}, ptr {at}")
        if dtype == "bool":
            number = self._line(SLOT, f"trunc {one} {number} to i1")
        return self._repeated(SLOT, number, dtype, EVERYBODY, SLOT)


def traced(function: Any, shapes: Any) -> Any:
    """A kernel's operations."""
    return jax.make_jaxpr(function)(*shapes)
