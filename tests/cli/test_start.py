"""Questions are answered at once: what is slow to import is not imported for them."""

import gc
import subprocess
import sys

import pytest

from sousveil.cli.entry import ALLOCATIONS, main

SLOW = ("jax", "xarray", "vl_convert", "polars", "zarr", "pandas", "scipy")
CODE = """
import contextlib, io, sys
from sousveil.cli import main
with contextlib.redirect_stdout(io.StringIO()) as said:
    code = main({arguments!r})
assert code == 0 and said.getvalue(), code
sys.stdout.write(" ".join(sorted(set(sys.modules) & set({slow!r}))))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["run", "--help"],
        ["list"],
        ["list", "--json"],
        ["explain", "fear"],
        ["explain", "trust.own", "--in", "everything-app"],
        ["explain", "visits"],
        ["explain", "everything-app"],
        ["validate", "everything-app"],
        ["validate", "open-society", "--full"],
        ["schema"],
    ],
    ids=" ".join,
)
def test_it_imports_nothing_slow(arguments):
    code = CODE.format(arguments=arguments, slow=SLOW)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_the_package_itself_imports_nothing():
    code = "import sys; before = set(sys.modules); import sousveil; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    third_party = {name.split(".")[0] for name in done.stdout.split()} - set(sys.stdlib_module_names)
    assert third_party == {"sousveil"}
    assert [name for name in done.stdout.split() if name.startswith("sousveil.")] == []


def test_public_names_come_when_they_are_asked_for():
    code = (
        "import sousveil as sv, sousveil.scenario; s = sv.scenario('all-off', people=9);"
        "assert s.people == 9 and isinstance(s, sv.Scenario) and 'run' in dir(sv);"
        "sv.no_such_name"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip().splitlines()[-1] == "AttributeError: module 'sousveil' has no attribute 'no_such_name'"


def test_a_run_asks_for_no_arrays_of_dask_and_keeps_them_from_nobody():
    pytest.importorskip("dask.array", reason="the sweep extra is not installed")
    code = (
        "import sys; from sousveil.cli.running import spare_dask; spare_dask();"
        "import numpy as np, xarray as xr; made = xr.Dataset({'a': ('x', np.arange(10))});"
        "assert made.a.sum() == 45 and 'dask.array' not in sys.modules;"
        "cut = made.chunk(x=5); assert type(cut.a.data).__module__ == 'dask.array.core', type(cut.a.data);"
        "assert int(cut.a.sum().compute()) == 45"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_only_a_process_of_its_own_is_spared_searches_for_garbage(capsys):
    before = gc.get_threshold()
    assert main(["--version"]) == 0
    assert capsys.readouterr().out
    assert gc.get_threshold() == before
    code = (
        "import gc, sys; from sousveil.cli import main; sys.argv[1:] = ['--version']; main(); print(gc.get_threshold())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].startswith(f"({ALLOCATIONS},")
