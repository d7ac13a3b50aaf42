"""Kept folders: only what the folder shows is opened, nothing is removed by mistake, and nothing outside is reached."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from studio.desk import SMALL

from sousveil.contract.errors import RequestError
from sousveil.records import store
from sousveil.scenario import Scenario
from sousveil.scenario.page import Page
from sousveil.simulate import run
from sousveil.studio.service.jobs import BusyError, MissingError
from sousveil.studio.service.shelf import Shelf

OUTSIDE = ("..", ".", "", "../runs", "a/b", "/etc", "one/../one", "..\\one", "one\x00", "%2e%2e", ".hidden", "one.part")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("shelf") / "runs"
    scenario = Scenario.of_page(Page(SMALL, "scenario.yaml", Path(), "mine"))
    run(scenario, out=place / "one", checkpoint_every=0)
    return place


@pytest.fixture
def shelf(made, tmp_path) -> Shelf:
    import shutil

    shutil.copytree(made, tmp_path / "runs")
    (tmp_path / "secret.html").write_text("nobody's business")
    return Shelf(tmp_path / "runs")


def test_what_the_command_line_has_written_is_there_with_what_it_says(shelf):
    (one,) = shelf.all()
    assert (one.name, one.kind, one.status, one.people, one.days, one.seed) == ("one", "run", "complete", 3000, 24, 1)
    assert {"run.json", "scenario.yaml", "summary.json", "events.parquet"} <= set(one.files)
    assert one.bytes == sum(path.stat().st_size for path in (shelf.place / "one").rglob("*") if path.is_file())
    assert shelf.document("one", "summary.json")["scenario"] == "corner"


def test_where_nothing_was_ever_kept_there_is_nothing(tmp_path):
    assert Shelf(tmp_path / "nowhere").all() == ()


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_the_folder(shelf, name):
    for act in (
        lambda: shelf.one(name), lambda: shelf.file(name, "report.html"), lambda: shelf.document(name),
        lambda: shelf.packed(name), lambda: shelf.rename(name, "two"), lambda: shelf.delete(name, name),
    ):  # fmt: skip
        with pytest.raises(MissingError):
            act()
    assert (shelf.place / "one" / "run.json").exists() and (shelf.place.parent / "secret.html").exists()


@pytest.mark.parametrize(
    "file", ["../secret.html", "../../secret.html", "records.zarr", "checkpoints", "/etc/passwd", "", "."]
)
def test_no_file_but_those_of_the_folder_itself_is_given(shelf, file):
    with pytest.raises(MissingError):
        shelf.file("one", file)


def test_links_are_not_followed(shelf):
    os.symlink(shelf.place.parent, shelf.place / "out")
    os.symlink(shelf.place.parent / "secret.html", shelf.place / "one" / "also.html")
    assert [one.name for one in shelf.all()] == ["one"]
    with pytest.raises(MissingError):
        shelf.file("out", "secret.html")
    with pytest.raises(MissingError):
        shelf.file("one", "also.html")
    with zipfile.ZipFile(shelf.packed("one")) as packed:
        assert not any("also" in name for name in packed.namelist())
    shelf.delete("one", "one")
    assert (shelf.place.parent / "secret.html").exists()


@pytest.mark.parametrize(
    "to", ["../two", "a/b", "", ".", "..", ".two", "two.part", "<script>", "two\n", "x" * 200, "-two", "zwei\u00e4"]
)
def test_a_new_name_is_one_plain_word(shelf, to):
    with pytest.raises(RequestError, match="cannot be its name"):
        shelf.rename("one", to)


def test_a_folder_is_renamed_and_stays_whole(shelf):
    assert shelf.rename("one", "two").name == "two"
    assert [one.name for one in shelf.all()] == ["two"]
    from sousveil.records.verify import problems

    assert problems(shelf.place / "two") == []


def test_a_name_that_is_taken_is_refused(shelf):
    (shelf.place / "two").mkdir()
    with pytest.raises(BusyError, match="taken"):
        shelf.rename("one", "two")


def test_a_folder_is_removed_only_by_somebody_who_is_sure(shelf):
    for sure in ("", "yes", "One", "one "):
        with pytest.raises(RequestError, match="sure"):
            shelf.delete("one", sure)
    assert shelf.one("one").status == "complete"
    shelf.delete("one", "one")
    assert shelf.all() == () and list(shelf.place.iterdir()) == []


def test_a_run_that_somebody_works_on_is_left_alone(shelf):
    folder = store.prepare(shelf.place / "two", "corner", SMALL)
    with store.held(folder):
        assert shelf.one("two").status == "running"
        for act in (lambda: shelf.delete("two", "two"), lambda: shelf.rename("two", "three")):
            with pytest.raises(BusyError, match="worked on"):
                act()
    assert shelf.one("two").status == "interrupted", "whoever worked on it is gone without a word"
    shelf.delete("two", "two")
    assert [one.name for one in shelf.all()] == ["one"]


def test_a_run_that_was_stopped_says_after_which_day(shelf):
    folder = store.prepare(shelf.place / "two", "corner", SMALL)
    store.interrupted(folder, 7)
    assert (shelf.one("two").status, shelf.one("two").day) == ("interrupted", 7)


def test_a_folder_that_says_nonsense_is_shown_as_damaged_and_harms_nobody(shelf):
    info = json.loads((shelf.place / "one" / "run.json").read_bytes())
    for name, content in {
        "altered": json.dumps(info | {"people": 7}), "list": "[1, 2]", "empty": "", "text": "{", "deep": "[" * 100_000,
        "types": json.dumps({"people": [1], "days": {}, "title": {"a": 1}, "status": 7, "day": "x", "finished": [1]}),
    }.items():  # fmt: skip
        (shelf.place / name).mkdir()
        (shelf.place / name / "run.json").write_text(content)
    for mark in ("compare.json", "assessment.json", "replications.json", "safeguards.json"):
        for at, content in enumerate(("[]", "{}", '{"baseline": 7, "exhibits": 7, "scenario": []}', "\u00ff")):
            (shelf.place / f"{mark}-{at}").mkdir()
            (shelf.place / f"{mark}-{at}" / mark).write_text(content, encoding="latin-1")
    found = {one.name: one for one in shelf.all()}
    assert len(found) == 1 + 6 + 16
    assert found["altered"].damaged and found["text"].damaged and found["types"].damaged and not found["one"].damaged


def test_a_name_with_a_script_in_it_is_only_a_name(shelf):
    name = "<img src=x onerror=alert(1)>"
    os.rename(shelf.place / "one", shelf.place / name)
    assert [one.name for one in shelf.all()] == [name]
    assert shelf.rename(name, "plain").name == "plain"


def test_a_run_of_countries_and_a_folder_with_a_page_are_shown(shelf):
    from sousveil.records.standing import put_info

    (shelf.place / "globe").mkdir()
    put_info(shelf.place / "globe", {"status": "complete", "table": "countries", "title": "The world", "seed": 1})
    (shelf.place / "other").mkdir()
    (shelf.place / "other" / "sweep.html").write_text("<p>a page of something newer")
    (shelf.place / "empty").mkdir()
    found = {one.name: one for one in shelf.all()}
    assert (found["globe"].kind, found["other"].kind, found["other"].page) == ("world", "folder", "sweep.html")
    assert "empty" not in found


def test_everything_travels_as_one_file_without_checkpoints(shelf):
    (shelf.place / "one" / "checkpoints").mkdir(exist_ok=True)
    (shelf.place / "one" / "checkpoints" / "day-00001.zarr").write_text("large")
    path = shelf.packed("one")
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        assert packed.testzip() is None
        assert packed.read("one/summary.json") == (shelf.place / "one" / "summary.json").read_bytes()
    assert all(name.startswith("one/") for name in names) and not any("checkpoints" in name for name in names)
    os.unlink(path)
