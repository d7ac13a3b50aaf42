"""python -m benchmarks.facts [PEOPLE] [SCENARIO ...]: keep published figures of scenarios beside simulated ones.

Writes docs/measured-facts.json, from which the documentation makes its table. Named scenarios are run anew and the
others stay as they were kept; without a name all are run.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import sousveil
from sousveil import simulate
from sousveil.scenario import load, names

TARGET = Path(__file__).parents[1] / "docs" / "measured-facts.json"
DAYS, SEED = 365, 1


def main(people: int = 1_000_000, *wanted: str) -> None:
    """Run and write; a scenario that was run with other settings than the head says so under `runs`."""
    head: dict[str, Any] = {"version": sousveil.__version__, "people": people, "days": DAYS, "seed": SEED}
    facts, runs = {}, {}
    if wanted:
        before = json.loads(TARGET.read_text(encoding="utf-8"))
        facts, runs = before.pop("facts"), before.pop("runs", {})
        head, made = before, head
    people_of = [name for name in names() if not load(name).of_countries]  # worlds: benchmarks/world_facts.py
    for name in wanted or people_of:
        print(name, flush=True)
        facts[name] = simulate.run(load(name, people=people, days=DAYS, seed=SEED), keep=False).summary["facts"]
        runs.pop(name, None)
        if wanted and made != head:
            runs[name] = made
    shown = {name: facts[name] for name in people_of if name in facts}
    TARGET.write_text(
        json.dumps({**head, "runs": runs, "facts": shown}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*([int(float(given[0]))] if given else []), *given[1:])
