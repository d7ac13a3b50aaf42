"""What `compare` does between worlds of countries: a pair, its table, its folder and its page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from sousveil.cli.live import Tell
from sousveil.cli.screen import document as print_document
from sousveil.cli.screen import note, out, written_to
from sousveil.cli.stopping import StoppedError
from sousveil.compare.worlds import compare_worlds, document, keep
from sousveil.contract.errors import RequestError
from sousveil.measures.table import readable, readable_signed
from sousveil.records.folders import folder_for

PAGE = "compare.html"
CLASSES = ("all", "wavering")


def compared(
    baseline: str, reform: str | None, changes: Mapping[str, Any], sizes: Mapping[str, int | None], *, replicates: int,
    ignorance: int, test: int, out: Path | None, keep_it: bool, with_page: bool, tell: Tell,
) -> tuple[dict[str, Any], Path | None]:  # fmt: skip
    """The document of a comparison and its folder, if it is kept. Nothing is written before both sides are whole."""
    if sizes.get("people") is not None:
        raise RequestError("a world of countries has as many as its tables hold", where="--people",
                           found=str(sizes["people"]), allowed="nothing")  # fmt: skip
    if sizes.get("days") is not None:
        raise RequestError("time is counted in quarters here", where=f"--days {sizes['days']}", found="days",
                           allowed=f"--quarters {sizes['days']}")  # fmt: skip
    if test:
        raise RequestError("no lives are told in a world of countries", where="--test", found=str(test), allowed="0")
    folder = folder_for(out, f"compare-{Path(baseline).stem}") if keep_it else None
    try:
        pair = compare_worlds(baseline, reform, **changes, quarters=sizes.get("quarters"), seed=sizes.get("seed"),
                              replicates=replicates, guesses=ignorance, progress=tell)  # fmt: skip
        made = document(pair)
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop) or "stopped; nothing was written") from None
    if folder is None:
        return made, None
    return made, keep(folder, pair, made, _pages(made) if with_page else {})


def _pages(made: Mapping[str, Any]) -> dict[str, str]:
    from sousveil.report.world import comparing

    try:
        return {PAGE: comparing.page(made)}
    except RequestError as error:  # what was compared stays, whatever the page lacks
        note(f"no page: {error}")
        return {}


def say(made: Mapping[str, Any], folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or the differences, the effects and where everything is."""
    if as_json:
        print_document({**made, "folder": None if folder is None else str(folder)})
        return
    if not quiet:
        _show(made)
    written_to(folder, PAGE, quiet=quiet)


def _show(made: Mapping[str, Any]) -> None:
    screen = out()
    screen.print(Text(f"{made['baseline']['title']}, and {made['reform']['title']}", style="bold"))
    screen.print(f"{made['countries']} countries, {made['quarters']} quarters, seed {made['seed']}, "
                 f"{made['replicates']} pairs of worlds with the same luck", soft_wrap=True)  # fmt: skip
    for row in made["differences"][:20]:
        screen.print(f"  {row['what']}: {row['baseline']} -> {row['reform']}"
                     + (f" from quarter {row['quarter']}" if row["quarter"] > 1 else ""), soft_wrap=True)  # fmt: skip
    screen.print(_table(made))


def _table(made: Mapping[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("measure", "countries", "year", "baseline", "reform", "effect", "95 % interval"):
        table.add_column(name, justify="right" if name in ("baseline", "reform", "effect") else "left")
    if made["ignorance"]:
        table.add_column("range over assumptions")
    for row in (row for row in made["effects"] if row["group"] in CLASSES):
        if row["effect"] is None:
            table.add_row(row["name"].replace("_", " "), row["group"], str(row["year"]), "", "", "", row["reason"])
            continue
        ends = ((row["low"], row["high"]), (row["assumed_low"], row["assumed_high"]))
        spans = ["not assessed" if None in end else " to ".join(map(readable_signed, end)) for end in ends]
        shown = spans if made["ignorance"] else spans[:1]
        table.add_row(row["name"].replace("_", " "), row["group"], str(row["year"]), readable(row["baseline"]),
                      readable(row["reform"]), readable_signed(row["effect"]), *shown)  # fmt: skip
    return table
