"""Checks that take minutes: `make long`."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import json
from sousveil import simulate
from sousveil.engine.memory import peak_bytes
from sousveil.scenario import load
run = simulate.run(load("everything-app", people={people}, days={days}, seed=1), keep=False)
print(json.dumps({{"peak": peak_bytes(), "hash": run.history.state_hash, "rate": run.history.performance}}))
"""


def alone(people: int, days: int) -> dict:
    """A run in a process of its own."""
    program = PROGRAM.format(people=people, days=days)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
def test_ten_million_people_fit_in_55_bytes_a_person_and_a_gigabyte():
    assert alone(10_000_000, 3)["peak"] < 55 * 10_000_000 + 10**9


@pytest.mark.slow
def test_two_processes_agree_bit_for_bit_on_a_month_of_a_million():
    assert alone(1_000_000, 30)["hash"] == alone(1_000_000, 30)["hash"]
