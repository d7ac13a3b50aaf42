"""The documentation knows what the code knows: nothing that has a name is missing from it."""

from __future__ import annotations

import importlib
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from architecture.source import ROOT, kept_files, label
from sousveil.contract import columns, events, registry
from sousveil.contract.countries import COUNTRY_GROUPS, COUNTRY_POLITY

DOCS = ROOT / "docs"
PAGES = [path for path in kept_files() if path.suffix == ".md"]


@cache
def fragments() -> dict[str, str]:
    sys.path.insert(0, str(DOCS))
    try:
        made: dict[str, str] = importlib.import_module("generate").fragments()
    finally:
        sys.path.remove(str(DOCS))
    return made


def missing(names: object, fragment: str) -> list[str]:
    return [name for name in names if f"`{name}`" not in fragments()[fragment]]  # type: ignore[attr-defined]


def test_every_column_field_and_shared_number_is_documented() -> None:
    both = fragments()["columns"] + fragments()["country-columns"]
    assert [name for name in columns.READABLE if f"`{name}`" not in both] == []
    assert missing((shared.name for shared in columns.POLITY), "shared") == []
    assert missing((shared.name for shared in COUNTRY_POLITY), "country-shared") == []
    assert missing(columns.GROUPS, "groups") == [] and missing(COUNTRY_GROUPS, "country-groups") == []


def test_every_event_is_documented() -> None:
    assert missing(events.BY_NAME, "events") == []


def test_every_mechanism_and_parameter_is_documented() -> None:
    known = registry.mechanisms()
    assert missing(known, "mechanisms") == missing(known, "schedule") == []
    assert missing([f"{c.name}.{p}" for c in known.values() for p in c.parameters], "parameters") == []


def test_every_scenario_and_measure_is_documented() -> None:
    assert missing(importlib.import_module("sousveil.scenario").names(), "scenarios") == []
    assert missing(importlib.import_module("sousveil.measures.registry").MEASURES, "measures") == []


def test_every_verb_is_documented() -> None:
    command = importlib.import_module("typer.main").get_command(importlib.import_module("sousveil.cli").app)
    shown = {name for name, verb in command.commands.items() if not verb.hidden}
    assert missing([f"sousveil {name}" for name in shown], "verbs") == []


@pytest.mark.parametrize("name", ["README.md", "docs/getting-started.md"])
def test_the_commands_that_a_page_shows_exist(name: str) -> None:
    command = importlib.import_module("typer.main").get_command(importlib.import_module("sousveil.cli").app)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```console\n(.*?)```", text, re.S))
    assert set(re.findall(r"^sousveil ([a-z]+)", blocks, re.M)) <= set(command.commands)
    assert set(re.findall(r"^make ([a-z-]+)", blocks, re.M)) <= targets
    named = set(re.findall(r"sousveil run ([a-z0-9-]+)(?:\s|$)", blocks, re.M))
    assert named <= set(importlib.import_module("sousveil.scenario").names())


def test_every_page_is_reachable() -> None:
    named = set()
    for index in (DOCS / "index.md", DOCS / "decisions" / "index.md"):
        named |= set(re.findall(r"^([a-z-]+(?:/[a-z-]+)?)$", index.read_text(encoding="utf-8"), re.M))
    pages = {path.stem for path in DOCS.glob("*.md")} - {"index"}
    assert pages - named == set()


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_links_inside_the_repository_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    # a picture that the first run of a release makes is allowed to be missing until then
    assert [link for link in links if not (path.parent / link).exists() and "images/" not in link] == []


def test_parameters_named_in_the_guides_exist() -> None:
    known = {f"{c.name}.{p}" for c in registry.mechanisms().values() for p in c.parameters}
    named = set()
    for page in [DOCS / "getting-started.md", DOCS / "scenario-file.md", ROOT / "README.md"]:
        text = page.read_text(encoding="utf-8")
        named |= set(re.findall(r'"([a-z_]+\.[a-z_0-9]+)":', text))
        named |= set(re.findall(r"sousveil explain ([a-z_]+\.[a-z_]+)", text))
        named |= set(re.findall(r"-o ([a-z_]+\.[a-z_]+)=", text))
    assert named - known == set()


def test_one_version_everywhere() -> None:
    version = importlib.import_module("sousveil").__version__
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## {version}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
