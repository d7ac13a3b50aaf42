"""The folder of a comparison: both scenarios, effects, the people whose lives part, and the document."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sousveil.compare.pair import Pair
from sousveil.contract.errors import RequestError

RUNS = Path("runs")
DOCUMENT, EFFECTS, PARTED, FATES = "compare.json", "effects.csv", "parted.parquet", "fates.parquet"


def folder_for(out: Path | None, name: str) -> Path:
    """The folder to be: the one given, new or empty, or `runs/compare-<name>-<date>-<time>`. Writes nothing."""
    folder = out if out is not None else RUNS / f"compare-{name}-{datetime.now().strftime('%Y%m%d-%H%M%S')}"
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError("the folder holds something already", where=str(folder), allowed="a new or an empty folder")
    return folder.resolve()


def keep(folder: Path, pair: Pair, document: Mapping[str, Any], pages: Mapping[str, str]) -> Path:
    """Write everything beside the folder, and let it appear when complete."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for side, scenario in (("baseline", pair.baseline), ("reform", pair.reform)):
        (part / f"{side}.yaml").write_text(scenario.to_yaml(full=True), encoding="utf-8")
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    (part / DOCUMENT).write_text(text, encoding="utf-8")
    groups = dict.fromkeys(entry["group"] for entry in pair.entries)
    lines = [pair.effects(group).write_csv(include_header=not number) for number, group in enumerate(groups)]
    (part / EFFECTS).write_text("".join(lines), encoding="utf-8")
    pair.parted.write_parquet(part / PARTED)
    pair.fates.write_parquet(part / FATES)
    for name, content in pages.items():
        (part / name).write_text(content, encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    os.replace(part, folder)
    return folder
