"""What compiling needs to know of this machine, and shapes for all replicates."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jax

from sousveil.engine.kernels import shape
from sousveil.engine.native.arguments import Size


def workers() -> int:
    """How many share the tiles: as many as there are processors for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def of_each(size: Size, own: bool, shapes: Any) -> Any:
    """Shapes for all replicates, where they have their own."""
    many = size.replicates
    return shapes if many is None or not own else jax.tree.map(lambda s: shape((many, *s.shape), s.dtype.name), shapes)


def compiled_folder() -> Path | None:
    """Where XLA keeps compiled kernels."""
    found = getattr(jax.config, "jax_compilation_cache_dir", None)
    return Path(found) if found else None
