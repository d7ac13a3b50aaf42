"""Memory: what a run will need, and how the allocator is asked to behave."""

from __future__ import annotations

import ctypes
import resource
import sys
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sousveil.contract.columns import PEOPLE_COLUMNS
from sousveil.contract.countries import COUNTRY_COLUMNS
from sousveil.engine.processor import native_here

M_TRIM_THRESHOLD, M_MMAP_MAX, M_ARENA_MAX = -1, -4, -8  # glibc's mallopt
FIXED = 530_000_000 if native_here() else 640_000_000
"""Bytes of a run of almost nobody: interpreter, JAX, compiler, records, the page. Measured from 10,000 people on."""
WORKING = 28 if native_here() else 37
"""Bytes a slot beside the columns: event words, rows of bits, group masks. Measured from 10 to 100 million people."""


def keep_pages() -> None:
    """Ask glibc to keep big buffers instead of handing them back: new columns then cost no page faults.

    All threads share one heap, so that what one has freed serves another.
    """
    libc = _libc()
    if libc is not None:
        libc.mallopt(M_ARENA_MAX, 1)
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, (1 << 31) - 1)


def give_back() -> None:
    """Hand back to the system what setting up has left unused inside the heap, which would count to the peak."""
    libc = _libc()
    if libc is not None:
        libc.malloc_trim(0)


def _libc() -> Any:
    """The GNU C library; None elsewhere: slower and larger then, not wrong."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        libc = ctypes.CDLL("libc.so.6")
        return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
    except OSError:
        return None


def peak_bytes() -> int:
    """The process's peak resident memory."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def available_bytes() -> int:
    """Memory this machine can still give, 0 where it does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            facts = dict(line.split(":", 1) for line in lines)
        return int(facts["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 0


@dataclass(frozen=True)
class Estimate:
    """What a run will need. columns: bytes a person by column."""

    people: int
    slots: int
    columns: dict[str, int]
    working: int
    together: int
    """Replicates that are in memory at the same time; the others wait for them."""
    peak: int
    available: int
    largest: int
    """The largest population that fits in the memory that is free, 0 where that is not known."""

    def twice(self) -> Estimate:
        """Of two such runs beside each other."""
        return replace(self, together=2 * self.together, peak=2 * self.peak - FIXED, largest=self.largest // 2)


def countries_estimate(countries: int, slots: int) -> Estimate:
    """The memory of worlds of countries, in so many slots. Allocates nothing."""
    columns = {c.name: c.bytes for c in COUNTRY_COLUMNS}
    a_slot, free = sum(columns.values()) + WORKING, available_bytes()
    return Estimate(countries, slots, columns, WORKING, 1, FIXED + a_slot * slots, free, countries)


def estimate(
    people: int, slots: int, together: int = 1, records: int = 0, small_world: Collection[str] = ()
) -> Estimate:
    """The memory of a run of so many people in so many slots. Allocates nothing.

    together: replicates that are stepped together; records: bytes of what is kept of all replicates but one, whose
    records are part of FIXED; small_world: columns of small worlds that this one has.
    """
    columns = {c.name: c.bytes for c in PEOPLE_COLUMNS if not c.small_world or c.name in small_world}
    a_slot = sum(columns.values()) + WORKING
    free = available_bytes()
    a_person = a_slot * slots / max(people, 1)
    return Estimate(
        people, slots, columns, WORKING, together, FIXED + a_slot * slots * together + records, free,
        max(0, int((free - FIXED) / a_person)) if free else 0,
    )  # fmt: skip
