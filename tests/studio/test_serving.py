"""The verb: where it listens, what it says, what it refuses, and what its process is made of."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from studio.desk import SMALL

from sousveil.cli import main
from sousveil.studio.service import Studio

LARGEST = 250 << 20
"""Bytes that the process of an idle studio may hold: on a small laptop it is left open beside everything else."""
GIVEN_UP = 120.0
"""Seconds after which it will never answer: no bound on how fast it is."""


@pytest.fixture
def started(tmp_path):
    """A studio as a user starts it: its process and its address."""
    command = [sys.executable, "-m", "sousveil.cli", "studio", "--port", "0"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ})
    said = process.stderr.readline()
    yield process, said.split("the studio is at ")[1].split()[0], said
    process.kill()
    process.wait()


def answered(address: str) -> bytes:
    begun = time.monotonic()
    while True:
        try:
            with urlopen(address, timeout=30) as answer:
                return answer.read()
        except OSError:
            assert time.monotonic() - begun < GIVEN_UP
            time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_an_idle_studio_is_small_and_has_no_engine_in_it(started, tmp_path):
    process, address, said = started
    assert address.startswith("http://127.0.0.1:") and str(tmp_path / "runs") in said
    for path in ("", "api/scenarios", "api/kept", "api/drafts?scenario=everything-app", "api/exhibits", "openapi.json"):
        answered(address + path)
    status = Path(f"/proc/{process.pid}/status").read_text()
    held = int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) * 1024
    assert held < LARGEST
    maps = Path(f"/proc/{process.pid}/maps").read_text()
    assert not {name for name in ("jaxlib", "pandas", "polars") if name in maps}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(started, number):
    process, address, _ = started
    answered(address)
    process.send_signal(number)
    assert process.wait(GIVEN_UP) == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert "Traceback" not in process.stderr.read()


def test_it_ends_while_somebody_follows_a_run_and_leaves_it_to_be_gone_on_with(started, tmp_path):
    process, address, _ = started
    body = json.dumps({"world": {"text": SMALL.replace("days: 24", "days: 5000")}, "name": "mine"}).encode()
    with urlopen(Request(f"{address}api/jobs/run", body, {"Content-Type": "application/json"})) as asked:
        assert asked.status == 201
    with urlopen(f"{address}api/jobs/1/stream", timeout=GIVEN_UP) as stream:
        while b"event: frames" not in stream.readline():
            pass
        process.send_signal(signal.SIGTERM)
        stream.read()
    assert process.wait(GIVEN_UP) == 143
    said = process.stderr.read()
    assert "Traceback" not in said, said
    assert Studio(tmp_path / "runs").one_kept("mine").status == "interrupted"


def test_a_studio_that_is_killed_leaves_no_engine_behind_and_a_run_that_can_be_gone_on_with(started, tmp_path):
    process, address, _ = started
    body = json.dumps({"world": {"text": SMALL.replace("days: 24", "days: 5000")}, "name": "mine"}).encode()
    with urlopen(Request(f"{address}api/jobs/run", body, {"Content-Type": "application/json"})) as asked:
        assert asked.status == 201
    with urlopen(f"{address}api/jobs/1/stream", timeout=GIVEN_UP) as stream:
        while b"event: frames" not in stream.readline():
            pass
    process.kill()
    begun = time.monotonic()
    while Studio(tmp_path / "runs").one_kept("mine").status == "running":
        assert time.monotonic() - begun < GIVEN_UP
        time.sleep(0.1)
    assert Studio(tmp_path / "runs").one_kept("mine").status == "interrupted"
    assert Studio(tmp_path / "runs").one_kept("mine").day > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "0.0.0.0"], "others could reach the studio"),
        (["--host", "192.168.1.7"], "--token TOKEN"),
        (["--host", "::"], "others could reach the studio"),
        (["--token", "short"], "too short"),
        (["--port", "70000"], "outside its range"),
        (["--port", "many"], "not a whole number"),
        (["--host", "203.0.113.7", "--token", "long enough to be one"], "cannot listen there"),
    ],
)
def test_what_it_refuses_is_said_in_one_block_with_exit_code_2(capsys, monkeypatch, arguments, said):
    monkeypatch.delenv("SOUSVEIL_TOKEN", raising=False)
    assert main(["studio", *arguments]) == 2
    shown = capsys.readouterr().err
    assert said in shown and "Traceback" not in shown


def test_the_variable_counts_as_a_token(capsys, monkeypatch):
    monkeypatch.setenv("SOUSVEIL_TOKEN", "short")
    assert main(["studio", "--host", "0.0.0.0"]) == 2
    assert "too short" in capsys.readouterr().err


def test_a_port_that_is_taken_is_refused(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["studio", "--port", str(taken.getsockname()[1])]) == 2
    assert "cannot listen there" in capsys.readouterr().err


def test_without_its_libraries_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr("sousveil.cli.opening.find_spec", lambda name: None if name == "uvicorn" else object())
    assert main(["studio"]) == 2
    assert "pip install 'sousveil[studio]'" in capsys.readouterr().err
