"""What of a scenario two runs have in common if one can go on from the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sousveil.records.provenance import file_digest
from sousveil.scenario.scenario import Scenario


def identity(scenario: Scenario) -> dict[str, Any]:
    """Everything that what happens depends on, as JSON holds it, by names in which a difference can be told."""
    content = scenario.model_dump(
        mode="json", by_alias=True, exclude={"format", "name", "title", "label", "about", "facts", "patches"}
    )
    if Path(scenario.population.table).is_file():
        content["population"]["table"] = f"a file, SHA-256 {file_digest(Path(scenario.population.table))[:12]}"
    if scenario.model is None:
        del content["model"]  # as before there were any
    else:
        content["model"] = scenario.model.identity()
    return {
        "scenario": scenario.name,
        **content,
        "patches": {f"of day {patch.day}": patch.model_dump(mode="json")["set"] for patch in scenario.patches},
    }
