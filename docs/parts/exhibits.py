"""Published results beside simulated ones, from the last full run that was kept."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from parts.markdown import cell, code, number, table

MEASURED = Path(__file__).parents[1] / "measured-replications.json"
"""What every exhibit gave with all its seeds, written by `make replications`."""
SAID = {"kept": "kept", "broken": "**failed**", "unstated": "no verdict"}


def documents() -> list[dict[str, Any]]:
    """What was kept of each exhibit."""
    made: list[dict[str, Any]] = json.loads(MEASURED.read_text(encoding="utf-8"))["exhibits"]
    return made


def page() -> str:
    """The page of the last full run, with its pictures: one HTML file."""
    kept = documents()
    made: str = import_module("sousveil.report.exhibits").page(kept, ", ".join(sorted({one["date"] for one in kept})))
    return made


def replications() -> str:
    """Every exhibit with its claims, what carries the result, and its notes."""
    kept = documents()
    said = [row["verdict"] for one in kept for row in one["rows"]]
    intro = (
        f"{len(kept)} exhibits with {len(said)} claims: {said.count('kept')} kept, {said.count('broken')} failed, "
        f"{said.count('unstated')} without a verdict. A failure stays here with its gap.\n"
    )
    return "\n".join([intro, *(_exhibit(one) for one in kept)])


def _exhibit(one: dict[str, Any]) -> str:
    rows = [
        [f"{cell(row['quantity'])} ({cell(row['unit'])})", _published(row["published"]), _simulated(row),
         cell(row["level"]), _verdict(row), cell(row["source"])]
        for row in one["rows"]
    ]  # fmt: skip
    broken = [
        [cell(row["quantity"]), _number(row["held"]), _number(row["broken"]), cell(row["lesson"])]
        for row in one["breaks"]
    ]
    parts = [
        f"## {cell(one['title'])}\n",
        f"{cell(one['question'])} {code('sousveil replicate ' + one['exhibit'])}\n",
        table(["claim", "published", "simulated", "level", "verdict", "source"], rows),
        *(_contested(row) for row in one["rows"] if row["contested"]),
        table(["with the key assumption taken away", "as it stands", "taken away", "what one sees"], broken),
        _notes(one["notes"]),
        f"\nLevel: {cell(one['level'])}, {cell(one['level_reason'])}. Run {one['date']}, version {one['version']}, "
        f"{one['replicates']} {'seed' if one['replicates'] == 1 else 'seeds'} from {one['seed']}.\n",
    ]
    return "\n".join(parts)


def _contested(row: dict[str, Any]) -> str:
    given = row["contested"]
    return (
        f"Contested: {cell(row['quantity'])}: published figures run from {number(given['low'])} to "
        f"{number(given['high'])}. {cell(given['dissent'])}\n"
    )


def _published(value: float | list[float]) -> str:
    return " to ".join(map(number, value)) if isinstance(value, list) else number(value)


def _number(value: float | None) -> str:
    return "-" if value is None else number(value)


def _simulated(row: dict[str, Any]) -> str:
    error = f" ± {row['standard_error']:.2g}" if row["standard_error"] else ""
    return _number(row["simulated"]) + error


def _verdict(row: dict[str, Any]) -> str:
    why = row["reason"] or (f"gap {row['gap']:.2g}" if row["verdict"] == "broken" else "")
    more = ". ".join(part for part in (why, row["note"] or "") if part)
    return SAID[row["verdict"]] + (f": {cell(more)}" if more else "")


def _notes(text: str) -> str:
    """Notes with their headings a level below the exhibit's."""
    lines = [f"**{line.lstrip('# ')}**" if line.startswith("#") else line for line in text.splitlines()]
    return "\n".join(lines) + "\n"
