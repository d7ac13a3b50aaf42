"""The files of an assessment's folder: document, Markdown, the sheet to fill in, exports, and the run it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sousveil.assess.export import Format
from sousveil.assess.markdown import markdown
from sousveil.records import folders

DOCUMENT, MARKDOWN, SHEET, RUN = "assessment.json", "assessment.md", "sheet.yaml", "run"


def files(document: Mapping[str, Any], sheet: str, formats: Iterable[Format]) -> dict[str, str]:
    """Name -> content of everything but the run and the page."""
    return {
        DOCUMENT: folders.as_json(document), MARKDOWN: markdown(document), SHEET: sheet,
        **{f"{one.name}.json": folders.as_json(one.of(document)) for one in formats},
    }  # fmt: skip
