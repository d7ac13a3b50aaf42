"""The code of one kernel over a stretch of tiles: for each its values by word, its slots, then its tallies."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.engine.layout import CHUNKS, LANES, TILE, WIDTH
from sousveil.engine.native.passes import FLUSH, ROW, SOME, WIDE, Pass, Tallied, V, counting, rows_of
from sousveil.engine.native.values import EVERYBODY, SLOT, VECTOR, WORD, Code
from sousveil.engine.native.values import TILE as BY_TILE


def over_tiles(
    code: Code, arguments: int, tallies: Sequence[Tallied], masks: int, masks_at: int, places_at: int,
    *, before: Sequence[Pass] = (), rooms: int = 0,
) -> str:  # fmt: skip
    """The function @some: its arguments' memory, which worker this is, and which tiles.

    masks: how many; masks_at, places_at: the arguments (tiles, masks, 256) and (tiles, 16), the place of each chunk.
    before: what is done with a tile first; rooms: arguments of its own, each with room for 16 bits a slot of a tile.
    """
    sums = [f"%sums.{i}" for i in range(len(tallies))]
    given = [_of_replicate(i) for i in range(arguments)]
    given += [f"%a{arguments + k} = alloca [{2 * TILE} x i8], align 64" for k in range(rooms)]
    path = ["ready", *(one.label for one in before), "words"]
    passes = [one.text(path[i], path[i + 2]) for i, one in enumerate(before)]
    steps = _tallies(tallies, sums, masks, masks_at, "slots.done", "tile.done")
    first = "turn.0" if tallies else "tile.done"
    lines = "\n".join
    return f"""
declare {V} @llvm.ctpop.v{CHUNKS}i32({V})
declare void @llvm.prefetch.p0(ptr, i32, i32, i32)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
{lines(code.constants)}
{FLUSH if tallies else ""}
define internal void @some({SOME}) {WIDE} {{
entry:
%scratch = alloca [{max(code.scratch_rows, 1) * ROW} x i8], align 64
%shared = alloca [{max(code.shared, 1)} x i8], align 64
%cells = alloca [{4 * VECTOR} x i8], align 64
%rows = alloca [{LANES * ROW} x i8], align 64
{lines(_prepared(tallies, sums, masks))}
{lines(given)}
{lines(code.lines[EVERYBODY])}
{lines(_counts(tallies, sums, masks))}
br label %tiles.loop
tiles.loop:
%tile = phi i64 [%begin, %entry], [%tile.next, %tile.done]
%tile.line = mul i64 %tile, {WIDTH}
%tile.slot = mul i64 %tile, {TILE}
%chunk.first = mul i64 %tile, {CHUNKS}
%chunk.at = getelementptr i32, ptr %a{places_at}, i64 %chunk.first
%chunk.places = load {V}, ptr %chunk.at, align 4
{_settled(tallies, sums, masks)}
br label %ready
ready:
{lines(_chunks())}
{lines(code.lines[BY_TILE])}
br label %{path[1]}
{lines(passes)}
words:
%word = phi i64 [0, %{path[-2]}], [%word.next, %words]
%line = add i64 %tile.line, %word
{lines(code.lines[WORD])}
%word.next = add i64 %word, {VECTOR}
%words.done = icmp eq i64 %word.next, {WIDTH}
br i1 %words.done, label %lanes, label %words
lanes:
%lane = phi i64 [0, %words], [%lane.next, %lane.done]
%lane.first = mul i64 %lane, {WIDTH}
%lane.slot = add i64 %lane.first, %tile.slot
br label %slots
slots:
%its_word = phi i64 [0, %lanes], [%its_word.next, %slots]
%its_line = add i64 %tile.line, %its_word
%slot = add i64 %lane.slot, %its_word
%of_tile = add i64 %lane.first, %its_word
%its_shared = call ptr asm sideeffect "", "=r,0"(ptr %shared)
{lines(code.lines[SLOT])}
%its_word.next = add i64 %its_word, {VECTOR}
%row.done = icmp eq i64 %its_word.next, {WIDTH}
br i1 %row.done, label %lane.done, label %slots
lane.done:
%lane.next = add i64 %lane, 1
%all.lanes = icmp eq i64 %lane.next, {LANES}
br i1 %all.lanes, label %slots.done, label %lanes
slots.done:
br label %{first}
{steps}
tile.done:
%tile.next = add i64 %tile, 1
%all.done = icmp eq i64 %tile.next, %end
br i1 %all.done, label %end.all, label %tiles.loop
end.all:
{lines(_flushed(tallies, sums, masks))}
ret void
}}
"""


def _of_replicate(i: int) -> str:
    """Where an argument lies, and how far on for each replicate before this one."""
    return f"""%p{i}.at = getelementptr ptr, ptr %given, i64 {i}
%p{i} = load ptr, ptr %p{i}.at
%s{i}.at = getelementptr i64, ptr %strides, i64 {i}
%s{i} = load i64, ptr %s{i}.at
%o{i} = mul i64 %s{i}, %replicate
%a{i} = getelementptr i8, ptr %p{i}, i64 %o{i}"""


def _prepared(tallies: Sequence[Tallied], sums: Sequence[str], masks: int) -> list[str]:
    made = ["%current = alloca [16 x i32], align 64"] if tallies else []
    for tally, name in zip(tallies, sums, strict=True):
        size = tally.events * masks * CHUNKS * 4
        made += [
            f"{name} = alloca [{size} x i8], align 64",
            f"call void @llvm.memset.p0.i64(ptr {name}, i8 0, i64 {size}, i1 false)",
        ]
    return made


def _counts(tallies: Sequence[Tallied], sums: Sequence[str], masks: int) -> list[str]:
    """Where this worker's counts of each word lie, by place."""
    made = ["%mine = mul i64 %worker, %places"] if tallies else []
    for i, tally in enumerate(tallies):
        made += [
            f"%skip.{i} = mul i64 %mine, {tally.events * masks}",
            f"%counts.{i} = getelementptr i32, ptr %a{tally.counts}, i64 %skip.{i}",
        ]
    return made


def _chunks() -> list[str]:
    """The place of each chunk by itself."""
    made = []
    for chunk in range(CHUNKS):
        made.append(f"%chunk.{chunk}.place = extractelement {V} %chunk.places, i64 {chunk}")
        made.append(f"%chunk.{chunk} = zext i32 %chunk.{chunk}.place to i64")
    return made


def _settled(tallies: Sequence[Tallied], sums: Sequence[str], masks: int) -> str:
    """Before a tile whose chunks are not of the places of the one before: what was counted goes to these."""
    if not tallies:
        return ""
    calls = "\n".join(_flushed(tallies, sums, masks))
    return f"""
%is.first = icmp eq i64 %tile, %begin
%before.places = load {V}, ptr %current, align 64
%differ = icmp ne {V} %chunk.places, %before.places
%differ.bits = bitcast <{CHUNKS} x i1> %differ to i{CHUNKS}
%differs = icmp ne i{CHUNKS} %differ.bits, 0
%not.first = xor i1 %is.first, true
%flush.now = and i1 %differs, %not.first
br i1 %flush.now, label %flushing, label %same.places
flushing:
{calls}
br label %same.places
same.places:
store {V} %chunk.places, ptr %current, align 64"""


def _flushed(tallies: Sequence[Tallied], sums: Sequence[str], masks: int) -> list[str]:
    return [
        f"call void @flush(ptr {name}, i64 {tally.events * masks}, ptr %current, ptr %counts.{i})"
        for i, (tally, name) in enumerate(zip(tallies, sums, strict=True))
    ]


def _tallies(tallies: Sequence[Tallied], sums: Sequence[str], masks: int, masks_at: int, begin: str, after: str) -> str:
    text = ""
    for i, tally in enumerate(tallies):
        last = after if i == len(tallies) - 1 else f"turn.{i + 1}"
        text += rows_of(tally, f"turn.{i}", begin, f"count.{i}")
        text += counting(tally, masks, masks_at, sums[i], f"count.{i}", f"turn.{i}", last)
        begin = f"count.{i}"
    return text
