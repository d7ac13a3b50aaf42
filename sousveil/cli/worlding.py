"""What `world` does: worlds under every condition, a table, a folder and a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from sousveil.cli.live import Tell
from sousveil.cli.running import Made, simulated
from sousveil.cli.screen import document, note, out, written_to
from sousveil.cli.stopping import StoppedError
from sousveil.contract.countries import COUNTRY_GROUPS
from sousveil.contract.errors import RequestError, unknown
from sousveil.measures.table import readable
from sousveil.scenario import load
from sousveil.scenario.guarding import idle
from sousveil.world.question import CONDITIONS
from sousveil.world.run import WorldRun, world
from sousveil.world.zoom import PEOPLE, beside, zoomed

PAGE = "report.html"


@dataclass(frozen=True)
class Sizes:
    """How many worlds of each condition: with other luck, with other guesses; and people of a society, 0 for none."""

    replicates: int
    guesses: int
    societies: int


def lived(
    name: str, override: Sequence[str], sizes: Mapping[str, int | None], without: Sequence[str], with_: Sequence[str],
    worlds: Sizes, zoom: str, folder: Path | None, tell: Tell, *, with_page: bool,
) -> WorldRun:  # fmt: skip
    """The run, in its folder, with its page. With societies only things as they were are lived: each takes a minute."""
    if zoom and zoom not in COUNTRY_GROUPS:
        raise unknown("class of countries", zoom, COUNTRY_GROUPS, where="--zoom")
    scenario = load(name, override, **sizes, without=without, with_=with_, model=None)
    for line in idle(with_, scenario.mechanisms):
        note(line)
    try:
        made = world(
            scenario, replicates=worlds.replicates, guesses=worlds.guesses, societies=worlds.societies, out=folder,
            conditions=CONDITIONS[:1] if worlds.societies else CONDITIONS, progress=tell,
        )  # fmt: skip
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop)) from None
    if with_page and made.folder is not None:
        _page(made.folder)
    return made


def _page(folder: Path) -> None:
    from sousveil import report  # a run without a page need not wait for what draws one

    try:
        report.build(folder)
    except RequestError as error:  # the run is done and stays, whatever the page lacks
        note(f"no page: {error}")


def closer(made: WorldRun, group: str, people: int | None, tell: Tell, *, with_page: bool) -> Made | None:
    """The run of one society with the policy of a class."""
    scenario = zoomed(made.records, group, people or PEOPLE, made.scenario.seed)
    return simulated(scenario, 1, 0, beside(made.folder, group), tell, with_page=with_page)


def say(made: WorldRun, closer: Made | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or a table of the question and where everything is."""
    if as_json:
        zoom = {} if closer is None else {"zoom": closer.document()}
        document(made.summary | zoom | {"folder": None if made.folder is None else str(made.folder)})
        return
    if not quiet:
        _show(made)
    written_to(made.folder, PAGE, quiet=quiet)
    if closer is not None:
        closer.say(as_json=False, quiet=quiet)


def _show(made: WorldRun) -> None:
    screen, summary = out(), made.summary
    screen.print(Text(f"{made.scenario.title}: {made.scenario.label}", style="bold"))
    screen.print(f"{summary['countries']} countries, {summary['quarters']} quarters, seed {summary['seed']}, "
                 f"{summary['replicates']} replicates of each condition; {summary['regimes']}",
                 soft_wrap=True)  # fmt: skip
    _question(summary["measures"])
    screen.print("each cell: the mean over replicates; below it its range over what is assumed, where assessed. "
                 "summary.json has every class, year and interval, and differences with the same luck",
                 soft_wrap=True)  # fmt: skip


def _question(measures: Sequence[Mapping[str, Any]]) -> None:
    """What the wavering do by the last year, a column a condition."""
    mine = [entry for entry in measures if entry["group"] == "wavering"]
    if not mine:
        return
    year = max(entry["year"] for entry in mine)
    cells = {(entry["name"], entry["arm"]): entry for entry in mine if entry["year"] == year}
    arms = [one for one in CONDITIONS if any(arm == one.name for _, arm in cells)]
    table = Table(box=None, pad_edge=False)
    table.add_column(f"{mine[0]['per']} silent or wavering, by the end of {year}", max_width=44)
    for one in arms:
        table.add_column(f"({one.letter})", justify="right")
    for name in dict.fromkeys(name for name, _ in cells):
        entries = [cells[name, one.name] for one in arms]
        table.add_row(entries[0]["doc"], *map(_cell, entries))
    screen = out()
    screen.print(table)
    for one in arms:
        screen.print(f"({one.letter}) {one.words}", soft_wrap=True)


def _cell(entry: Mapping[str, Any]) -> str:
    span = "" if entry["assumed_low"] is None else f"\n{_span(entry['assumed_low'], entry['assumed_high'])}"
    return readable(entry["value"]) + span


def _span(low: float, high: float) -> str:
    return f"{readable(low)}-{readable(high)}"
