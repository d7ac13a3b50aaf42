"""What `sweep` does, and `resume` with the folder of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from rich.table import Table
from rich.text import Text

from sousveil import simulate
from sousveil.cli.live import Tell
from sousveil.cli.screen import called, note, out
from sousveil.cli.screen import document as print_document
from sousveil.cli.stopping import StoppedError
from sousveil.contract.errors import RequestError
from sousveil.measures.table import readable, readable_signed
from sousveil.records import folders
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import Scenario
from sousveil.sweep import Sweep
from sousveil.sweep.crew import processors
from sousveil.sweep.document import document
from sousveil.sweep.living import FAILED
from sousveil.sweep.plan import Plan
from sousveil.sweep.wiring import carried_out, planned, resume

PAGE = "sweep.html"
Made = TypeVar("Made")


@dataclass(frozen=True)
class Hands:
    """Who lives the points. workers: as asked for; None leaves it to the machine."""

    scheduler: str | None
    workers: int | None

    def count(self, plan: Plan) -> int:
        """As many processes as have something to do and fit into memory; one where Dask is not there."""
        if self.scheduler is not None or self.workers is not None:
            return self.workers or 1
        return min(self.for_points(plan.scenario, plan.replicates), len(list(plan.jobs(range(len(plan.rows)), 1))))

    def for_points(self, scenario: Scenario, replicates: int) -> int:
        """The same for a number of points that is not known yet."""
        if self.scheduler is not None or self.workers is not None:
            return self.workers or 1
        needed = simulate.needs(scenario, replicates)
        fit = needed.available // max(needed.peak, 1) if needed.available else 1
        return max(1, min(processors(), fit)) if find_spec("distributed") is not None else 1


def check_safeguards(over: Sequence[str], with_: Sequence[str]) -> None:
    """Raise RequestError for a safeguard that --with puts in with one number and --over with others."""
    for text in over:
        owner = text.partition("=")[0].partition(".")[0].strip()
        if owner in with_ and owner in SAFEGUARDS:
            raise RequestError(f"{owner!r} is put in twice", where=f"--with {owner}", found=f"--over {text}",
                               allowed="--over alone: the sweep puts it in")  # fmt: skip


def swept(
    scenario: Scenario, over: Sequence[str], design: str, points: int | None, replicates: int, measures: Sequence[str],
    hands: Hands, to: Path | None, tell: Tell,
) -> Sweep:  # fmt: skip
    """Live a sweep into a folder."""
    plan = planned(scenario, over, design, points, replicates, measures)
    plan.check()
    folder = folders.folder_for(to, f"sweep-{scenario.name}")
    return stoppable(lambda: carried_out(plan, folder, hands.scheduler, hands.count(plan), tell))


def resumed(folder: Path, hands: Hands, tell: Tell) -> Sweep:
    """Go on with one."""
    return stoppable(lambda: resume(folder, scheduler=hands.scheduler, workers=hands.workers or 1, progress=tell))


def stoppable(live: Callable[[], Made]) -> Made:
    """What it gives; where it is stopped, as the command line says so."""
    try:
        return live()
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop) or "stopped") from None


def paged(made: Sweep) -> Path | None:
    """The page of a sweep, in its folder."""
    from sousveil.report import sweep as drawing

    if made.folder is None:
        return None
    try:
        text = drawing.page(document(made))
    except RequestError as error:  # the sweep is done and stays, whatever the page lacks
        note(f"no page: {error}")
        return None
    path = made.folder / PAGE
    path.write_text(text, encoding="utf-8")
    return path


def code(made: Sweep) -> int:
    """The exit code: 1 where every point failed."""
    return int(all(outcome.status == FAILED for outcome in made.outcomes))


def say(made: Sweep, page: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or what moves and where everything is."""
    found = document(made)
    if as_json:
        print_document({**found, "folder": str(made.folder), "page": None if page is None else str(page)})
        return
    if not quiet:
        _show(found)
    out().print(f"folder  {made.folder}", soft_wrap=True)
    if page is not None:
        out().print(f"page    {page}", soft_wrap=True)


def _show(one: Mapping[str, Any]) -> None:
    screen, counts = out(), one["counts"]
    screen.print(Text(f"{one['scenario']['title']} at {one['points']:,} points", style="bold"))
    screen.print(f"{one['people']:,} people, {one['days']:,} days, seed {one['seed']}, {one['replicates']} replicates "
                 f"a point; {counts['done']:,} done, {counts['failed']:,} failed", soft_wrap=True)  # fmt: skip
    screen.print("differences from the lower end of a swept number to its upper end, over all else; ( ) not told apart "
                 "from none", soft_wrap=True)  # fmt: skip
    screen.print(_table(one))
    for failure in one["failures"][:5]:
        screen.print(f"  point {failure['number']} failed: {failure['message']}", soft_wrap=True)


def _table(one: Mapping[str, Any]) -> Table:
    axes = [axis["name"] for axis in one["axes"]][:4]
    made = Table(box=None, pad_edge=False)
    made.add_column("measure")
    made.add_column("lowest", justify="right")
    made.add_column("highest", justify="right")
    for axis in axes:
        made.add_column(axis, justify="right")
    effects = {(entry["name"], entry["axis"]): entry["effect"] for entry in one["along"]}
    for found in one["ranges"]:
        if found["lowest"] != found["highest"]:
            cells = (_cell(effects.get((found["name"], axis))) for axis in axes)
            made.add_row(called(found["name"]), readable(found["lowest"]), readable(found["highest"]), *cells)
    return made


def _cell(effect: Mapping[str, Any] | None) -> Text:
    if effect is None or effect["value"] is None:
        return Text("-", style="dim")
    text = readable_signed(effect["value"])
    told = effect["says"] in ("rises", "falls")
    return Text(text, style="bold") if told else Text(text if effect["says"] == "none" else f"({text})", style="dim")
