"""One word for one thing, in one order."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from architecture.source import PACKAGE, functions, label, python_files, tree

ORDER = ("scenario", "mechanism", "people", "events", "polity", "tally", "draws", "day")
FORBIDDEN = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
OURS = python_files("sousveil", "tests", "docs", "benchmarks", "examples")


# a play on the stage begins with what all of its tests say: the mechanism and the day, and then what may be left out
STAGE = PACKAGE / "testing" / "stage.py"


@pytest.mark.parametrize("path", [path for path in python_files("sousveil") if path != STAGE], ids=label)
def test_arguments_come_in_the_canonical_order(path: Path) -> None:
    wrong = []
    for function in functions(path):
        arguments = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        known = [name for name in arguments if name in ORDER]
        if not function.name.startswith("_") and known != sorted(known, key=ORDER.index):
            wrong.append(f"{function.name}({', '.join(arguments)})")
    assert wrong == []


@pytest.mark.parametrize("path", OURS, ids=label)
def test_names_say_what_a_thing_is(path: Path) -> None:
    names = [path.stem, *(part for part in path.relative_to(PACKAGE.parent).parts[:-1])]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names += [node.name for node in ast.walk(tree(path)) if isinstance(node, kinds)]
    words = {name: {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)} for name in names}
    assert [name for name, parts in words.items() if parts & FORBIDDEN] == []
