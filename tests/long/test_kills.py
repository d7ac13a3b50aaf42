"""Killed at random moments, resumed, and nothing lost but the days since the last checkpoint: `make long`."""

import time

import numpy as np
import pytest
from killing import assert_same, begin, kept, kill_after, kill_while_writing, resumed

KILLS, EVERY = 20, 6
ARGUMENTS = ["run", "everything-app", "--people", "20_000", "--days", "60", "--no-report", "--replicates", "2"]


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    """A run that was left alone, its folder, the cache of compiled kernels, and how long it lived with checkpoints."""
    place = tmp_path_factory.mktemp("kills")
    process = begin(place, [*ARGUMENTS, "--checkpoint-every", str(EVERY), "--out", "straight"], place / "cache")
    started = time.perf_counter()
    process.communicate()
    assert process.returncode == 0
    return place, time.perf_counter() - started


@pytest.mark.slow
@pytest.mark.parametrize("number", range(KILLS))
def test_it_ends_the_same(straight, number):
    place, seconds = straight
    folder, luck = place / f"killed-{number}", np.random.default_rng(number)
    arguments = [*ARGUMENTS, "--checkpoint-every", str(EVERY), "--out", folder.name]
    process = begin(place, arguments, place / "cache")
    if number % 4 == 3:  # every fourth time while a checkpoint is being written
        time.sleep(float(luck.uniform(0, 0.7 * seconds)))
        kill_while_writing(process, folder, luck)
    else:
        kill_after(process, float(luck.uniform(0, 0.9 * seconds)))
    if process.returncode == 0:
        pytest.skip("it was done before it was killed")
    days = kept(folder)
    assert all(day % EVERY == 0 for day in days) and len(days) <= 3  # the third is about to be removed
    assert resumed(folder) == max(days, default=0)
    assert_same(place / "straight", folder)
