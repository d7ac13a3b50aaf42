"""The chilling model: the lab, a plain reading in NumPy and the closed form agree."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from sousveil.bench import comparison, jobs
from sousveil.bench.environments import PEERS
from sousveil.bench.expected import EVENTS, expected, scores_differ
from sousveil.bench.lab import Lab
from sousveil.contract.errors import RequestError


def reading(job, folder):
    """What the reading in NumPy observes; NumPy is here, so that it needs no environment of its own."""
    script = comparison.SCRIPTS / "numpy_columns.py"
    done = subprocess.run(
        [sys.executable, str(script), str(jobs.write(job, folder))], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def observed(job):
    """What the lab observes."""
    lab = Lab(job)
    lab.live()
    counts, sums = lab.observed()
    return counts.tolist(), sums


def test_on_the_same_luck_the_lab_and_numpy_agree_in_every_bit(tmp_path):
    # 1,204 people end in the middle of a block
    job = jobs.job(1204, 12, 0, 7, threefry=True)
    counts, sums = observed(job)
    made = reading(job, tmp_path)
    assert counts == made["counts"]
    assert sums == made["sums"]
    assert np.array(counts)[:, EVENTS.index("kin"), 0].sum() > 0  # somebody's household was struck


def test_counts_follow_the_closed_form(tmp_path):
    job = jobs.job(20_000, 10, 0, 3)
    law, made = expected(job), reading(job, tmp_path)
    counts, sums = observed(job)
    assert law.differences(counts, sums) == []
    assert law.differences(made["counts"], made["sums"]) == []
    assert scores_differ(made["sums"], sums, job.people) == []
    # the deviations are those of the counts: their root mean square in units of the deviation is one, within a tenth,
    # which is three standard errors of some 500 counts
    common = law.mean > 30
    distance = (np.array(made["counts"]) - law.mean)[common] / law.deviation[common]
    assert abs(np.sqrt((distance**2).mean()) - 1) < 0.1


@pytest.mark.parametrize(
    "name, factor", [("hit", 1.15), ("post", 1.03), ("jump", 1.3), ("fade", 5), ("loss", 1.4), ("report", 1.3)]
)
def test_an_engine_that_does_something_else_is_found_out(name, factor, tmp_path):
    job = jobs.job(20_000, 10, 0, 3)
    other = replace(job, parameters=job.parameters | {name: round(job.parameters[name] * factor)})
    made = reading(other, tmp_path)
    assert expected(job).differences(made["counts"], made["sums"]) != []


def test_a_penalty_of_another_size_is_found_out(tmp_path):
    job = jobs.job(20_000, 10, 0, 3)
    made = reading(job, tmp_path)
    dear = reading(replace(job, parameters=job.parameters | {"penalty": 15}), tmp_path)
    assert scores_differ(dear["sums"], made["sums"], job.people) != []


def test_people_live_in_fours():
    with pytest.raises(RequestError, match="households of four"):
        jobs.job(10, 1, 1, 1)


@pytest.mark.slow
def test_every_engine_does_the_same(tmp_path):
    made = comparison.compare(PEERS, (4000,), 5, 1, tmp_path, lambda line: None)
    assert made.failed == {}
    assert {t.engine for t in made.timings} == {peer.name for peer in PEERS}
