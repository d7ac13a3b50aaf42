"""The small exhibit as a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from half_reported import CLAIM, FILES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "half-reported"
    made.mkdir()
    for name, text in FILES.items():
        (made / name).write_text(text)
    return made


@pytest.fixture
def changed(folder: Path) -> Callable[..., Path]:
    """The exhibit with parts of its claim.yaml said otherwise."""

    def change(*pairs: tuple[str, str]) -> Path:
        text = CLAIM
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        (folder / "claim.yaml").write_text(text)
        return folder

    return change
