"""python -m tests.golden.intervals: keep what `everything-app` gives over replicates, in intervals.json.

A faster layout, kernel or way of drawing may change the luck; it may not change what comes out. The file holds the
figures of an earlier version, and a test compares those of this one with them. It is written anew only when the model
itself changes, which the changelog then says.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from sousveil import simulate
from sousveil.scenario import load

FILE = Path(__file__).with_suffix(".json")
PEOPLE, DAYS, SEED = 20_000, 60, 7


def figures(replicates: int) -> dict[str, np.ndarray]:
    """Totals of every event at home, and mean bins of every pictured column on the last day, by replicate."""
    scenario = load("everything-app", people=PEOPLE, days=DAYS, seed=SEED)
    history = simulate.run(scenario, replicates=replicates, keep=False).history
    home = history.groups.index("all")
    totals = history.counts[..., home].sum(axis=(1, 3))
    made = {event: totals[:, i].astype(float) for i, event in enumerate(history.events)}
    for name, pictures in history.histograms.items():
        last = pictures[:, -1, home].astype(float)
        made[f"mean bin of {name}"] = (last * np.arange(last.shape[-1])).sum(axis=-1) / last.sum(axis=-1)
    return made


def main(replicates: int = 40) -> None:
    """Write the file."""
    kept = {name: {"mean": float(v.mean()), "sd": float(v.std(ddof=1))} for name, v in figures(replicates).items()}
    FILE.write_text(json.dumps({"replicates": replicates, "figures": kept}, indent=1) + "\n")


if __name__ == "__main__":
    main()
