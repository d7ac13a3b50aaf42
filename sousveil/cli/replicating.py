"""What `replicate` does: exhibits, their table, their page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sousveil import replications
from sousveil.cli.screen import document, note, out
from sousveil.contract.errors import RequestError
from sousveil.records import folders
from sousveil.replications.several import several

PAGE, RECORD = "replications.html", "replications.json"
STYLES = {"kept": "green", "broken": "bold red", "unstated": "dim"}
SAID = {"kept": "kept", "broken": "failed", "unstated": "no verdict"}


def replicated(
    names: Sequence[str], overrides: Sequence[str], replicates: int | None, seed: int, tell: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Run exhibits, all of them where none is named; raises RequestError before anything is run."""
    asked = replications.asked(names or replications.names(), overrides)
    return list(several(asked, replicates=replicates, seed=seed, told=tell))


def kept(made: Sequence[dict[str, Any]], folder: Path) -> list[Path]:
    """Write the results, and the page where what draws it is installed; returns what was written."""
    from sousveil.report import exhibits

    files = {RECORD: folders.as_json(list(made))}
    try:
        files[PAGE] = exhibits.page(made, datetime.now().date().isoformat())
    except RequestError as error:
        note(f"no page: {error}")
    folders.write(folder, files)
    return [folder / name for name in files]


def say(made: Sequence[dict[str, Any]], files: Sequence[Path], *, as_json: bool, quiet: bool) -> None:
    """One document, or a table for each exhibit; then where everything is."""
    if as_json:
        document(replications.flat(made))
        return
    if not quiet:
        for one in made:
            _show(one)
    for path in files:
        out().print(str(path), soft_wrap=True)


def _show(one: dict[str, Any]) -> None:
    screen = out()
    screen.print(Text(one["title"], style="bold"))
    screen.print(Text(one["question"]))
    if one["overrides"]:
        said = ", ".join(f"{name}={value}" for name, value in one["overrides"].items())
        screen.print(f"overridden: {said}; nothing is published for these", soft_wrap=True)
    rows = Table(box=None, pad_edge=False)
    for name in ("claim", "published", "simulated", "standard error", "verdict"):
        rows.add_column(name, justify="right" if name in ("published", "simulated", "standard error") else "left")
    for row in one["rows"]:
        verdict = Text(SAID[row["verdict"]], style=STYLES[row["verdict"]])
        rows.add_row(row["quantity"], _published(row["published"]), _number(row["simulated"]),
                     _number(row["standard_error"], 2), verdict)  # fmt: skip
    for row in one["breaks"]:
        rows.add_row(Text(f"taken away: {row['lesson']}", style="dim"), "", _number(row["broken"]),
                     _number(row["broken_standard_error"], 2), "")  # fmt: skip
    screen.print(Padding(rows, (0, 0, 1, 2)))


def _published(value: float | list[float]) -> str:
    return " to ".join(map(_number, value)) if isinstance(value, list) else _number(value)


def _number(value: float | None, digits: int = 4) -> str:
    return "-" if value is None else f"{value:.{digits}g}" if abs(value) < 1e6 else f"{value:,.0f}"
