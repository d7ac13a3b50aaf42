"""What the device can do at most: bytes copied and random words drawn in a second."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

import jax
import jax.numpy as jnp

from sousveil.bench.ceilings import word_seconds


def copied_bytes_per_second(size: int, runs: int = 10, together: int = 5) -> float:
    """Bytes read and written in a second by a copy of `size` bytes that changes every word on the way."""
    copy = jax.jit(lambda words: words + jnp.uint32(1))
    words = copy(jnp.arange(size // 4, dtype=jnp.uint32))
    spent = []
    for _ in range(runs):
        jax.block_until_ready(words)
        started = time.perf_counter()
        for _ in range(together):
            words = copy(words)
        jax.block_until_ready(words)
        spent.append((time.perf_counter() - started) / together)
    return 2 * size / median(spent)


def ceilings(*, small: bool) -> dict[str, float]:
    """Both ceilings, measured on the default device; `small` for a processor."""
    size, people = (1 << 28, 1 << 22) if small else (1 << 31, 1 << 28)
    return {
        "copied_bytes_per_s": copied_bytes_per_second(size),
        "words_per_s": 1 / word_seconds(people),
    }


def device_facts() -> dict[str, Any]:
    """The device's name and memory."""
    device = jax.devices()[0]
    stats = device.memory_stats() or {}
    return {"device": device.device_kind, "platform": device.platform, "bytes_limit": stats.get("bytes_limit"),
            "jax": jax.__version__}  # fmt: skip
