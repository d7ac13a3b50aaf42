"""The labelled dataset: what is in it, what it says of itself, and that it survives the disk."""

import os
import warnings

import numpy as np
import polars as pl
import pytest
import xarray as xr

import paper
from sousveil.contract import columns, events
from sousveil.records import archive, casefile
from sousveil.records.dataset import dataset, lower_edges
from sousveil.records.dictionary import variables


@pytest.fixture
def history():
    return paper.history()


@pytest.fixture
def records(history):
    return dataset(history, paper.meta(history))


def test_every_count_is_where_it_belongs(history, records):
    for i, name in enumerate(history.events):
        assert records[name].dims == ("replicate", "time", "place", "group")
        assert records[name].dtype == np.int32
        assert (records[name].values == history.counts[:, :, i]).all()


def test_a_count_is_found_by_name(history, records):
    index, group = history.events.index("flag"), history.groups.index("minority")
    found = records["flag"].sel(place="B-2 urban", group="minority", time=10).sum("replicate")
    assert int(found) == history.counts[:, 1, index, 2, group].sum()


def test_every_variable_has_a_unit_and_a_doc(records):
    for name, item in records.data_vars.items():
        assert item.attrs["units"], name
        assert item.attrs["long_name"], name


def test_an_event_says_who_emitted_it_in_which_phase_and_which_rights_it_touches(records):
    attributes = records["detained_criminally"].attrs
    assert attributes["long_name"] == events.BY_NAME["detained_criminally"].doc
    assert (attributes["phase"], attributes["emitted_by"], attributes["case"]) == ("ENFORCE", "paper", 1)
    assert attributes["rights"] == "ICCPR 9"


def test_an_event_of_another_package_is_kept_under_its_own_name(history):
    stranger = paper.tiny({"sky_darkened": {"all": 3}})
    made = dataset(stranger, paper.meta(stranger))
    assert made["sky_darkened"].attrs["long_name"] == "sky darkened"


def test_bins_of_time_know_their_length():
    whole = paper.history(days=13, every=5)
    made = dataset(whole, paper.meta(whole))
    assert made["time"].values.tolist() == [5, 10, 13]
    assert made["days"].values.tolist() == [5, 5, 3]


def test_edges_are_in_natural_units():
    fear = lower_edges("fear", 64)  # 16 bits
    support = lower_edges("support", 64)  # 8 bits: the same shares
    assert fear[0] == 0 and fear[32] == 0.5 and (fear == support).all()
    assert lower_edges("score", 64)[:3].tolist() == [0, 32, 64]


def test_the_run_is_named_on_the_dataset(history, records):
    said = records.attrs
    assert (said["scenario"], said["seed"], said["days"], said["state_hash"]) == ("on-paper", 7, 60, "0" * 64)
    assert said["scenario_digest"] == "d" * 64
    assert "synthetic people only" in said["synthetic"]
    assert said["licence"] and said["version"] and said["title"]


def test_what_goes_to_disk_comes_back_the_same(tmp_path, records):
    path = tmp_path / "records.zarr"
    archive.write(records, path)
    with warnings.catch_warnings():
        # any xarray user must be able to open it without a warning: no unit may be taken for a calendar
        warnings.simplefilter("error")
        again = xr.open_zarr(path)
        again.load()
    assert set(again.variables) == set(records.variables)
    for name, item in records.variables.items():
        assert (again[name].values == item.values).all(), name
        assert again[name].attrs == item.attrs, name
        if item.dtype.kind in "if":
            assert again[name].dtype == item.dtype, name
    assert again.attrs == records.attrs


def test_the_archive_is_few_files_and_smaller_than_the_numbers(tmp_path, records):
    path = tmp_path / "records.zarr"
    archive.write(records, path)
    files = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
    assert len(files) <= 2 * len(records.variables) + 1  # a chunk and a description each, and the whole's
    numbers = sum(item.nbytes for item in records.data_vars.values())
    descriptions = sum(os.path.getsize(name) for name in files if name.endswith("zarr.json"))
    assert sum(map(os.path.getsize, files)) - descriptions < numbers


def test_an_archive_appears_only_when_complete(tmp_path, records, monkeypatch):
    path = tmp_path / "records.zarr"

    def fails(*args, **keys):
        (tmp_path / "records.zarr.part").mkdir()
        raise OSError("no space left on device")

    monkeypatch.setattr(xr.Dataset, "to_zarr", fails)
    with pytest.raises(OSError, match="no space"):
        archive.write(records, path)
    assert not path.exists()


def test_the_case_file_names_person_day_kind_rule_and_place(tmp_path, history):
    path = tmp_path / "events.parquet"
    casefile.write(casefile.case_file(history, paper.meta(history).block_place), path)
    frame = pl.read_parquet(path)
    assert dict(frame.schema) == casefile.SCHEMA
    assert len(frame) == len(history.case["person"])
    rows = zip(*(history.case[name].tolist() for name in ("person", "day", "kind")), strict=True)
    expected = sorted((day, person, history.events[kind]) for person, day, kind in rows)
    assert sorted(frame.select("day", "person", "kind").rows()) == expected
    assert frame.select("day", "person").rows() == sorted(frame.select("day", "person").rows())
    assert set(frame["kind"]) == {"visit", "detained_criminally"} and set(frame["rule"]) == {"paper"}
    # two blocks of 256 people a place
    assert [paper.PLACES[p // 512].label for p in frame["person"]] == frame["place"].to_list()


def test_a_run_without_cases_has_an_empty_case_file():
    whole = paper.tiny({"flag": {"all": 1}})
    frame = casefile.case_file(whole)
    assert frame.is_empty() and dict(frame.schema) == casefile.SCHEMA


def test_the_dictionary_has_a_line_for_every_variable(records):
    rows = {row["name"]: row for row in variables(records)}
    assert set(rows) == {str(name) for name in records.variables}
    assert rows["visit"]["unit"] == "person-days" and rows["visit"]["source"] == "paper"
    assert rows["ruler_support"]["doc"] == columns.SHARED["ruler_support"].doc
