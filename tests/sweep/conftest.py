"""Sweeps that are small enough to be lived in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.sweep import sweep

SIZE = {"people": 1000, "days": 12}
OVER = ["cameras.coverage=0,1", "fear.own=0.1,0.9"]


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A finished sweep over two numbers with two replicates."""
    out: Path = tmp_path_factory.mktemp("sweeps") / "small"
    return sweep("everything-app", OVER, replicates=2, out=out, **SIZE)
