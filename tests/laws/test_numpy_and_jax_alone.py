"""A course is lived with NumPy and JAX alone, as on a machine that has an accelerator and little else."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.ladder.plain import Plain
from sousveil import simulate
from sousveil.engine.course import live
from sousveil.scenario import load

ROOT = Path(__file__).parents[2]
ALONE = """
import json, sys
from importlib.machinery import PathFinder

OURS, NEEDED, OF_JAX = {"sousveil", "benchmarks"}, {"numpy", "jax", "jaxlib"}, {"ml_dtypes", "opt_einsum", "scipy"}

class Sparse(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        top = name.partition(".")[0]
        of_python = top in sys.stdlib_module_names or top.startswith("_sysconfigdata")
        return super().find_spec(name, path, target) if of_python or top in OURS | NEEDED | OF_JAX else None

sys.meta_path = [Sparse if finder is PathFinder else finder for finder in sys.meta_path]
from benchmarks.ladder.plain import Plain
from sousveil import simulate
from sousveil.engine.course import live

assert not {"pydantic", "ruamel", "xarray", "zarr", "polars", "typer", "rich"} & sys.modules.keys()
print(live(simulate.course_of(Plain.read(json.load(sys.stdin)))).state_hash)
"""


def test_the_state_hash_is_that_of_the_whole_lab():
    scenario = load("everything-app", people=5_000, days=4, seed=11)
    scenario = scenario.patch({"fear.standing": 0.3}, day=3)
    text = json.dumps(Plain.of(scenario).written())
    done = subprocess.run(
        [sys.executable, "-c", ALONE], input=text, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split()[-1] == live(simulate.course_of(scenario)).state_hash
