"""Where a run comes from: versions, hashes, and the seal on run.json."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from sousveil.contract import registry

PACKAGES = ("sousveil", "jax", "jaxlib", "numpy", "xarray", "zarr", "polars")
RUN_FILE = "run.json"
UNHASHED = (RUN_FILE, "checkpoints")
"""Members of a run folder that its hashes leave out: checkpoints carry hashes of their own, and may be removed."""
PIECE = 1 << 20


@cache
def version(package: str = "sousveil") -> str:
    """The installed version of a package, or "not installed" (a checkout on the path has no version of its own)."""
    try:
        return installed(package)
    except PackageNotFoundError:
        return "not installed"


def versions() -> dict[str, str]:
    """Python's version and those of the packages that a result may depend on; packages with mechanisms among them."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}, **registry.packages()}


def digest(content: bytes) -> str:
    """SHA-256 as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    made = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            made.update(piece)
    return made.hexdigest()


def tree_digest(folder: Path) -> str:
    """SHA-256 of the sorted lines "<relative path> <SHA-256>" of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder).as_posix()} {file_digest(path)}\n" for path in files]
    return digest("".join(sorted(lines)).encode())


def members(folder: Path) -> dict[str, Path]:
    """What a run folder is hashed by: relative path -> file, or zarr folder taken as one."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.name in UNHASHED:
            continue
        if path.is_dir() and path.suffix == ".zarr":
            found[path.name] = path
        elif path.is_dir():
            found |= {f"{path.name}/{name}": below for name, below in members(path).items()}
        else:
            found[path.name] = path
    return found


def member_digest(path: Path) -> str:
    """SHA-256 of a file, or of a zarr folder by `tree_digest`."""
    return tree_digest(path) if path.is_dir() else file_digest(path)


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of everything in a run folder."""
    return {name: member_digest(path) for name, path in members(folder).items()}


def seal(info: Mapping[str, Any]) -> str:
    """SHA-256 of the content of run.json without its seal, keys sorted: an altered run.json does not match it."""
    rest = {key: value for key, value in info.items() if key != "seal"}
    return digest(json.dumps(rest, sort_keys=True, allow_nan=False).encode())
