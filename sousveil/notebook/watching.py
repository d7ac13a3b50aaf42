"""A run in a thread of its own, so that a notebook stays free to listen to the stop button."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sousveil.contract.errors import SousveilError, unknown
from sousveil.finished import Run
from sousveil.notebook.seeing import KNOWN, SHOWN, Curve, Eye
from sousveil.progress import Lines, Stage
from sousveil.scenario import Scenario, load
from sousveil.simulate import run

LIVING, STOPPED, FAILED, DONE = "living", "stopped", "failed", "done"


@dataclass(frozen=True)
class Picture:
    """How a run stands. state: living, stopped, failed or done; message: what there is to say of it.

    curves: makes the curves up to now; whoever shows nothing of them spends nothing on them.
    """

    state: str
    stage: Stage
    curves: Callable[[], list[Curve]]
    message: str = ""


Show = Callable[[Picture], None]


def unseen(picture: Picture) -> None:
    """Show it to nobody."""


@dataclass(eq=False, repr=False)
class Watched:
    """A run that lives beside whoever watches it. `run` waits for it; `stop()` ends it so that it can be gone on with.

    show: is called with every new picture, in the run's own thread; view: what stands for it in a notebook, if
    there is one.
    """

    scenario: Scenario
    days: int
    """Days of all replicates."""
    eye: Eye
    options: dict[str, Any]
    show: Show = unseen
    view: Any = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _made: Run | None = None
    _error: BaseException | None = None

    def __post_init__(self) -> None:
        self.picture = Picture(LIVING, Stage("beginning", 0, self.days), self.eye.curves)
        self._thread = threading.Thread(target=self._live, name=f"sousveil {self.scenario.name}")

    def begin(self) -> None:
        """Let it live."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end after the day that it is at; a run that is kept can be gone on with."""
        self._stopping.set()

    @property
    def run(self) -> Run:
        """The finished run, waited for. Raises what the run raised: KeyboardInterrupt where it was stopped."""
        try:
            while self._thread.is_alive():
                self._thread.join(timeout=1)
        except KeyboardInterrupt:  # of whoever waits: the run is stopped with them
            self.stop()
            self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._made is not None
        return self._made

    def _tell(self, stage: Stage) -> None:
        if self._stopping.is_set():
            raise KeyboardInterrupt
        self._show(LIVING, stage)

    def _show(self, state: str, stage: Stage, message: str = "") -> None:
        self.picture = Picture(state, stage, self.eye.curves, message)
        self.show(self.picture)

    def _live(self) -> None:
        try:
            self._made = run(self.scenario, progress=self._tell, each_day=self.eye, **self.options)
        except KeyboardInterrupt as stop:
            self._error = stop
            self._show(STOPPED, self.picture.stage, str(stop))
        except SousveilError as error:
            self._error = error
            self._show(FAILED, self.picture.stage, str(error))
        except BaseException as error:
            self._error = error  # raised again where the run is asked for
            self._show(FAILED, self.picture.stage, f"{type(error).__name__}: {error}")
            raise
        else:
            folder = self._made.folder
            self._show(DONE, Stage(DONE, self.days, self.days), "" if folder is None else f"folder: {folder}")

    def __repr__(self) -> str:
        stage = self.picture.stage
        return f"Watched({self.scenario.name!r}: {self.picture.state}, {stage.done:,} of {stage.total:,} {stage.unit})"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        if self.view is None:
            return {"text/plain": repr(self)}
        return self.view._repr_mimebundle_(include=include, exclude=exclude)


def watch(
    scenario: Scenario | str | Path = "everything-app",
    *,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Sequence[str] = (),
    shown: Sequence[str] = SHOWN,
    replicates: int = 1,
    **options: Any,
) -> Watched:
    """Begin to simulate a scenario, as `run` does with the same options, and come back at once with what shows it.

    In a notebook the last line of a cell, `watched = sv.watch(...)` and then `watched`, draws its curves as the days go
    by; elsewhere lines on standard error say how far it is. `watched.run` waits for the finished run. shown: events and
    shared numbers to draw, and "fear" or "trust". Raises RequestError for names and values that are not allowed.
    """
    for name in shown:
        if name not in KNOWN:
            raise unknown("curve", name, KNOWN, where="shown")
    if isinstance(scenario, str | Path):
        scenario = load(scenario, set, people=people, days=days, seed=seed)
    eye = Eye(tuple(shown), scenario.days, replicates)
    made = Watched(scenario, scenario.days * replicates, eye, {"replicates": replicates, **options})
    made.view, made.show = _viewed(made)
    made.begin()
    return made


def _viewed(watched: Watched) -> tuple[Any, Show]:
    """A widget in a notebook that can show one; elsewhere none, and lines."""
    if in_notebook():
        try:
            from sousveil.notebook.view import view_of
        except ModuleNotFoundError:
            _line("curves need anywidget, which is not installed: pip install 'sousveil[notebook]'")
        else:
            view = view_of(watched.scenario, watched.stop)
            view.draw(watched.picture)
            return view, view.draw
    lines = Lines(_line)

    def told(picture: Picture) -> None:
        if picture.state == LIVING:
            lines(picture.stage)
        else:
            _line(picture.message if picture.state == STOPPED else f"{picture.state} {picture.message}".strip())

    return None, told


def in_notebook() -> bool:
    """Whether a kernel runs this, to which a browser listens."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None and getattr(shell, "kernel", None) is not None


def _line(text: str) -> None:
    sys.stderr.write(text + "\n")
