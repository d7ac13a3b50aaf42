"""One compiled kernel a hook and phase, with only the arrays it touches.

XLA on the CPU copies an expensive producer into every consumer of a fusion, so a day in one kernel draws its luck
several times over; a kernel a phase does not. Parameters, keys and shared numbers are traced: new values never
recompile.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from sousveil.contract.columns import AVERAGED, BY_NAME, COUNTED, READABLE, SHARED
from sousveil.contract.draws import SCHEDULE
from sousveil.contract.ground import Ground
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Count
from sousveil.engine import ties
from sousveil.engine.assemble import Assembly, Word
from sousveil.engine.layout import CHUNKS, LANES, WIDTH, WORDS
from sousveil.engine.pieces import piecewise
from sousveil.engine.processor import wide_vectors
from sousveil.engine.sums import Ranges, at_once, counted
from sousveil.engine.trace import Inputs, Player, Touched

Shapes = Any


class _Everything(dict[str, Any]):
    """Stands for all streams while a hook is first played."""

    def __missing__(self, name: str) -> Any:
        return (np.zeros(1, np.uint32),) * SCHEDULE


@dataclass
class Kernel:
    """A compiled step: the names of what it reads, in the order of its arguments, and what it writes."""

    name: str
    owned: tuple[str, ...]
    """Columns that it reads and replaces: their memory is used for the new values."""
    spent: tuple[str, ...]
    """Words that it writes into the memory of others like them, whose bits nobody needs any more."""
    columns: tuple[str, ...]
    words: tuple[str, ...]
    polity: tuple[str, ...]
    scalars: tuple[str, ...]
    placed: tuple[str, ...]
    streams: tuple[str, ...]
    writes: tuple[str, ...]
    function: Callable[..., Any]
    """(owned or spent, columns, words, polity, scalars, placed, keys, base, place, day) -> arrays in order of `writes`

    polity: for each name one value a word, (tiles, 1, 256); placed: (parameters, tiles, 1, 256); keys: (streams, 8)
    what the generator's rounds add. Made there, an accelerator's compiler passed each of them to every part of a kernel
    by itself, and beyond a number of operands it cuts a kernel in two with whole columns of numbers in between.
    """


def plan(assembly: Assembly, phase: Phase, hook: str, ground: Ground | None = None) -> Kernel | None:
    """Play a hook of a phase on one empty word: what it touches becomes its arguments. None where there is none.

    hook: "begin", "decide", "update", or "day", which is deciding and then updating.
    """
    mine, hooks = assembly.of(phase), ("decide", "update") if hook == "day" else (hook,)
    if not any(getattr(type(m), one) is not getattr(Mechanism, one) for m in mine for one in hooks):
        return None
    touched = Touched()
    columns, words, polity, parameters = _one_of_everything(assembly, phase, hook)
    nobody = np.zeros((1, 1, 1), np.uint32)
    inputs = Inputs(columns, words, polity, parameters, _Everything(), nobody, nobody, np.uint32(1), ground)
    with np.errstate(all="ignore"):  # what is calculated of nobody does not matter
        made = tuple(_played(assembly, inputs, touched, phase, hook))
    if not made:
        return None
    decided = tuple(key for key in made if key in assembly.keyed)
    touched.words.difference_update(decided)
    if hook == "day" and (echo := assembly.word(f"{phase.name}.echo")):
        touched.words.add(echo.key)  # whether heard there or not, it is counted with the phase
    placed = tuple(sorted(touched.parameters & assembly.by_place))
    scalars = tuple(sorted(touched.parameters - assembly.by_place))
    owned = tuple(sorted(touched.columns & set(made)))
    # as what they are written over: JAX pairs results with donated arguments of their kind in order, and the compiler
    # copies a column that is written over another
    writes = (*owned, *decided, *(name for name in made if name not in (*owned, *decided)))
    names = (tuple(sorted(touched.columns - set(owned))), tuple(sorted(touched.words)), tuple(sorted(touched.polity)))
    streams = tuple(sorted(touched.streams))

    def function(
        mine: Any, columns: Any, words: Any, polity: Any, scalar: Any, by_place: Any, keys: Any, base: Any, place: Any,
        day: Any,
    ) -> Any:  # fmt: skip
        inputs = Inputs(
            dict(zip((*owned, *names[0]), (*mine[: len(owned)], *columns), strict=True)),
            dict(zip(names[1], words, strict=True)),
            {name: _shared(name, polity[i]) for i, name in enumerate(names[2])},
            {name: scalar[i] for i, name in enumerate(scalars)} | {name: by_place[i] for i, name in enumerate(placed)},
            {name: tuple(keys[i, word] for word in range(SCHEDULE)) for i, name in enumerate(streams)},
            base,
            place,
            day,
            ground,
        )
        results = _played(assembly, inputs, Touched(), phase, hook)
        return tuple(results[name] for name in writes)

    return Kernel(f"{phase.name}.{hook}", owned, decided, *names, scalars, placed, streams, writes, function)


def _played(assembly: Assembly, inputs: Inputs, touched: Touched, phase: Phase, hook: str) -> dict[str, Any]:
    """The words and columns that a hook makes."""
    if hook == "decide":
        return Player(assembly, inputs, touched).decide(phase)
    if hook != "day":
        return Player(assembly, inputs, touched).update(phase, hook)
    words = Player(assembly, inputs, touched).decide(phase)
    decided = replace(inputs, words={**inputs.words, **words})
    return words | Player(assembly, decided, touched).update(phase)


def shape(dims: tuple[int, ...], dtype: str) -> Any:
    """The shape and dtype of an array that need not exist yet."""
    return jax.ShapeDtypeStruct(dims, jnp.dtype(dtype))


def stored_dtype(name: str) -> str:
    """The dtype of a column, of an average of one, or of counts of people near."""
    return "int32" if name in COUNTED else BY_NAME[READABLE[name]].dtype


def stored_shape(name: str, tiles: int) -> Any:
    """The shape and dtype of the same."""
    return shape((tiles, LANES, WIDTH), stored_dtype(name))


def _shared(name: str, value: Any) -> Any:
    return value.astype("int32") if SHARED[name].quantity is Count else value


def _one_of_everything(assembly: Assembly, phase: Phase, hook: str) -> tuple[dict[str, Any], ...]:
    """Columns, words, shared numbers and parameters for one word of people, in NumPy."""
    columns = {name: np.zeros((1, LANES, 1), stored_dtype(name)) for name in (*BY_NAME, *AVERAGED, *COUNTED)}
    # a kernel hears earlier phases, its own echoes and, when updating, its own events
    words = {
        w.key: np.zeros((1, LANES, 1), w.dtype)
        for w in assembly.words
        if w.phase < phase or (w.phase is phase and (hook == "update" or w.key.endswith("echo")))
    }
    polity = {n: np.zeros((1, 1, 1), np.int32 if s.quantity is Count else np.uint32) for n, s in SHARED.items()}
    parameters = {f"{m.name}.{p}": np.ones((1, 1, 1), np.uint32) for m in assembly.mechanisms for p in m.parameters}
    return columns, {} if hook == "begin" else words, polity, parameters


def arguments(kernel: Kernel, assembly: Assembly, tiles: int) -> Shapes:
    """The shapes of a kernel's arguments, to compile it before there is data."""
    keyed = assembly.keyed
    lines = shape((tiles, 1, WIDTH), "uint32")
    return (
        tuple(stored_shape(name, tiles) for name in kernel.owned)
        + tuple(shape((tiles, LANES, WIDTH), keyed[key].dtype) for key in kernel.spent),
        tuple(stored_shape(name, tiles) for name in kernel.columns),
        tuple(shape((tiles, LANES, WIDTH), keyed[key].dtype) for key in kernel.words),
        tuple(lines for _ in kernel.polity),
        shape((len(kernel.scalars),), "uint32"),
        shape((len(kernel.placed), tiles, 1, WIDTH), "uint32"),
        shape((len(kernel.streams), SCHEDULE), "uint32"),
        lines,
        lines,
        shape((), "uint32"),
    )


def pack(word: Word) -> Callable[[Any], Any]:
    """Event words (tiles, 32, 256) -> packed words (tiles, events, 256), one bit a person.

    All bits of a tile are taken while it is in the cache: four times as fast as bit by bit over everybody.
    """

    def function(stored: Any) -> Any:
        lane = jnp.arange(LANES, dtype=jnp.uint32)[:, None]
        bit = jnp.arange(len(word.events), dtype=jnp.uint32)[:, None, None]
        # a test and a choice each, a fifth faster than turning each bit to its lane
        befell = (stored[:, None] & (jnp.uint32(1) << bit).astype(word.dtype)) != 0
        mine = jnp.where(befell, jnp.uint32(1) << lane, jnp.uint32(0))
        return jax.lax.reduce(mine, jnp.uint32(0), jax.lax.bitwise_or, (2,))

    return function


def turn(word: Word) -> Callable[[Any], Any]:
    """The same as `pack` for accelerators: 32 words of 32 bits, turned in registers as a matrix is, by halves.

    Bit by bit, a device reads every event word once an event. Some tiles at a time, for its rows are kept twice.
    """
    events = len(word.events)

    def function(stored: Any) -> Any:
        rows, step, low = [stored[:, lane].astype("uint32") for lane in range(LANES)], LANES // 2, 0x0000FFFF
        while step:
            for lane in (lane for lane in range(LANES) if not lane & step):
                swapped = ((rows[lane] >> step) ^ rows[lane + step]) & np.uint32(low)
                rows[lane], rows[lane + step] = rows[lane] ^ (swapped << step), rows[lane + step] ^ swapped
            step //= 2
            low ^= low << step & 0xFFFFFFFF
        return jnp.stack(rows[:events], axis=1)

    return piecewise(function, (0,), lambda stored: jnp.zeros((stored.shape[0], events, WIDTH), jnp.uint32))


def unpack(word: Word) -> Callable[..., Any]:
    """Packed words (tiles, events, 256) -> event words (tiles, 32, 256).

    A kernel of its own: fused with what makes the rows, it would make them again for each of the 32 lanes.
    """

    def function(packed: Any) -> Any:
        return from_rows(word, [packed[:, bit, None, :] for bit in range(len(word.events))])

    return function


def from_rows(word: Word, rows: Sequence[Any]) -> Any:
    """A row of bits for each event, (tiles, 1, 256) -> event words (tiles, 32, 256)."""
    lane = np.arange(LANES, dtype=np.uint32)[None, :, None]
    return jnp.asarray(sum(((row >> lane) & 1) << bit for bit, row in enumerate(rows))).astype(word.dtype)


def count(kept: tuple[int, ...]) -> Callable[..., Any]:
    """(packed, masks) -> (counts by chunk (tiles, events, masks, 16) uint16, packed rows of the bits kept).

    The sum runs over the sixteen words of each chunk, one vector of sixteen chunks after another: 512 at most. By place
    they are added in a kernel of its own: fused, the bits would be counted again for every place.
    """

    def function(packed: Any, masks: Any) -> Any:
        return counted(packed, masks).astype(jnp.uint16), tuple(packed[:, bit] for bit in kept)

    return function


def count_at_once(kept: tuple[int, ...]) -> Callable[..., Any]:
    """(packed, masks, ranges) -> (counts by place (places, events, masks) int32, packed rows of the bits kept).

    For accelerators, where a step of the loop that adds up chunks would cost a launch.
    """

    def function(packed: Any, masks: Any, ranges: Ranges) -> Any:
        return at_once(packed, masks, ranges), tuple(packed[:, bit] for bit in kept)

    return function


def spread(word: Word) -> Callable[..., Any]:
    """(source rows in the order of the word's events, heads, present) -> the echoes as rows.

    The rows of friends come as what they passed on already, in words of blocks; see `ties.friends`. Rows are put
    together elsewhere: fused, every row would be made for every other.
    """

    def function(rows: Any, heads: Any, present: Any) -> Any:
        reach: dict[str, Callable[[Any], Any]] = {
            "household": lambda row: ties.household(row, heads),
            "mates": ties.mates,
            "neighbours": lambda row: ties.neighbours(row, present),
            "friends": ties.by_word,
        }
        return tuple(reach[str(event.tie)](row) & present for event, row in zip(word.events, rows, strict=True))

    return function


def together(rows: Any) -> Any:
    """Rows (tiles, 256) -> packed words (tiles, rows, 256)."""
    return jnp.stack(rows, axis=1)


def expand(values: Any, place: Any) -> Any:
    """(numbers, places) values and the place of each chunk, (tiles, 16) -> for each number (tiles, 1, 256), by word."""

    def one(of_places: Any) -> Any:
        by_chunk = of_places.at[place].get(mode="promise_in_bounds")
        wide = jnp.broadcast_to(by_chunk[:, None, None, :], (by_chunk.shape[0], 1, WORDS, CHUNKS))
        return wide.reshape(-1, 1, WIDTH)

    return tuple(one(values[i]) for i in range(values.shape[0]))


@dataclass(frozen=True)
class Job:
    """Something to compile: a function, its argument shapes and which arguments it may overwrite."""

    key: str
    function: Callable[..., Any]
    shapes: tuple[Any, ...]
    donate: tuple[int, ...] = ()


def compiler_options() -> dict[str, str | bool]:
    """What the compiler is asked for on this device."""
    here = jax.default_backend() == "cpu"
    return {"xla_cpu_prefer_vector_width": "512"} if here and wide_vectors() else {}


def compile_all(jobs: list[Job]) -> Mapping[str, Any]:
    """Compile every job, some at a time; the compiler lets go of the interpreter's lock."""
    options = compiler_options()

    def one(job: Job) -> Any:
        # what is only there to be written over is unused, and kept as an argument all the same
        made = jax.jit(job.function, donate_argnums=job.donate, keep_unused=True)
        return made.lower(*job.shapes).compile(compiler_options=options)

    # the compiler for a processor has threads of its own
    with ThreadPoolExecutor(2 if jax.default_backend() == "cpu" else os.cpu_count()) as pool:
        return dict(zip([job.key for job in jobs], pool.map(one, jobs), strict=True))
