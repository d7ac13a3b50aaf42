"""Killed at random moments, resumed, and nothing lost but the days since the last checkpoint: `make long`."""

import signal

import numpy as np
import pytest
from killing import assert_same, begin, kept, kill_after, kill_while_writing, resumed

from sousveil.cli import main

KILLS, EVERY = 20, 6
ARGUMENTS = ["run", "everything-app", "--people", "20_000", "--days", "60", "--no-report", "--replicates", "2"]


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    """A folder, and in it a run that was left alone."""
    place = tmp_path_factory.mktemp("kills")
    assert main([*ARGUMENTS, "--quiet", "--checkpoint-every", "0", "--out", str(place / "straight")]) == 0
    return place


@pytest.mark.slow
@pytest.mark.parametrize("number", range(KILLS))
def test_it_ends_the_same(straight, number):
    folder, luck = straight / f"killed-{number}", np.random.default_rng(number)
    arguments = [*ARGUMENTS, "--checkpoint-every", str(EVERY), "--out", folder.name]
    process, a_tenth = begin(straight, arguments, straight / "cache", int(luck.integers(1, 9)))
    if number % 4 == 3:  # every fourth time while a checkpoint is being written
        kill_while_writing(process, folder, luck)
    else:
        kill_after(process, float(luck.uniform(0, a_tenth)))
    assert process.returncode == -signal.SIGKILL
    days = kept(folder)
    assert all(day % EVERY == 0 for day in days) and len(days) <= 3  # the third is about to be removed
    assert resumed(folder) == max(days, default=0)
    assert_same(straight / "straight", folder)
