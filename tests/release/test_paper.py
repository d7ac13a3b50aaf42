"""The paper has the form that the journal asks for, and its figures are made by the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sousveil.scenario import load

PAPER = Path(__file__).resolve().parents[2] / "paper"
TEXT = (PAPER / "paper.md").read_text(encoding="utf-8")
BODY = TEXT.split("---\n", 2)[2]
KEYS = set(re.findall(r"@\w+\{(\w+),", (PAPER / "paper.bib").read_text(encoding="utf-8")))


def test_it_is_as_long_as_the_journal_asks():
    assert 250 <= len(re.findall(r"\w[\w'-]*", BODY)) <= 1000


@pytest.mark.parametrize("heading", ["Summary", "Statement of need", "State of the field", "Quality control",
                                     "Acknowledgements", "References"])  # fmt: skip
def test_it_has_the_sections_that_the_journal_asks_for(heading):
    assert f"\n# {heading}\n" in BODY


def test_every_reference_is_cited_and_every_citation_has_one():
    assert set(re.findall(r"@(\w+)", BODY)) == KEYS


def test_every_reference_can_be_found():
    entries = (PAPER / "paper.bib").read_text(encoding="utf-8").split("\n@")
    assert [entry for entry in entries if not re.search(r"\b(doi|url) = ", entry)] == []


def test_every_figure_is_one_that_the_script_draws():
    shown = set(re.findall(r"\]\((\w+\.png)\)", BODY))
    drawn = set(re.findall(r'"(\w+\.png)"', (PAPER / "figures.py").read_text(encoding="utf-8")))
    assert shown == drawn and all((PAPER / name).read_bytes().startswith(b"\x89PNG") for name in shown)


def test_what_the_captions_say_is_what_the_script_does():
    script = (PAPER / "figures.py").read_text(encoding="utf-8")
    assert "SIZES = (50_000, 60, 8)" in script and "review.dismissed_wrong=0.6" in script
    assert "60 % instead of 10 %" in BODY and "eight replicates" in " ".join(BODY.split())
    assert load("everything-app").parameters["review.dismissed_wrong"] == 0.1
