"""What is released is whole: it holds every file of the package, and runs where the repository is out of reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from architecture.source import PACKAGE, ROOT, kept_files

pytestmark = pytest.mark.slow


def done(*command, where, **environment):
    """A command that has to succeed; what it said."""
    ran = subprocess.run(list(map(str, command)), cwd=where, env={**os.environ, **environment}, capture_output=True,
                         text=True)  # fmt: skip
    assert ran.returncode == 0, f"{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
    return ran.stdout


def built(source, into):
    """The wheel and the source distribution of a folder."""
    pytest.importorskip("hatchling", reason="the dev extra is not installed")
    done(sys.executable, "-m", "hatchling", "build", "-d", into, where=source)
    (wheel,), (sdist,) = into.glob("*.whl"), into.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return built(ROOT, tmp_path_factory.mktemp("dist"))


def package_files(wheel):
    return {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("sousveil/")}


def test_the_wheel_holds_every_file_of_the_package_and_no_other(released):
    kept = {path.relative_to(ROOT).as_posix() for path in kept_files() if PACKAGE in path.parents}
    assert package_files(released[0]) == kept
    # data, and not modules alone
    assert {Path(name).suffix for name in kept} >= {".py", ".yaml", ".csv", ".md", ".txt", ".css", ".js"}


def test_from_the_source_distribution_the_same_wheel_is_built(released, tmp_path):
    with tarfile.open(released[1]) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    for name in (
        "tests",
        "docs",
        "examples",
        "paper",
        "Makefile",
        "LICENSE",
        "NOTICE",
        "CITATION.cff",
        "codemeta.json",
    ):
        assert (source / name).exists(), name
    again, _ = built(source, tmp_path / "again")
    assert package_files(again) == package_files(released[0])


@pytest.fixture(scope="module")
def fresh(released, tmp_path_factory):
    """A fresh environment with the wheel; the libraries are those of this environment, for there may be no network."""
    folder = tmp_path_factory.mktemp("fresh")
    done(sys.executable, "-m", "venv", "--without-pip", folder / "env", where=folder)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    done(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index",
         "--disable-pip-version-check", released[0], where=folder)  # fmt: skip
    site = done(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", where=folder).strip()
    # a folder that is named here is searched, but what its own .pth files name (this checkout) is not
    Path(site, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_main_job_runs_from_an_empty_folder_without_the_repository(fresh, tmp_path):
    alone = {"PYTHONPATH": "", "PYTHONNOUSERSITE": "1"}
    found = done(fresh, "-c", "import sys, sousveil; print(sousveil.__file__, *sys.path)", where=tmp_path, **alone)
    assert str(fresh.parent.parent) in found.split()[0] and str(ROOT) not in {*found.split()}
    command = fresh.with_name("sousveil")
    done(command, "run", "everything-app", "--people", "20000", "--days", "10", "--out", "run", where=tmp_path, **alone)
    assert (tmp_path / "run" / "report.html").stat().st_size > 10_000
    assert json.loads((tmp_path / "run" / "run.json").read_text())["status"] == "complete"
    done(command, "verify", "run", where=tmp_path, **alone)
    done(command, "new", "mechanism", "night_watch", where=tmp_path, **alone)
    assert (tmp_path / "night_watch" / "night_watch.py").exists()
    # what is read from files of data: exhibits, countries
    listed = json.loads(done(command, "list", "--json", where=tmp_path, **alone))
    assert listed["scenarios"] and listed["exhibits"] and listed["mechanisms"]
    done(command, "validate", "world-2020", where=tmp_path, **alone)
    done(fresh, "-c", "from sousveil.nations import load; load()", where=tmp_path, **alone)
