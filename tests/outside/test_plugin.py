"""`pytest --sousveil`: laws without a file of tests, in a process of its own as others would start it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAWLESS = """\
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase


class Sly(Mechanism):
    '''Reads more than it declares.'''

    phase = Phase.ENFORCE
    emits = ("visit",)

    def decide(self, people, events, polity, draws, day):
        return {"visit": people.suspect}


NUMBER = 7
"""


@pytest.fixture
def there(tmp_path):
    (tmp_path / "lawless.py").write_text(LAWLESS)
    (tmp_path / "test_beside.py").write_text("def test_beside():\n    assert False\n")
    return tmp_path


def held(*arguments: str, where: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What pytest says there; the plugin is named, for a checkout that is not installed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "sousveil.testing.plugin", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([*command, *arguments], cwd=where, env=environment, capture_output=True, text=True)


def test_who_breaks_a_law_fails_and_is_told_why(there):
    done = held("--sousveil", "lawless:Sly", "-k", "declares or mask", where=there)
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout  # and what stands beside was not asked for
    assert "undeclared reads" in done.stdout and "{'suspect'}" in done.stdout  # asserts say what they saw


def test_named_files_are_run_as_well(there):
    done = held("--sousveil", "lawless:Sly", "-k", "beside or mask", "test_beside.py", where=there)
    assert "1 failed, 1 passed" in done.stdout and "test_beside" in done.stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("lawless:Slyy", "no attribute 'Slyy'"),
        ("lawles:Sly", "No module named 'lawles'"),
        ("lawless:NUMBER", "no mechanism, but int"),
        ("revew", "did you mean 'review'"),
    ],
)
def test_what_is_no_mechanism_is_refused(there, asked, said):
    done = held("--sousveil", asked, where=there)
    assert done.returncode == 2 and said in done.stdout + done.stderr


def test_without_the_option_pytest_is_as_it_was_and_loads_nothing_slow(there):
    (there / "test_beside.py").write_text(
        "import sys\n\n\ndef test_beside():\n    assert not {'jax', 'numpy', 'hypothesis'} & set(sys.modules)\n"
    )
    # other plugins that happen to be installed may load what they like
    done = held(where=there, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout


def test_pytest_finds_it_where_it_is_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    # under the name of its module, so that `-p` does not load it a second time
    assert project["entry-points"]["pytest11"] == {"sousveil.testing.plugin": "sousveil.testing.plugin"}
