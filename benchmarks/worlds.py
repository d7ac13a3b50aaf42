"""python -m benchmarks.worlds [WORLDS] [--keep]: how long worlds of countries take, without societies in them.

Worlds of one condition of `world-2020`, all 72 quarters, with their records kept as in a run. Compiling is told apart,
and so is the time of processors, which a busy machine lengthens less than that of the clock.
`--keep` leaves a line in benchmarks/history.jsonl. No time is asserted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sousveil.bench import history
from sousveil.scenario import load
from sousveil.world.arm import nations_of
from sousveil.world.question import CONDITIONS
from sousveil.world.run import lived

WORLDS = 1_000


def main(worlds: int = WORLDS, *, keep: bool = False) -> None:
    """Live them, say how long it took, and keep the figure if asked."""
    scenario, started, busy = load("world-2020"), time.perf_counter(), time.process_time()
    performance = lived(scenario, nations_of(scenario), CONDITIONS[:1], worlds).performance
    figures = {
        "worlds": worlds, "quarters": scenario.days, "whole_s": round(time.perf_counter() - started, 2),
        "processor_s": round(time.process_time() - busy, 2),
        **{key: performance[key] for key in ("compile_s", "simulate_s", "country_quarters_per_s", "peak_bytes")},
    }  # fmt: skip
    print(", ".join(f"{key.replace('_', ' ')} {value:,}" for key, value in figures.items()))
    if keep:
        history.keep("worlds", figures, Path(__file__).parents[1] / history.FILE)


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--keep"]
    main(*(int(one.replace("_", "")) for one in given[:1]), keep="--keep" in sys.argv)
