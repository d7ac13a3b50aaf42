"""What the benchmarks say on a screen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import exp, log

from rich.table import Table

from sousveil.bench import comparison, history, kernels
from sousveil.bench.environments import BY_NAME, PEERS
from sousveil.cli.screen import note, out
from sousveil.contract.errors import RequestError
from sousveil.engine.processor import native_here
from sousveil.scenario import Scenario
from sousveil.simulate import cache_folder

GOALS = {"numba": 5.0, "numpy": 10.0, "numba tuned": 0.9}
"""How many times as fast the lab should at least be, at the largest size."""


BUSY = 1.25
"""Median over best run above which a timing is not to be trusted."""


def own_day(scenario: Scenario, days: int | None) -> kernels.DayTable:
    """The lab's own table, kept in the history where there is one."""
    made = kernels.measured(scenario, days or kernels.DAYS)
    best = {row.kernel: round(row.ns, 3) for row in made.rows}
    history.keep("kernels", {
        "scenario": made.scenario, "people": made.people, "person_days_per_s": made.person_days_per_s,
        "word_ns": round(made.word_ns, 4), "byte_ns": round(made.byte_ns, 4), "floor_ns": round(made.floor_ns, 2),
        "ns": best,
    })  # fmt: skip
    return made


def show_day(made: kernels.DayTable) -> None:
    """A day kernel by kernel."""
    screen = out()
    rows = _columns("kernel", "ns", "bytes", "words", "counts", "floor, ns")
    for row in made.rows:
        rows.add_row(row.kernel, f"{row.ns:.2f}", f"{row.bytes:.1f}", str(row.words or ""),
                     f"{row.counted:.1f}" if row.counted else "", f"{row.floor_ns:.2f}")  # fmt: skip
    columns = ("ns", "bytes", "words", "counted", "floor_ns")
    total = {name: sum(getattr(row, name) for row in made.rows) for name in columns}
    rows.add_row("all kernels", f"{total['ns']:.2f}", f"{total['bytes']:.1f}", str(total["words"]),
                 f"{total['counted']:.1f}", f"{total['floor_ns']:.2f}")  # fmt: skip
    screen.print(
        f"{made.scenario}: {made.people:,} people, each kernel's best of {made.days} days, by person-day; compiled in "
        f"{made.compile_s:.1f} s",
        soft_wrap=True,
    )
    screen.print(rows)
    screen.print(
        f"floor: {made.byte_ns:.3f} ns a byte moved, {made.word_ns:.3f} ns a random word, {made.counted_ns:.3f} ns a "
        "bit of 32 people counted, each measured here at its best",
        soft_wrap=True,
    )
    screen.print(
        f"the median day, recording included: {made.day_ns:.1f} ns, {made.person_days_per_s / 1e6:.1f} million "
        f"person-days a second; the floor is {made.floor_ns / made.day_ns:.0%} of it; {made.bytes_per_person} bytes a "
        "person at the peak, everything included",
        soft_wrap=True,
    )
    if not native_here():
        note(
            "each phase is several kernels here; `pip install 'sousveil[fast]'` makes it one pass on Linux with x86-64"
        )


def beside_others(
    sizes: tuple[int, ...], days: int | None, runs: int, names: tuple[str, ...], quiet: bool
) -> comparison.Comparison:
    """The comparison, kept in the history where there is one."""
    below = cache_folder()
    if below is None:
        raise RequestError("environments of other engines need a place", where="SOUSVEIL_CACHE", found="''",
                           allowed="a folder, or nothing for the user's cache folder")  # fmt: skip
    tell: Callable[[str], None] = (lambda line: None) if quiet else note
    made = comparison.compare(
        comparison.chosen(names), sizes or comparison.SIZES, days or comparison.DAYS, runs, below, tell
    )
    figures: dict[str, dict[str, int]] = {str(t.people): {} for t in made.timings}
    for t in made.timings:
        figures[str(t.people)][t.engine] = round(t.rate)
    history.keep("peers", {"days": made.days, "runs": runs, "person_days_per_s": figures})
    return made


def show_comparison(made: comparison.Comparison) -> None:
    """Million person-days a second by engine and size, how the lab stands, and where it begins to win."""
    screen = out()
    screen.print("The chilling model, million person-days a second (median of "
                 f"{made.runs} runs of {made.days} days, side by side on this machine)", soft_wrap=True)  # fmt: skip
    rows = _columns("engine", "threads", *(f"{size:,} people" for size in made.sizes), "lab, times as fast")
    for peer in PEERS:
        mine = [t for t in made.timings if t.engine == peer.name]
        if mine:
            ratios = made.ratios(peer.name)
            at = max(ratios, default=0)
            last = "" if peer.name == "sousveil" or not ratios else f"{ratios[at]:.2f} at {at:,}"
            rates = (made.rate(peer.name, size) for size in made.sizes)
            shown = ["-" if rate is None else f"{rate / 1e6:.2f}" for rate in rates]
            rows.add_row(f"{peer.what} ({mine[0].version})", str(mine[0].threads), *shown, last)
    screen.print(rows)
    for line in (*verdicts(made), comparison.TIMED, "a dash: more people than the engine can bear in a sitting"):
        screen.print(line, soft_wrap=True)
    for t in made.timings:
        if t.spread > BUSY:
            late = f"the median run of {t.engine} at {t.people:,} people took {t.spread:.1f} times as long as the best"
            screen.print(f"the machine was busy: {late}; measure again", soft_wrap=True)
    for name, wrong in made.failed.items():
        screen.print(f"not timed, it failed the check: {name}: {'; '.join(wrong)}", soft_wrap=True)


def verdicts(made: comparison.Comparison) -> list[str]:
    """How the lab stands against each engine: the cases it loses, and from which size it wins."""
    said = []
    for peer in PEERS:
        ratios = made.ratios(peer.name) if peer.name != "sousveil" else {}
        if ratios:
            goal = GOALS.get(peer.name)
            best = max(ratios)
            kept = "" if goal is None else f"; goal at least {goal:g}, {'kept' if ratios[best] >= goal else 'missed'}"
            said.append(f"against {BY_NAME[peer.name].what}: {ratios[best]:.2f} times at {best:,} people{kept}; "
                        f"{turning(ratios)}")  # fmt: skip
    return said


def turning(ratios: dict[int, float]) -> str:
    """Where the lab loses and from which size it wins, between measured sizes by proportion of logarithms."""
    sizes = sorted(ratios)
    if ratios[sizes[-1]] < 1:
        return f"the lab loses up to the largest size, {sizes[-1]:,} people"
    if all(ratios[size] >= 1 for size in sizes):
        return f"the lab wins from the smallest size on, {sizes[0]:,} people"
    for small, large in reversed(list(pairwise(sizes))):
        if ratios[small] < 1 <= ratios[large]:
            low, high = log(ratios[small]), log(ratios[large])
            size = exp(log(small) + (log(large) - log(small)) * -low / (high - low))
            shown = round(size, 1 - len(str(int(size))))
            return f"the lab loses at {small:,} people ({ratios[small]:.2f} times) and wins from about {shown:,.0f} on"
    return ""


def _columns(first: str, *others: str) -> Table:
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(first, min_width=18)
    for name in others:
        made.add_column(name, justify="right")
    return made
