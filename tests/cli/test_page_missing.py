"""What a page lacks does not undo the work that it would have shown."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sousveil.cli import calibrating
from sousveil.contract.errors import RequestError
from sousveil.report import calibration


def test_a_calibration_without_a_page_is_kept_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking(one: Any) -> str:
        raise RequestError("the page needs something", allowed="pip install 'sousveil[page]'")

    monkeypatch.setattr(calibration, "page", lacking)
    made: Any = SimpleNamespace(folder=tmp_path, document=lambda: {"met": True})
    assert calibrating.paged(made) is None
    said = capsys.readouterr()
    assert "no page: the page needs something" in said.err and "sousveil[page]" in said.err and said.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["summary.json"]
    assert json.loads((tmp_path / "summary.json").read_text()) == {"met": True}
