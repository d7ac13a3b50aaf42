"""A real scheduler and two workers on loopback: the same points as without them, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from sweep.conftest import OVER, SIZE

from sousveil.contract.errors import RequestError
from sousveil.sweep import sweep, wiring

distributed = pytest.importorskip("distributed", reason="the extra `sweep` is not installed")
WAIT = 120
"""Seconds in which processes have to find each other; only a machine that is badly overloaded needs as many."""


def started(place: Path, program: str, *options: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(place / "scheduler.json"),
               "--no-dashboard", *options]  # fmt: skip
    with open(place / f"{program}.log", "ab") as log:
        return subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=log)


@pytest.fixture
def cluster(tmp_path):
    """A client of a scheduler with two workers, and the processes of the workers by address."""
    scheduler = started(tmp_path, "dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    workers = [started(tmp_path, "dask_worker", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1",
                       "--name", str(i)) for i in range(2)]  # fmt: skip
    try:
        deadline = time.monotonic() + WAIT
        while not (tmp_path / "scheduler.json").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        with distributed.Client(scheduler_file=str(tmp_path / "scheduler.json"), timeout=WAIT) as client:
            client.wait_for_workers(2, timeout=WAIT)
            yield client, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_worker_is_killed_in_the_middle_and_nothing_changes(small, cluster, tmp_path, monkeypatch) -> None:
    client, workers = cluster
    names = {address: int(worker["name"]) for address, worker in client.scheduler_info()["workers"].items()}
    killed: list[int] = []
    # every point a job of its own: when the first is done, others are being lived
    monkeypatch.setattr(wiring.Plan, "_width", lambda plan, numbers, workers: 1)

    def kill(stage) -> None:
        busy = [names[address] for address, jobs in client.processing().items() if jobs]
        if stage.done and busy and not killed:
            workers[busy[0]].send_signal(signal.SIGKILL)
            killed.append(busy[0])

    # eight points instead of four, so that there is a middle; the first four are those of the sweep without Dask
    over = [OVER[0], "fear.own=0.1,0.9,0.2,0.8"]
    address = client.scheduler.address
    made = sweep("everything-app", over, replicates=2, scheduler=address, out=tmp_path / "out", progress=kill, **SIZE)
    assert killed and workers[killed[0]].wait() == -signal.SIGKILL
    assert [outcome.status for outcome in made.outcomes] == ["done"] * 8
    alone = {(o, f): small.outcomes[2 * i + k] for i, o in enumerate((0, 1)) for k, f in enumerate((0.1, 0.9))}
    for row, outcome in zip(made.plan.rows, made.outcomes, strict=True):
        if row in alone:
            assert outcome.state_hash == alone[row].state_hash
            assert np.array_equal(outcome.values, alone[row].values, equal_nan=True)
            assert outcome.reasons == alone[row].reasons


def test_nobody_answers(tmp_path) -> None:
    with pytest.raises(RequestError) as refused:
        sweep("all-off", ["people=300"], days=3, scheduler="tcp://127.0.0.1:9", out=tmp_path / "out")
    assert "no scheduler answers there" in str(refused.value) and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["nonsense://", "127.0.0.1:notaport"])
def test_no_address_at_all(tmp_path, address) -> None:
    with pytest.raises(RequestError, match="no scheduler answers there"):
        sweep("all-off", ["people=300"], days=3, scheduler=address, out=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_workers_of_this_machine(tmp_path) -> None:
    asked = {"people": 300, "days": 3, "replicates": 1}
    beside = sweep("all-off", ["trust.own=0.1,0.2,0.3,0.4"], workers=2, out=tmp_path / "beside", **asked)
    alone = sweep("all-off", ["trust.own=0.1,0.2,0.3,0.4"], keep=False, **asked)
    assert beside.hash == alone.hash


def test_without_dask_more_workers_are_refused(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RequestError, match="not installed"):
        sweep("all-off", ["people=300"], days=3, workers=2, out=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
