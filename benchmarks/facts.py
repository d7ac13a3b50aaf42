"""python -m benchmarks.facts [PEOPLE]: run every shipped scenario and keep its published figures beside simulated ones.

Writes docs/measured-facts.json, from which the documentation makes its table.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import sousveil
from sousveil import simulate
from sousveil.scenario import load, names

TARGET = Path(__file__).parents[1] / "docs" / "measured-facts.json"


def main(people: int = 1_000_000, days: int = 365, seed: int = 1) -> None:
    """Run and write."""
    facts = {}
    for name in names():
        print(name, flush=True)
        facts[name] = simulate.run(load(name, people=people, days=days, seed=seed), keep=False).summary["facts"]
    head = {"version": sousveil.__version__, "people": people, "days": days, "seed": seed}
    TARGET.write_text(json.dumps({**head, "facts": facts}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*(int(float(number)) for number in sys.argv[1:]))
