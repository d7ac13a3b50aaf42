"""A run that is watched is the run that nobody watches; curves are its records, and stop leaves it to go on with."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sousveil as sv
from sousveil.contract.errors import RequestError
from sousveil.finished import Run
from sousveil.notebook import seeing, watching
from sousveil.notebook.watching import LIVING, Picture, Watched, watch
from sousveil.studio.work import frames

SIZE: Any = {"people": 4000, "days": 12}


@pytest.fixture(scope="module")
def alone() -> Run:
    """What nobody watches."""
    return sv.run("everything-app", keep=False, **SIZE)


@pytest.fixture
def every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame a day, however quick the days are."""
    monkeypatch.setattr(frames, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(seeing, "SECONDS_BETWEEN", 0)


def shown(watched: Watched, name: str) -> list[list[float]]:
    """The points of a curve as it is now."""
    return next(one["points"] for one in watched.picture.curves() if one["name"] == name)


def test_watching_changes_nothing_and_curves_are_the_records(alone: Run, every_day: None) -> None:
    watched = watch("everything-app", keep=False, shown=["held_back", "true_support", "fear"], **SIZE)
    made = watched.run
    assert made.summary["state_hash"] == alone.summary["state_hash"]
    assert watched.picture.state == "done"
    records = made.records.isel(replicate=0)
    home = records["place_kind"].values != "abroad"
    people = records["people"].sel(group="all").values[home].sum()
    held = records["held_back"].sel(group="all").values[:, home].sum(axis=1)
    points = shown(watched, "held_back")
    assert [day for day, _ in points] == list(range(1, 13))
    assert np.allclose([value for _, value in points], held * 100_000 / people)
    of_places = records["people"].sel(group="all").values[home]
    support = records["true_support"].values[-1, home] @ of_places / people
    # frames carry six digits
    assert abs(shown(watched, "true_support")[-1][1] - support) < 1e-6
    picture, edges = records["hist_fear"].sel(group="all").values[-1], records["edge_fear"].values
    lowest = picture @ edges / picture.sum()
    # a histogram says which bin of 1/64, so the mean lies up to a bin above that of the lower edges
    assert lowest <= shown(watched, "fear")[-1][1] <= lowest + 1 / 64


def test_a_run_that_is_stopped_can_be_gone_on_with(alone: Run, tmp_path: Path) -> None:
    watched: list[Watched] = []
    begun = threading.Event()

    def show(picture: Picture) -> None:
        if picture.state == LIVING and picture.stage.done >= 5:
            begun.wait(60)
            watched[0].stop()

    made = Watched(sv.scenario("everything-app").patch(SIZE), 12, seeing.Eye(("fear",), 12, 1),
                   {"out": tmp_path / "run", "checkpoint_every": 2}, show)  # fmt: skip
    watched.append(made)
    begun.set()
    made.begin()
    with pytest.raises(KeyboardInterrupt, match="sousveil resume"):
        made.run  # noqa: B018
    assert made.picture.state == "stopped" and "sousveil resume" in made.picture.message
    gone_on = sv.resume(tmp_path / "run")
    assert gone_on.summary["state_hash"] == alone.summary["state_hash"]


def test_interrupting_whoever_waits_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = watch("all-off", people=500, days=3_000, keep=False)
    join = watched._thread.join

    def interrupted(timeout: float | None = None) -> None:
        if not watched._stopping.is_set():
            raise KeyboardInterrupt
        join(timeout)

    monkeypatch.setattr(watched._thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt, match="nothing was written"):
        watched.run  # noqa: B018
    assert watched.picture.state == "stopped" and not watched._thread.is_alive()


def test_outside_a_notebook_lines_say_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    watched = watch("all-off", people=500, days=10, keep=False)
    assert watched.view is None
    watched.run  # noqa: B018
    said = capsys.readouterr()
    assert "living 50%: 5 of 10 days" in said.err and "done" in said.err and said.out == ""
    assert repr(watched) == "Watched('all-off': done, 10 of 10 days)"
    assert watched._repr_mimebundle_() == {"text/plain": repr(watched)}


def test_what_goes_wrong_is_raised_where_the_run_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    watched = watch("all-off", people=500, days=3, out=str(tmp_path / "full"))
    with pytest.raises(RequestError, match="the run folder is not empty"):
        watched.run  # noqa: B018
    assert watched.picture.state == "failed" and "the run folder is not empty" in watched.picture.message
    with pytest.raises(RequestError, match=r"did you mean 'fear'\?"):
        watch("all-off", shown=["faer"])


def test_in_a_notebook_the_widget_is_told_and_its_button_stops_the_run(
    monkeypatch: pytest.MonkeyPatch, every_day: None
) -> None:
    pytest.importorskip("anywidget", reason="the extra `notebook` is not installed")
    monkeypatch.setattr(watching, "in_notebook", lambda: True)
    monkeypatch.setattr("sousveil.notebook.view.SECONDS_BETWEEN", 0)
    watched = watch("everything-app", keep=False, shown=["held_back", "fear", "food_refused"], **SIZE)
    view, made = watched.view, watched.run
    assert view.title == made.scenario.title and view.days == 12 and "4,000 synthetic people" in view.about
    assert view.picture["state"] == "done" and view.picture["done"] == view.picture["total"] == 12
    # nobody is refused food in this scenario, so there is no such curve
    assert [one["name"] for one in view.picture["curves"]] == ["held_back", "fear"]
    assert view.picture["curves"][1]["points"] == shown(watched, "fear")
    bundle = watched._repr_mimebundle_()[0]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == f"{view.title}: done, 12 of 12 days"
    view._handle_custom_msg({"do": "stop"}, [])
    assert watched._stopping.is_set()


def test_a_notebook_without_anywidget_has_lines_and_is_told_of_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watching, "in_notebook", lambda: True)
    monkeypatch.setitem(__import__("sys").modules, "sousveil.notebook.view", None)
    watch("all-off", people=500, days=3, keep=False).run  # noqa: B018
    assert "sousveil[notebook]" in capsys.readouterr().err
