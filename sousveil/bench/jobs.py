"""The people, parameters and luck of a comparison, and the file from which every engine reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.bench import chilling
from sousveil.bench.peers.stopwatch import AGE_BANDS, Job
from sousveil.contract.errors import RequestError
from sousveil.contract.quantity import to_fixed
from sousveil.engine.setting import stream_key

AGES = (0.18, 0.10, 0.16, 0.15, 0.16, 0.12, 0.13)
"""Shares of the age bands; assumed, near those of a census."""
FEMALE, MINORITY = 0.49, 0.09
QUARTER = 1 << 14
"""Opinions begin between a quarter and three quarters, where nobody is clipped."""


def check(count: int) -> None:
    """Refuse a number of people who cannot live in households of four."""
    if count < chilling.HOUSEHOLD or count % chilling.HOUSEHOLD:
        raise RequestError("people live in households of four", where="--sizes", found=f"{count:,}",
                           allowed="a multiple of four")  # fmt: skip


def people(count: int, seed: int) -> dict[str, npt.NDArray[Any]]:
    """Fixed facts and first opinions of so many people in households of four; a household is of one group."""
    check(count)
    luck = np.random.default_rng((seed, count))
    return {
        "age": luck.choice(AGE_BANDS, count, p=AGES).astype(np.uint8),
        "female": luck.random(count) < FEMALE,
        "minority": np.repeat(luck.random(count // chilling.HOUSEHOLD) < MINORITY, chilling.HOUSEHOLD),
        "opinion": luck.integers(QUARTER, 3 * QUARTER, count, dtype=np.uint16),
    }


def parameters() -> dict[str, int]:
    """The model's parameters as stored integers, by the names of the specification."""
    made = {key: to_fixed(m.values[key], p.kind) for m in chilling.mechanisms() for key, p in m.parameters.items()}
    return {**made, "top": chilling.TOP}


def keys(seed: int) -> list[list[int]]:
    """The two words of each stream's key."""
    return [[int(word[0]) for word in stream_key(seed, name)] for name in chilling.STREAMS]


def job(count: int, days: int, runs: int, seed: int, *, threefry: bool = False) -> Job:
    """A job."""
    return Job(**people(count, seed), parameters=parameters(), keys=keys(seed), seed=seed, days=days, runs=runs,
               threefry=threefry)  # fmt: skip


def write(given: Job, folder: Path) -> Path:
    """The job as two files in a folder; gives the one that names the other."""
    columns = folder / f"people-{given.people}.npz"
    facts = {name: getattr(given, name) for name in ("age", "female", "minority", "opinion")}
    with columns.open("wb") as file:
        np.savez(file, **facts)
    rest = {key: getattr(given, key) for key in ("parameters", "keys", "seed", "days", "runs", "threefry")}
    path = folder / f"job-{given.people}-{given.runs}-{given.threefry:d}.json"
    path.write_text(json.dumps({"people": str(columns), **rest}), encoding="utf-8")
    return path
