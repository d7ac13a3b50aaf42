"""Progress while a run goes on: a bar on a terminal, a line every tenth elsewhere, nothing with --quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sousveil.cli.screen import err, note
from sousveil.progress import Stage

Tell = Callable[[Stage], None]
STEPS = 10
"""Plain lines that a phase is cut into, at most."""


@contextmanager
def telling(*, quiet: bool) -> Iterator[Tell]:
    """What to call with each stage of a run."""
    if quiet:
        yield lambda stage: None
    elif sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield Lines(note)


class Lines:
    """A line for each new phase, and for each tenth of it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._phase, self._step = say, "", 0

    def __call__(self, stage: Stage) -> None:
        """Say it if there is something new to say."""
        step = stage.done * STEPS // max(stage.total, 1)
        if stage.phase != self._phase:
            self._say(stage.phase)
        elif step > self._step:
            self._say(f"{stage.phase} {stage.share:.0%}: {stage.done:,} of {stage.total:,} {stage.unit}")
        self._phase, self._step = stage.phase, step


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[unit]}"))
    with Progress(*columns, TimeRemainingColumn(), console=err(), transient=True) as progress:
        task = progress.add_task("starting", total=None, unit="days")

        def tell(stage: Stage) -> None:
            progress.update(task, description=stage.phase, completed=stage.done, total=stage.total or None,
                            unit=stage.unit)  # fmt: skip

        yield tell
