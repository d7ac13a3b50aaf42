"""How XLA calls the code: a handler of its foreign function interface, written in the same language.

It shares stretches of tiles among the threads of XLA's own pool: whoever is free takes the next. The layouts of memory
are those of `xla/ffi/api/c_api.h`, version 0.3, of which later minor versions only add to the end.
"""

from __future__ import annotations

from collections.abc import Sequence

MAJOR = 0
GRAIN = 16
"""Stretches that a worker takes, about; more would be fairer to cores of uneven speed, and flush counts more often."""
MOST_TILES = 64
"""Of a stretch."""


def handler(name: str, arguments: int, results: int, tiled: int, counts: Sequence[int], workers: int) -> str:
    """The exported function. tiled: an argument with tiles on its first axis; counts: results that begin with zeros,
    (workers, places, events, masks).
    """
    memory = [_memory(i, "args", i) for i in range(arguments)]
    memory += [_memory(arguments + i, "rets", i) for i in range(results)]
    zeros = [_zeroed(arguments + i, i) for i in counts]
    places = f"%dims.c = getelementptr ptr, ptr %ret{counts[0]}.buffer, i64 5" if counts else ""
    lines = "\n".join
    return f"""
declare ptr @malloc(i64)
declare void @free(ptr)
declare i32 @sched_yield()

; a job, by eights of bytes: next tile, tiles done, who still refers to it, workers so far, tiles, tiles of a stretch,
; places, then the memory of all arguments and results
define internal void @work(ptr %job) {{
entry:
  %workers.at = getelementptr i64, ptr %job, i64 3
  %worker = atomicrmw add ptr %workers.at, i64 1 seq_cst
  %done.at = getelementptr i64, ptr %job, i64 1
  %tiles.at = getelementptr i64, ptr %job, i64 4
  %tiles = load i64, ptr %tiles.at
  %grain.at = getelementptr i64, ptr %job, i64 5
  %grain = load i64, ptr %grain.at
  %places.at = getelementptr i64, ptr %job, i64 6
  %places = load i64, ptr %places.at
  %given = getelementptr i64, ptr %job, i64 7
  br label %take
take:
  %begin = atomicrmw add ptr %job, i64 %grain seq_cst
  %some.left = icmp ult i64 %begin, %tiles
  br i1 %some.left, label %live, label %enough
live:
  %full = add i64 %begin, %grain
  %short = icmp ult i64 %full, %tiles
  %end = select i1 %short, i64 %full, i64 %tiles
  call void @some(ptr %given, i64 %worker, i64 %places, i64 %tiles, i64 %begin, i64 %end)
  %lived = sub i64 %end, %begin
  %before = atomicrmw add ptr %done.at, i64 %lived seq_cst
  br label %take
enough:
  %refs.at = getelementptr i64, ptr %job, i64 2
  %refs = atomicrmw sub ptr %refs.at, i64 1 seq_cst
  %last = icmp eq i64 %refs, 1
  br i1 %last, label %clear, label %leave
clear:
  call void @free(ptr %job)
  br label %leave
leave:
  ret void
}}

define ptr @{name}(ptr %frame) {{
entry:
  %extension.at = getelementptr i8, ptr %frame, i64 8
  %extension = load ptr, ptr %extension.at
  %asked = icmp ne ptr %extension, null
  %api.at = getelementptr i8, ptr %frame, i64 16
  %api = load ptr, ptr %api.at
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
  %args.at = getelementptr i8, ptr %frame, i64 72
  %args = load ptr, ptr %args.at
  %rets.at = getelementptr i8, ptr %frame, i64 112
  %rets = load ptr, ptr %rets.at
  %job = call ptr @malloc(i64 {8 * (7 + arguments + results)})
  %given = getelementptr i64, ptr %job, i64 7
{lines(memory)}
  %dims.t = getelementptr ptr, ptr %arg{tiled}.buffer, i64 5
  %dims.tiled = load ptr, ptr %dims.t
  %tiles = load i64, ptr %dims.tiled
{_places(places)}
{lines(zeros)}
  %share = udiv i64 %tiles, {GRAIN * workers}
  %few = icmp ult i64 %share, {MOST_TILES}
  %at.most = select i1 %few, i64 %share, i64 {MOST_TILES}
  %none = icmp eq i64 %at.most, 0
  %grain = select i1 %none, i64 1, i64 %at.most
  store i64 0, ptr %job
  %done.at = getelementptr i64, ptr %job, i64 1
  store i64 0, ptr %done.at
  %refs.at = getelementptr i64, ptr %job, i64 2
  store i64 2, ptr %refs.at
  %workers.at = getelementptr i64, ptr %job, i64 3
  store i64 0, ptr %workers.at
  %tiles.at = getelementptr i64, ptr %job, i64 4
  store i64 %tiles, ptr %tiles.at
  %grain.at = getelementptr i64, ptr %job, i64 5
  store i64 %grain, ptr %grain.at
  %places.at = getelementptr i64, ptr %job, i64 6
  store i64 %places, ptr %places.at
  ; the pool's schedule takes its size, nothing, the context, what to do and with what
  %call = alloca [5 x i64], align 8
  %context.at = getelementptr i8, ptr %frame, i64 24
  %context = load ptr, ptr %context.at
  store i64 40, ptr %call
  %call.1 = getelementptr i64, ptr %call, i64 1
  store ptr null, ptr %call.1
  %call.2 = getelementptr i64, ptr %call, i64 2
  store ptr %context, ptr %call.2
  %call.3 = getelementptr i64, ptr %call, i64 3
  store ptr @work, ptr %call.3
  %call.4 = getelementptr i64, ptr %call, i64 4
  store ptr %job, ptr %call.4
  %schedule.at = getelementptr i8, ptr %api, i64 136
  %schedule = load ptr, ptr %schedule.at
  br label %ask
ask:
  %helpers = phi i64 [1, %entry.run], [%helpers.next, %asked.one]
  %enough.helpers = icmp uge i64 %helpers, {workers}
  br i1 %enough.helpers, label %begin, label %one.more
one.more:
  %more = atomicrmw add ptr %refs.at, i64 1 seq_cst
  %refused = call ptr %schedule(ptr %call)
  %is.refused = icmp ne ptr %refused, null
  br i1 %is.refused, label %alone, label %asked.one
asked.one:
  %helpers.next = add i64 %helpers, 1
  br label %ask
alone:
  ; no pool: the error is destroyed, and this thread does everything
  %less = atomicrmw sub ptr %refs.at, i64 1 seq_cst
  %error = alloca [3 x i64], align 8
  store i64 24, ptr %error
  %error.1 = getelementptr i64, ptr %error, i64 1
  store ptr null, ptr %error.1
  %error.2 = getelementptr i64, ptr %error, i64 2
  store ptr %refused, ptr %error.2
  %destroy.at = getelementptr i8, ptr %api, i64 64
  %destroy = load ptr, ptr %destroy.at
  call void %destroy(ptr %error)
  br label %begin
begin:
  call void @work(ptr %job)
  br label %wait
wait:
  %done = load atomic i64, ptr %done.at seq_cst, align 8
  %finished = icmp eq i64 %done, %tiles
  br i1 %finished, label %close, label %yield
yield:
  %yielded = call i32 @sched_yield()
  br label %wait
close:
  %refs = atomicrmw sub ptr %refs.at, i64 1 seq_cst
  %last = icmp eq i64 %refs, 1
  br i1 %last, label %clear, label %leave
clear:
  call void @free(ptr %job)
  br label %leave
leave:
  ret ptr null
}}
""".replace("br label %ask\nask:", "br label %entry.run\nentry.run:\n  br label %ask\nask:")


def _memory(index: int, of: str, i: int) -> str:
    """Note where an argument or a result lies."""
    name = f"%{of[:3]}{i}"
    return f"""  {name}.at = getelementptr ptr, ptr %{of}, i64 {i}
  {name}.buffer = load ptr, ptr {name}.at
  {name}.data.at = getelementptr ptr, ptr {name}.buffer, i64 3
  {name}.data = load ptr, ptr {name}.data.at
  {name}.into = getelementptr ptr, ptr %given, i64 {index}
  store ptr {name}.data, ptr {name}.into"""


def _places(counts: str) -> str:
    if not counts:
        return "  %places = add i64 0, 0"
    return f"""  {counts}
  %dims.counts = load ptr, ptr %dims.c
  %places.dim = getelementptr i64, ptr %dims.counts, i64 1
  %places = load i64, ptr %places.dim"""


def _zeroed(_: int, i: int) -> str:
    """Counts begin at nothing."""
    return f"""  %zero{i}.dims.at = getelementptr ptr, ptr %ret{i}.buffer, i64 5
  %zero{i}.dims = load ptr, ptr %zero{i}.dims.at
  %zero{i}.0 = load i64, ptr %zero{i}.dims
  %zero{i}.1.at = getelementptr i64, ptr %zero{i}.dims, i64 1
  %zero{i}.1 = load i64, ptr %zero{i}.1.at
  %zero{i}.2.at = getelementptr i64, ptr %zero{i}.dims, i64 2
  %zero{i}.2 = load i64, ptr %zero{i}.2.at
  %zero{i}.3.at = getelementptr i64, ptr %zero{i}.dims, i64 3
  %zero{i}.3 = load i64, ptr %zero{i}.3.at
  %zero{i}.a = mul i64 %zero{i}.0, %zero{i}.1
  %zero{i}.b = mul i64 %zero{i}.2, %zero{i}.3
  %zero{i}.c = mul i64 %zero{i}.a, %zero{i}.b
  %zero{i}.bytes = mul i64 %zero{i}.c, 4
  call void @llvm.memset.p0.i64(ptr %ret{i}.data, i8 0, i64 %zero{i}.bytes, i1 false)"""
