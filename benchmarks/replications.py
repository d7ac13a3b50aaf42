"""python -m benchmarks.replications [EXHIBIT ...]: run every exhibit with all its seeds and keep what came out.

Writes docs/measured-replications.json, from which the documentation makes its page; named exhibits are run anew, the
others stay as they were kept.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sousveil
from sousveil import replications
from sousveil.replications.several import several

TARGET = Path(__file__).parents[1] / "docs" / "measured-replications.json"
SEED = 1


def main(*wanted: str) -> int:
    """Run and write; 1 where a claim came out otherwise than before, so that a change is seen."""
    before: dict[str, Any] = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {"exhibits": []}
    kept = {one["exhibit"]: one for one in before["exhibits"]}
    moved, started = [], time.perf_counter()
    for made in several(replications.asked(wanted or replications.names()), seed=SEED, told=lambda name: None):
        name, said = made["exhibit"], [row["verdict"] for row in made["rows"]]
        print(f"{time.perf_counter() - started:.0f} s: {name}: {', '.join(said)}", flush=True)
        old = {row["quantity"]: row["verdict"] for row in kept.get(name, {"rows": []})["rows"]}
        moved += [
            f"{name}: {row['quantity']}: {old[row['quantity']]} -> {row['verdict']}"
            for row in made["rows"]
            if old.get(row["quantity"], row["verdict"]) != row["verdict"]
        ]
        kept[name] = made | {"date": datetime.now(UTC).date().isoformat(), "version": sousveil.__version__}
    shown = [kept[name] for name in replications.names() if name in kept]
    TARGET.write_text(json.dumps({"exhibits": shown}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(moved))
    return bool(moved)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
