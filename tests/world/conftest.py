"""One small run of the shipped world for all tests here: compiling takes longer than living it."""

import pytest

from sousveil.world.run import WorldRun, world


@pytest.fixture(scope="session")
def small() -> WorldRun:
    return world(replicates=6, guesses=3, keep=False)
