"""python -m benchmarks.small [--keep]: fails where the lab has become more than 30 % slower, measured against NumPy.

The chilling model is run by the lab and by NumPy in turns, both on one processor, in one process. What counts is how
many times as fast as NumPy the lab is; it is held against the lines that `--keep` has left in benchmarks/history.jsonl,
of machines with vectors of the same width, and with phases in one pass or not as here. No time is asserted: a busy
machine slows both.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from statistics import median

PEOPLE, DAYS, TURNS = 400_000, 4, 7
SLOWER = 0.30
LINES = 5
"""The last lines of the history, whose median is the reference."""


def one_processor() -> None:
    """Stay on one processor, so that neighbours slow both engines alike; to be called before JAX starts its threads."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def ratio() -> float:
    """How many times as fast as NumPy the lab is: best of some runs each, taken in turns, of the same counts."""
    from sousveil.bench import comparison, expected, jobs, lab

    sys.path.insert(0, str(comparison.SCRIPTS))
    from numpy_columns import Columns

    job = jobs.job(PEOPLE, DAYS, TURNS, comparison.SEED)
    law, engines = expected.expected(job), {"lab": lab.Lab(job), "numpy": Columns(job)}
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(TURNS + 1):
        for name, engine in engines.items():
            engine.reset()
            started = time.perf_counter()
            engine.live()
            spent[name].append(time.perf_counter() - started)
    for name, engine in engines.items():
        wrong = law.differences(*engine.observed())
        if wrong:
            sys.exit(f"{name} does not do what the model says: {'; '.join(wrong)}")
    return min(spent["numpy"][1:]) / min(spent["lab"][1:])


def main(*, keep: bool) -> None:
    """Measure, compare, and keep the figure if asked."""
    one_processor()
    from sousveil.bench import history

    here, file = history.machine(), Path(__file__).parents[1] / history.FILE
    found = ratio()
    kept = history.kept("small", file)
    # lines before there were phases in one pass do not say whether they were
    alike = [line for line in kept if all(line.get(key, False) == here[key] for key in ("wide_vectors", "native"))]
    said = f"the chilling model on one processor: the lab is {found:.2f} times as fast as NumPy"
    if alike:
        reference = median(line["figures"]["times_numpy"] for line in alike[-LINES:])
        print(f"{said}, {found / reference - 1:+.0%} against {reference:.2f}")
        if found < (1 - SLOWER) * reference:
            sys.exit(f"more than {SLOWER:.0%} slower than the reference: find out why, or keep a new one with --keep")
    else:
        print(f"{said}; nothing to compare with from a machine like this one")
    if keep:
        history.keep("small", {"people": PEOPLE, "days": DAYS, "times_numpy": round(found, 3)}, file)


if __name__ == "__main__":
    main(keep="--keep" in sys.argv[1:])
