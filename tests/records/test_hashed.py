"""A zarr folder with hashes: what is handed out is what was written, or nothing is."""

import numpy as np
import pytest
import zarr

from sousveil.records.hashed import DamagedError, Hashed, Sheet, sheet, write

FEAR = np.arange(2 * 2500, dtype=np.uint16).reshape(2, 2500)
TEXT = {"scenario": "on-paper", "day": 7}


def sheets():
    dims = ("replicate", "person")
    yield Sheet("fear", FEAR.shape, "uint16", dims, 1, 1000, lambda a, b: FEAR[:, a:b], {"long_name": "fear"})
    yield sheet("records/nothing", np.zeros((0, 3)), ("run", "what"))
    yield sheet("records/counts", np.full((2, 3, 4), -1, np.int64), ("a", "b", "c"), names=["x"])


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "day-00007.zarr", sheets(), TEXT)
    return tmp_path / "day-00007.zarr"


def test_it_is_read_by_zarr_alone(folder):
    group = zarr.open_group(folder, mode="r")
    assert (group["fear"][:] == FEAR).all() and group["fear"].attrs["long_name"] == "fear"
    assert group["fear"].metadata.dimension_names == ("replicate", "person")
    assert group.attrs["day"] == 7 and group["records/counts"].shape == (2, 3, 4)


def test_what_was_written_comes_back(folder):
    found = Hashed(folder)
    found.check()
    assert found.names == ("fear", "records/nothing", "records/counts") and found.attributes["scenario"] == "on-paper"
    assert [(first, piece.shape[1]) for first, piece in found.pieces("fear")] == [(0, 1000), (1000, 1000), (2000, 500)]
    assert (found.whole("fear") == FEAR).all() and found.whole("records/nothing").shape == (0, 3)
    assert (found.whole("records/counts") == -1).all() and found.whole("records/counts").dtype == np.int64


def test_nothing_unfinished_stands_in_its_place(tmp_path):
    def torn():
        yield from sheets()
        raise KeyboardInterrupt

    path = tmp_path / "day-00001.zarr"
    with pytest.raises(KeyboardInterrupt):
        write(path, torn(), TEXT)
    assert list(tmp_path.iterdir()) == []
    write(path, sheets(), TEXT)
    write(path, sheets(), TEXT | {"day": 8})  # one takes the place of another
    assert [p.name for p in tmp_path.iterdir()] == ["day-00001.zarr"] and Hashed(path).attributes["day"] == 8


def altered(content, luck):
    """Bytes with one of them changed, cut short, or none."""
    kind = luck.integers(0, 3)
    at = int(luck.integers(0, max(len(content), 1)))
    if kind == 0 and content:
        return content[:at] + bytes([content[at] ^ (1 << int(luck.integers(0, 8)))]) + content[at + 1 :]
    return content[:at] if kind == 1 else b""


def test_whatever_is_altered_is_refused_or_reads_the_same(folder):
    luck, refused = np.random.default_rng(1), 0
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    whole = {path: path.read_bytes() for path in files}
    for path in files * 12:
        path.write_bytes(altered(whole[path], luck))
        try:
            found = Hashed(folder)
            assert (found.whole("fear") == FEAR).all() and (found.whole("records/counts") == -1).all()
            assert found.attributes["day"] == 7
        except DamagedError as error:
            assert str(error) and "\n" not in str(error)
            refused += path.name != "c.0.0" or "records" not in str(path)
        path.write_bytes(whole[path])
    assert refused > 6 * len(files)


@pytest.mark.parametrize("name", ["zarr.json", "fear/zarr.json", "fear/c.0.1", "records/counts/c.0.0.0"])
def test_a_missing_file_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(DamagedError):
        Hashed(folder).check()
