"""A callable, a scikit-learn pipeline and an ONNX file of the same model give the same scores, to the point."""

from __future__ import annotations

import joblib
import numpy as np
import pytest
from models.town import COLUMNS, regression, town
from skl2onnx import to_onnx
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import sousveil as sv
from sousveil.contract.errors import RequestError
from sousveil.scenario import Model


def state(model, **options):
    return sv.run(town(), model=Model(model, COLUMNS, every=5, **options), keep=False).summary["state_hash"]


@pytest.fixture(scope="module")
def fitted():
    return regression()


@pytest.fixture(scope="module")
def wanted(fitted):
    return state(fitted)


def test_a_callable_and_an_estimator(fitted, wanted):
    weights, bias = fitted.coef_[0], fitted.intercept_[0]
    assert state(lambda rows: 1 / (1 + np.exp(-(rows @ weights + bias)))) == wanted
    assert state(make_pipeline("passthrough", fitted)) == wanted
    # and another model another state, so that the hash does tell
    assert state(lambda rows: np.full(len(rows), 0.5)) != wanted


@pytest.mark.parametrize(
    ("zipmap", "kind"), [(True, np.float32), (False, np.float32), (False, np.float64)],
    ids=["chances by name", "a table of chances", "a table in double precision"],
)  # fmt: skip
def test_an_onnx_file(fitted, wanted, tmp_path, zipmap, kind):
    path = tmp_path / "bank.onnx"
    content = to_onnx(fitted, np.zeros((1, 3), kind), options={"zipmap": zipmap}, target_opset=15)
    path.write_bytes(content.SerializeToString())
    assert state(path) == wanted


def test_a_pickled_pipeline(fitted, wanted, tmp_path):
    path = tmp_path / "bank.joblib"
    joblib.dump(fitted, path)
    with pytest.warns(match="runs the code in it"):
        assert state(path, trust_pickle=True) == wanted


def test_a_function_in_a_file(fitted, wanted, tmp_path):
    path = tmp_path / "bank.py"
    path.write_text(
        "import numpy as np\n\n\ndef score(rows):\n"
        f"    return 1 / (1 + np.exp(-(rows @ np.array({fitted.coef_[0].tolist()!r}) + {fitted.intercept_[0]!r})))\n"
    )
    assert state(f"{path}:score") == wanted


def test_a_pipeline_that_was_fitted_on_names():
    import pandas as pd

    luck = np.random.default_rng(1)
    rows = pd.DataFrame(luck.integers(0, 2, (200, 3)).astype(float), columns=COLUMNS)
    named = make_pipeline(StandardScaler(), regression()).fit(rows, rows["defaulter"])
    plain = make_pipeline(StandardScaler(), regression()).fit(rows.to_numpy(), rows["defaulter"])
    assert state(named) == state(plain)
    with pytest.raises(RequestError, match="fitted on other columns"):
        sv.run(town(), model=Model(named, COLUMNS[::-1]), keep=False)
