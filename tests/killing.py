"""Runs in processes of their own that are killed without warning, and what they leave."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from sousveil.cli import main
from sousveil.records import store
from sousveil.records.stored import open_run

DAY = re.compile(r"day-(\d+)\.zarr")


DYING = """
import os, signal, sys
from importlib import import_module
from sousveil.cli import main
owner, left = import_module({module!r}), {calls}
*inside, name = {function!r}.split(".")
for part in inside:
    owner = getattr(owner, part)
before = getattr(owner, name)
def dying(*given, **named):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return before(*given, **named)
setattr(owner, name, dying)
sys.exit(main({arguments!r}))
"""


def die(place: Path, arguments: list[str], cache: Path, where: str, calls: int) -> int:
    """Run `sousveil` in a process that gets SIGKILL where a function, "module:name", was called so often; its code."""
    module, function = where.split(":")
    program = DYING.format(module=module, function=function, calls=calls, arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=place, env=_environment(cache), capture_output=True, check=False
    )
    return done.returncode


def _environment(cache: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "SOUSVEIL_CACHE": str(cache)}


def begin(place: Path, arguments: list[str], cache: Path, tenth: int) -> tuple[subprocess.Popen[str], float]:
    """Start `sousveil` and wait until it has lived so many tenths of its days; the process, and seconds a tenth."""
    command = f"import sys; from sousveil.cli import main; sys.exit(main({arguments!r}))"
    process = subprocess.Popen(
        [sys.executable, "-c", command], cwd=place, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        env=_environment(cache),
    )  # fmt: skip
    assert process.stderr is not None
    started = time.perf_counter()
    for line in process.stderr:
        if line.strip() == "living":
            started = time.perf_counter()
        if line.startswith(f"living {tenth}0%"):
            break
    return process, (time.perf_counter() - started) / tenth


def kept(folder: Path) -> list[int]:
    """Days of the checkpoints of a run that is going on or was killed."""
    names = [DAY.fullmatch(path.name) for path in (store.staging(folder) / "checkpoints").glob("*.zarr")]
    return sorted(int(name[1]) for name in names if name is not None)


def kill_after(process: subprocess.Popen[str], seconds: float) -> None:
    """SIGKILL after so many seconds."""
    time.sleep(seconds)
    _kill(process)


def kill_while_writing(process: subprocess.Popen[str], folder: Path, luck: Any) -> None:
    """SIGKILL while a checkpoint is being written, a random while after that began."""
    place = store.staging(folder) / "checkpoints"
    while process.poll() is None and not any(place.glob("*.zarr.part")):
        time.sleep(0.0005)
    time.sleep(float(luck.uniform(0, 0.05)))
    _kill(process)


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def resumed(folder: Path) -> int:
    """Resume a killed run to its end; the day after which it went on."""
    assert main(["resume", str(folder), "--quiet", "--no-report"]) == 0
    return int(json.loads((folder / "run.json").read_text())["resumed"][-1]["day"])


def assert_same(one: Path, other: Path, *, titled: bool = True) -> None:
    """Two run folders say the same: state, records, case file, measures; `titled`: of scenarios of the same title."""
    before, after = open_run(one), open_run(other)
    assert before.summary["state_hash"] == after.summary["state_hash"]
    assert before.summary["measures"] == after.summary["measures"]
    assert before.records.equals(after.records)
    assert before.records.identical(after.records) or not titled
    assert before.events.equals(after.events)
