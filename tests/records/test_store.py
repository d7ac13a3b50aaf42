"""A run is a folder: where it may be written, that it appears whole, and that damage is found and named."""

import json
import pathlib
import re
import shutil

import polars as pl
import pytest

import paper
from sousveil.contract.errors import RequestError
from sousveil.measures.files import measure_files
from sousveil.measures.summary import summarise
from sousveil.measures.verify import verify
from sousveil.records import provenance, store
from sousveil.records.stored import open_run

TEXT = "schema: 1\nname: on-paper\n"


def write_run(out, whole=None):
    """A complete run folder."""
    whole = whole or paper.history()
    folder = store.prepare(out, "on-paper", TEXT)
    records = store.write(folder, TEXT, whole, paper.meta(whole))
    for name, content in measure_files(records, summarise(records, whole.performance)).items():
        store.add(folder, name, content)
    return store.finish(folder)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return write_run(tmp_path_factory.mktemp("runs") / "one")


@pytest.fixture
def folder(finished, tmp_path):
    return shutil.copytree(finished, tmp_path / "copy")


def test_a_run_folder_holds_what_was_promised_and_nothing_else(finished):
    promised = "scenario.yaml records.zarr events.parquet summary.json measures.csv dictionary.csv run.json"
    assert {path.name for path in finished.iterdir()} == set(promised.split())
    assert [path.name for path in finished.parent.iterdir()] == ["one"]  # nothing half-written beside it


def test_what_was_written_is_what_is_opened(finished):
    whole, run = paper.history(), open_run(finished)
    assert run.scenario_text == TEXT
    assert (run.records["flag"].values == whole.counts[:, :, whole.events.index("flag")]).all()
    assert run.summary == summarise(run.records, whole.performance)
    assert len(run.events) == len(whole.case["person"])
    assert run.info["performance"] == whole.performance


def test_run_json_says_what_made_it(finished):
    info = json.loads((finished / "run.json").read_text())
    assert (info["status"], info["seed"], info["replicates"]) == ("complete", 7, 2)
    assert {"python", "sousveil", "jax", "numpy", "zarr"} <= set(info["versions"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", info["finished"])
    assert set(info["files"]) == {path.name for path in finished.iterdir()} - {"run.json"}
    assert all(re.fullmatch("[0-9a-f]{64}", made) for made in info["files"].values())


def test_hashes_are_those_of_sha256sum(finished):
    import hashlib

    info = json.loads((finished / "run.json").read_text())
    assert info["files"]["scenario.yaml"] == hashlib.sha256(TEXT.encode()).hexdigest()
    lines = sorted(
        f"{path.relative_to(finished / 'records.zarr').as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in (finished / "records.zarr").rglob("*")
        if path.is_file()
    )
    assert info["files"]["records.zarr"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_a_whole_folder_has_no_problems(finished):
    assert verify(finished) == []


def test_a_folder_may_be_moved(folder):
    assert verify(folder) == []
    assert open_run(folder).summary["scenario"] == "on-paper"


FILES = ("scenario.yaml", "events.parquet", "summary.json", "measures.csv", "dictionary.csv", "run.json")


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_is_found_in_the_file_where_it_is(folder, name):
    content = bytearray((folder / name).read_bytes())
    at = content.index(b"7") if name == "run.json" else len(content) // 2
    content[at] ^= 1
    (folder / name).write_bytes(content)
    assert [problem.file for problem in verify(folder)] == [name]
    with pytest.raises(RequestError, match=re.escape(name)) as error:
        open_run(folder)
    assert error.value.exit_code == 2


@pytest.mark.parametrize("name", FILES[:-1])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert [str(problem) for problem in verify(folder)] == [f"{name}: is missing"]
    with pytest.raises(RequestError, match=rf"{re.escape(name)}: is missing"):
        open_run(folder)


def test_every_file_of_the_records_counts(folder):
    files = sorted(path for path in (folder / "records.zarr").rglob("*") if path.is_file())
    for path in files[:: len(files) // 5]:
        content = path.read_bytes()
        path.write_bytes(content + b" ")
        assert [problem.file for problem in verify(folder)] == ["records.zarr"]
        path.unlink()
        assert [problem.file for problem in verify(folder)] == ["records.zarr"]
        path.write_bytes(content)
    assert verify(folder) == []


def test_a_missing_or_unreadable_run_json(folder):
    (folder / "run.json").write_text('{"schema": 1, ')
    with pytest.raises(RequestError, match=r"run\.json: cannot be read"):
        open_run(folder)
    (folder / "run.json").unlink()
    with pytest.raises(RequestError, match=r"run\.json is missing"):
        open_run(folder)
    assert [problem.file for problem in verify(folder)] == ["run.json"]
    with pytest.raises(RequestError, match="no such run folder"):
        open_run(folder / "nowhere")


def reseal(folder, **changes):
    """Write run.json anew, its hashes and seal right: what only a careful forger would do."""
    info = json.loads((folder / "run.json").read_text()) | changes
    info["files"] = provenance.hashes(folder)
    info["seal"] = provenance.seal(info)
    (folder / "run.json").write_text(json.dumps(info))


def test_a_measure_that_does_not_follow_from_the_records_is_found_even_with_right_hashes(folder):
    summary = json.loads((folder / "summary.json").read_text())
    forged = next(entry for entry in summary["measures"] if entry["name"] == "wrongful_detentions")
    forged["value"] *= 0.999
    (folder / "summary.json").write_text(json.dumps(summary))
    reseal(folder)
    assert [problem.what for problem in verify(folder)] == [
        "wrongful_detentions of all: value does not follow from the records"
    ]


def test_a_measure_taken_out_or_put_in_is_found(folder):
    summary = json.loads((folder / "summary.json").read_text())
    taken = summary["measures"].pop(3)
    summary["measures"].append(taken | {"name": "happiness"})
    (folder / "summary.json").write_text(json.dumps(summary))
    reseal(folder)
    assert [problem.what for problem in verify(folder)] == [
        "happiness of all cannot be computed from the records" if taken["group"] == "all" else
        f"happiness of {taken['group']} cannot be computed from the records",
        f"lacks the measure {taken['name']} of {taken['group']}",
    ]  # fmt: skip


def test_files_of_two_runs_do_not_mix(folder, tmp_path):
    other = write_run(tmp_path / "other", paper.history(days=30))
    for name in ("summary.json", "measures.csv"):
        shutil.copy(other / name, folder / name)
    reseal(folder)
    assert {problem.file for problem in verify(folder)} == {"summary.json"}


def test_a_folder_of_another_schema_says_so(folder):
    reseal(folder, schema=2)
    with pytest.raises(RequestError, match="another version"):
        open_run(folder)


def test_a_file_added_later_is_hashed_and_a_note_is_nobody_s_business(folder):
    (folder / "notes.txt").write_text("mine")
    assert verify(folder) == []
    store.add(folder, "report.html", b"<!doctype html>")
    assert verify(folder) == []
    assert "report.html" in json.loads((folder / "run.json").read_text())["files"]
    (folder / "report.html").write_text("changed")
    assert [problem.file for problem in verify(folder)] == ["report.html"]


# where a run may be written


def test_without_out_a_run_goes_below_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first, second = store.prepare(None, "city-points"), store.prepare(None, "city-points")
    assert first.parent == second.parent == tmp_path / "runs"
    assert re.fullmatch(r"city-points-\d{8}-\d{6}(-\d+)?", first.name)
    assert first != second


def test_a_scenario_file_s_path_gives_only_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert store.prepare(None, "elsewhere/my-city.yaml").name.startswith("my-city-")


def test_an_out_that_holds_something_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("dear diary")
    with pytest.raises(RequestError, match=r"not empty[\s\S]*diary\.txt"):
        store.prepare(tmp_path / "mine", "on-paper")
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "diary.txt"]


def test_an_out_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RequestError, match="is a file"):
        store.prepare(tmp_path / "file", "on-paper")
    with pytest.raises(RequestError, match="cannot be written"):
        store.prepare(tmp_path / "file" / "below", "on-paper")


def test_an_out_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    def refuses(path, *args, **keys):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(pathlib.Path, "mkdir", refuses)  # root may write anywhere, so the refusal is played
    with pytest.raises(RequestError, match=r"cannot be written[\s\S]*Permission denied"):
        store.prepare(tmp_path / "out", "on-paper")


def test_two_runs_cannot_be_written_to_one_place(tmp_path):
    store.prepare(tmp_path / "out", "on-paper")
    with pytest.raises(RequestError, match="another run is written here"):
        store.prepare(tmp_path / "out", "on-paper")


def test_an_empty_out_is_filled_in_place(tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)  # a folder that is somebody's working folder cannot be replaced
    identity = out.stat().st_ino
    assert write_run(out) == out
    assert out.stat().st_ino == identity
    assert verify(out) == []
    assert not (out / ".part").exists()


def test_nothing_appears_before_the_run_is_complete(tmp_path):
    whole = paper.history()
    folder = store.prepare(tmp_path / "out", "on-paper", TEXT)
    store.write(folder, TEXT, whole, paper.meta(whole))
    assert not folder.exists()
    store.abandon(folder)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_is_marked_and_refused_with_a_remedy(tmp_path):
    folder = store.prepare(tmp_path / "out", "on-paper", TEXT)
    (store.staging(folder) / "checkpoints").mkdir()
    store.interrupted(folder, 17)
    assert {path.name for path in folder.iterdir()} == {"scenario.yaml", "run.json", "checkpoints"}
    info = json.loads((folder / "run.json").read_text())
    assert (info["status"], info["day"]) == ("interrupted", 17)
    with pytest.raises(RequestError, match=r"after day 17[\s\S]*sousveil resume"):
        open_run(folder)
    assert "not complete after day 17" in str(verify(folder)[0])


def test_an_interrupted_run_in_an_empty_folder(tmp_path):
    (tmp_path / "out").mkdir()
    folder = store.prepare(tmp_path / "out", "on-paper", TEXT)
    store.interrupted(folder, 3)
    assert {path.name for path in folder.iterdir()} == {"scenario.yaml", "run.json"}


def test_a_run_that_was_killed_leaves_its_beginning_marked(tmp_path):
    folder = store.prepare(tmp_path / "out", "on-paper", TEXT)
    left = store.staging(folder)
    assert left.name == "out.part"
    with pytest.raises(RequestError, match="stopped before its last day"):
        open_run(left)


def test_measures_csv_is_the_summary_as_a_table(finished):
    table = pl.read_csv(finished / "measures.csv")
    entries = json.loads((finished / "summary.json").read_text())["measures"]
    assert table["value"].to_list() == [entry["value"] for entry in entries]
    names = pl.read_csv(finished / "dictionary.csv")["name"].to_list()
    assert set(table["name"]) <= set(names)
    assert "person" in names and "below_tier" in names
