"""Speed may change the luck of a run, and nothing that comes out of it."""

import json
from math import sqrt

from tests.golden.intervals import FILE, figures

REPLICATES = 20
BOUND = 4.7  # Student's t with 30 degrees of freedom, two-sided, at 1 % over some 130 figures (Bonferroni)


def test_figures_are_within_the_intervals_of_an_earlier_version():
    kept = json.loads(FILE.read_text())
    far = {}
    now = figures(REPLICATES)
    for name, before in kept["figures"].items():
        values = now[name]
        error = sqrt(before["sd"] ** 2 / kept["replicates"] + values.var(ddof=1) / REPLICATES)
        apart = abs(values.mean() - before["mean"])
        if apart > BOUND * error:
            far[name] = (before["mean"], values.mean(), error)
    assert not far
    assert len(kept["figures"]) > 120
