"""A model that fails stops the run with one block that says where, and leaves no half-written column behind."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from models.town import COLUMNS, RETRAIN, careful, judged, regression, town

import sousveil as sv
from sousveil import simulate
from sousveil.contract.errors import RequestError
from sousveil.engine.course import live
from sousveil.engine.order import by_person
from sousveil.models import asking
from sousveil.models.foreign import ModelError
from sousveil.scenario import Model

HERE = r"night after day 0, batch 1 \(2,\d\d\d people\)"


def raises(rows):
    raise ZeroDivisionError("of its own")


def exits(rows):
    raise SystemExit(3)


def not_a_number(rows):
    made = careful(rows)
    made[7] = np.nan
    return made


def endless(rows):
    return np.full(len(rows), np.inf)


def changes_its_input(rows):
    rows[:] = 0
    return careful(rows)


def digs_for_its_input(rows):
    rows.flags.writeable = True
    return careful(rows)


class Forgetful:
    """Answers otherwise every time."""

    def __init__(self):
        self.calls = 0

    def __call__(self, rows):
        self.calls += 1
        return np.full(len(rows), 1 / self.calls)


def about_others(rows):
    return rows[:, 0] - rows[:, 0].mean()


BAD = {
    "raises": (raises, "the scoring model failed.*ZeroDivisionError: of its own"),
    "exits": (exits, "the scoring model failed.*SystemExit: 3"),
    "nan": (not_a_number, r"what is no number.*nan for 1 of .* in row 7: defaulter"),
    "inf": (endless, "what is no number.*inf for"),
    "another shape": (lambda rows: careful(rows)[:, None], r"another shape.*\(2\d\d\d, 1\).*shape \(2\d\d\d,\)"),
    "a number for all": (lambda rows: 0.5, r"another shape.*\(\)"),
    "fewer": (lambda rows: careful(rows)[1:], "another shape"),
    "words": (lambda rows: ["good"] * len(rows), "gives no numbers"),
    "nothing": (lambda rows: None, "gives no numbers"),
    "changes its input": (changes_its_input, "the scoring model failed.*read-only"),
    "makes its input writable": (digs_for_its_input, "the scoring model failed"),
    "other arguments": (lambda rows, more: rows, "the scoring model failed.*TypeError"),
    "has a memory": (Forgetful(), "otherwise when it is asked again"),
    "looks at others": (about_others, "something else of a row among others"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_it_does_is_said_and_nothing_is_left(name, tmp_path):
    model, said = BAD[name]
    with pytest.raises(ModelError, match=rf"(?s){said}") as caught:
        sv.run(judged(model), out=tmp_path / "run")
    assert caught.value.exit_code == 1
    assert caught.match(rf"(?s)where: .*{HERE}.*found: .*allowed: ")
    assert list(tmp_path.iterdir()) == []


def test_a_slow_one_is_measured_and_refused():
    with pytest.raises(ModelError, match=r"(?s)too slow.*seconds for 2,\d\d\d people.*at most 1e-09 seconds a batch"):
        sv.run(judged(seconds=1e-9), keep=False)


def test_one_that_fails_later_leaves_the_column_whole_and_the_run_to_be_gone_on_with(tmp_path, monkeypatch):
    """It fails in its second batch: by then the first one's points are known, and must not be in the column."""
    monkeypatch.setattr(asking, "BATCH", 1000)
    days, before, mended = [], {}, []

    def breaks(rows):
        if len(days) >= 9 and len(rows) < 1000 and not mended:
            raise ValueError("enough")
        return np.full(len(rows), 0.9 if len(days) >= 9 else 0.1)

    def each_day(world, day, replicate):
        days.append(day)
        before["score"], before["world"] = by_person(world, world.columns["score"]), world

    with pytest.raises(ModelError, match=r"(?s)day 10, batch 3.*ValueError: enough"):
        live(replace(simulate.course_of(judged(breaks, every=10)), each_day=each_day))
    world = before["world"]
    np.testing.assert_array_equal(by_person(world, world.columns["score"]), before["score"])
    days.clear()
    model = Model(breaks, COLUMNS, every=10)
    with pytest.raises(ModelError):
        sv.run(town(), model=model, out=tmp_path / "run", checkpoint_every=4, each_day=each_day)
    mended.append(True)
    with pytest.raises(RequestError, match="scored by another model"):
        sv.resume(tmp_path / "run", model=Model(careful, COLUMNS))
    whole = sv.resume(tmp_path / "run", model=model)
    info = json.loads((whole.folder / "run.json").read_text())
    assert info["status"] == "complete" and info["model"]["kept"] is False


@pytest.mark.parametrize(
    "columns",
    [["fear"], ["support"], ["offence"], ["home_trust"], ["conduct"], ["habit"], ["near"], ["defaulter", "trust"]],
)  # fmt: skip
def test_truth_and_mind_are_refused(columns):
    with pytest.raises(RequestError, match=r"(?s)may not see.*is of (truth|mind).*dossier.*suspicion.*defaulter"):
        judged(columns=columns)


@pytest.mark.parametrize(
    ("columns", "said"),
    [([], "at least one column"), (["nothing"], "no column is called so"), (["defalter"], "did you mean 'defaulter'"),
     (["tier", "tier"], "stands twice"), (["lists"], "may not see"), (["openness"], "may not see"),
     ("tier", "a list of names")],
)  # fmt: skip
def test_columns_that_are_none(columns, said):
    with pytest.raises(RequestError, match=rf"(?s){said}"):
        judged(columns=columns)


def test_an_option_that_is_none():
    with pytest.raises(RequestError, match=r"(?s)unknown path 'model.evry'.*did you mean 'model.every'"):
        judged(evry=3)


def test_what_a_register_shows_may_be_asked_for_by_name():
    seen = []

    def noting(rows):
        seen.append(rows)
        return np.full(len(rows), 0.5)

    sv.run(judged(noting, ["minority", "age", "free", "age_0_14", "abroad"]), keep=False)
    rows = seen[0]
    assert set(np.unique(rows[:, 0])) == {0, 1} and set(np.unique(rows[:, 1])) == {1, 2, 3, 4, 5, 6}
    assert rows[:, 2].all() and not rows[:, 3:].any()  # everybody is free on the first day; adults at home are scored


def test_a_constant_model_leaves_all_scores_constant():
    ends = {}

    def each_day(world, day, replicate):
        ends[day] = np.unique(by_person(world, world.columns["score"]))

    live(replace(simulate.course_of(judged(lambda rows: np.full(len(rows), 0.4321))), each_day=each_day))
    # 700: children and people abroad; 0: empty slots would be, were they not begun like everybody
    assert all(set(found) == {432, 700} for found in ends.values())


@pytest.mark.parametrize(("options", "points"), [({}, 250), ({"reads_as": "risk"}, 750), ({"points": 100}, 25)])
def test_how_results_become_points(options, points):
    last = {}
    course = simulate.course_of(judged(lambda rows: np.full(len(rows), 0.25), **options))
    live(replace(course, each_day=lambda world, day, r: last.update(score=by_person(world, world.columns["score"]))))
    assert set(np.unique(last["score"])) == {points, 700}


def test_another_file_takes_the_place_of_what_was_handed_over(tmp_path):
    (tmp_path / "bank.py").write_text("def half(rows):\n    return rows[:, 0] * 0 + 0.5\n")
    asked = judged().patch({"model.file": f"{tmp_path}/bank.py:half"})
    half = judged(lambda rows: np.full(len(rows), 0.5))
    assert live(simulate.course_of(asked)).state_hash == live(simulate.course_of(half)).state_hash


FILES = {
    "text": (b"this is no model", "no ONNX model"),
    "empty": (b"", "nothing in it"),
    "missing": (None, "cannot be read"),
}


@pytest.mark.parametrize("name", FILES)
def test_an_onnx_file_that_is_none(name, tmp_path):
    content, said = FILES[name]
    path = tmp_path / "bank.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RequestError, match=said) as caught:
        sv.run(town(), model=Model(path, COLUMNS), out=tmp_path / "run")
    assert caught.value.exit_code == 2 and not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [("bank.txt", "names no scoring model"), ("bank.py", r"bank.py:function"), ("bank.py:score", "cannot be read"),
     ("no.such.module:score", "cannot be imported"), ("json:nothing", "has no 'nothing'"),
     ("math:pi", "no scoring model"), (".", "names no scoring model")],
)  # fmt: skip
def test_what_names_no_model(text, said):
    with pytest.raises(RequestError, match=said):
        sv.run(town(), model=Model(text, COLUMNS), keep=False)


def test_a_python_file_that_cannot_be_run(tmp_path):
    (tmp_path / "bank.py").write_text("def score(rows):\n    return rows[\n")
    with pytest.raises(RequestError, match=r"(?s)cannot be imported.*SyntaxError"):
        sv.run(town(), model=Model(f"{tmp_path}/bank.py:score", COLUMNS), keep=False)


def test_a_pickle_needs_to_be_trusted_and_a_text_is_none(tmp_path):
    path = tmp_path / "bank.pkl"
    path.write_bytes(b"this is no pickle")
    with pytest.raises(RequestError, match=r"(?s)runs whatever code.*--trust-pickle.*ONNX"):
        sv.run(town(), model=Model(path, COLUMNS), keep=False)
    with pytest.warns(match="runs the code in it"), pytest.raises(RequestError, match="no pickled model"):
        sv.run(town(), model=Model(path, COLUMNS, trust_pickle=True), keep=False)


def test_an_onnx_model_of_other_columns(tmp_path):
    from skl2onnx import to_onnx

    path = tmp_path / "bank.onnx"
    path.write_bytes(to_onnx(regression(), np.zeros((1, 3), np.float32), target_opset=15).SerializeToString())
    with pytest.raises(RequestError, match=r"(?s)something else than these columns.*one table of 2 columns"):
        sv.run(town(), model=Model(path, COLUMNS[:2]), keep=False)
    with pytest.raises(RequestError, match=r"(?s)cannot learn.*finished model"):
        sv.run(town(), model=Model(path, COLUMNS, retrain=RETRAIN), keep=False)


def test_an_estimator_of_another_number_of_columns():
    with pytest.raises(RequestError, match=r"(?s)another number of columns.*3 columns"):
        sv.run(judged(regression(), COLUMNS[:2]), keep=False)
