"""What `sensitivity` does, and `resume` with the folder of a study."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from sousveil.cli.live import Tell
from sousveil.cli.screen import called, note, out
from sousveil.cli.screen import document as print_document
from sousveil.cli.sweeping import Hands, stoppable
from sousveil.contract.errors import RequestError
from sousveil.measures.table import readable
from sousveil.records.folders import as_json as written
from sousveil.scenario import Scenario
from sousveil.sweep.study import Sensitivity, resume, sensitivity

PAGE, RECORD = "sensitivity.html", "summary.json"
SHOWN = 5
"""Numbers that are shown for each measure."""


def studied(scenario: Scenario, options: Mapping[str, Any], hands: Hands, to: Path | None, tell: Tell) -> Sensitivity:
    """Make a study into a folder."""
    workers = hands.for_points(scenario, int(options["replicates"]))
    return stoppable(lambda: sensitivity(
        scenario, out=to, scheduler=hands.scheduler, workers=workers, progress=tell, **options
    ))  # fmt: skip


def resumed(folder: Path, hands: Hands, tell: Tell) -> Sensitivity:
    """Go on with one."""
    return stoppable(lambda: resume(folder, scheduler=hands.scheduler, workers=hands.workers or 1, progress=tell))


def paged(made: Sensitivity) -> Path | None:
    """The document and the page of a study, in its folder."""
    from sousveil.report import sensitivity as drawing

    if made.folder is None:
        return None
    one = made.document()
    (made.folder / RECORD).write_text(written(one), encoding="utf-8")
    try:
        text = drawing.page(one)
    except RequestError as error:  # the study is done and stays, whatever the page lacks
        note(f"no page: {error}")
        return None
    path = made.folder / PAGE
    path.write_text(text, encoding="utf-8")
    return path


def code(made: Sensitivity) -> int:
    """The exit code."""
    return 0


def say(made: Sensitivity, page: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or what matters most and where everything is."""
    one = made.document()
    if as_json:
        print_document({**one, "folder": str(made.folder), "page": None if page is None else str(page)})
        return
    if not quiet:
        _show(one)
    out().print(f"folder  {made.folder}", soft_wrap=True)
    if page is not None:
        out().print(f"page    {page}", soft_wrap=True)


def _show(one: Mapping[str, Any]) -> None:
    screen = out()
    screen.print(Text(f"What is not known in {one['scenario']['title']}", style="bold"))
    points = one["points"]["screening"] + one["points"]["indices"]
    screen.print(f"{len(one['guesses']):,} guesses, {points:,} points of {one['people']:,} people and {one['days']:,} "
                 f"days, seed {one['seed']}", soft_wrap=True)  # fmt: skip
    for name in one["measures"]:
        entry = one["indices"].get(name) or one["screening"][name]
        screen.print(Text(f"\n{called(name)}", style="bold"))
        if entry["effects"]:
            screen.print(_table(entry["effects"][:SHOWN]))
        else:
            screen.print(f"  {entry['reason']}", soft_wrap=True)


def _table(rows: list[Mapping[str, Any]]) -> Table:
    made = Table(box=None, pad_edge=False)
    made.add_column("number")
    kinds = [kind for kind in rows[0] if kind != "name"]
    for kind in kinds:
        made.add_column(HEADS[kind], justify="right")
    for row in rows:
        made.add_row(row["name"], *("-" if row[kind] is None else readable(row[kind]) for kind in kinds))
    return made


HEADS = {
    "first": "alone", "first_reach": "± 95 %", "total": "with others", "total_reach": "± 95 %", "mean": "mean effect",
    "mean_reach": "± 95 %", "spread": "spread of effects", "distance": "distance", "distance_low": "95 % from",
    "distance_high": "to", "chance": "by chance",
}  # fmt: skip
