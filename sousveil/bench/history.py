"""benchmarks/history.jsonl: a line a benchmark, with the machine it ran on. Figures of machines, never promises."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sousveil import __version__
from sousveil.bench.peers.stopwatch import processors
from sousveil.engine.processor import native_here, wide_vectors

FILE = Path("benchmarks") / "history.jsonl"
"""Below the project's folder."""


def machine() -> dict[str, Any]:
    """What figures depend on: processor, how many of them, vectors, phases in one pass, Python."""
    return {
        "processor": _processor(), "processors": processors(), "wide_vectors": wide_vectors(), "native": native_here(),
        "python": platform.python_version(),
    }  # fmt: skip


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def keep(benchmark: str, figures: dict[str, Any], file: Path = FILE) -> bool:
    """Append a line; False where there is no such file, as outside of the project's folder."""
    if not file.is_file():
        return False
    when = datetime.now(UTC).isoformat(timespec="seconds")
    line = {"benchmark": benchmark, "when": when, "version": __version__, **machine(), "figures": figures}
    with file.open("a", encoding="utf-8") as target:
        target.write(json.dumps(line) + "\n")
    return True


def kept(benchmark: str, file: Path = FILE) -> list[dict[str, Any]]:
    """The lines of a benchmark, oldest first."""
    if not file.is_file():
        return []
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [line for line in lines if line["benchmark"] == benchmark]
