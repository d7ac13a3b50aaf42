"""Many devices: tiles are dealt out in order and in equal parts, and every kernel runs on each device's own tiles.

Three things cross between devices: the packed words of friends (one bit a slot), counts by place (added as integers),
and what is read out for the records. All of it is whole numbers, so nothing depends on how many devices there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from jax.experimental.multihost_utils import process_allgather
from jax.sharding import Mesh, NamedSharding, PartitionSpec

from sousveil.contract.errors import RequestError, SousveilError
from sousveil.engine.layout import CHUNK, TILE, tiles_for
from sousveil.engine.memory import Estimate
from sousveil.engine.sums import Ranges, ranges

Integers = npt.NDArray[Any]
AXIS = "tiles"
Out = int | None | tuple[int | None, ...]
"""On which axis of what a kernel makes the tiles lie, None where each device has the whole; or that of each part."""


@dataclass(frozen=True)
class Devices:
    """The devices of a run in a row; without a mesh, the one on which everything happens by itself."""

    mesh: Mesh | None = None

    @property
    def count(self) -> int:
        """Devices in all, of every process."""
        return 1 if self.mesh is None else int(self.mesh.size)

    @cached_property
    def processes(self) -> int:
        """Processes that share the run."""
        return 1 if self.mesh is None else len({device.process_index for device in self.mesh.devices.flat})

    @property
    def first(self) -> bool:
        """Whether this process is the one that writes."""
        return self.processes == 1 or jax.process_index() == 0

    @property
    def kind(self) -> str:
        """What a device is, as its maker calls it; "cpu" for a processor."""
        return str((jax.devices() if self.mesh is None else self.mesh.devices.flat)[0].device_kind)

    @property
    def described(self) -> str:
        """What a run is spread over, to be said after what it does; empty for one device."""
        if self.count == 1:
            return ""
        what = "virtual devices of the CPU" if self.kind == "cpu" else f"devices ({self.kind})"
        return f" for {self.count} {what}" + (f" in {self.processes} processes" if self.processes > 1 else "")

    def put(self, array: Any, axis: int | None = 0) -> Any:
        """An array on the devices: tiles along `axis` dealt out, or the whole on each of them (None)."""
        if self.mesh is None:
            return jnp.asarray(array)
        given = np.asarray(array)
        return jax.make_array_from_callback(given.shape, self._sharding(axis), lambda part: given[part])

    def whole_on_each(self, small: Integers) -> Any:
        """A few numbers, the same on every device. One device takes them as they are, which costs it less."""
        return small if self.mesh is None else self.put(small, None)

    def ranges(self, chunk_place: Integers, places: int) -> Ranges:
        """Where the chunks of each place lie among each device's own tiles, one device after the other."""
        if self.mesh is None:
            return ranges(chunk_place, places)
        parts = [ranges(part, places) for part in np.split(chunk_place, self.count)]
        return Ranges(*(self.put(np.concatenate(rows)) for rows in zip(*parts, strict=True)))

    def split(
        self, function: Callable[..., Any], shapes: tuple[Any, ...], along: tuple[int | None, ...], out: Out
    ) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """A kernel as it runs on each device's own tiles, and the shapes of its arguments on all devices.

        along: for each argument the axis of its tiles, or None where every device has the whole; out: of what it makes.
        """
        if self.mesh is None:
            return function, shapes
        placed = tuple(
            jax.tree.map(lambda s, a=axis: jax.ShapeDtypeStruct(s.shape, s.dtype, sharding=self._sharding(a)), one)
            for one, axis in zip(shapes, along, strict=True)
        )
        specs = tuple(_spec(axis) for axis in along)
        outs = tuple(map(_spec, out)) if isinstance(out, tuple) else _spec(out)
        return jax.shard_map(function, mesh=self.mesh, in_specs=specs, out_specs=outs, check_vma=False), placed

    def gathered(self, words: Any) -> Any:
        """In a kernel: the words of all devices, (blocks, 8), from each device's own."""
        return words if self.mesh is None else jax.lax.all_gather(words, AXIS, tiled=True)

    def total(self, counts: Any) -> Any:
        """In a kernel: whole numbers added up over all devices."""
        return counts if self.mesh is None else jax.lax.psum(counts, AXIS)

    def mine(self, array: Any, axis: int = 0) -> Iterator[tuple[slice, Any]]:
        """What this process holds of an array, where it lies: which tiles, and those."""
        if self.mesh is None:
            yield slice(0, array.shape[axis]), array
            return
        for shard in array.addressable_shards:
            yield slice(*shard.index[axis].indices(array.shape[axis])), shard.data

    def whole(self, array: Any) -> Integers:
        """An array with the tiles of every process."""
        return np.asarray(array if self.processes == 1 else process_allgather(array, tiled=True))

    def added(self, counts: Integers) -> Integers:
        """Whole numbers of 64 bits added up over processes."""
        return counts if self.processes == 1 else cast(Integers, _of_every_process(counts).sum(axis=0))

    def joined(self, rows: Integers) -> Integers:
        """(n,) whole numbers of every process, which may have different numbers of them, in one array."""
        if self.processes == 1:
            return rows
        lengths = _of_every_process(np.array([len(rows)], np.int64))[:, 0]
        if not lengths.any():
            return rows
        padded = np.zeros(int(lengths.max()), np.int64)
        padded[: len(rows)] = rows
        parts = [one[:n] for one, n in zip(_of_every_process(padded), lengths, strict=True)]
        return np.concatenate(parts).astype(rows.dtype)

    @contextmanager
    def unanimous(self) -> Iterator[None]:
        """Go on where every process can; raises RequestError where another one cannot, so that none waits for it."""
        try:
            yield
        except SousveilError:
            self.added(np.array([1], np.int64))
            raise
        if self.added(np.array([0], np.int64))[0]:
            raise RequestError("another process of this run has refused it; its own message says why")

    def _sharding(self, axis: int | None) -> NamedSharding:
        return NamedSharding(cast(Mesh, self.mesh), _spec(axis))


ONE = Devices()


def bytes_a_device(needed: Estimate, devices: int) -> int:
    """What each of so many devices holds: its tiles of every column and the work space, and a bit of everybody."""
    tiles = tiles_for(-(-needed.slots // CHUNK), devices)
    a_slot = sum(needed.columns.values()) + needed.working
    everybody = tiles * TILE // 8 if devices > 1 else 0
    return (a_slot * tiles // devices * TILE + everybody) * needed.together


def row(devices: Sequence[Any]) -> Devices:
    """These devices in a row."""
    return Devices(Mesh(np.array(devices), (AXIS,)))


def _spec(axis: int | None) -> PartitionSpec:
    return PartitionSpec() if axis is None else PartitionSpec(*[None] * axis, AXIS)


def _of_every_process(numbers: Integers) -> Integers:
    """(processes, ...) 64-bit numbers, which travel as pairs of words: JAX would cut them to 32 bits."""
    words = np.ascontiguousarray(numbers).reshape(-1).view(np.uint32)
    gathered = np.ascontiguousarray(process_allgather(words))
    return gathered.view(np.int64).reshape(len(gathered), *numbers.shape)
