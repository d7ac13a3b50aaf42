"""What follows the deciding within a tile: its event word is turned into rows of bits, and these are counted.

Both run over memory that has just been written. The rows are those of `kernels.turn`, the counts those of
`sums.counted`, added up by place as far as one worker goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sousveil.engine.layout import CHUNKS, LANES, WIDTH

V = f"<{CHUNKS} x i32>"
ROW = 4 * WIDTH
"""Bytes of a row of bits: 256 words of 32 people."""
HALVES = ((16, 0x0000FFFF), (8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555))
BITS = {"uint8": 8, "uint16": 16, "uint32": 32}


@dataclass(frozen=True)
class Tallied:
    """A word of events to be turned and counted. counts: which argument of the code they are added to.

    word: the argument that holds it, or none where ties passed it on: then `rows` has an argument for each event.
    kept: bit -> the argument that its row is copied to.
    """

    dtype: str
    events: int
    counts: int
    word: int | None = None
    rows: tuple[int, ...] = ()
    kept: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Pass:
    """Something that is done with a tile before its slots are looked at. text: from the labels before and behind it."""

    label: str
    text: Callable[[str, str], str]


class Writer:
    """Lines of code with names of their own."""

    def __init__(self, prefix: str) -> None:
        self.lines: list[str] = []
        self._prefix, self._names = prefix, 0

    def __call__(self, text: str) -> str:
        """A line that makes something, and its name."""
        self._names += 1
        name = f"%{self._prefix}{self._names}"
        self.lines.append(f"{name} = {text}")
        return name

    def do(self, text: str) -> None:
        """A line that makes nothing."""
        self.lines.append(text)

    def at(self, base: str, *steps: tuple[str, str | int]) -> str:
        """A place in memory, so many steps on; a step is a type and how many of it."""
        for kind, index in steps:
            base = self(f"getelementptr {kind}, ptr {base}, i64 {index}")
        return base

    def load(self, kind: str, base: str, *steps: tuple[str, str | int]) -> str:
        """What lies there."""
        return self(f"load {kind}, ptr {self.at(base, *steps)}")

    def store(self, kind: str, value: str, base: str, *steps: tuple[str, str | int]) -> None:
        """Put a value there."""
        self.do(f"store {kind} {value}, ptr {self.at(base, *steps)}")

    def both(self, operation: str, one: str, other: str) -> str:
        """An operation on two vectors."""
        return self(f"{operation} {V} {one}, {other}")

    def __str__(self) -> str:
        return "\n".join(self.lines)


def splat(number: int) -> str:
    """Sixteen times a number."""
    return f"splat (i32 {number & 0xFFFFFFFF})"


def rows_of(tally: Tallied, label: str, begin: str, after: str) -> str:
    """Put a tile's rows of a word at %rows. begin: the label before."""
    return _turned(tally, label, begin, after) if tally.word is not None else _copied(tally, label, begin, after)


def _copied(tally: Tallied, label: str, begin: str, after: str) -> str:
    w, word = Writer(f"{label}."), f"%{label}.w"
    for event, row in enumerate(tally.rows):
        bits = w.load(V, f"%a{row}", ("i32", "%tile.line"), ("i32", word))
        w.store(V, bits, "%rows", ("i8", event * ROW), ("i32", word))
    return loop(label, begin, after, word, WIDTH, CHUNKS, str(w))


def _turned(tally: Tallied, label: str, begin: str, after: str) -> str:
    """Turn the word, and copy out the rows that are kept."""
    w, word = Writer(f"{label}."), f"%{label}.w"
    kind = f"i{BITS[tally.dtype]}"
    lanes = []
    for lane in range(LANES):
        it = w.load(f"<{CHUNKS} x {kind}>", f"%a{tally.word}", (kind, "%tile.slot"), (kind, lane * WIDTH), (kind, word))
        lanes.append(it if kind == "i32" else w(f"zext <{CHUNKS} x {kind}> {it} to {V}"))
    for event, row in enumerate(_transposed(w, lanes, tally.events)):
        w.store(V, row, "%rows", ("i8", event * ROW), ("i32", word))
        if event in tally.kept:
            w.store(V, row, f"%a{tally.kept[event]}", ("i32", "%tile.line"), ("i32", word))
    return loop(label, begin, after, word, WIDTH, CHUNKS, str(w))


def _transposed(w: Writer, lanes: list[str], events: int) -> list[str]:
    """Bit e of lane l becomes bit l of row e, by halves; of a word of few bits half the rows are enough at first."""
    rows = list(lanes)
    for size, low in HALVES:
        here, up = splat(low), splat(size)
        if events <= size and len(rows) == 2 * size:
            rows = [
                w.both("or", w.both("and", rows[i], here), w.both("shl", w.both("and", rows[i + size], here), up))
                for i in range(size)
            ]
            continue
        for i in (i for i in range(len(rows)) if not i & size):
            swapped = w.both("and", w.both("xor", w.both("lshr", rows[i], up), rows[i + size]), here)
            rows[i] = w.both("xor", rows[i], w.both("shl", swapped, up))
            rows[i + size] = w.both("xor", rows[i + size], swapped)
    return rows[:events]


def counting(tally: Tallied, masks: int, argument: int, sums: str, label: str, begin: str, after: str) -> str:
    """Add the bits of each row under each mask to %sums, vectors of sixteen chunks. argument: that of the masks."""
    w, event = Writer(f"{label}."), f"%{label}.e"
    row = w.at("%rows", ("i32", w(f"mul i64 {event}, {WIDTH}")))
    into = w.at(sums, (V, w(f"mul i64 {event}, {masks}")))
    total = [w.load(V, into, (V, mask)) for mask in range(masks)]
    of_tile = w.at(f"%a{argument}", ("i32", w(f"mul i64 %tile.line, {masks}")))
    for word in range(0, WIDTH, CHUNKS):
        bits = w.load(V, row, ("i32", word))
        for mask in range(masks):
            among = w.both("and", bits, w.load(V, of_tile, ("i32", mask * WIDTH + word)))
            total[mask] = w.both("add", total[mask], w(f"call {V} @llvm.ctpop.v{CHUNKS}i32({V} {among})"))
    for mask in range(masks):
        w.store(V, total[mask], into, (V, mask))
    return loop(label, begin, after, event, tally.events, 1, str(w))


def loop(label: str, begin: str, after: str, index: str, end: int, step: int, body: str) -> str:
    """A loop of its own block, from 0 in steps to the end. begin, after: the labels before and behind it."""
    return f"""
{label}:
{index} = phi i64 [0, %{begin}], [{index}.next, %{label}]
{body}
{index}.next = add i64 {index}, {step}
{index}.done = icmp eq i64 {index}.next, {end}
br i1 {index}.done, label %{after}, label %{label}
"""


WIDE = '"prefer-vector-width"="512" "min-legal-vector-width"="512"'
SOME = "ptr %given, ptr %strides, i64 %replicate, i64 %worker, i64 %places, i64 %tiles, i64 %begin, i64 %end"
"""What a stretch of tiles is lived with: where arguments lie, how far on for the next replicate; which replicate it
is of, and who does it; how much there is, and from which tile to which.
"""
BITS_OF = f"i{CHUNKS}"
FLUSH = f"""
declare i32 @llvm.vector.reduce.add.v{CHUNKS}i32({V})
declare {BITS_OF} @llvm.ctpop.{BITS_OF}({BITS_OF})

define internal void @flush(ptr %sums, i64 %numbers, ptr %place, ptr %counts) noinline {WIDE} {{
; add what was counted of the chunks to their places, which follow one another, and begin again
entry:
  %places = load {V}, ptr %place, align 64
  br label %next.place
next.place:
  %chunk = phi i64 [0, %entry], [%chunk.next, %added]
  %its.at = getelementptr i32, ptr %place, i64 %chunk
  %its = load i32, ptr %its.at
  %one = insertelement {V} poison, i32 %its, i64 0
  %all = shufflevector {V} %one, {V} poison, {V} zeroinitializer
  %same = icmp eq {V} %places, %all
  %number.of.it = zext i32 %its to i64
  %before = mul i64 %number.of.it, %numbers
  %into = getelementptr i32, ptr %counts, i64 %before
  br label %adding
adding:
  %number = phi i64 [0, %next.place], [%number.next, %adding]
  %from.at = getelementptr {V}, ptr %sums, i64 %number
  %from = load {V}, ptr %from.at, align 64
  %mine = select <{CHUNKS} x i1> %same, {V} %from, {V} zeroinitializer
  %total = call i32 @llvm.vector.reduce.add.v{CHUNKS}i32({V} %mine)
  %to.at = getelementptr i32, ptr %into, i64 %number
  %to = load i32, ptr %to.at
  %more = add i32 %to, %total
  store i32 %more, ptr %to.at
  %number.next = add i64 %number, 1
  %number.done = icmp eq i64 %number.next, %numbers
  br i1 %number.done, label %added, label %adding
added:
  %bits = bitcast <{CHUNKS} x i1> %same to {BITS_OF}
  %some = call {BITS_OF} @llvm.ctpop.{BITS_OF}({BITS_OF} %bits)
  %many = zext {BITS_OF} %some to i64
  %chunk.next = add i64 %chunk, %many
  %chunk.done = icmp uge i64 %chunk.next, {CHUNKS}
  br i1 %chunk.done, label %clear, label %next.place
clear:
  %bytes = mul i64 %numbers, {4 * CHUNKS}
  call void @llvm.memset.p0.i64(ptr %sums, i8 0, i64 %bytes, i1 false)
  ret void
}}
"""
