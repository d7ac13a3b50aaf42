"""A run with a model that learns goes on bit for bit, whenever it was stopped; its folder lets it be lived again."""

from __future__ import annotations

import json

import joblib
import numpy as np
import pytest
from models.town import COLUMNS, RETRAIN, careful, judged, regression, town

import sousveil as sv
from sousveil.contract.errors import RequestError
from sousveil.scenario import Model, load

OPTIONS = {"every": 5, "retrain": RETRAIN}
SCORE = "import numpy as np\n\n\ndef score(rows):\n    return 1 / (1 + np.exp(rows @ np.array([2.0, 1.0, -0.3])))\n"


@pytest.fixture
def pickled(tmp_path):
    """A model in a file that learns."""
    path = tmp_path / "bank.joblib"
    joblib.dump(regression(), path)
    return Model(path, COLUMNS, trust_pickle=True, **OPTIONS)


def stopping(at):
    def each_day(world, day, replicate):
        if day == at:
            raise KeyboardInterrupt

    return each_day


@pytest.mark.filterwarnings("ignore:.*is a pickle")
# before anything was kept, between the two fits with two replicates, and after the last fit
@pytest.mark.parametrize(("at", "replicates"), [(3, 1), (14, 2), (23, 1)])
def test_it_goes_on_bit_for_bit(pickled, tmp_path, at, replicates):
    straight = sv.run(town(), model=pickled, replicates=replicates, keep=False)
    out = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        sv.run(town(), model=pickled, replicates=replicates, out=out, checkpoint_every=4, each_day=stopping(at))
    assert (out / "checkpoints").exists() == (at > 4)
    gone_on = sv.resume(out, trust_pickle=True)
    assert gone_on.summary["state_hash"] == straight.summary["state_hash"]
    for name in ("defaulter_listed", "hist_score"):
        np.testing.assert_array_equal(gone_on.records[name], straight.records[name])
    assert gone_on.summary["performance"]["model_fits"] == 2 * replicates


@pytest.mark.filterwarnings("ignore:.*is a pickle")
def test_a_pickle_is_not_loaded_again_without_being_trusted_again(pickled, tmp_path):
    out = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        sv.run(town(), model=pickled, out=out, each_day=stopping(3))
    with pytest.raises(RequestError, match="runs whatever code"):
        sv.resume(out)


def test_a_branch_goes_on_with_the_same_model(tmp_path):
    (tmp_path / "bank.py").write_text(SCORE)
    model = Model(f"{tmp_path}/bank.py:score", COLUMNS, every=5)
    past = sv.run(town(), model=model, out=tmp_path / "past", checkpoint_every=6)
    # the file that was named may be gone: the run folder has its own
    (tmp_path / "bank.py").unlink()
    other = sv.branch(past, at=13, set={"defaulters.expiry": 0.5}, out=tmp_path / "branch")
    (tmp_path / "bank.py").write_text(SCORE)
    patched = town("patches: [{day: 13, set: {defaulters.expiry: 0.5}}]")
    assert other.summary["state_hash"] == sv.run(patched, model=model, keep=False).summary["state_hash"]
    assert (tmp_path / "branch" / "model.py").read_text() == SCORE


def test_a_run_folder_says_what_scored_it_and_can_be_lived_again(tmp_path):
    (tmp_path / "bank.py").write_text(SCORE)
    run = sv.run(town(), model=Model(f"{tmp_path}/bank.py:score", COLUMNS), out=tmp_path / "run")
    moved = tmp_path / "moved"
    run.folder.rename(moved)
    (tmp_path / "bank.py").unlink()
    again = load(moved)
    assert again.model.file == f"{moved}/model.py:score" and len(again.model.sha256) == 64
    assert again.digest == run.scenario.digest
    info = json.loads((moved / "run.json").read_text())
    assert "model.py" in info["files"] and info["model"]["kept"] and info["model"]["file"] == "bank.py:score"
    assert sv.run(again, keep=False).summary["state_hash"] == run.summary["state_hash"]


def test_a_model_file_that_was_altered_is_refused(tmp_path):
    (tmp_path / "bank.py").write_text(SCORE)
    run = sv.run(town(), model=Model(f"{tmp_path}/bank.py:score", COLUMNS), out=tmp_path / "run")
    (run.folder / "model.py").write_text(SCORE.replace("2.0", "3.0"))
    with pytest.raises(RequestError, match="not what it was"):
        load(run.folder)


def test_what_was_handed_over_in_python_has_to_be_handed_over_again(tmp_path):
    run = sv.run(judged(), out=tmp_path / "run")
    with pytest.raises(RequestError, match="no file holds it"):
        sv.run(load(run.folder), keep=False)
    handed = sv.run(load(run.folder), model=Model(careful, COLUMNS), keep=False)
    assert handed.summary["state_hash"] == run.summary["state_hash"]


def test_two_runs_are_the_same_and_another_model_is_another_run():
    one, other = (sv.run(judged(), keep=False).summary["state_hash"] for _ in range(2))
    assert one == other != sv.run(judged(points=999), keep=False).summary["state_hash"]
