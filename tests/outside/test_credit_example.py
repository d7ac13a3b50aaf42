"""The models in `examples/credit-model/`: fitted as its README says, the same in every form, and audited."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sousveil import simulate
from sousveil.cli import main
from sousveil.mechanisms.scorecard import Scorecard
from sousveil.scenario import Model, load

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "credit-model"


@pytest.fixture(scope="module")
def fit() -> Any:
    """The script, as it is imported from its own folder."""
    pytest.importorskip("sklearn", reason="the models extra is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXAMPLE))
        patch.setattr("sys.dont_write_bytecode", True)
        return importlib.import_module("fit")


@pytest.fixture(scope="module")
def year(fit: Any) -> tuple[Any, Any]:
    """A first year: what the bank has on file about its loans, and which came back."""
    return fit.first_year(2_000, 2)


def test_its_card_is_the_scorecard_as_shipped(fit: Any) -> None:
    luck = np.random.default_rng(1)
    file = np.stack([luck.integers(0, top, 200) for top in (16, 8, 8, 16, 2)], axis=1)
    values = Scorecard().values
    points = [values["repaid"], -values["missed"], -values["refused"], values["clean"], values["no_file"]]
    by_hand = np.clip(values["start"] - values["no_file"] + file @ points, 0, values["highest"])
    assert fit.Card([])(file) == pytest.approx(by_hand / 1000)


def test_a_first_year_teaches_what_the_bank_recorded_and_no_more(fit: Any, year: tuple[Any, Any]) -> None:
    file, repaid = year
    card = Model(fit.Card([]), list(fit.COLUMNS), every=1)
    run = simulate.run("credit-model", people=2_000, days=fit.DAYS - 1, seed=2, model=card, keep=False)
    at = {name: number for number, name in enumerate(run.history.events)}
    counted = {name: int(run.history.counts[0, :, at[name], :, 0].sum()) for name in ("lent", "loan_repaid")}
    # only those who got a loan teach anything, and all of them do
    assert (len(repaid), int(repaid.sum())) == (counted["lent"], counted["loan_repaid"])
    assert file.shape == (len(repaid), len(fit.COLUMNS)) and set(np.unique(repaid)) == {0, 1}


def test_it_learns_that_misses_are_bad_and_writes_the_same_model_twice(
    fit: Any, year: tuple[Any, Any], tmp_path: Path
) -> None:
    pipeline = fit.fitted(*year)
    weights = dict(zip(fit.COLUMNS, pipeline[-1].coef_[0], strict=True))
    assert weights["missed_on_file"] < 0 < weights["repaid_on_file"]
    written = fit.write(pipeline, tmp_path)
    if len(written) == 1:
        pytest.skip("skl2onnx is not installed")
    base = load("credit-model", people=1_000, days=40)
    columns = list(fit.COLUMNS)
    models = [Model(pipeline, columns), Model(written[1], columns), Model(written[0], columns, trust_pickle=True)]
    with pytest.warns(UserWarning, match="pickle"):
        runs = [simulate.run(base, model=model, keep=False) for model in models]
    # ONNX computes in single precision: a score may round to the next point, and a loan hang on it
    lent = [int(run.records["lent"].sum()) for run in runs]
    assert runs[0].history.state_hash == runs[2].history.state_hash
    assert lent[0] > 0 and lent[1] == pytest.approx(lent[0], rel=0.02)


def test_the_bank_of_the_example_is_audited_in_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = ["--people", "600", "--days", "20", "--replicates", "2"]
    assert main(["audit", str(EXAMPLE / "bank.yaml"), *size, "--out", str(tmp_path / "audit")]) == 0
    made = json.loads((tmp_path / "audit" / "audit.json").read_text())
    assert made["judges"]["plain"] == "scorecard" and made["judges"]["model"]["file"].endswith("score")
    assert "the model" in capsys.readouterr().out
