"""Several exhibits at a time are the same as one after another."""

from __future__ import annotations

from pathlib import Path

import pytest

from half_reported import FILES
from sousveil import replications
from sousveil.contract.errors import RequestError
from sousveil.replications import several


@pytest.fixture
def two(tmp_path: Path) -> list[str]:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for file, text in FILES.items():
            (tmp_path / name / file).write_text(text)
    return [str(tmp_path / name) for name in ("one", "two")]


def test_processes_change_nothing(two: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = replications.asked(two)
    alone = [replications.replicate(exhibit, given, replicates=2) for exhibit, given in asked]
    monkeypatch.setattr(several, "processors", lambda: 2)
    heard: list[str] = []
    assert list(several.several(asked, replicates=2, told=heard.append)) == alone
    assert heard == ["one", "two"]


def test_an_error_in_a_process_is_the_same_error(two: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    claim = Path(two[1]) / "claim.yaml"
    claim.write_text(FILES["claim.yaml"].replace("event: incident_reported, over: days", "event: incidnt, over: days"))
    monkeypatch.setattr(several, "processors", lambda: 2)
    with pytest.raises(RequestError, match="unknown event 'incidnt'") as refused:
        list(several.several(replications.asked(two), replicates=1, told=lambda text: None))
    assert refused.value.nearest == "incident"
