"""Models on the command line and in scenario files: exit codes, what is said, and what is left on the disk."""

from __future__ import annotations

import json
import signal

import joblib
import pytest
from killing import assert_same, die
from models.town import RETRAIN, TEXT, regression

from sousveil.cli import main
from sousveil.contract.columns import BY_NAME, READABLE
from sousveil.contract.events import BY_NAME as EVENTS
from sousveil.contract.events import TRUTH_IN_IT, known_to_the_system
from sousveil.contract.phases import Phase
from sousveil.models.seen import columns_seen
from sousveil.scenario import load
from sousveil.simulate import cache_folder

SCORE = "import numpy as np\n\n\ndef score(rows):\n    return 1 / (1 + np.exp(rows @ np.array([2.0, 1.0, -0.3])))\n"
SEES = ("--model-columns", "defaulter,first_notice,tier")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a town, and models for it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "town.yaml").write_text(TEXT)
    (tmp_path / "bank.py").write_text(SCORE + "\n\ndef breaks(rows):\n    return rows[0, 99]\n")
    (tmp_path / "bank.onnx").write_text("this is no model")
    joblib.dump(regression(), tmp_path / "bank.joblib")
    return tmp_path


def run(*arguments):
    return main(["run", "town.yaml", "--no-report", "-q", *arguments])


def test_a_run_is_written_verified_and_lived_again(here, capsys):
    assert run("--model", "bank.py:score", *SEES, "--out", "mine", "-o", "model.every=6") == 0
    assert main(["verify", "mine", "--rerun", "--json", "-q"]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2])["differences"] == []
    assert load("mine").model.every == 6 and (here / "mine" / "model.py").exists()


def test_the_page_says_what_scored(here):
    assert run("--model", "bank.py:score", *SEES, "--out", "mine") == 0
    assert main(["report", "mine"]) == 0
    page = (here / "mine" / "report.html").read_text(encoding="utf-8")
    assert "<dt>Scored by</dt><dd>model.py:score, which sees defaulter, first_notice, tier</dd>" in page


def test_a_pickle_wants_its_flag_every_time(here, capsys):
    asked = ("--model", "bank.joblib", *SEES, "--out", "mine")
    assert run(*asked) == 2 and not (here / "mine").exists()
    assert "--trust-pickle" in capsys.readouterr().err
    assert run(*asked, "--trust-pickle") == 0
    assert "warning: bank.joblib is a pickle, and loading it runs the code in it" in capsys.readouterr().err
    assert main(["verify", "mine", "--rerun", "-q"]) == 2
    assert main(["verify", "mine", "--rerun", "-q", "--trust-pickle"]) == 0


def test_a_run_that_is_killed_goes_on_bit_for_bit(here):
    """Killed without warning in the eighteenth night, after the model has learnt and before it learns again."""
    retrain = ", ".join(f"{key}: {value}" for key, value in RETRAIN.items())
    model = f"{{every: 5, file: bank.joblib, columns: [defaulter, first_notice, tier], retrain: {{{retrain}}}}}"
    (here / "town.yaml").write_text(f"{TEXT}model: {model}\n")
    asked = ["run", "town.yaml", "--no-report", "-q", "--trust-pickle", "--checkpoint-every", "4", "--out"]
    assert main([*asked, "straight"]) == 0
    cache = cache_folder() or here / "cache"
    assert die(here, [*asked, "killed"], cache, "sousveil.overnight:JudgeNights.night", 18) == -signal.SIGKILL
    assert main(["resume", "killed", "--no-report", "-q"]) == 2  # the pickle is not loaded behind anybody's back
    assert main(["resume", "killed", "--no-report", "-q", "--trust-pickle"]) == 0
    assert_same(here / "straight", here / "killed")
    info = json.loads((here / "killed" / "run.json").read_text())
    assert info["resumed"][-1]["day"] == 16 and info["performance"]["model_fits"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--model", "bank.onnx", *SEES), 2, "this is no ONNX model"),
        (("--model", "nowhere.onnx", *SEES), 2, "cannot be read"),
        (("--model", "bank.py:score", "--model-columns", "fear"), 2, "may not see 'fear'"),
        (("--model", "bank.py:score"), 2, "a model needs 'columns'"),
        (("--model-columns", "tier"), 2, "columns of no model"),
        (("--model", "bank.py:breaks", *SEES), 1, "night after day 0, batch 1"),
    ],
)
def test_what_is_wrong_is_one_block_and_nothing_is_left(here, capsys, arguments, code, said):
    assert run(*arguments, "--out", "mine") == code
    written = capsys.readouterr().err
    assert said in written and "Traceback" not in written
    assert not (here / "mine").exists() and not list(here.glob("*.part"))


FILE = "model: {{file: bank.py:score, columns: [defaulter, tier], {}}}\n"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("every: 0", "days between scorings"),
        ("evry: 3", "did you mean 'every'"),
        ("points: 100_000", "1 to 65,535"),
        ("reads_as: virtue", "merit:"),
        ("seconds: 0", "65,536 people"),
        ("sha256: abc", "SHA-256"),
        (f"sha256: '{'0' * 64}'", "not what it was"),
        ("retrain: {every: 3}", "the key 'outcome' is missing"),
        ("retrain: {every: 3, outcome: lent, amongst: lent}", "did you mean 'among'"),
        ("retrain: {every: 3, outcome: lent, among: lent, window: 3, within: 9}", "within the window"),
        ("retrain: {every: 3, outcome: lent, among: lended}", "did you mean 'lent'"),
    ],
)
def test_a_scenario_file_is_checked_by_line(here, capsys, more, said):
    (here / "town.yaml").write_text(TEXT + FILE.format(more))
    assert main(["validate", "town.yaml"]) == 2
    written = capsys.readouterr().err
    assert said in written and "town.yaml:8" in written


def test_a_file_without_columns_or_a_mechanism_without_a_model(here, capsys):
    (here / "town.yaml").write_text(TEXT + "model: {file: bank.py:score}\n")
    assert main(["validate", "town.yaml"]) == 2 and "a model needs 'columns'" in capsys.readouterr().err
    (here / "town.yaml").write_text(TEXT.replace("scoring]", "model_score]"))
    assert main(["validate", "town.yaml"]) == 2 and "'model_score' has no model" in capsys.readouterr().err


def test_a_variant_changes_a_part_of_it_and_can_leave_it_out(here):
    (here / "mine.yaml").write_text(TEXT + FILE.format("every: 3"))
    (here / "other.yaml").write_text("schema: 1\nname: other\nbase: ./mine.yaml\nmodel: {points: 500}\n")
    (here / "none.yaml").write_text("schema: 1\nname: none\nbase: ./mine.yaml\nwithout: [model_score]\n")
    mine, other, none = map(load, ("mine.yaml", "other.yaml", "none.yaml"))
    assert (other.model.every, other.model.points, other.model.sha256) == (3, 500, mine.model.sha256)
    assert none.model is None and "scoring" not in mine.mechanisms
    saved = load(mine.save(here / "elsewhere.yaml"))
    (here / "deep").mkdir()
    assert load(mine.save(here / "deep" / "mine.yaml")) == saved == mine
    assert mine.digest != other.digest


def test_explain_lists_what_a_model_may_see_and_learn_from(capsys):
    assert main(["explain", "model", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert {"suspicion", "defaulter", "tier", "interned", "minority", "age"} <= entry.keys()
    assert not {"fear", "support", "conduct", "offence", "lists", "near"} & entry.keys()
    assert "loan_lost" in entry["learns from"] and "content_alarm" not in entry["learns from"]


def test_what_may_be_seen_is_never_truth_or_mind_but_for_the_register():
    for name in columns_seen():
        column = BY_NAME[READABLE[name]]
        assert column.kind in ("dossier", "state") or column.name in ("traits", "age")


def test_no_event_that_tells_right_from_wrong_can_be_learnt_from():
    """What is wrong or right about a record, a sentence or a list only the auditor knows."""
    words = (
        "rightly",
        "wrongly",
        "mistaken",
        "was taken for",
        "without cause",
        "with cause",
        "author unknown",
        "did not",
    )
    telling = {name for name, event in EVENTS.items() if any(word in event.doc for word in words)}
    # "rightly or wrongly" says that it does not tell
    telling -= {name for name in telling if "rightly or wrongly" in EVENTS[name].doc}
    known = {name for name, event in EVENTS.items() if known_to_the_system(event)}
    assert telling & known == {"loan_lost"}  # "did not pay a loan back": the bank saw that
    assert EVENTS.keys() >= TRUTH_IN_IT and not known & {
        e for e, event in EVENTS.items() if event.phase >= Phase.BELIEVE
    }
