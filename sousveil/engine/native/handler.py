"""How XLA calls the code: a handler of its foreign function interface, written in the same language.

It shares stretches of tiles among the threads of XLA's own pool: whoever is free takes the next. The layouts of memory
are those of `xla/ffi/api/c_api.h`, version 0.3, of which later minor versions only add to the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sousveil.engine.native.passes import Writer

MAJOR = 0
STRETCHES = 48
"""That a worker takes, about. More would be fairer to cores of uneven speed, and add up counts more often."""
MOST_TILES = 64
"""Of a stretch."""
NEXT, DONE, REFERRED, WORKERS, ITEMS, STRETCH, TILES, PLACES, EACH, HEAD = range(10)
"""Of a job, by eights of bytes: the next item, items done, how many still refer to it, workers so far, items in all,
tiles of a stretch, tiles, places, stretches of a replicate; then where every argument and result lies, then how many
bytes on it lies for the next replicate.
"""
POOL_SCHEDULE, ERROR_DESTROY = 136, 64
"""Where XLA's functions for these stand in its table, in bytes."""


@dataclass(frozen=True)
class Argument:
    """An argument or result as it is for one replicate. own: whether replicates have their own, if there are many."""

    rank: int
    itemsize: int
    own: bool


def handler(
    name: str, arguments: Sequence[Argument], results: int, counts: Sequence[int], workers: int, *, many: bool,
    tiled: int, placed: int, keyed: int,
) -> str:  # fmt: skip
    """The exported function. arguments: then results, so many of them; counts: those that begin with zeros.

    tiled, placed, keyed: arguments whose first axis is of tiles, of places, and of replicates if there are many.
    """
    w, first = Writer("h"), len(arguments) - results
    w.do(f"%job = call ptr @malloc(i64 {8 * (HEAD + 2 * len(arguments))})")
    of = [_buffer(w, i if i < first else i - first, "72" if i < first else "112") for i in range(len(arguments))]
    replicates = _dim(w, of[keyed], 0) if many else "1"
    tiles, places = _dim(w, of[tiled], 0), _dim(w, of[placed], 0)
    for i, (buffer, argument) in enumerate(zip(of, arguments, strict=True)):
        data = w.load("ptr", buffer, ("i64", 3))
        w.store("ptr", data, "%job", ("i64", HEAD + i))
        apart = many and argument.own
        size = _bytes(w, buffer, argument, from_=1 if apart else 0, rank=argument.rank + apart)
        w.store("i64", size if apart else "0", "%job", ("i64", HEAD + len(arguments) + i))
        if i in counts:
            whole = w(f"mul i64 {size}, {replicates}")
            w.do(f"call void @llvm.memset.p0.i64(ptr {data}, i8 0, i64 {whole}, i1 false)")
    _shared_out(w, tiles, places, replicates, workers)
    return _TEXT.format(
        work=_work(len(arguments)), name=name, prepared=w, workers=workers, MAJOR=MAJOR, POOL=POOL_SCHEDULE,
        DESTROY=ERROR_DESTROY, REFERRED=REFERRED, DONE=DONE, ITEMS=ITEMS,
    )  # fmt: skip


def _buffer(w: Writer, index: int, of: str) -> str:
    return w.load("ptr", w.load("ptr", "%frame", ("i8", of)), ("ptr", index))


def _dim(w: Writer, buffer: str, axis: int) -> str:
    return w.load("i64", w.load("ptr", buffer, ("i64", 5)), ("i64", axis))


def _bytes(w: Writer, buffer: str, argument: Argument, from_: int, rank: int) -> str:
    size = str(argument.itemsize)
    for axis in range(from_, rank):
        size = w(f"mul i64 {size}, {_dim(w, buffer, axis)}")
    return size


def _shared_out(w: Writer, tiles: str, places: str, replicates: str, workers: int) -> None:
    """Note how the work is cut."""
    share = w(f"udiv i64 {w(f'mul i64 {tiles}, {replicates}')}, {STRETCHES * workers}")
    upper = w(f"call i64 @llvm.umin.i64(i64 {share}, i64 {MOST_TILES})")
    stretch = w(f"call i64 @llvm.umax.i64(i64 {upper}, i64 1)")
    rounded = w(f"sub i64 {w(f'add i64 {tiles}, {stretch}')}, 1")
    each = w(f"udiv i64 {rounded}, {stretch}")
    noted = {
        NEXT: "0", DONE: "0", REFERRED: "2", WORKERS: "0", ITEMS: w(f"mul i64 {each}, {replicates}"),
        STRETCH: stretch, TILES: tiles, PLACES: places, EACH: each,
    }  # fmt: skip
    for at, value in noted.items():
        w.store("i64", value, "%job", ("i64", at))


def _work(arguments: int) -> str:
    w = Writer("w")
    read = {at: w.load("i64", "%job", ("i64", at)) for at in (ITEMS, STRETCH, TILES, PLACES, EACH)}
    given, strides = w.at("%job", ("i64", HEAD)), w.at("%job", ("i64", HEAD + arguments))
    done, workers = (w.at("%job", ("i64", at)) for at in (DONE, WORKERS))
    some = (
        f"ptr {given}", f"ptr {strides}", "i64 %replicate", "i64 %worker", f"i64 {read[PLACES]}", f"i64 {read[TILES]}",
        "i64 %begin", "i64 %end",
    )  # fmt: skip
    return f"""
define internal void @work(ptr %job) {{
entry:
{w}
%worker = atomicrmw add ptr {workers}, i64 1 seq_cst
br label %take
take:
%item = atomicrmw add ptr %job, i64 1 seq_cst
%some.left = icmp ult i64 %item, {read[ITEMS]}
br i1 %some.left, label %live, label %enough
live:
%replicate = udiv i64 %item, {read[EACH]}
%of.it = urem i64 %item, {read[EACH]}
%begin = mul i64 %of.it, {read[STRETCH]}
%full = add i64 %begin, {read[STRETCH]}
%end = call i64 @llvm.umin.i64(i64 %full, i64 {read[TILES]})
call void @some({", ".join(some)})
%before = atomicrmw add ptr {done}, i64 1 seq_cst
br label %take
enough:
call void @leave(ptr %job)
ret void
}}
"""


_TEXT = """
declare ptr @malloc(i64)
declare void @free(ptr)
declare i32 @sched_yield()
declare i64 @llvm.umin.i64(i64, i64)
declare i64 @llvm.umax.i64(i64, i64)

define internal void @leave(ptr %job) {{
; whoever is the last to leave a job gives its memory back
%referred = getelementptr i64, ptr %job, i64 {REFERRED}
%refs = atomicrmw sub ptr %referred, i64 1 seq_cst
%last = icmp eq i64 %refs, 1
br i1 %last, label %clear, label %left
clear:
call void @free(ptr %job)
br label %left
left:
ret void
}}
{work}
define ptr @{name}(ptr %frame) {{
entry:
%extension.at = getelementptr i8, ptr %frame, i64 8
%extension = load ptr, ptr %extension.at
%asked = icmp ne ptr %extension, null
%api.at = getelementptr i8, ptr %frame, i64 16
%api = load ptr, ptr %api.at
%context.at = getelementptr i8, ptr %frame, i64 24
%context = load ptr, ptr %context.at
; what the pool is given: its size, nothing, the context, what to do and with what
%call = alloca [5 x i64], align 8
%error = alloca [3 x i64], align 8
br i1 %asked, label %which, label %run
which:
%type.at = getelementptr i8, ptr %extension, i64 8
%type = load i32, ptr %type.at
%metadata = icmp eq i32 %type, 1
br i1 %metadata, label %tell, label %run
tell:
%told.at = getelementptr i8, ptr %extension, i64 24
%told = load ptr, ptr %told.at
%major.at = getelementptr i8, ptr %told, i64 24
store i32 {MAJOR}, ptr %major.at
%minor.at = getelementptr i8, ptr %told, i64 28
%its.minor.at = getelementptr i8, ptr %api, i64 36
%its.minor = load i32, ptr %its.minor.at
store i32 %its.minor, ptr %minor.at
ret ptr null
run:
{prepared}
%referred.at = getelementptr i64, ptr %job, i64 {REFERRED}
%done.at = getelementptr i64, ptr %job, i64 {DONE}
%items.at = getelementptr i64, ptr %job, i64 {ITEMS}
%items = load i64, ptr %items.at
store i64 40, ptr %call
%call.1 = getelementptr i64, ptr %call, i64 1
store ptr null, ptr %call.1
%call.2 = getelementptr i64, ptr %call, i64 2
store ptr %context, ptr %call.2
%call.3 = getelementptr i64, ptr %call, i64 3
store ptr @work, ptr %call.3
%call.4 = getelementptr i64, ptr %call, i64 4
store ptr %job, ptr %call.4
%schedule.at = getelementptr i8, ptr %api, i64 {POOL}
%schedule = load ptr, ptr %schedule.at
; no more hands than there are stretches, nor than counts have room for
%hands = call i64 @llvm.umin.i64(i64 %items, i64 {workers})
br label %ask
ask:
%helpers = phi i64 [1, %run], [%helpers.next, %asked.one]
%enough.helpers = icmp uge i64 %helpers, %hands
br i1 %enough.helpers, label %begin, label %one.more
one.more:
%more = atomicrmw add ptr %referred.at, i64 1 seq_cst
%refused = call ptr %schedule(ptr %call)
%is.refused = icmp ne ptr %refused, null
br i1 %is.refused, label %alone, label %asked.one
asked.one:
%helpers.next = add i64 %helpers, 1
br label %ask
alone:
; no pool: the error is destroyed, and this thread does everything
%less = atomicrmw sub ptr %referred.at, i64 1 seq_cst
store i64 24, ptr %error
%error.1 = getelementptr i64, ptr %error, i64 1
store ptr null, ptr %error.1
%error.2 = getelementptr i64, ptr %error, i64 2
store ptr %refused, ptr %error.2
%destroy.at = getelementptr i8, ptr %api, i64 {DESTROY}
%destroy = load ptr, ptr %destroy.at
call void %destroy(ptr %error)
br label %begin
begin:
call void @work(ptr %job)
br label %wait
wait:
%done = load atomic i64, ptr %done.at seq_cst, align 8
%finished = icmp eq i64 %done, %items
br i1 %finished, label %close, label %yield
yield:
%yielded = call i32 @sched_yield()
br label %wait
close:
call void @leave(ptr %job)
ret ptr null
}}
"""
