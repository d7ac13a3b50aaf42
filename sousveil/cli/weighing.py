"""What `safeguards` does: weigh them, show the table, keep a folder with the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from sousveil.cli.live import Tell
from sousveil.cli.screen import called, out, written_to
from sousveil.cli.screen import document as print_document
from sousveil.cli.stopping import StoppedError
from sousveil.compare.weighing import Numbers, document, weigh
from sousveil.contract.errors import RequestError
from sousveil.measures.table import readable_signed
from sousveil.records import folders
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import Scenario
from sousveil.scenario.changes import override

PAGE, RECORD = "safeguards.html", "safeguards.json"


def numbers_in(texts: Sequence[str]) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Overrides of the scenario, and numbers of safeguards such as appeal.success=0.3."""
    others: list[str] = []
    numbers: dict[str, dict[str, Any]] = {}
    for text in texts:
        path, value, where = override(text)
        name, _, key = path.partition(".")
        if name not in SAFEGUARDS:
            others.append(text)
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RequestError("not a number", where=where, found=repr(value), allowed="a number")
        numbers.setdefault(name, {})[key] = value
    return others, numbers


def weighed(
    scenario: Scenario, names: Sequence[str], measures: Sequence[str], numbers: Numbers, replicates: int, tell: Tell
) -> dict[str, Any]:
    """The document of a weighing; `measures` besides those that are always weighed."""
    extra = {"harms": tuple(measures)} if measures else {}
    try:
        return document(weigh(scenario, names, numbers=numbers, replicates=replicates, progress=tell, **extra))
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop) or "stopped; nothing was written") from None


def kept(made: Mapping[str, Any], folder: Path, *, with_page: bool) -> None:
    """Write the document and its page."""
    files = {RECORD: folders.as_json(made)}
    if with_page:
        from sousveil.report import safeguards

        files[PAGE] = safeguards.page(made)
    folders.write(folder, files)


def say(made: Mapping[str, Any], folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or the table and where everything is."""
    if as_json:
        print_document({**made, "folder": None if folder is None else str(folder)})
        return
    if not quiet:
        _show(made)
    written_to(folder, PAGE, quiet=quiet)


def _show(made: Mapping[str, Any]) -> None:
    screen = out()
    screen.print(Text(f"Safeguards in {made['scenario']['title']}", style="bold"))
    size = f"{made['people']:,} people, {made['days']:,} days, seed {made['seed']}"
    screen.print(f"{size}, {made['replicates']} pairs of runs with the same people and luck", soft_wrap=True)
    for title, names in (("harms", made["harms"]), ("what the operator wanted little of", made["goals"])):
        screen.print(Text(f"\n{title}: differences to no safeguard", style="bold"))
        screen.print(_table(made["options"], names, made["measures"]))
    screen.print("* no other is as good everywhere and better somewhere; ( ) not told apart from none", soft_wrap=True)
    for name, why in {**made["idle"], **made["refused"]}.items():
        screen.print(f"  {name}: {why}", soft_wrap=True)


def _table(options: Sequence[Mapping[str, Any]], names: Sequence[str], measures: Mapping[str, Any]) -> Table:
    made = Table(box=None, pad_edge=False)
    made.add_column("safeguard")
    for name in names:
        unit = measures[name]["unit"] + (f" per {measures[name]['per']}" if measures[name]["per"] else "")
        made.add_column(f"{called(name)}\n{unit}".replace(" per 100,000 people a year", " / 100,000 / year"),
                        justify="right")  # fmt: skip
    for option in options:
        mine = {entry["name"]: entry for entry in option["effects"] if entry["group"] == "all"}
        label = " + ".join(option["names"]) + (" *" if option["pareto"] else "")
        made.add_row(Text(label), *(_cell(mine[name]) for name in names))
    return made


def _cell(entry: Mapping[str, Any]) -> Text:
    if entry["effect"] is None:
        return Text("-", style="dim")
    text = readable_signed(entry["effect"])
    told = entry["says"] in ("rises", "falls")
    return Text(text, style="bold") if told else Text(text if entry["says"] == "none" else f"({text})", style="dim")
