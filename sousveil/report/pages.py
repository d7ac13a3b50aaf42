"""The page of a folder, whether people were lived in it or countries."""

from __future__ import annotations

from pathlib import Path

from sousveil.records.store import of_countries
from sousveil.report import page
from sousveil.report.world import page as world_page


def build(folder: Path) -> Path:
    """Write report.html into a run folder, complete or being written, and return its path.

    Raises RequestError where the folder holds no run, or where vl-convert is not installed.
    """
    return world_page.build(folder) if of_countries(folder) else page.build(folder)
