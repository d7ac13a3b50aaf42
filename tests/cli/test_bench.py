"""sousveil bench: wrong requests are refused before anything is set up; the lab's own table."""

import json

import pytest

from sousveil.cli import main
from sousveil.contract.streams import STREAMS
from sousveil.engine.native import building


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--engines", "numbo"], "did you mean 'numba'?"),
        (["--sizes", "1001"], "households of four"),
        (["--runs", "0"], "from 1 to 1,000"),
    ],
)
def test_a_wrong_request_sets_nothing_up(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SOUSVEIL_CACHE", str(tmp_path / "cache"))
    assert main(["bench", "--peers", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "cache").exists()


def test_a_cache_is_needed_for_environments(capsys, monkeypatch):
    monkeypatch.setenv("SOUSVEIL_CACHE", "")
    assert main(["bench", "--peers", "--engines", "mesa"]) == 2
    assert "SOUSVEIL_CACHE" in capsys.readouterr().err


def test_the_labs_own_day_kernel_by_kernel(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["bench", "everything-app", "--people", "2000", "--days", "1", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    kernels = {row["kernel"] for row in made["rows"]}
    at_once = building.available()
    one_pass, several = {"LIVE.day", "BELIEVE.day", "OBSERVE.day"}, {"LIVE.decide", "BELIEVE.update", "count OBSERVE.0"}
    assert (one_pass if at_once else several) <= kernels
    words = {row["kernel"]: row["words"] for row in made["rows"]}
    assert words["LIVE.day" if at_once else "LIVE.decide"] == 2 * len(
        {name for name in STREAMS if name.startswith("LIVE.")}
    )
    assert all(row["ns"] > 0 and row["floor_ns"] > 0 and row["bytes"] > 0 for row in made["rows"])
    assert list(tmp_path.iterdir()) == []  # no history outside of the project's folder
