"""A sweep: every point is the run one would have made, it goes on where it was stopped, and failures are rows."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import xarray as xr
from sweep.conftest import OVER, SIZE

import sousveil
from sousveil import simulate
from sousveil.contract.errors import RequestError
from sousveil.records import archive
from sousveil.sweep import crew, living, read, resume, sweep, wiring
from sousveil.sweep.document import document


def test_a_point_is_the_run_one_would_have_made(small) -> None:
    overrides = ["cameras.coverage=1", "fear.own=0.1"]
    run = simulate.run("everything-app", set=overrides, replicates=2, keep=False, **SIZE)
    outcome = small.outcomes[2]
    assert outcome.state_hash == run.summary["state_hash"]
    point = small.results.sel({"cameras.coverage": 1.0, "fear.own": 0.1})
    checked = 0
    for entry in run.summary["measures"]:
        if entry["value"] is None:
            continue
        found = point[entry["name"]]
        found = found.sel(group=entry["group"]) if "group" in found.dims else found
        # the same values, averaged in another order
        assert float(found.mean("replicate")) == pytest.approx(entry["value"], rel=1e-12)
        checked += 1
    assert checked > 300


def test_an_array_with_a_dimension_for_each_number(small) -> None:
    kept = archive.read(small.folder / wiring.RESULTS)
    assert dict(kept.sizes) == {"cameras.coverage": 2, "fear.own": 2, "replicate": 2, "group": 15}
    assert kept["messages"].attrs["units"].endswith("per 100,000 people a year")
    assert kept["fear.own"].values.tolist() == [0.1, 0.9]
    xr.testing.assert_equal(kept.load(), small.results)
    assert set(kept["status"].values.ravel()) == {"done"}


def test_a_folder_of_few_files_and_a_table(small) -> None:
    assert {path.name for path in small.folder.iterdir()} == {
        "scenario.yaml", "sweep.json", "points.sqlite", "results.zarr", "points.csv"
    }  # fmt: skip
    table = pl.read_csv(small.folder / "points.csv")
    assert table.height == 4 and table["fear.own"].to_list() == [0.1, 0.9, 0.1, 0.9]
    assert read(small.folder).hash == small.hash


def test_nothing_moves_where_a_number_does_not_reach(small) -> None:
    # cameras write no messages within twelve days, and nobody's luck is another's
    effects = {(e["name"], e["axis"]): e["effect"] for e in document(small)["along"]}
    assert effects["messages_deleted", "cameras.coverage"]["says"] == "none"
    assert json.loads(json.dumps(document(small), allow_nan=False))["counts"] == {"done": 4, "failed": 0, "waiting": 0}


@pytest.fixture
def counted(monkeypatch):
    """Numbers of the points that were lived, in order."""
    seen: list[int] = []

    def counting(job):
        seen.extend(job.numbers)
        return living.lived(job)

    monkeypatch.setattr(crew, "lived", counting)
    return seen


def one_at_a_time(monkeypatch) -> None:
    monkeypatch.setattr(wiring.Plan, "_width", lambda plan, numbers, workers: 1)


def test_what_was_stopped_goes_on_and_nothing_is_lived_twice(small, tmp_path, monkeypatch, counted) -> None:
    one_at_a_time(monkeypatch)

    def stop(stage) -> None:
        if stage.done == 2:
            raise KeyboardInterrupt

    out = tmp_path / "stopped"
    with pytest.raises(KeyboardInterrupt, match=r"stopped after 2 of 4 points; sousveil resume .* goes on"):
        sweep("everything-app", OVER, replicates=2, out=out, progress=stop, **SIZE)
    assert [o.status for o in read(out).outcomes] == ["done", "done", "waiting", "waiting"]
    # on its own and not beside the others, and in two sittings: the same points
    made = resume(out)
    assert counted == [0, 1, 2, 3]
    assert made.hash == small.hash
    assert all(np.array_equal(a.values, b.values, equal_nan=True)
               for a, b in zip(made.outcomes, small.outcomes, strict=True))  # fmt: skip
    with pytest.raises(RequestError, match="finished"):
        resume(out)


def test_a_failed_point_is_a_row_and_never_the_end(tmp_path) -> None:
    out = tmp_path / "failing"
    # two thousand million people fit in no machine of today that runs tests
    made = sweep("all-off", ["people=500,2e9,600"], replicates=1, days=5, out=out)
    assert [o.status for o in made.outcomes] == ["done", "failed", "done"]
    assert "GiB" in made.outcomes[1].message
    assert np.isnan(made.results["messages"].sel(people=2e9).values).all()
    told = document(made)
    assert told["failures"][0]["at"] == {"people": 2e9}
    assert json.dumps(told, allow_nan=False)


def test_a_small_world_too_large_is_refused_without_drawing_it() -> None:
    # what it would need is known from the counts of its cells
    world = Path(__file__).parent / "conduct.yaml"
    made = sweep(world, ["people=500,2e9"], replicates=1, days=3, keep=False)
    assert [o.status for o in made.outcomes] == ["done", "failed"] and "GiB" in made.outcomes[1].message


def test_a_point_that_brings_others_down_is_found(monkeypatch) -> None:
    def failing(self, sets, changes, luck):
        raise MemoryError("no room for all of them")

    monkeypatch.setattr(living.Abreast, "_side_by_side", failing)
    alone = living.Abreast._alone

    def picky(self, values, changes, first):
        if values(1)("fear.own") == 0.9:
            raise ArithmeticError("it cannot be computed here")
        return alone(self, values, changes, first)

    monkeypatch.setattr(living.Abreast, "_alone", picky)
    made = sweep("everything-app", ["fear.own=0.1,0.9,0.2"], replicates=1, keep=False, **SIZE)
    assert [o.status for o in made.outcomes] == ["done", "failed", "done"]
    assert made.outcomes[1].message == "ArithmeticError: it cannot be computed here"


def test_failed_points_are_tried_again(tmp_path, monkeypatch, counted) -> None:
    out = tmp_path / "again"
    one_at_a_time(monkeypatch)
    with monkeypatch.context() as broken:
        broken.setattr(living, "_outcomes", lambda job, ready: 1 / 0)
        made = sweep("all-off", ["people=500,600"], replicates=1, days=5, out=out)
    assert [o.status for o in made.outcomes] == ["failed", "failed"]
    assert [o.status for o in resume(out).outcomes] == ["done", "done"]
    assert counted == [0, 1, 0, 1]


def test_other_designs_lie_along_points() -> None:
    made = sweep("all-off", {"trust.own": [0.1, 0.2]}, replicates=1, people=500, days=5, keep=False)
    assert made.results["trust.own"].values.tolist() == [0.1, 0.2]
    free = sweep("all-off", ["trust.own=0.1:0.2", "days=3:6"], design="sobol", points=3, people=500, keep=False,
                 replicates=1)  # fmt: skip
    assert free.results["trust.own"].dims == ("point",)
    assert len(set(free.points["days"])) > 1


@pytest.mark.parametrize("name", ["sweep.json", "points.sqlite", "scenario.yaml"])
def test_a_folder_that_was_altered_is_refused(small, tmp_path, name) -> None:
    for path in small.folder.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / name).read_bytes()
    changed = text[:100] + text[200:] if name == "points.sqlite" else text.replace(b"1000", b"1001", 1)
    (tmp_path / name).write_bytes(changed)
    with pytest.raises(RequestError):
        read(tmp_path)


def test_another_versions_sweep_is_refused(small, monkeypatch) -> None:
    monkeypatch.setattr("sousveil.sweep.store.version", lambda: "0.0.1")
    with pytest.raises(RequestError, match="another version"):
        read(small.folder)


def test_what_was_written_is_written_whole(small) -> None:
    # a row is there with its values, or it waits
    with sqlite3.connect(small.folder / "points.sqlite") as database:
        rows = database.execute("SELECT status, length(measures) FROM points").fetchall()
    assert {status for status, _ in rows} == {"done"} and len({size for _, size in rows}) == 1


def test_it_can_be_called_by_the_name_of_its_package() -> None:
    assert sousveil.sweep("all-off", ["people=300"], days=3, replicates=1, keep=False).outcomes[0].status == "done"
    assert "all-off" in repr(sousveil.sweep("all-off", ["people=300"], days=3, replicates=1, keep=False))
