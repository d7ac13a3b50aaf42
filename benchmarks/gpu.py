"""The ladder: 1 million to 1.4 billion people of `everything-app` on one device, with NumPy and JAX alone.

    python -m benchmarks.gpu prepare    with the whole lab, on a processor: writes benchmarks/gpu-input.json
    python -m benchmarks.gpu            on the device, where NumPy and JAX are enough: climbs the ladder

Prepared is a resolved scenario and what a processor makes of it: the state hash, marks of every day, and the interval
of every figure over replicates. On the device the scenario is lived once at that size and held against them; then each
rung lives as many days as fit its time. People of the larger rungs are copies of some millions that are drawn one by
one: households repeat, luck does not. Every line goes to a file at once; what does not fit in memory or in time is
said and left out. A year is extrapolated from the days that were lived unless it was run.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LADDER = "1_000_000,10_000_000,100_000_000,400_000_000,1_400_000_000"
RESERVE_S = 30
"""Seconds that are kept for the end of the ladder."""
FITS = 0.93
"""The share of the device's memory that a rung may need; pieces between buffers are lost."""


def arguments() -> argparse.Namespace:
    """What was asked for."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description="The ladder on one device.")
    asked.add_argument("verb", nargs="?", choices=["run", "prepare"], default="run")
    asked.add_argument("--rungs", default=LADDER, help="people of each rung, smallest first")
    asked.add_argument("--days", type=int, help="days of a rung at most (run: 365), or prepared (30)")
    asked.add_argument("--people", type=int, default=1_000_000, help="people of what is prepared")
    asked.add_argument("--replicates", type=int, default=20, help="replicates of what is prepared")
    asked.add_argument("--base", type=int, default=10_000_000, help="people drawn one by one, of which more are copies")
    asked.add_argument("--seconds", type=float, default=15, help="seconds of living for each rung but the last")
    asked.add_argument("--wall", type=float, default=450, help="seconds in all; the last rung has what is left")
    asked.add_argument("--kernels", action="store_true", help="compare every kernel with the processor's in any case")
    asked.add_argument("--no-agreement", action="store_true", help="the ladder alone")
    asked.add_argument("--input", type=Path, default=HERE / "gpu-input.json")
    asked.add_argument("--out", type=Path, default=HERE / "gpu-results.jsonl")
    return asked.parse_args()


class Log:
    """Lines to a file and to the screen, as soon as they are known."""

    def __init__(self, file: Path, wall: float) -> None:
        self.file, self.wall, self.started = file, wall, time.perf_counter()
        file.write_text("", encoding="utf-8")

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.wall - (time.perf_counter() - self.started)

    def keep(self, part: str, content: dict[str, Any], said: str) -> None:
        """Write a line."""
        with self.file.open("a", encoding="utf-8") as target:
            target.write(json.dumps({"part": part, **content}) + "\n")
        print(f"[{time.perf_counter() - self.started:6.1f} s] {said}", flush=True)


def prepare(asked: argparse.Namespace) -> None:
    """Everything that needs the whole lab."""
    from benchmarks.ladder import prepared
    from benchmarks.ladder.plain import Plain
    from sousveil.scenario import load

    scenario = Plain.of(load("everything-app", people=asked.people, days=asked.days or 30, seed=1))
    size = prepared.save(prepared.prepare(scenario, asked.replicates), asked.input)
    print(f"{asked.input.name}: {size:,} bytes")


def run(asked: argparse.Namespace) -> None:
    """The ladder."""
    os.environ.setdefault("XLA_PYTHON_CLIENT_MEM_FRACTION", "0.98")
    import jax

    from benchmarks.ladder import ceilings, prepared
    from benchmarks.ladder.rung import Society

    log, ready = Log(asked.out, asked.wall), prepared.read(asked.input)
    facts = ceilings.device_facts()
    log.keep("device", facts, ", ".join(f"{key} {value}" for key, value in facts.items()))
    limits = ceilings.ceilings(small=jax.default_backend() == "cpu")
    log.keep("ceilings", limits, f"copies {limits['copied_bytes_per_s'] / 1e9:,.0f} GB/s (read and written), "
             f"draws {limits['words_per_s'] / 1e9:,.1f} G words/s")  # fmt: skip
    if not asked.no_agreement:
        _agree(asked, log, ready)
    society = Society(ready.scenario, asked.base)
    rows = _ladder(asked, log, society, limits, facts["bytes_limit"])
    if asked.kernels and log.left > RESERVE_S:
        _kernels(log, ready)
    print("\n" + table(rows) + "\n", flush=True)


def _agree(asked: argparse.Namespace, log: Log, ready: Any) -> None:
    from benchmarks.ladder.agreement import agreement

    found = agreement(ready)
    far = found["figures_outside"]
    hashes = "agrees" if found["state_hash_agrees"] else "DIFFERS"
    said = [
        f"{found['people']:,} people, {found['days']} days in {found['live_s']:.1f} s",
        f"state hash {hashes} with the processor's",
        f"first difference: {found['first_difference'] or 'none'}",
        f"{found['figures'] - len(far)} of {found['figures']} figures within their intervals",
    ]
    log.keep("agreement", found, "; ".join([*said, *(f"outside: {name}" for name in far)]))
    if found["first_difference"] or not found["state_hash_agrees"]:
        asked.kernels = False
        _kernels(log, ready)


def _kernels(log: Log, ready: Any) -> None:
    from benchmarks.ladder.agreement import kernel_by_kernel

    try:
        found = kernel_by_kernel(ready.scenario)
    except RuntimeError as error:  # such as no processor among JAX's devices
        found = {"different": {}, "reason": str(error)[:200]}
        log.keep("kernels", found, f"kernels were not compared: {found['reason']}")
        return
    said = "; ".join(f"{key}: {apart}" for key, apart in found["different"].items()) or "none"
    log.keep("kernels", found, f"kernels that answer differently from this machine's processor: {said}")


def _ladder(
    asked: argparse.Namespace, log: Log, society: Any, limits: dict[str, float], memory: int | None
) -> list[dict[str, Any]]:
    from benchmarks.ladder import rung

    rungs, rows = [int(float(people)) for people in asked.rungs.split(",")], []
    last, a_person, around = rungs[-1], 0.0, 0.0
    while rungs:
        people, started, row = rungs.pop(0), log.left, None
        # the last rung is what the ladder is for: the others leave it room
        seconds = min(asked.seconds, log.left - 2.5 * around - 2 * RESERVE_S) if rungs else log.left - RESERVE_S
        need = a_person * people
        if seconds <= 0:
            reason = "no time left" if not rungs else "left out, so that there is time for the last rung"
        elif memory and need > memory:
            reason = f"needs about {need / 1e9:.0f} GB of {memory / 1e9:.0f}"
        else:
            row, reason = _rung(asked, log, society, people, seconds, limits)
        rung.forget()
        if row:
            rows.append(row)
            a_person = row["array_bytes"] / row["people"]
            around = max(around, started - log.left - sum(row[key] for key in ("stepping_s", "keeping_s")))
        else:
            log.keep("left out", {"people": people, "reason": reason}, f"{people:,} people: {reason}")
            if people == last and memory and a_person and seconds > 0:
                fits = int(FITS * memory / a_person / asked.base) * asked.base
                rungs = [fits if fits < people else int(0.9 * people)]
    return rows


def _rung(
    asked: argparse.Namespace, log: Log, society: Any, people: int, seconds: float, limits: dict[str, float]
) -> tuple[dict[str, Any] | None, str]:
    """The row of a rung, or why there is none."""
    import jax

    from benchmarks.ladder import rung

    try:
        row = rung.climb(society, people, asked.days or rung.YEAR, seconds, limits)
    except (jax.errors.JaxRuntimeError, MemoryError) as error:
        return None, str(error).splitlines()[0][:200] if str(error) else "out of memory"
    dearest = ", ".join(f"{key} {spent * 1e3:.1f}" for key, spent in list(row["kernels_s"].items())[:6])
    log.keep("rung", row, f"{said(row)}; dearest kernels (ms): {dearest}")
    return row, ""


def said(row: dict[str, Any]) -> str:
    """A rung in one line."""
    return (
        f"{row['people']:,} people ({row['copies']} copies), {row['days']} days: {row['day_s'] * 1e3:,.1f} ms a day "
        f"+ {row['recording_s'] * 1e3:,.1f} recording, {row['person_days_per_s'] / 1e6:,.0f} M person-days/s; "
        f"setting {row['setting_s']:.1f} s, compiling {row['compile_s']:.1f} s"
    )


def table(rows: list[dict[str, Any]]) -> str:
    """All rungs."""
    head = ("people", "days", "ms a day", "recording", "M person-days/s", "bytes a person", "of copy bandwidth",
            "of the generator", "a year, s", "which is")  # fmt: skip
    lines = [head]
    for row in rows:
        held = (row["peak_bytes"] or row["array_bytes"]) / row["people"]
        of_arrays = "" if row["peak_bytes"] else " (arrays)"
        lines.append((
            f"{row['people']:,}", str(row["days"]), f"{row['day_s'] * 1e3:,.1f}", f"{row['recording_s'] * 1e3:,.1f}",
            f"{row['person_days_per_s'] / 1e6:,.0f}", f"{held:.1f}{of_arrays}", f"{row['bandwidth_share']:.0%}",
            f"{row['luck_share']:.0%}", f"{row['year_s']:,.1f}", row["year_is"],
        ))  # fmt: skip
    made = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return made.replace("\n", "\n|" + " --- |" * len(head) + "\n", 1)


if __name__ == "__main__":
    given = arguments()
    (prepare if given.verb == "prepare" else run)(given)
