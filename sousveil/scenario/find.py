"""Names and paths -> pages: the shipped scenarios, files, and run folders."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sousveil.contract.errors import RequestError, unknown
from sousveil.scenario.page import Page, read

SHIPPED = Path(__file__).parent / "shipped"
SUFFIXES = (".yaml", ".yml")
RUN_SCENARIO = "scenario.yaml"


def names() -> tuple[str, ...]:
    """The shipped scenarios."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def page_of(name: str | Path, folder: Path = Path(), where: str = "") -> Page:
    """The page of a shipped scenario, of a file below `folder`, or of a run folder; a shipped name goes first."""
    text = str(name)
    if text in names():
        return _shipped(text)
    path = folder / text
    if path.is_dir():
        if not (path / RUN_SCENARIO).is_file():
            found = f"a folder without {RUN_SCENARIO}"
            raise RequestError("there is no scenario here", where=where or text, found=found, allowed=_allowed())
        return read(path / RUN_SCENARIO)
    if path.suffix in SUFFIXES or "/" in text or "\\" in text or path.is_file():
        if not path.exists():
            raise RequestError("there is no such file", where=where, found=str(path), allowed=_allowed())
        return read(path)
    for suffix in SUFFIXES:
        if path.with_name(path.name + suffix).is_file():
            return read(path.with_name(path.name + suffix))
    raise unknown("scenario", text, names(), where=where)


@cache
def _shipped(name: str) -> Page:
    # they have bases in common, and a page is parsed once
    path = SHIPPED / f"{name}.yaml"
    return Page(path.read_text(encoding="utf-8"), path.name, SHIPPED, name, shipped=True)


def _allowed() -> str:
    return f"a scenario file, a run folder, or one of {', '.join(names())}"
