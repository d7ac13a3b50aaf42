"""What the project says of itself is the same everywhere it says it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from ruamel.yaml import YAML

from sousveil import __version__

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CODEMETA = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))


def test_the_name_and_the_version_are_one():
    assert CODEMETA["version"] == CITATION["version"] == __version__
    assert CODEMETA["name"].lower() == PROJECT["name"] and CITATION["title"].startswith(CODEMETA["name"])


def test_the_licence_is_one():
    assert CODEMETA["license"].rpartition("/")[2] == CITATION["license"] == PROJECT["license"]


def test_the_authors_are_the_same():
    assert [a["name"] for a in CODEMETA["author"]] == [a["name"] for a in CITATION["authors"]]
    assert [a["name"] for a in CITATION["authors"]] == [a["name"] for a in PROJECT["authors"]]


def test_codemeta_says_what_the_package_says():
    assert CODEMETA["description"] == PROJECT["description"] and CODEMETA["keywords"] == PROJECT["keywords"]
    assert CODEMETA["softwareRequirements"] == PROJECT["dependencies"]
    assert CODEMETA["runtimePlatform"] == f"Python {PROJECT['requires-python']}"


def test_whoever_tests_holds_mechanisms_to_the_laws_too():
    extras = PROJECT["optional-dependencies"]
    assert set(extras["laws"]) <= set(extras["test"])
