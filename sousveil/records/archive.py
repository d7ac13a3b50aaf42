"""records.zarr: the dataset on disk, one compressed chunk a variable, in place only when complete."""

from __future__ import annotations

import os
import shutil
import warnings
from pathlib import Path

import xarray as xr
from zarr.codecs import BloscCodec
from zarr.core.buffer import Buffer
from zarr.storage import MemoryStore

FOLDER = "records.zarr"


def write(dataset: xr.Dataset, path: Path) -> None:
    """Write a dataset as zarr version 3 to `path`, which appears by a rename when everything is there."""
    part = path.with_name(path.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    squeeze = BloscCodec(cname="zstd", clevel=5, shuffle="shuffle")  # counts are small numbers: a third off plain zstd
    encoding = {
        name: {"chunks": tuple(max(n, 1) for n in dataset[name].shape), "compressors": [squeeze]}
        for name in dataset.data_vars
    }
    # made in memory and then put on disk: zarr hands every small file to a thread, which takes twice as long
    made: dict[str, Buffer] = {}
    with warnings.catch_warnings():
        # consolidated metadata is an extension of zarr 3 that xarray and zarr-python read; it saves a file a variable
        warnings.filterwarnings("ignore", message="Consolidated metadata is currently not part")
        dataset.to_zarr(MemoryStore(made), mode="w", zarr_format=3, consolidated=True, encoding=encoding)
    for name, content in made.items():
        file = part / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.to_bytes())
    os.replace(part, path)


def read(path: Path) -> xr.Dataset:
    """The dataset, its variables read from disk when first used."""
    records: xr.Dataset = xr.open_zarr(path, chunks=None, consolidated=True)
    return records
