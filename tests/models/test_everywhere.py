"""A model judges wherever a world is lived: on several devices, in pairs, in sweeps, in a life told again."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace

import numpy as np
import pytest
from models.town import COLUMNS, RETRAIN, careful, judged, regression, town

import sousveil as sv
from sousveil import simulate
from sousveil.compare.document import differences
from sousveil.contract.errors import RequestError
from sousveil.engine.course import live
from sousveil.judging import say_if_slow
from sousveil.models.foreign import ModelWarning
from sousveil.scenario import Model
from sousveil.studio.service import drafts
from sousveil.trace import find, tell

SCORE = "import numpy as np\n\n\ndef score(rows):\n    return 1 / (1 + np.exp(rows @ np.array([2.0, 1.0, -0.3])))\n"


def test_on_several_devices_it_is_the_same_run():
    asked = judged(regression(), every=5, retrain=RETRAIN)
    one, two = (sv.run(asked, devices=number, replicates=2, keep=False) for number in (None, 2))
    assert one.summary["state_hash"] == two.summary["state_hash"]
    np.testing.assert_array_equal(one.records["hist_score"], two.records["hist_score"])


def test_several_processes_are_refused():
    plan = simulate.Plan(judged(), "")
    apart = type("Apart", (), {"count": 2, "processes": 2})()
    with pytest.raises(RequestError, match="several processes cannot share a scoring model"):
        simulate.check(replace(plan, devices=apart))


def test_each_side_of_a_pair_is_the_run_by_itself():
    pair = sv.compare(town(), judged(every=4), replicates=2)
    alone = [sv.run(side, replicates=2, keep=False).summary["state_hash"] for side in (pair.baseline, pair.reform)]
    assert list(pair.hashes) == alone and alone[0] != alone[1]
    assert {
        "what": "model",
        "baseline": "none",
        "reform": "careful, which sees defaulter, first_notice, tier",
        "day": 1,
    } in (differences(pair.baseline, pair.reform))
    same = sv.compare(town(), model=Model(careful, COLUMNS, every=4), replicates=2)
    assert same.hashes == pair.hashes


def test_two_models_are_two_sides_and_one_is_none():
    pair = sv.compare(judged(every=4), judged(every=8), replicates=1)
    assert [line["what"] for line in differences(pair.baseline, pair.reform)] == ["model.every"]
    assert set(pair.parted["through"]) <= {"rule", "state", "shared", "ties"} and pair.parted.height
    with pytest.raises(RequestError, match="equals the baseline"):
        sv.compare(judged(), judged())


def test_a_life_told_again_is_that_of_the_run():
    asked = judged(regression(), every=5, retrain=RETRAIN)
    run = sv.run(asked, keep=False)
    told = tell(asked, 0, expected=None)
    assert told.life["person"] == 0
    assert find(asked, "female", expected=run.summary["state_hash"]).persons  # raises where the end is another


def test_points_of_a_sweep_are_lived_beside_each_other(tmp_path):
    (tmp_path / "bank.py").write_text(SCORE)
    asked = town(f"model: {{file: bank.py:score, columns: [{', '.join(COLUMNS)}], every: 5}}", tmp_path)
    made = sv.sweep(asked, ["defaulters.expiry=0.05,0.1"], replicates=1, keep=False)
    assert [outcome.state_hash for outcome in made.outcomes][1] == sv.run(asked, keep=False).summary["state_hash"]


def test_other_guesses_are_judged_by_it_as_well():
    calls = []

    def counting(rows):
        calls.append(len(rows))
        return careful(rows)

    run = sv.run(judged(counting, every=30), ignorance=2, keep=False)
    # before the first day the first batch is asked three times: to score, again, and about half of it
    assert len(calls) == 9 and run.summary["ignorance"]["draws"] == 2


def test_nothing_is_said_of_models_where_there_is_none():
    plain = town()
    assert "model" not in plain.to_yaml(full=True) and "model" not in json.dumps(plain.differences())
    history = live(simulate.course_of(plain))
    assert not {"model_s", "model_fits"} & history.performance.keys()


def test_the_studio_runs_no_code_of_others():
    with pytest.raises(RequestError, match=r"(?s)runs no code of others.*scenario.yaml:4"):
        drafts.read("schema: 1\nname: mine\nbase: everything-app\nmodel: {file: json:loads, columns: [tier]}\n")


def test_it_is_said_where_asking_takes_longer_than_living():
    with pytest.warns(ModelWarning, match=r"took 30.0 of 40.0 seconds, more than living itself"):
        say_if_slow({"model_s": 30.0, "simulate_s": 40.0})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for performance in ({"model_s": 19.0, "simulate_s": 40.0}, {"model_s": 3.0, "simulate_s": 4.0}, {}):
            say_if_slow(performance)
