"""What the verbs do that need the engine, the records or the page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xarray as xr
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sousveil import onward, simulate
from sousveil.cli.live import Tell
from sousveil.cli.screen import document, note, out, quiet_peers
from sousveil.cli.stopping import StoppedError
from sousveil.contract.errors import RequestError
from sousveil.measures.kinds import one_sided
from sousveil.measures.table import Section, table
from sousveil.records.casefile import missing
from sousveil.records.stored import StoredRun, open_run
from sousveil.records.verify import problems
from sousveil.scenario import Model, Scenario, load


@dataclass(frozen=True)
class Made:
    """A run, its folder and its page, if it has one."""

    scenario: Scenario
    summary: dict[str, Any]
    folder: Path
    page: Path | None

    def document(self) -> dict[str, Any]:
        """The summary, and where the rest is."""
        return self.summary | {"folder": str(self.folder), "page": None if self.page is None else str(self.page)}

    def say(self, *, as_json: bool, quiet: bool) -> None:
        """Say it as a document, as the folder alone, or as a table."""
        if as_json:
            document(self.document())
        elif quiet:
            out().print(str(self.folder), soft_wrap=True)
        else:
            self.show()

    def show(self) -> None:
        """The main measures as a table, then what was assumed and where everything is."""
        screen = out()
        screen.print(Text(f"{self.scenario.title}: {self.scenario.label}".strip(": "), style="bold"))
        screen.print(
            f"{self.summary['people']:,} people, {self.summary['days']:,} days, seed {self.summary['seed']}, "
            f"{_counted(self.summary.get('replicates', 1), 'replicate')}; everybody at home"
        )
        if (done := self.summary["performance"]).get("devices", 1) > 1:
            kind = "virtual ones of the CPU" if done["device"] == "cpu" else done["device"]
            screen.print(f"spread over {done['devices']} devices ({kind})", soft_wrap=True)
        if (model := self.scenario.model) is not None:
            told = model.told()
            screen.print(f"scored by {told['file']}, every {_counted(model.every, 'day')}, from "
                         f"{', '.join(told['columns'])}", soft_wrap=True)  # fmt: skip
        if said := one_sided(self.summary["places"]):
            screen.print(said, soft_wrap=True)
        for section in table(self.summary):
            screen.print(Text(section.title, style="bold"))
            if any(row.value is not None for row in section.rows):
                screen.print(_table(section, wide=screen.width >= 100, guessed=self.summary["ignorance"] is not None))
            for line in _missing(section):
                screen.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
        assumed = len(self.summary["assumed"])
        screen.print(
            f"assumed {_counted(assumed, 'number')} behind this, not measured: `assumed` in summary.json names them, "
            "`sousveil explain NAME` says more",
            soft_wrap=True,
        )
        screen.print(_ignorance(self.summary["ignorance"]), soft_wrap=True)
        if left_out := self.summary["case_file"]["left_out"]:
            screen.print(f"case file: {missing(left_out)}", soft_wrap=True)
        screen.print(f"folder  {self.folder}", soft_wrap=True)
        if self.page is not None:
            screen.print(f"page    {self.page}", soft_wrap=True)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _ignorance(done: dict[str, int] | None) -> str:
    if done is None:
        return "ranges over what was assumed: not assessed; --ignorance 32 assesses them with 32 smaller runs"
    return (
        f"ranges over what was assumed: lowest and highest of this and {_counted(done['draws'], 'run')} of "
        f"{done['people']:,} people, {done['parameters']:,} assumed numbers guessed otherwise in each"
    )


def _table(section: Section, *, wide: bool, guessed: bool) -> Table:
    made = Table(box=None, pad_edge=False)
    made.add_column("measure", min_width=22)
    made.add_column("value", justify="right", min_width=9, no_wrap=True)
    made.add_column("unit", min_width=30 if wide else None)
    made.add_column("95 % interval")
    if guessed:
        made.add_column("range over assumptions")
    for row in section.rows:
        if row.value is not None:
            # the long denominator stands in nearly every row
            units = row.units.replace(" per 100,000 people a year", " / 100,000 / year")
            interval = Text(row.interval, style="dim" if row.low is None else "")
            made.add_row(row.measure, row.text, units, interval, *([row.ignorance] if guessed else []))
    return made


def _missing(section: Section) -> list[str]:
    """A line for each reason why measures have no value, and those measures."""
    found: dict[str, list[str]] = {}
    for row in section.rows:
        if row.value is None:
            absent = any(word in row.reason for word in ("nothing in this scenario", "this scenario has no"))
            found.setdefault("not part of this scenario" if absent else row.reason, []).append(row.measure)
    return [f"{reason}: {', '.join(measures)}" for reason, measures in found.items()]


def simulated(
    scenario: Scenario, replicates: int, ignorance: int, folder: Path | None, tell: Tell, *, with_page: bool,
    devices: int | None = None, checkpoint_every: int | None = None,
) -> Made | None:  # fmt: skip
    """Run a scenario into a folder and build its page; None where another process of the run writes them."""

    def living() -> simulate.Run:
        with quiet_peers():
            return simulate.run(
                scenario, out=folder, replicates=replicates, ignorance=ignorance, devices=devices,
                checkpoint_every=checkpoint_every, progress=tell,
            )  # fmt: skip

    return _made(living, with_page)


def resumed(folder: Path, tell: Tell, *, with_page: bool, checkpoint_every: int | None, trust_pickle: bool) -> Made:
    """Go on with a run and build its page."""

    def living() -> simulate.Run:
        return onward.resume(
            folder, checkpoint_every=checkpoint_every, trust_pickle=trust_pickle, progress=tell, say=note
        )  # fmt: skip

    return _whole(_made(living, with_page))


def branched(
    past: Path, at: int, overrides: Sequence[str], folder: Path | None, tell: Tell, *, with_page: bool,
    checkpoint_every: int | None, trust_pickle: bool,
) -> Made:  # fmt: skip
    """Run another future into a folder and build its page."""
    return _whole(_made(
        lambda: onward.branch(
            past, at, overrides, out=folder, checkpoint_every=checkpoint_every, trust_pickle=trust_pickle,
            progress=tell, say=note,
        ), with_page,
    ))  # fmt: skip


def _made(living: Callable[[], simulate.Run], with_page: bool) -> Made | None:
    spare_dask()
    try:
        run = living()
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop)) from None
    if run.folder is None:
        return None
    return Made(run.scenario, run.summary, run.folder, _page(run.folder) if with_page else None)


def spare_dask() -> None:
    """Let xarray ask now, once, whether an array may be one of dask's, and find no such library.

    Where dask is installed the question imports half of SciPy, which takes longer than living ten days. Nothing is kept
    from whoever imports dask afterwards: only masked arrays of dask would not be known as such.
    """
    if "dask" not in sys.modules:
        sys.modules["dask"] = None  # type: ignore[assignment]  # how Python is told that there is no such module
        try:
            xr.Variable((), 0)
        finally:
            del sys.modules["dask"]


def _whole(made: Made | None) -> Made:
    if made is None:
        raise TypeError("a run that keeps its records has a folder")
    return made


def _page(folder: Path) -> Path | None:
    from sousveil import report  # a run without a page need not wait for what draws one

    try:
        return report.build(folder)
    except RequestError as error:  # the run is done and stays, whatever the page lacks
        note(f"no page: {error}")
        return None


def whole_run(folder: Path) -> StoredRun:
    """A run folder in which nothing is missing or damaged; raises RequestError that says what is."""
    return open_run(folder)


def page_of(folder: Path) -> Path:
    """The page of a run, built anew. A damaged page does no harm, anything else does."""
    from sousveil import report
    from sousveil.report.page import FILE

    damaged = [problem for problem in problems(folder) if problem.file != FILE]
    if damaged:
        whole_run(folder)
    return report.build(folder)


def rerun_differences(stored: StoredRun, tell: Tell, *, trust_pickle: bool = False) -> list[str]:
    """What a second run of the same scenario gives otherwise; empty where all is the same."""
    again = _again(stored, tell, trust_pickle)
    found = []
    if again["state_hash"] != stored.summary["state_hash"]:
        found.append(f"state_hash is {again['state_hash'][:12]}, not {stored.summary['state_hash'][:12]}")
    before = {_which(entry): entry for entry in stored.summary["measures"]}
    for entry in again["measures"]:
        which = _which(entry)
        old = before.get(which, {})
        for key, what in (("value", ""), ("assumed_low", ", lowest guess,"), ("assumed_high", ", highest guess,")):
            if old.get(key) != entry[key]:
                found.append(f"{which[0]} ({', '.join(map(str, which[1:]))}){what} is {entry[key]}, not {old.get(key)}")
    return found


def _again(stored: StoredRun, tell: Tell, trust_pickle: bool) -> dict[str, Any]:
    trusted = Model.trusted() if trust_pickle else None
    scenario, replicates = load(stored.folder, model=trusted), int(stored.info.get("replicates", 1))
    ignorance = int((stored.summary.get("ignorance") or {}).get("draws", 0))
    if stored.of_countries:
        from sousveil.world.run import world

        return world(scenario, replicates=replicates, guesses=ignorance, keep=False, progress=tell).summary
    return simulate.run(scenario, replicates=replicates, ignorance=ignorance, keep=False, progress=tell).summary


def _which(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """Measure, and of whom; among countries under which condition and when, too."""
    return tuple(entry[key] for key in ("name", "arm", "group", "year") if key in entry)
