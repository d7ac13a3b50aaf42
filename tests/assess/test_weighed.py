"""Safeguards that were weighed are read into an assessment, and anything else is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sousveil.assess import weighed
from sousveil.assess.markdown import _measured as as_markdown
from sousveil.contract.errors import RequestError
from sousveil.report.assessing.article27 import _measured as as_html


def kept(**other: Any) -> dict[str, Any]:
    effect = {"name": "detentions", "group": "all", "effect": -12.0, "says": "falls"}
    unsure = {"name": "fear", "group": "all", "effect": 0.01, "says": "not told apart from none"}
    option = {"names": ["appeal"], "numbers": {"appeal": {"success": 0.4}}, "pareto": True,
              "effects": [effect, {**effect, "group": "female"}, unsure]}  # fmt: skip
    return {"scenario": {"name": "open-society"}, "people": 100, "days": 9, "replicates": 2, "seed": 1, "version": "1",
            "options": [option], **other}  # fmt: skip


def written(folder: Path, content: Any) -> Path:
    (folder / weighed.FILE).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_effects_on_everybody_stand_in_the_assessment(tmp_path: Path) -> None:
    made = weighed.read(written(tmp_path, kept()), "open-society")
    (row,) = made["safeguards"]
    assert [effect["name"] for effect in row["effects"]] == ["detentions", "fear"]
    assert made == weighed.read(tmp_path / weighed.FILE, "open-society")
    page = "".join(as_html(made))
    assert "(+0.01)" in page
    assert "\u221212" in page
    assert "100 people, 9 days, 2 pairs each" in page
    assert "`appeal`: detentions -12 (falls)" in as_markdown(made)


def test_without_them_the_assessment_says_so() -> None:
    assert "not been measured" in "".join(as_html(None))
    assert "not been measured" in as_markdown(None)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (kept(scenario={"name": "all-off"}), "weighed in another scenario"),
        ({"options": []}, "these are no weighed safeguards"),
        ([1], "these are no weighed safeguards"),
        (kept(options=[{"names": ["appeal"]}]), "these are no weighed safeguards"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, content: Any, problem: str) -> None:
    with pytest.raises(RequestError, match=problem):
        weighed.read(written(tmp_path, content), "open-society")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        weighed.read(tmp_path / "nowhere", "open-society")
