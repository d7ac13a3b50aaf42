"""A zarr folder whose arrays carry SHA-256 hashes: written piece by piece, in place only when it is on the disk.

zarr is imported where it is used: a run that keeps nothing needs none.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sousveil.records.provenance import seal

if TYPE_CHECKING:
    import zarr

PART = ".part"
PIECE_BYTES = 1 << 23
UNREADABLE = (OSError, ValueError, KeyError, TypeError, RuntimeError)
"""What zarr and its codecs raise where a file is missing, cut short or altered."""

Integers = npt.NDArray[Any]


class DamagedError(Exception):
    """Something of the folder is missing, cut short or altered; says what."""


@dataclass(frozen=True)
class Sheet:
    """An array to be written, `step` indices along `axis` at a time, so that it never needs to be in memory whole.

    piece: (first, last) along the axis -> that part of the array.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    dims: tuple[str, ...]
    axis: int
    step: int
    piece: Callable[[int, int], Integers]
    attributes: Mapping[str, Any] = field(default_factory=dict)


def sheet(name: str, array: Integers, dims: tuple[str, ...], **attributes: Any) -> Sheet:
    """A sheet of an array that is in memory, cut along its longest axis."""
    axis = int(np.argmax(array.shape))
    step = max(1, PIECE_BYTES * array.shape[axis] // max(array.nbytes, 1))

    def piece(first: int, last: int) -> Integers:
        return array[(slice(None),) * axis + (slice(first, last),)]

    return Sheet(name, array.shape, array.dtype.name, dims, axis, step, piece, attributes)


def write(path: Path, sheets: Iterator[Sheet], attributes: Mapping[str, Any]) -> None:
    """Write the sheets as zarr version 3 to `path`, which appears by a rename when everything is on the disk."""
    import zarr

    part = path.with_name(path.name + PART)
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(exist_ok=True)
    try:
        group = zarr.open_group(part, mode="w", zarr_format=3)
        said = dict(attributes) | {"arrays": {one.name: _put(group, one) for one in sheets}}
        group.update_attributes(said | {"seal": seal(said)})
        _to_disk(part)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    remove(path)
    os.rename(part, path)
    _sync(path.parent)


def remove(path: Path) -> None:
    """Remove a folder, if it is there, so that at no moment half of it stands in its place."""
    if path.exists():
        gone = path.with_name(f"{path.name}.gone{PART}")
        shutil.rmtree(gone, ignore_errors=True)
        os.rename(path, gone)
        shutil.rmtree(gone)


def _put(group: zarr.Group, one: Sheet) -> str:
    """Write an array and the hash of each piece; returns the hash of all of them."""
    from zarr.codecs import BloscCodec

    length = one.shape[one.axis]
    chunks = [max(n, 1) for n in one.shape]
    chunks[one.axis] = max(1, min(one.step, length))
    array = group.create_array(
        one.name, shape=one.shape, chunks=tuple(chunks), dtype=one.dtype, dimension_names=one.dims, fill_value=0,
        chunk_key_encoding={"name": "default", "separator": "."},  # no folders below: each one costs a sync
        compressors=BloscCodec(cname="zstd", clevel=1, shuffle="shuffle"),
    )  # fmt: skip
    made = []
    for first in range(0, length, one.step):
        piece = np.ascontiguousarray(one.piece(first, min(first + one.step, length)), one.dtype)
        array[_along(one.axis, first, first + one.step)] = piece
        made.append(_hash(piece))
    said = {**one.attributes, "cut_along": one.axis, "step": one.step, "sha256": made}
    array.update_attributes(said)
    return _described(one.dtype, one.shape, said)


def _along(axis: int, first: int, last: int) -> tuple[slice, ...]:
    return (*(slice(None),) * axis, slice(first, last))


def _hash(piece: Integers) -> str:
    """SHA-256 of a piece in C order, little-endian."""
    return hashlib.sha256(np.ascontiguousarray(piece, piece.dtype.newbyteorder("<")).data).hexdigest()


def _described(dtype: str, shape: tuple[int, ...], attributes: Mapping[str, Any]) -> str:
    """SHA-256 of what an array says of itself, the hashes of its pieces included."""
    return seal({"dtype": dtype, "shape": list(shape), **attributes})


def _to_disk(folder: Path) -> None:
    for where, _, files in os.walk(folder):
        for name in files:
            _sync(Path(where, name))
        _sync(Path(where))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Hashed:
    """Such a folder, read: everything that is handed out matches its hash. Raises DamagedError."""

    def __init__(self, path: Path) -> None:
        import zarr

        self.path = path
        try:
            self._group = zarr.open_group(path, mode="r", zarr_format=3)
            self.attributes: dict[str, Any] = dict(self._group.attrs)
        except UNREADABLE as error:
            raise DamagedError(f"cannot be read ({_line(error)})") from None
        if self.attributes.get("seal") != seal(self.attributes):
            raise DamagedError("its attributes do not match their seal")

    @property
    def names(self) -> tuple[str, ...]:
        """The arrays it holds."""
        return tuple(self.attributes["arrays"])

    def pieces(self, name: str) -> Iterator[tuple[int, Integers]]:
        """(first index, part) of an array along the axis by which it is cut."""
        array, axis, step, wanted = self._opened(name)
        for i, first in enumerate(range(0, array.shape[axis], step)):
            try:
                piece = np.asarray(array[_along(axis, first, first + step)])
            except UNREADABLE as error:
                raise DamagedError(f"{name} cannot be read ({_line(error)})") from None
            if _hash(piece) != wanted[i]:
                raise DamagedError(f"{name} does not match its hash")
            yield first, piece

    def whole(self, name: str) -> Integers:
        """An array."""
        array, axis, _, _ = self._opened(name)
        made = np.zeros(array.shape, array.dtype)
        for first, piece in self.pieces(name):
            made[_along(axis, first, first + piece.shape[axis])] = piece
        return made

    def _opened(self, name: str) -> tuple[Any, int, int, list[str]]:
        """An array, the axis along which it is cut, indices a piece, and the hash of each piece."""
        try:
            array: Any = self._group[name]
            said: dict[str, Any] = dict(array.attrs)
            axis, step, wanted = said["cut_along"], said["step"], said["sha256"]
            made = _described(array.dtype.name, array.shape, said)
        except (*UNREADABLE, AttributeError) as error:
            raise DamagedError(f"{name} cannot be read ({_line(error)})") from None
        if made != self.attributes["arrays"][name]:
            raise DamagedError(f"what {name} says of itself was altered")
        return array, axis, step, wanted

    def check(self) -> None:
        """Read everything once."""
        for name in self.names:
            for _ in self.pieces(name):
                pass


def _line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
