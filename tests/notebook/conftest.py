"""A small run and a small pair, which many tests look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sousveil.compare import Pair, compare
from sousveil.finished import Run
from sousveil.simulate import run

SIZE: Any = {"people": 20_000, "days": 30}


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of the whole system with two replicates, kept in a folder."""
    out: Path = tmp_path_factory.mktemp("runs") / "small"
    return run("everything-app", replicates=2, out=out, **SIZE)


@pytest.fixture(scope="session")
def paired() -> Pair:
    """The same with and without scoring."""
    return compare("everything-app", without=["scoring"], replicates=2, **SIZE)
