"""The project's own source, as trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sousveil"
BUILT = {".venv", ".git", "_build", "_generated", "build", "dist", "runs"}


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files below these folders of the project."""
    return tuple(sorted(p for f in folders for p in (ROOT / f).rglob("*.py") if not BUILT & set(p.parts)))


@cache
def tree(path: Path) -> ast.Module:
    """A file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def label(path: Path) -> str:
    """A file's name as people say it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def kept_files() -> tuple[Path, ...]:
    """Files that are or would be under version control; every file outside the built folders where there is none."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listing.returncode == 0 and listing.stdout:
        found = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        found = [p for p in ROOT.rglob("*") if not BUILT & set(p.parts)]
    return tuple(sorted(p for p in found if p.is_file()))
