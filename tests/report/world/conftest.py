"""One small run of the shipped world, with its page, for all tests here: compiling takes longer than living it."""

from pathlib import Path

import pytest
from report.folders import Outline

from sousveil.report import build
from sousveil.world.run import world


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = world(replicates=4, guesses=2, out=tmp_path_factory.mktemp("world") / "run")
    assert made.folder is not None
    build(made.folder)
    return made.folder


@pytest.fixture(scope="session")
def text(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def outline(text: str) -> Outline:
    return Outline(text)
