"""A working model of the surveillance-and-scoring state, on synthetic people only.

import sousveil as sv

run = sv.run("everything-app", people=100_000, days=365, seed=1)
run.summary                     # measures with intervals
sv.run("everything-app", model=sv.Model(my_function, columns=["suspicion", "suspect"]))  # a model of your own judges
run.to_pandas(), run.to_netcdf("records.nc")  # for other libraries; to_polars("records") has every number
sv.watch("everything-app")      # in a notebook: curves while it lives, and a stop button
sv.resume("runs/...")           # go on with a run that was stopped
sv.branch(run, at=180, set=["fear.standing=0.1"])  # another future from the same past
pair = sv.compare("everything-app", without=["scoring"])
pair.effects(), pair.people("detained")  # paired intervals; whose fate differs, and the rule
sv.weigh("everything-app", ["appeal", "warrant"])  # safeguards, alone and together
sv.audit("credit-model")  # what a score does to whom, at the start and after years of its own consequences
sv.replicate("runaway-patrols", ["rate_a=3.2"])  # a published result, with your number in it
worlds = sv.world("world-2020")  # the second level: countries, under each condition of the question
sv.sweep("everything-app", ["cameras.coverage=0:1:11"])  # many runs: .results is xarray, .points a table
sv.sensitivity("everything-app", ["fear"])  # which assumption matters most
sv.calibrate("mine.yaml", targets, ["fear.own"])  # what published aggregates leave possible
sv.scenario("everything-app").patch({"fear.standing": 0.1}).save("mine.yaml")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sousveil.auditing import Audit, audit
    from sousveil.compare import Pair, compare, weigh
    from sousveil.finished import Run
    from sousveil.notebook import Watched, watch
    from sousveil.onward import branch, resume
    from sousveil.replications import replicate
    from sousveil.scenario import Scenario
    from sousveil.scenario import load as scenario
    from sousveil.scenario.scorer import Model
    from sousveil.simulate import run
    from sousveil.sweep import Calibration, Sensitivity, Sweep, calibrate, sensitivity, sweep
    from sousveil.world.run import WorldRun, world

__version__ = "0.1.0"
__all__ = [
    "Audit",
    "Calibration",
    "Model",
    "Pair",
    "Run",
    "Scenario",
    "Sensitivity",
    "Sweep",
    "Watched",
    "WorldRun",
    "__version__",
    "audit",
    "branch",
    "calibrate",
    "compare",
    "replicate",
    "resume",
    "run",
    "scenario",
    "sensitivity",
    "sweep",
    "watch",
    "weigh",
    "world",
]

# where public names live; they are imported when first used, so that `import sousveil` is instant
_HOMES = {
    "run": "sousveil.simulate",
    "audit": "sousveil.auditing",
    "Audit": "sousveil.auditing",
    "compare": "sousveil.compare",
    "Pair": "sousveil.compare",
    "weigh": "sousveil.compare",
    "resume": "sousveil.onward",
    "branch": "sousveil.onward",
    "replicate": "sousveil.replications",
    "Run": "sousveil.finished",
    "Scenario": "sousveil.scenario",
    "Model": "sousveil.scenario.scorer",
    "WorldRun": "sousveil.world.run",
    "sweep": "sousveil.sweep",
    "Sweep": "sousveil.sweep",
    "sensitivity": "sousveil.sweep",
    "Sensitivity": "sousveil.sweep",
    "calibrate": "sousveil.sweep",
    "Calibration": "sousveil.sweep",
    "watch": "sousveil.notebook",
    "Watched": "sousveil.notebook",
}
# names of packages that can be called
_CALLED = ("scenario", "world")


def __getattr__(name: str) -> Any:
    if name in _CALLED:
        return import_module(f"sousveil.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sousveil' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
