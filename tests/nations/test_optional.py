"""The share-alike file may be missing: coarse bins stand in, and it is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.nations import UNKNOWN, VDEM, load

with_file = pytest.mark.skipif(not VDEM.is_file(), reason="the optional file was deleted, as it may be")
MISSING = Path("nowhere") / "vdem.csv"


def test_without_the_file_the_own_bins_are_used_and_it_is_said() -> None:
    known = load(optional=MISSING)
    assert "no file vdem.csv" in known.fallback
    assert "assumed" in known.fallback
    assert not known.openness.optional.any()
    assert not any(key.startswith("vdem.") for key in known.sources)
    assert "vdem" not in known.abouts
    # one coding for all years, a round number for each of four bins
    assert (known.openness.regime == known.openness.regime[:, :1]).all()
    assert set(np.unique(known.openness.regime)) == {0, 1, 2, 3}
    assert len(np.unique(known.openness.share)) == 4
    assert known.openness.regime[known.number("PRK"), 0] == 0
    assert known.openness.regime[known.number("NOR"), 0] == 3


@with_file
def test_everything_else_is_the_same_without_it() -> None:
    known, bare = load(), load(optional=MISSING)
    assert known.codes == bare.codes
    assert np.array_equal(known.borders, bare.borders)
    assert np.array_equal(known.exports, bare.exports, equal_nan=True)
    assert set(bare.sources) == {key for key in known.sources if not key.startswith("vdem.")}


@with_file
def test_small_states_that_the_file_leaves_out_keep_the_own_bins() -> None:
    known, bare = load(), load(optional=MISSING)
    out = ~known.openness.optional
    assert f"for {(~out).sum()} countries" in known.fallback
    assert f"the other {out.sum()}" in known.fallback
    assert known.openness.optional[[known.number(code) for code in ("CHN", "USA", "FJI")]].all()
    assert out[[known.number(code) for code in ("TON", "LIE", "PLW")]].all()
    assert np.array_equal(known.openness.regime[out], bare.openness.regime[out])


@with_file
def test_the_own_bins_are_near_the_file_and_never_two_classes_off() -> None:
    known, bare = load(), load(optional=MISSING)
    both, at = known.openness.optional, known.openness.years.index(2019)
    off = np.abs(known.openness.regime[both, at].astype(int) - bare.openness.regime[both, at])
    assert off.max() <= 1
    # coded without the file, so not the same; chance alone would agree in about a quarter
    assert (off == 0).mean() > 0.75


@with_file
def test_a_country_that_did_not_exist_yet_has_no_regime() -> None:
    known = load()
    sudan, at = known.number("SSD"), known.openness.years.index(2010)
    assert known.openness.regime[sudan, at] == UNKNOWN
    assert np.isnan(known.openness.share[sudan, at])
    assert (known.openness.regime == UNKNOWN).sum() == np.isnan(known.openness.share).sum() == 1


@with_file
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text + "XYZ,0,0,0,0,0.1,0.1,0.1,0.1\n", "unknown country code 'XYZ'"),
        (lambda text: text + "CHN,0,0,0,0,0.1,0.1,0.1,0.1\n", "two rows for CHN"),
        (lambda text: text + "TON,0,0,0,0,0.1,0.1,0.1,1.1\n", "a figure is out of range"),
        (lambda text: text + "TON,0,0,0,,0.1,0.1,0.1,0.1\n", "half a regime for TON in 2020"),
    ],
)
def test_a_spoilt_file_is_refused_and_not_skipped(tmp_path: Path, change: object, problem: str) -> None:
    for path in VDEM.parent.glob("vdem.*"):
        shutil.copy(path, tmp_path)
    spoilt = tmp_path / "vdem.csv"
    assert callable(change)
    spoilt.write_text(change(spoilt.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(RequestError) as caught:
        load(optional=spoilt)
    assert caught.value.problem == problem
    assert "vdem.csv, line" in caught.value.where


@with_file
def test_the_file_carries_its_own_licence() -> None:
    assert "CC BY-SA 4.0" in (VDEM.parent / "LICENSE").read_text(encoding="utf-8")
    assert {source.licence for key, source in load().sources.items() if key.startswith("vdem.")} == {"CC BY-SA 4.0"}
