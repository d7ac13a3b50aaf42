"""What the pages load: own files only, which can make no markup of anybody's text, and short enough to read."""

from __future__ import annotations

import re

import pytest

from sousveil.studio.face import assets
from sousveil.studio.face.frame import ENTER, PAGES

MODULES = {name: text.decode() for name, text in assets.content().items() if name.endswith(".js")}
IMPORT = re.compile(r'^import (?:\{([^}]*)\}|\* as (\w+)) from "\./([\w.]+)";$', re.MULTILINE)
MARKUP = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "javascript:")
NAMESPACE = "http://www.w3.org/2000/svg"  # a name, which nothing is fetched from
WIDE, LONG = 120, 150  # letters of a line as in Python; lines of a module, so that the centre stays readable


@pytest.mark.parametrize("name", MODULES)
def test_a_module_makes_no_markup_and_names_no_other_place(name: str) -> None:
    text = MODULES[name]
    assert [word for word in MARKUP if word in text] == []
    assert re.findall(r"(?:https?:)?//[a-z]+\.[a-z.]+[^\s\"]*", text.replace(NAMESPACE, "")) == []


@pytest.mark.parametrize("name", MODULES)
def test_what_a_module_imports_is_there_and_is_used(name: str) -> None:
    text = MODULES[name]
    assert text.count("\nimport ") + text.startswith("import ") == len(IMPORT.findall(text))
    for named, whole, source in IMPORT.findall(text):
        for given in filter(None, (part.strip() for part in (named or whole).split(","))):
            original, _, mine = given.partition(" as ")
            assert len(re.findall(rf"\b{mine or original}\b", text)) > 1, given
            if named:
                assert re.search(rf"export (?:async )?(?:const|function|class) {original}\b", MODULES[source]), given


@pytest.mark.parametrize("name", MODULES)
def test_a_module_can_be_read(name: str) -> None:
    lines = MODULES[name].splitlines()
    assert len(lines) <= LONG
    assert [line for line in lines if len(line) > WIDE] == []


def test_every_page_has_its_module_and_every_module_its_use() -> None:
    pages = {f"{page.name}.js" for page in (*PAGES, ENTER)}
    assert pages <= MODULES.keys()
    imported = {source for text in MODULES.values() for *_, source in IMPORT.findall(text)}
    assert MODULES.keys() - pages - imported == {"theme.js"}  # which every page loads before all others


def test_an_address_changes_with_what_is_there() -> None:
    assert assets.url("studio.css") == f"/face/{assets.version()}/studio.css"
    assert len(assets.version()) == 12
