"""Tables for other libraries say what the records say, number by number, with units."""

from __future__ import annotations

import sys

import numpy as np
import polars as pl
import pytest
import xarray as xr

from sousveil.compare import Pair
from sousveil.contract.errors import RequestError
from sousveil.finished import Run
from sousveil.records.tables import as_pandas, histograms, long


def test_measures_are_those_of_the_summary(lived: Run) -> None:
    made = lived.to_polars()
    assert made.height == len(lived.summary["measures"])
    for row, entry in zip(made.to_dicts(), lived.summary["measures"], strict=True):
        assert {key: value for key, value in row.items() if value is not None} == {
            key: value for key, value in entry.items() if value is not None
        }
    assert lived.to_polars("measures", ["visits"])["name"].unique().to_list() == ["visits"]


def test_every_number_of_the_records_is_a_row_with_its_place_day_and_group(lived: Run) -> None:
    made = lived.to_polars("records", ["visit", "true_support", "people"])
    records = lived.records
    assert made.height == sum(records[name].size for name in ("visit", "true_support", "people"))
    place, group = str(records["place"].values[1]), str(records["group"].values[0])
    at = made.filter(variable="visit", place=place, group=group, replicate=1)
    assert at["value"].to_list() == records["visit"].sel(place=place, group=group, replicate=1).values.tolist()
    assert at["day"].to_list() == records["time"].values.tolist()
    assert set(at["unit"]) == {"person-days"} and set(at["region"]) == {str(records["region"].values[1])}
    shared = made.filter(variable="true_support", place=place, replicate=0)
    assert shared["value"].to_list() == records["true_support"].sel(place=place, replicate=0).values.tolist()
    assert shared["group"].null_count() == shared.height  # what all share is of no group
    homes = made.filter(variable="people")
    assert homes["value"].sum() == records["people"].sum() and homes["day"].null_count() == homes.height


def test_all_records_and_histograms_are_whole(lived: Run) -> None:
    records = lived.records
    made, pictures = long(records), histograms(records)
    names = {str(name) for name, one in records.data_vars.items() if "bin" not in one.dims}
    assert set(made["variable"]) == names
    assert made.height == sum(records[name].size for name in names)
    last = int(records["snapshot"].values[-1])
    mine = pictures.filter(column="fear", day=last, group="all", replicate=0)
    assert mine["persons"].to_list() == records["hist_fear"].sel(group="all", replicate=0).values[-1].tolist()
    assert mine["from"].to_list() == records["edge_fear"].values.tolist() and set(mine["unit"]) == {"share"}


def test_the_case_file_is_the_one_that_was_kept(lived: Run) -> None:
    made = lived.to_polars("case_file")
    assert lived.folder is not None
    assert made.equals(pl.read_parquet(lived.folder / "events.parquet")) and made.height
    kind = made["kind"][0]
    assert lived.to_polars("case_file", [kind]).height == made.filter(kind=kind).height


@pytest.mark.parametrize(
    ("what", "names", "said"),
    [("measure", (), "did you mean 'measures'?"), ("measures", ["vists"], "did you mean 'visits'?"),
     ("records", ["hist_fear"], "unknown variable"), ("histograms", ["visit"], "unknown column"),
     ("case_file", ["nothing_such"], "unknown kind of event"), ("records", "visit", "names are a list")],
)  # fmt: skip
def test_what_is_not_there_is_refused(lived: Run, what: str, names: object, said: str) -> None:
    with pytest.raises(RequestError, match=said.replace("?", r"\?")):
        lived.to_polars(what, names)  # type: ignore[arg-type]


def test_pandas_has_the_same(lived: Run, paired: Pair) -> None:
    pd = pytest.importorskip("pandas", reason="the extra `notebook` is not installed")
    made, same = (
        lived.to_pandas("records", ["visit", "true_support"]),
        lived.to_polars("records", ["visit", "true_support"]),
    )
    assert isinstance(made, pd.DataFrame) and list(made.columns) == same.columns and len(made) == same.height
    assert np.array_equal(made["value"].to_numpy(), same["value"].to_numpy())
    assert made["place"].tolist() == same["place"].to_list()
    assert made["group"].isna().sum() == same["group"].null_count()
    effects = paired.to_pandas()
    assert effects["effect"].notna().sum() == paired.to_polars()["effect"].is_not_null().sum()


def test_effects_of_a_pair_are_those_of_every_group(paired: Pair) -> None:
    made = paired.to_polars()
    assert made.height == len(paired.entries)
    assert made.filter(group="urban").equals(paired.effects("urban"))


def test_netcdf_reads_back_equal_with_units_and_attributes(lived: Run, tmp_path: object) -> None:
    pytest.importorskip("h5netcdf", reason="the extra `notebook` is not installed")
    path = lived.to_netcdf(f"{tmp_path}/records.nc")
    with xr.open_dataset(path, engine="h5netcdf") as read:
        xr.testing.assert_identical(read.load(), lived.records.load())
        assert read["visit"].attrs["units"] == "person-days" and read.attrs["seed"] == lived.scenario.seed
    assert [one.name for one in path.parent.iterdir()] == ["records.nc"]
    with pytest.raises(RequestError, match="cannot be written"):
        lived.to_netcdf(f"{tmp_path}/nowhere/records.nc")


def test_a_library_that_is_missing_is_named_with_its_extra(lived: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(RequestError, match=r"sousveil\[notebook\]"):
        as_pandas(lived.to_polars())
    monkeypatch.setattr("sousveil.records.netcdf.find_spec", lambda name: None)
    with pytest.raises(RequestError, match=r"sousveil\[notebook\]"):
        lived.to_netcdf("records.nc")
