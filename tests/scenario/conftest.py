"""Scenario files beside each other."""

from pathlib import Path

import pytest
from small import ROOT

from sousveil.scenario import Scenario, load


@pytest.fixture
def write(tmp_path):
    """Write a scenario file and give its path."""

    def written(text: str, name: str = "my.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def derived(write):
    """Load a scenario that has the root as its base, with more lines."""

    def made(text: str) -> Scenario:
        write(ROOT, "root.yaml")
        return load(write("schema: 1\nname: my\nbase: root.yaml\n" + text))

    return made
