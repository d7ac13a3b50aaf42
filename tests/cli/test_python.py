"""What `import sousveil` offers can be called, and called again."""

from __future__ import annotations

import subprocess
import sys

import sousveil as sv

TWICE = """
import sousveil as sv
for name in sv.__all__:
    for again in range(2):
        one = getattr(sv, name)
        assert callable(one) or name == "__version__", name
import sousveil.compare, sousveil.sweep, sousveil.scenario
assert callable(sv.compare) and callable(sv.sweep) and callable(sv.scenario)
"""


def test_every_name_can_be_called_whenever_it_is_asked_for() -> None:
    # packages of the same name take the place of a function once they are imported
    done = subprocess.run([sys.executable, "-c", TWICE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_compare_twice() -> None:
    for _ in range(2):
        pair = sv.compare("all-off", set=["trust.own=0.5"], people=300, days=2, replicates=1)
        assert pair.replicates == 1
