"""Safeguards as they were weighed in this scenario: what `sousveil safeguards` kept, read for an assessment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError

FILE = "safeguards.json"
ALL = "all"
ALLOWED = f"the folder or the {FILE} that `sousveil safeguards` wrote"


def read(path: Path, scenario: str) -> dict[str, Any]:
    """What each safeguard does to everybody, with paired intervals; raises RequestError for anything else.

    path: the folder or the file; scenario: the name of the one that is assessed.
    """
    file = path / FILE if path.is_dir() else path
    try:
        made = json.loads(file.read_text(encoding="utf-8"))
        found = str(made["scenario"]["name"])
        rows = [_row(option) for option in made["options"]]
        size = {key: made[key] for key in ("people", "days", "replicates", "seed", "version")}
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError("weighed safeguards cannot be read", where=str(file), found=str(error).partition("] ")[2],
                           allowed=ALLOWED) from None  # fmt: skip
    except (ValueError, KeyError, TypeError):
        raise RequestError("these are no weighed safeguards", where=str(file), allowed=ALLOWED) from None
    if found != scenario:
        raise RequestError("safeguards were weighed in another scenario", where=str(file), found=found,
                           allowed=scenario)  # fmt: skip
    return {**size, "safeguards": rows}


def _row(option: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "names": list(option["names"]),
        "numbers": dict(option["numbers"]),
        "pareto": bool(option["pareto"]),
        "effects": [dict(effect) for effect in option["effects"] if effect["group"] == ALL],
    }
