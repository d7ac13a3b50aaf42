"""Is a run folder whole, and do its measures follow from its records?"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sousveil.measures.files import SUMMARY
from sousveil.measures.summary import measured
from sousveil.records import archive
from sousveil.records.verify import Problem, problems

LAST_BITS = 1e-12  # relative: another machine's library of functions may differ in the last bits of a root or a power


def verify(folder: Path) -> list[Problem]:
    """Everything wrong with a run folder: hashes, contents, measures that its records do not give. Empty if sound."""
    found = problems(folder)
    if found:
        return found
    summary = json.loads((folder / SUMMARY).read_bytes())
    return measure_problems(summary, archive.read(folder / archive.FOLDER))


def measure_problems(summary: Mapping[str, Any], records: Any) -> list[Problem]:
    """Measures of a summary that differ from what the records give."""
    made = {(entry["name"], entry["group"]): entry for entry in measured(records)}
    said = {(entry["name"], entry["group"]): entry for entry in summary["measures"]}
    found = [Problem(SUMMARY, f"lacks the measure {name} of {group}") for name, group in made.keys() - said.keys()]
    for key, entry in said.items():
        name = f"{key[0]} of {key[1]}"
        if key not in made:
            found.append(Problem(SUMMARY, f"{name} cannot be computed from the records"))
            continue
        found += [
            Problem(
                SUMMARY, f"{name}: {part} does not follow from the records", str(entry.get(part)), str(made[key][part])
            )
            for part in ("value", "low", "high")
            if not same(entry.get(part), made[key][part])
        ]
    return sorted(found, key=str)


def same(one: float | None, other: float | None) -> bool:
    """Equal numbers, but for the last bits, or both absent."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=LAST_BITS, abs_tol=0.0)
