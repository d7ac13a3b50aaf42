"""The studio's modules and stages: no text of theirs is missed by the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sousveil.language import speaking
from sousveil.studio.face.words import CALLS
from sousveil.studio.service.stages import STAGES, told
from tests.language.extraction import SCRIPT, of_file
from tests.language.rooms import ROOT

MODULES = sorted((ROOT / "sousveil" / "studio" / "face" / "assets").glob("*.js"))
LITERAL = r'"(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*'
CALL = re.compile(rf"(?<![\w.])(t|tn|tp)\(\s*(?:({LITERAL})(?:\s*,\s*({LITERAL}))?)?")
ENGINE = ("simulate.py", "compare", "engine", "world", "trace", "assess")
"""Where the stages of the studio's jobs are said."""


def marked(text: str) -> list[tuple[str, ...]]:
    """What a reader of the code sees marked: the function and the texts it is given."""
    return [tuple(filter(None, found.groups())) for found in CALL.finditer(text)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_text_that_a_module_marks_is_found(path: Path) -> None:
    if path.stem == "language":
        return  # it has the functions and no text
    calls = marked(path.read_text(encoding="utf-8"))
    assert [one for one in calls if len(one) < (2 if one[0] == "t" else 3)] == []  # a text that is put together
    assert len({one[1:] if one[0] != "t" else one[1:2] for one in calls}) == len(set(of_file(path)))


def test_page_and_catalogue_know_the_same_functions() -> None:
    assert CALLS == SCRIPT


def test_every_stage_of_the_engine_has_its_words() -> None:
    files = [path for name in ENGINE for path in (ROOT / "sousveil" / name, *(ROOT / "sousveil" / name).rglob("*.py"))]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix == ".py")
    said = set(re.findall(r'(?:Stage|told)\(\s*f?"([a-z {}.()]+)"', source))
    assert {"living", "measuring"} <= said
    with speaking("zh-Hans"):
        plain = {text for text in said if "{" not in text}
        assert {text for text in plain if told(text) == text} == set()
    assert {re.sub(r"\{[^}]*\}", "{count}", text) for text in said - plain} <= set(STAGES)


def test_a_stage_is_told_with_what_is_in_it() -> None:
    text = "open-society (2 of 3): compiling 20 mechanisms"
    assert told(text) == text
    with speaking("zh-Hans"):
        assert told(text).startswith("open-society\uff08") and told(text).endswith("\u4e2a\u673a\u5236")
        assert told("stopped after day 4 of 9; sousveil resume runs/x goes on").count("sousveil resume runs/x") == 1
        assert told("a stage that nobody knows") == "a stage that nobody knows"
