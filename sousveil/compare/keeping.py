"""The folder of a comparison: both scenarios, effects, the people whose lives part, and the document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sousveil.compare.pair import Pair
from sousveil.records.folders import as_json, begin, finish

DOCUMENT, EFFECTS, PARTED, FATES = "compare.json", "effects.csv", "parted.parquet", "fates.parquet"


def keep(folder: Path, pair: Pair, document: Mapping[str, Any], pages: Mapping[str, str]) -> Path:
    """Write everything beside the folder, and let it appear when complete."""
    part = begin(folder)
    for side, scenario in (("baseline", pair.baseline), ("reform", pair.reform)):
        (part / f"{side}.yaml").write_text(scenario.to_yaml(full=True), encoding="utf-8")
    groups = dict.fromkeys(entry["group"] for entry in pair.entries)
    lines = [pair.effects(group).write_csv(include_header=not number) for number, group in enumerate(groups)]
    pair.parted.write_parquet(part / PARTED)
    pair.fates.write_parquet(part / FATES)
    return finish(folder, {DOCUMENT: as_json(document), EFFECTS: "".join(lines), **pages})
