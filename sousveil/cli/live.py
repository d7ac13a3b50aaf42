"""Progress while a run goes on: a bar on a terminal, a line every tenth elsewhere, nothing with --quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sousveil.cli.screen import err, note
from sousveil.progress import Lines, Stage

Tell = Callable[[Stage], None]


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


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[unit]}"))
    with Progress(*columns, TimeRemainingColumn(), console=err(), transient=True) as progress:
        task = progress.add_task("starting", total=None, unit="")

        def tell(stage: Stage) -> None:
            progress.update(task, description=stage.phase, completed=stage.done, total=stage.total or None,
                            unit=stage.unit)  # fmt: skip

        yield tell
