"""Tutorials are lived when the documentation is built, and fail that build; here, that they cannot slip past it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from architecture.source import ROOT, label
from sousveil.contract import registry
from sousveil.measures.registry import MEASURES
from sousveil.scenario import names

DOCS = ROOT / "docs"
TUTORIALS = sorted((DOCS / "tutorials").glob("*.md"))
CELL = re.compile(r"```\{code-cell\} ipython3\n((?::[^\n]*\n)*)(.*?)```", re.S)


def cells(path: Path) -> list[str]:
    """The code of every cell."""
    return [code for _, code in CELL.findall(path.read_text(encoding="utf-8"))]


def test_the_build_lives_them_and_fails_where_one_fails() -> None:
    settings = (DOCS / "conf.py").read_text(encoding="utf-8")
    assert 'nb_execution_mode = "force"' in settings and "nb_execution_raise_on_error = True" in settings
    assert "sphinx-build -W" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert len(TUTORIALS) >= 3


@pytest.mark.parametrize("path", TUTORIALS, ids=label)
def test_it_is_a_notebook_that_the_index_names(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("---\n") and "kernelspec:" in text.split("---")[1]
    assert f"\ntutorials/{path.stem}\n" in (DOCS / "index.md").read_text(encoding="utf-8")
    assert len(cells(path)) == text.count("{code-cell}") >= 5
    for code in cells(path):
        ast.parse(code)
    # a cell that may fail would be shown with its error and pass
    assert "raises-exception" not in text and "skip-execution" not in text


@pytest.mark.parametrize("path", TUTORIALS, ids=label)
def test_names_in_it_exist(path: Path) -> None:
    code = "\n".join(cells(path))
    parameters = {f"{c.name}.{p}" for c in registry.mechanisms().values() for p in c.parameters}
    named = set(re.findall(r'"([a-z_]+\.[a-z_0-9]+)["=]', code))
    assert named and named - {"display.max_colwidth"} <= parameters
    assert set(re.findall(r'scenario\("([a-z0-9-]+)"\)', code)) <= set(names())
    prose = CELL.sub("", path.read_text(encoding="utf-8"))
    told = set(re.findall(r"`([a-z]+_[a-z_]+)`", prose))
    assert told <= {*MEASURES, *(name.partition(".")[2] for name in parameters)}
