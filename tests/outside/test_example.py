"""The package in `examples/`: installed as others would, held to the laws, and lived in a scenario."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "four-eyes"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which the example was installed from its files alone, and the environment that finds it there."""
    pytest.importorskip("hatchling", reason="the dev extra is not installed")
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation",
               "--disable-pip-version-check", "--target", str(target), str(EXAMPLE)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(target)])}


def said(environment, *arguments, where):
    code = "import sys; from sousveil.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=where, env=environment, capture_output=True,
                          text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_it_is_known_by_name(installed, tmp_path):
    (entry,) = json.loads(said(installed, "explain", "four_eyes", "--json", where=tmp_path))
    assert entry["kind"] == "mechanism of ENFORCE" and "four_eyes.own_look" in entry


@pytest.mark.slow
def test_its_own_tests_and_every_law_hold(installed, tmp_path):
    for arguments in (["--sousveil", "four_eyes"], [str(EXAMPLE / "test_four_eyes.py")]):
        command = [sys.executable, "-m", "pytest", "-q", "-p", "sousveil.testing.plugin", "-p", "no:cacheprovider"]
        done = subprocess.run([*command, *arguments], cwd=tmp_path, env=installed, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
def test_it_lives_in_a_scenario_in_the_place_of_another(installed, tmp_path):
    # officers enough to read every alert of so few people
    sizes = ("--people", "20_000", "--days", "10", "-o", "desk.desk_officers=10000", "--no-report", "--quiet")
    said(installed, "run", str(EXAMPLE / "scenario.yaml"), *sizes, "--out", "two", where=tmp_path)
    said(installed, "run", "everything-app", *sizes, "--out", "one", where=tmp_path)
    said(installed, "verify", "two", where=tmp_path)
    info = json.loads((tmp_path / "two" / "run.json").read_text())
    assert info["versions"]["sousveil-four-eyes"] == "0.1.0"  # a result names what it depends on
    one, two = (xr.open_zarr(tmp_path / run / "records.zarr") for run in ("one", "two"))
    read, acted = (lambda run: int(run["reviewed"].sum())), (lambda run: int((run["visit"] + run["stop"]).sum()))
    # half as much is read, by two who have to agree: less is read and less is done, and not nothing
    assert 0 < read(two) < read(one) and 0 < acted(two) < acted(one)
