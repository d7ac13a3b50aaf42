"""Fits a model on a bank's first year as the bank itself recorded it, and writes it as joblib and as ONNX.

    python fit.py --people 20_000 --out models

The first year is lived under a card that anybody can read. On the last night the lab hands over what the bank knows:
the file of each customer on the morning of a loan, and whether the loan came back. It does not know what those whom it
refused would have done, and neither does the model.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from plain import COLUMNS
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import sousveil as sv

DAYS = 366
POINTS, START, NO_FILE = np.array([40, -90, -15, 10, 20]), 610, 20  # those of `sousveil explain scorecard`


class Card:
    """The plain scorecard, which remembers what it is taught and learns nothing from it."""

    def __init__(self, taught: list[tuple[Any, Any]]) -> None:
        self.taught = taught

    def __call__(self, file: Any) -> Any:
        """Points of the card as a share of a thousand."""
        return np.clip(START - NO_FILE + file @ POINTS, 0, 1000) / 1000

    def fit(self, file: Any, repaid: Any) -> None:
        """The file of those who got a loan, and who of them paid it back."""
        self.taught.append((file.copy(), repaid.copy()))

    def __deepcopy__(self, memo: Any) -> Card:
        return self  # it stays the same card, whatever it is taught


def first_year(people: int, seed: int) -> tuple[Any, Any]:
    """(loans, entries of the file) and (loans,) paid back, of a first year under the card."""
    taught: list[tuple[Any, Any]] = []
    learn = {"every": DAYS - 1, "among": "lent", "outcome": "loan_repaid", "window": DAYS - 1}
    card = sv.Model(Card(taught), columns=list(COLUMNS), every=1, retrain=learn)
    sv.run("credit-model", people=people, days=DAYS, seed=seed, model=card, keep=False)
    return taught[0]


def fitted(file: Any, repaid: Any) -> Any:
    """A logistic regression on them; another classifier of scikit-learn does as well."""
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(file, repaid)


def write(pipeline: Any, folder: Path) -> list[Path]:
    """The pipeline as `bank.joblib` and, where skl2onnx is installed, as `bank.onnx`, which cannot run code."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / "bank.joblib"]
    joblib.dump(pipeline, made[0])
    try:
        from skl2onnx import convert_sklearn
        from skl2onnx.common.data_types import FloatTensorType
    except ImportError:
        return made
    shape = [("file", FloatTensorType([None, len(COLUMNS)]))]
    converted = convert_sklearn(pipeline, initial_types=shape, options={"zipmap": False})
    made.append(folder / "bank.onnx")
    made[1].write_bytes(converted.SerializeToString())
    return made


def main() -> None:
    """Live the first year, fit, write, and say what was learnt from."""
    said = argparse.ArgumentParser(description="Fit a model on a bank's first year.")
    said.add_argument("--people", type=int, default=20_000)
    said.add_argument("--seed", type=int, default=2)  # another population than the one that is audited
    said.add_argument("--out", type=Path, default=Path("models"))
    asked = said.parse_args()
    file, repaid = first_year(asked.people, asked.seed)
    pipeline = fitted(file, repaid)
    print(f"{len(repaid):,} loans, {repaid.mean():.0%} paid back; weights of standardised entries:")
    for name, weight in zip(COLUMNS, pipeline[-1].coef_[0], strict=True):
        print(f"  {name} {weight:+.2f}")
    for path in write(pipeline, asked.out):
        print(path)


if __name__ == "__main__":
    main()
