"""Records as one netCDF-4 file, for whatever else reads such files; in place only when complete."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import xarray as xr

from sousveil.contract.errors import RequestError

NEEDED = ("h5netcdf", "h5py")


def write(dataset: xr.Dataset, path: Path) -> Path:
    """Write a dataset with its attributes and return the path; raises RequestError where that cannot be done."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise RequestError(f"netCDF needs {' and '.join(missing)}, which are not installed", where=str(path),
                           allowed="pip install 'sousveil[notebook]'")  # fmt: skip
    plain = dataset.drop_encoding()  # that of a folder is zarr's
    # counts are small numbers, most of them nothing
    encoding = {name: {"zlib": True, "shuffle": True} for name, one in plain.data_vars.items() if one.dtype != object}
    part = path.with_name(path.name + ".part")
    try:
        plain.to_netcdf(part, engine="h5netcdf", encoding=encoding)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RequestError("the file cannot be written", where=str(path), found=error.strerror or str(error)) from None
    return path
