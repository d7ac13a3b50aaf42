"""What `audit` does: live its worlds, show the main table, keep a folder with the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from sousveil.auditing import audit
from sousveil.cli.live import Tell
from sousveil.cli.screen import document as print_document
from sousveil.cli.screen import out, written_to
from sousveil.cli.stopping import StoppedError
from sousveil.language import ENGLISH, speaking
from sousveil.records import folders
from sousveil.report.auditing.found import END, ORIGIN, START, Found, share
from sousveil.report.words import number, plain
from sousveil.scenario import Model, Scenario

PAGE, RECORD = "audit.html", "audit.json"
SHOWN = ("selection_rate", "true_positive_rate", "false_positive_rate", "precision_score")
GAPS = ("demographic_parity_difference", "equalized_odds_difference", "equal_opportunity_difference")


def audited(
    scenario: Scenario, model: Model | None, retrain: int | None, replicates: int, tell: Tell
) -> dict[str, Any]:
    """The document of an audit."""
    try:
        return audit(scenario, model, retrain=retrain, replicates=replicates, progress=tell).document
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop) or "stopped; nothing was written") from None


def kept(made: Mapping[str, Any], folder: Path, *, with_page: bool) -> None:
    """Write the document and its page."""
    files = {RECORD: folders.as_json(made)}
    if with_page:
        from sousveil.report.auditing import page

        files[PAGE] = page.page(made)
    folders.write(folder, files)


def say(made: Mapping[str, Any], folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or the table and where everything is."""
    if as_json:
        print_document({**made, "folder": None if folder is None else str(folder)})
        return
    if not quiet:
        with speaking(ENGLISH):  # the page alone speaks another language
            _show(Found(made))
    written_to(folder, PAGE, quiet=quiet)


def _show(found: Found) -> None:
    screen, one = out(), found.one
    screen.print(Text(f"Audit: {one['scenario']['title']}", style="bold"))
    size = f"{one['people']:,} people, {one['days']:,} days, seed {one['seed']}"
    screen.print(f"{size}, {one['replicates']} replicates with the same people and luck", soft_wrap=True)
    screen.print(_rates(found))
    for judge in found.judges:
        said = [found.row("lock_in", judge=judge, group="all", metric=name)
                for name in ("refused_early", "still_below_bar")]  # fmt: skip
        if said[0]:
            screen.print(f"{found.judge(judge)}: {share(said[0])} of adults refused in the first year, of them "
                         f"{share(said[1])} below the bar on the last day", soft_wrap=True)  # fmt: skip
        drift = found.row("drift", judge=judge, window=END, group="all")
        if drift:
            screen.print(f"{found.judge(judge)}: stability index of the score {number(drift['value'])} "
                         f"({drift['says']})", soft_wrap=True)  # fmt: skip


def _rates(found: Found) -> Table:
    made = Table(box=None, pad_edge=False)
    made.add_column("metric")
    made.add_column("group")
    for judge in found.judges:
        for when in (START, END):
            made.add_column(f"{found.judge(judge)}\n{when}", justify="right")
    for name in SHOWN:
        for group in ORIGIN:
            cells = [share(found.row("metrics", judge=judge, window=when, group=group, metric=name))
                     for judge in found.judges for when in (START, END)]  # fmt: skip
            made.add_row(name, plain(group), *cells)
    for name in GAPS:
        cells = [number(found.row("disparities", judge=judge, window=when, by="origin", metric=name)["value"])
                 for judge in found.judges for when in (START, END)]  # fmt: skip
        made.add_row(name, "by origin", *cells)
    return made
