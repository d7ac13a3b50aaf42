"""Imports go down only, the engine knows no subject matter, and what must start fast imports nothing slow."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from architecture.source import ROOT, label, python_files, tree
from sousveil.bench import environments
from sousveil.contract import columns, events, registry

PEERS = ROOT / "sousveil" / "bench" / "peers"
LAWS = ROOT / "sousveil" / "testing"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# names under which distributions are imported, where the two differ
IMPORTED_AS = {"ruamel.yaml": "ruamel", "vl-convert-python": "vl_convert", "scikit-learn": "sklearn"}
# people are laid out by who is there, where they live and with whom, before any subject matter
# ("default" is a selector of places here, as well as the name of an event)
STRUCTURE = {
    "default",
    "traits",
    "age",
    "present",
    "head",
    "female",
    "minority",
    "urban",
    "rural",
    "abroad",
    *columns.AGE_BANDS,
}


def imported(path: Path) -> set[str]:
    """Top-level names of what a file imports from elsewhere."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"sousveil", "__future__"}


def test_imports_go_down_only() -> None:
    pytest.importorskip("importlinter", reason="the dev extra is not installed")
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_library_that_is_imported_is_declared() -> None:
    declared = set()
    extras = PROJECT["optional-dependencies"]
    for requirement in [
        *PROJECT["dependencies"], *extras["page"], *extras["studio"], *extras["sweep"], *extras["sensitivity"],
        *extras["models"], *extras["notebook"], *extras["fast"],
    ]:  # fmt: skip
        name = requirement.split(">")[0].split("[")[0].strip()
        declared.add(IMPORTED_AS.get(name, name))
    files = [path for path in python_files("sousveil") if path.parent not in (PEERS, LAWS)]
    used = {name: label(path) for path in files for name in imported(path)}
    assert {name: where for name, where in used.items() if name not in declared} == {}
    # laws are for those who test: pytest and its like come with an extra of their own
    more = {requirement.split(">")[0] for requirement in PROJECT["optional-dependencies"]["laws"]}
    assert {name for path in LAWS.glob("*.py") for name in imported(path)} <= declared | more


def test_scripts_of_other_engines_import_what_their_environments_hold() -> None:
    beside = {path.stem for path in PEERS.glob("*.py")}
    for peer in environments.PEERS:
        if peer.script:
            held = {pin.partition("=")[0] for pin in peer.pins}
            assert imported(PEERS / f"{peer.script}.py") - beside <= held, peer.name


@pytest.mark.parametrize("path", python_files("sousveil/engine"), ids=label)
def test_the_engine_knows_no_subject_matter(path: Path) -> None:
    subject = (
        {*columns.READABLE, *events.BY_NAME, *columns.SHARED, *registry.mechanisms()}
        - STRUCTURE
        - set(columns.AGE_BANDS)
    )
    said = {
        node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert said & subject == set()


@pytest.mark.parametrize(
    "module", ["sousveil", "sousveil.cli", "sousveil.scenario", "sousveil.measures", "sousveil.report"]
)
def test_it_imports_without_jax(module: str) -> None:
    # JAX takes about a second to import, which `list`, `explain` and `validate` must not
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; sys.exit('jax' in sys.modules)"], cwd=ROOT, check=False
    )
    assert done.returncode == 0
