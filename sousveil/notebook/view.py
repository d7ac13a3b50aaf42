"""The widget: an anywidget, whose module and style are files beside this one. Nothing is fetched from anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from sousveil.notebook.watching import LIVING, Picture
from sousveil.scenario import Scenario

ASSETS = Path(__file__).parent / "assets"
SECONDS_BETWEEN = 0.25
"""Of two messages to the browser while a run goes on."""


class View(anywidget.AnyWidget):
    """What a browser is told of a run. The stop button sends {"do": "stop"}."""

    _esm = ASSETS / "live.js"
    _css = ASSETS / "live.css"
    title = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
    days = traitlets.Int().tag(sync=True)
    picture = traitlets.Dict().tag(sync=True)

    def __init__(self, stop: Callable[[], None], **traits: Any) -> None:
        super().__init__(**traits)
        self._drawn, self._phase = 0.0, ""
        self.on_msg(lambda widget, content, buffers: stop() if content == {"do": "stop"} else None)

    def draw(self, picture: Picture) -> None:
        """Tell the browser, unless it was told a moment ago and this is but another day of the same."""
        stage, now = picture.stage, time.perf_counter()
        if picture.state == LIVING and stage.phase == self._phase and now - self._drawn < SECONDS_BETWEEN:
            return
        self._drawn, self._phase = now, stage.phase
        self.picture = {
            "state": picture.state, "phase": stage.phase, "done": stage.done, "total": stage.total, "unit": stage.unit,
            "message": picture.message, "curves": picture.curves(),
        }  # fmt: skip

    def __repr__(self) -> str:
        stand = self.picture
        return f"{self.title}: {stand['state']}, {stand['done']:,} of {stand['total']:,} {stand['unit']}"


def view_of(scenario: Scenario, stop: Callable[[], None]) -> View:
    """The widget of a run of this scenario."""
    about = f"{scenario.people:,} synthetic people, seed {scenario.seed}"
    return View(stop, title=scenario.title or scenario.name, about=about, days=scenario.days)
