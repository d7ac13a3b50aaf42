"""python -m tests.golden compare | regenerate | accept

compare: run and say what differs from the accepted numbers (exit 1 where something does).
regenerate: write the new numbers beside the accepted ones. accept: let the new ones take their place.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sousveil import simulate
from sousveil.records.history import History
from sousveil.scenario import load, names
from sousveil.world.arm import nations_of
from sousveil.world.question import CONDITIONS
from sousveil.world.run import lived

HERE = Path(__file__).parent
ACCEPTED, NEW = HERE / "accepted.json", HERE / "new.json"
PEOPLE, DAYS = 20_000, 60


def numbers(name: str) -> dict[str, Any]:
    """Totals of every event over a small run at home, or a world of countries, and its state hash."""
    h = worlds(name) if load(name).of_countries else of_people(name)
    totals = h.counts[0, :, :, :, h.groups.index("all")].sum(axis=(0, 2))
    return {"state_hash": h.state_hash, "events": {e: int(n) for e, n in zip(h.events, totals, strict=True)}}


def of_people(name: str) -> History:
    """A small run."""
    return simulate.run(load(name, people=PEOPLE, days=DAYS, seed=1), keep=False).history


def worlds(name: str) -> History:
    """A world of all quarters: it takes no longer than compiling it."""
    scenario = load(name, seed=1)
    return lived(scenario, nations_of(scenario), CONDITIONS[:1], 1).lived[CONDITIONS[0].name]


def current() -> dict[str, Any]:
    """The numbers of every shipped scenario, as the code computes them now."""
    return {name: numbers(name) for name in names()}


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """One line for each number that differs."""
    lines = []
    for name in sorted({*old, *new}):
        before, after = old.get(name, {"events": {}}), new.get(name, {"events": {}})
        for event in sorted({*before["events"], *after["events"]}):
            a, b = before["events"].get(event), after["events"].get(event)
            if a != b:
                lines.append(f"{name}: {event} {a} -> {b}")
        if before.get("state_hash") != after.get("state_hash"):
            lines.append(f"{name}: state hash differs")
    return lines


def main(verb: str) -> int:
    """Carry out a verb; the exit code."""
    if verb == "accept":
        NEW.replace(ACCEPTED)
        return 0
    made = current()
    if verb == "regenerate":
        NEW.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n")
        return 0
    lines = differences(json.loads(ACCEPTED.read_text()), made)
    sys.stdout.write("\n".join(lines or ["golden runs: nothing differs"]) + "\n")
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "compare"))
