"""Smells that are refused."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

from architecture.source import kept_files, label, python_files, tree

LINES = 400
PACKAGE_FILES = python_files("sousveil")
ALL_FILES = python_files("sousveil", "tests", "docs", "benchmarks", "examples")
# put together here so that this file does not contain what it looks for
HOSTS = ["files.python" + "hosted.org", "pypi." + "org/simple", "index-" + "url", "find-" + "links"]
PLACES = ["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers", "op" + "t"]
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), rf"(?<![\w./~])/(?:{'|'.join(PLACES)})/\w"]))
TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".csv", ".cff", ".css", ".js", ".json", ".html", ".svg", ""}


@pytest.mark.parametrize("path", PACKAGE_FILES, ids=label)
def test_the_library_does_not_print_or_swallow_errors(path: Path) -> None:
    smells = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            smells.append(f"print in line {node.lineno}")
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            # to tidy up and raise again is not to swallow
            raises = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if caught in ("everything", "Exception", "BaseException") and not raises:
                smells.append(f"except {caught} in line {node.lineno}")
    assert smells == []


@pytest.mark.parametrize("path", ALL_FILES, ids=label)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


def test_the_median_file_is_short() -> None:
    # the libraries that read best have a median of 120 to 150 lines
    assert statistics.median(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE_FILES) <= 150


@pytest.mark.parametrize("path", PACKAGE_FILES, ids=label)
def test_no_shared_generator(path: Path) -> None:
    # luck comes by name; a generator whose state many share makes results depend on the order of the draws
    text = path.read_text(encoding="utf-8")
    shared = r"np\.random\.(seed|rand|randn|randint|random|choice|shuffle|permutation|normal|uniform|poisson)\b"
    assert re.findall(rf"^\s*(?:import random|from random import).*|{shared}", text, re.M) == []


@pytest.mark.parametrize("path", [p for p in kept_files() if p.suffix in TEXT], ids=label)
def test_no_package_host_and_no_path_of_somebodys_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    assert [match.group(0) for match in FORBIDDEN.finditer(text)] == []


def test_nothing_big_or_private_is_kept() -> None:
    # what one regenerates is not kept; data tables and pictures are small
    assert {label(p): p.stat().st_size for p in kept_files() if p.stat().st_size > 1_500_000} == {}
    assert [
        label(p) for p in kept_files() if p.name in (".env", ".DS_Store", "id_rsa") or "__pycache__" in p.parts
    ] == []
