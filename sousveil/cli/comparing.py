"""What `compare` does: a pair, its table, its folder and its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from sousveil.cli import worlds
from sousveil.cli.live import Tell
from sousveil.cli.screen import document as print_document
from sousveil.cli.screen import note, out, written_to
from sousveil.cli.stopping import StoppedError
from sousveil.compare import Pair, compare
from sousveil.compare.document import document
from sousveil.compare.keeping import keep
from sousveil.compare.pair import sides
from sousveil.compare.worlds import is_world
from sousveil.contract.errors import RequestError
from sousveil.measures.table import readable, readable_signed
from sousveil.progress import Stage
from sousveil.records.folders import folder_for
from sousveil.records.store import COUNTRIES
from sousveil.scenario.changes import with_mapping
from sousveil.scenario.guarding import idle

PAGE = "compare.html"


def compared(
    baseline: str, reform: str | None, changes: Mapping[str, Any], sizes: Mapping[str, int | None], *, replicates: int,
    ignorance: int, test: int, out: Path | None, keep_it: bool, with_page: bool, tell: Tell,
) -> tuple[dict[str, Any], Path | None]:  # fmt: skip
    """The document of a comparison and its folder, if it is kept. Nothing is written before both sides are whole."""
    if any(is_world(side) for side in (baseline, reform) if side is not None):
        others = {key: value for key, value in changes.items() if key != "model"}
        if changes.get("model") is not None:
            raise RequestError("a world of countries has no scores", where="--model", allowed="a scenario of people")
        return worlds.compared(
            baseline, reform, others, sizes, replicates=replicates, ignorance=ignorance, test=test, out=out,
            keep_it=keep_it, with_page=with_page, tell=tell,
        )  # fmt: skip
    first, second = sides(baseline, reform, **{**changes, **sizes})
    for line in idle(with_mapping(changes["with_"]), second.mechanisms):
        note(line)
    folder = folder_for(out, f"compare-{first.name}") if keep_it else None
    try:
        pair = compare(first, second, replicates=replicates, ignorance=ignorance, progress=tell)
        made = document(pair, _tested(pair, test, tell))
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop) or "stopped; nothing was written") from None
    if folder is None:
        return made, None
    return made, keep(folder, pair, made, _pages(made) if with_page else {})


def _tested(pair: Pair, number: int, tell: Callable[[Stage], None]) -> dict[int, tuple[bool | None, str]]:
    """Whether what parted their lives was necessary, for so many of those whose fate differs."""
    people = pair.people().filter(_not_through_ties())["person"].to_list()[:number]
    made = {}
    for done, person in enumerate(people):
        tell(Stage("taking one event back", done, number))
        made[person] = pair.necessary(person)
    return made


def _not_through_ties() -> Any:
    import polars as pl

    return pl.col("through") != "ties"


def _pages(made: Mapping[str, Any]) -> dict[str, str]:
    from sousveil.report import comparison

    return {PAGE: comparison.page(made)}


def say(made: Mapping[str, Any], folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or the differences, the effects and where everything is."""
    if made.get("table") == COUNTRIES:
        worlds.say(made, folder, as_json=as_json, quiet=quiet)
        return
    if as_json:
        print_document({**made, "folder": None if folder is None else str(folder)})
        return
    if not quiet:
        _show(made)
    written_to(folder, PAGE, quiet=quiet)


def _show(made: Mapping[str, Any]) -> None:
    screen = out()
    screen.print(Text(f"{made['baseline']['title']}, and {made['reform']['title']}", style="bold"))
    size = f"{made['people']:,} people, {made['days']:,} days, seed {made['seed']}"
    screen.print(f"{size}, {made['replicates']} pairs of runs with the same people and luck", soft_wrap=True)
    for row in made["differences"][:20]:
        screen.print(f"  {row['what']}: {row['baseline']} -> {row['reform']}"
                     + (f" from day {row['day']}" if row["day"] > 1 else ""), soft_wrap=True)  # fmt: skip
    mine = [entry for entry in made["effects"] if entry["group"] == "all" and entry["effect"] is not None]
    moved = [entry for entry in mine if entry["says"] != "none"]
    screen.print(_table(moved) if moved else "no measure differs in any pair")
    screen.print(f"{len(mine) - len(moved)} other measures are exactly the same in every pair", soft_wrap=True)
    lives = made["lives"]
    screen.print(f"lives in the first pair: {lives['parted']:,} part, {lives['fates']:,} with another fate; "
                 + ", ".join(f"{row['fates']:,} through {row['words'].partition(':')[0]}" for row in lives["through"]),
                 soft_wrap=True)  # fmt: skip


def _table(entries: Sequence[Mapping[str, Any]]) -> Table:
    made = Table(box=None, pad_edge=False)
    for name in ("measure", "baseline", "reform", "effect"):
        made.add_column(name, justify="left" if name == "measure" else "right", no_wrap=name != "measure")
    made.add_column("95 % interval")
    guessed = any(entry["assumed_low"] is not None for entry in entries)
    if guessed:
        made.add_column("range over assumptions")
    made.add_column("unit")
    for entry in entries:
        low, high = entry["low"], entry["high"]
        span = "not assessed" if low is None else f"{readable_signed(low)} to {readable_signed(high)}"
        unit = f"{entry['unit']} per {entry['per']}" if entry["per"] else entry["unit"]
        strong = "bold" if entry["says"] in ("rises", "falls") else "dim"
        ends = [entry["assumed_low"], entry["assumed_high"]]
        over = "not assessed" if None in ends else " to ".join(map(readable_signed, ends))
        made.add_row(entry["name"].replace("_", " "), readable(entry["baseline"]), readable(entry["reform"]),
                     Text(readable_signed(entry["effect"]), style=strong), span, *([over] if guessed else []),
                     unit.replace(" per 100,000 people a year", " / 100,000 / year"))  # fmt: skip
    return made
