"""Environments of the engines that the lab is compared with: one a library, set up once, pinned by version."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from sousveil.contract.errors import SousveilError

NUMPY = "numpy==2.4.6"
READY = "ready"
"""An environment without this file was not finished, and is made anew."""


@dataclass(frozen=True)
class Peer:
    """An engine of the comparison.

    script: its file in `peers`; empty for the lab itself. pins: what is installed into its environment; the lab runs in
    the environment that is there. threefry: draws the common generator. largest: people it can bear.
    """

    name: str
    script: str
    pins: tuple[str, ...]
    threefry: bool
    largest: int
    what: str


PEERS: tuple[Peer, ...] = (
    Peer("sousveil", "", (), True, 100_000_000, "the lab"),
    Peer(
        "numba tuned", "numba_tuned", ("numba==0.68.1", NUMPY), True, 100_000_000, "Numba, hand-split into SIMD loops"
    ),
    Peer("numba", "numba_loop", ("numba==0.68.1", NUMPY), True, 20_000_000, "Numba, one straightforward parallel loop"),
    Peer("numpy", "numpy_columns", (NUMPY,), False, 10_000_000, "NumPy columns"),
    Peer("polars", "polars_expressions", ("polars==2.1.0", NUMPY), False, 10_000_000, "Polars expressions"),
    Peer("starsim", "starsim_module", ("starsim==3.7.2", NUMPY), False, 1_000_000, "a Starsim module"),
    Peer("mesa", "mesa_agents", ("mesa==3.3.1", NUMPY), False, 100_000, "Mesa agents"),
)
BY_NAME = {peer.name: peer for peer in PEERS}


def folder_of(peer: Peer, below: Path) -> Path:
    """Where an environment lies: its name says what is in it and for which Python."""
    wanted = "\n".join((*peer.pins, sys.version))
    return below / "bench" / f"{peer.pins[0].partition('=')[0]}-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}"


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ready(peer: Peer, below: Path) -> bool:
    """Whether the engine's environment is there."""
    return not peer.pins or (folder_of(peer, below) / READY).is_file()


def set_up(peer: Peer, below: Path) -> Path:
    """The Python of the engine's environment, set up if it is not there; raises SousveilError if it cannot be."""
    if not peer.pins:
        return Path(sys.executable)
    folder = folder_of(peer, below)
    if not ready(peer, below):
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        command = [str(python_of(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.pins]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip gave no reason"]
            raise SousveilError(f"the environment of {peer.name} could not be set up: {said[0]}")
        (folder / READY).write_text("\n".join(peer.pins) + "\n", encoding="utf-8")
    return python_of(folder)
