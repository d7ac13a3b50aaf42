"""Run folders on paper, for the page: complete, but nothing was simulated."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import paper
from sousveil.contract import registry
from sousveil.measures.facts import evaluate
from sousveil.measures.files import measure_files
from sousveil.measures.summary import summarise
from sousveil.records import store
from sousveil.records.history import History
from sousveil.scenario import load
from sousveil.scenario.scorer import MECHANISM as MODEL

FACTS = """facts:
  - {id: C13, claim: nine of ten deletions fall within a day, source: Zhu and others 2013, role: calibrated, free: 2,
     published: 0.9, unit: share, measure: deleted_in_a_day_share}
  - {id: C14, claim: more than half of held posts never appear, source: King and others 2014, role: predicted,
     published: [0.5, 1.0], unit: share, measure: hold_dropped_share}
  - {id: C23, claim: support is over-reported, source: several surveys, role: predicted, published: [90, 99],
     unit: percentage points, measure: falsification_gap}
"""
HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script></title></script>'`{{7*7}}"


def run_folder(
    place: Path,
    whole: History | None = None,
    *,
    title: str = "A run on paper",
    label: str = "as a test describes it",
    about: str = "Nothing was simulated.",
    omniscient: bool = False,
    facts: str = FACTS,
    extra: str = "",
) -> Path:
    """Write a complete run folder and return it."""
    whole = paper.history(people=4_000) if whole is None else whole
    meta = paper.meta(whole)
    words = {"title": title, "label": label, "about": about, "omniscient": omniscient}
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in words.items())
    size = f"people: {meta.people}\ndays: {meta.days}\nseed: 7\n"
    # a model of one's own brings its mechanism with it
    names = ", ".join(name for name in registry.mechanisms() if name != MODEL)
    source = place / "source.yaml"
    source.write_text(f"schema: 1\nname: on-paper\n{head}{size}mechanisms: [{names}]\n{extra}{facts}", encoding="utf-8")
    scenario = load(source)
    meta = replace(meta, title=title, omniscient=omniscient, mechanisms=scenario.mechanisms, block_place=None)
    folder = store.prepare(place / "run", scenario.name)
    records = store.write(folder, scenario.to_yaml(full=True), whole, meta)
    rows = evaluate([fact.model_dump(mode="json") for fact in scenario.facts], records)
    for name, content in measure_files(records, summarise(records, whole.performance, rows)).items():
        store.add(folder, name, content)
    return store.finish(folder)


class Outline(HTMLParser):
    """What a browser would see: elements with attributes, the text of each section, and whether tags match."""

    EMPTY = ("meta", "link", "br", "input", "img")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._section = ""
        self.feed(text)
        self.close()
        self.left_open = list(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self._open.append(tag)
        if tag == "section":
            self._section = dict(attrs).get("id") or ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag, f"</{tag}> closes another element"
        if tag == "section":
            self._section = ""

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("script", "style"):
            self.texts.setdefault(self._section, []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, section: str) -> str:
        """The text of a section, spaces made single."""
        return " ".join(" ".join(self.texts.get(section, [])).split())
