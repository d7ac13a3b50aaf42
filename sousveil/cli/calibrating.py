"""What `calibrate` does, and `resume` with the folder of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from sousveil.cli.live import Tell
from sousveil.cli.screen import document as print_document
from sousveil.cli.screen import note, out
from sousveil.cli.sweeping import Hands, stoppable
from sousveil.contract.errors import RequestError
from sousveil.measures.table import readable
from sousveil.records.folders import as_json as written
from sousveil.scenario import Scenario
from sousveil.sweep import targets as published
from sousveil.sweep.calibration import Calibration, calibrate, resume

PAGE, RECORD = "calibration.html", "summary.json"


def calibrated(
    scenario: Scenario, targets: Path, free: Sequence[str], counts: Mapping[str, Any], hands: Hands, to: Path | None,
    tell: Tell,
) -> Calibration:  # fmt: skip
    """Calibrate into a folder; raises RequestError for a target without a source before anything is lived."""
    found = published.load(targets)
    workers = hands.for_points(scenario, counts["replicates"])
    return stoppable(lambda: calibrate(
        scenario, found, free, out=to, scheduler=hands.scheduler, workers=workers, progress=tell, **counts
    ))  # fmt: skip


def resumed(folder: Path, hands: Hands, tell: Tell) -> Calibration:
    """Go on with one."""
    return stoppable(lambda: resume(folder, scheduler=hands.scheduler, workers=hands.workers or 1, progress=tell))


def paged(made: Calibration) -> Path | None:
    """The document and the page of a calibration, in its folder."""
    from sousveil.report import calibration as drawing

    if made.folder is None:
        return None
    one = made.document()
    (made.folder / RECORD).write_text(written(one), encoding="utf-8")
    try:
        text = drawing.page(one)
    except RequestError as error:  # the calibration is done and stays, whatever the page lacks
        note(f"no page: {error}")
        return None
    path = made.folder / PAGE
    path.write_text(text, encoding="utf-8")
    return path


def code(made: Calibration) -> int:
    """The exit code: 1 where nothing meets the targets, or a figure held back breaks."""
    one = made.document()
    return int(not one["met"] or any(target["verdict"] == "broken" for target in one["targets"]))


def say(made: Calibration, page: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or the posterior, the check and where everything is."""
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
    screen, passed = out(), one["passed"]
    screen.print(Text(f"{one['scenario']['title']}, calibrated", style="bold"))
    screen.print(f"{one['people']:,} people, {one['days']:,} days, seed {one['seed']}; {one['kept']:,} points kept, "
                 f"worth {readable(one['effective'])} draws", soft_wrap=True)  # fmt: skip
    screen.print(
        f"{passed['share']:.2%} of the prior passes (95 %: {passed['low']:.2%} to {passed['high']:.2%})" if one["met"]
        else "nothing within these ranges meets every target", soft_wrap=True,
    )  # fmt: skip
    screen.print(_table(("number", "before", "median", "90 %"), [
        (free["name"], _span(*free["prior"]), _one(free["median"]), _span(free["low"], free["high"]))
        for free in one["free"]]))  # fmt: skip
    screen.print(_table(("target", "published", "simulated, 95 %", "verdict"), [
        (target["figure"], _published(target), _span(target["low95"], target["high95"]), target["verdict"])
        for target in one["targets"]]))  # fmt: skip


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    made = Table(box=None, pad_edge=False)
    for i, name in enumerate(head):
        made.add_column(name, justify="right" if 0 < i < len(head) - 1 else "left")
    for row in rows:
        made.add_row(*row)
    return made


def _one(value: float | None) -> str:
    return "-" if value is None else readable(value)


def _span(low: float | None, high: float | None) -> str:
    return "-" if low is None or high is None else f"{readable(low)} to {readable(high)}"


def _published(target: Mapping[str, Any]) -> str:
    value = target["published"]
    return f"{_span(*value) if isinstance(value, list) else readable(value)} {target['unit']}"
