"""records.zarr: the dataset on disk, one compressed chunk a variable, in place only when complete."""

from __future__ import annotations

import os
import shutil
import warnings
from pathlib import Path

import xarray as xr
from zarr.codecs import BloscCodec

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
    with warnings.catch_warnings():
        # consolidated metadata is an extension of zarr 3 that xarray and zarr-python read; it saves a file a variable
        warnings.filterwarnings("ignore", message="Consolidated metadata is currently not part")
        dataset.to_zarr(part, mode="w", zarr_format=3, consolidated=True, encoding=encoding)
    os.replace(part, path)


def read(path: Path) -> xr.Dataset:
    """The dataset, its variables read from disk when first used."""
    records: xr.Dataset = xr.open_zarr(path, chunks=None, consolidated=True)
    return records
