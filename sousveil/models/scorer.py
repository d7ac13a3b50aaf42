"""A scorer: anything that gives a number to each row, behind one face."""

from __future__ import annotations

import copy
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError
from sousveil.models.features import Floats

Labels = npt.NDArray[np.int8]


class Scorer(Protocol):
    """name: what it is called in messages. learns: why it cannot be fitted anew, or nothing."""

    name: str
    cannot_learn: str

    def results(self, rows: Floats) -> Any:
        """What the model says of rows, (people, columns) float32; whoever asks checks it."""

    def fitted(self, rows: Floats, labels: Labels) -> Scorer:
        """Another scorer of the same kind, fitted to rows and labels of 0 and 1; this one stays as it is."""


class Called:
    """A callable: rows as float64 in, a number a row out. It learns if it has `fit`."""

    def __init__(self, function: Any, name: str) -> None:
        self.function, self.name = function, name
        self.cannot_learn = "" if hasattr(function, "fit") else "a callable without `fit` cannot be fitted anew"

    def results(self, rows: Floats) -> Any:
        """As it answers."""
        return self.function(read_only(rows.astype(np.float64)))

    def fitted(self, rows: Floats, labels: Labels) -> Called:
        """A copy, fitted."""
        return Called(_fitted(copy.deepcopy(self.function), rows.astype(np.float64), labels), self.name)


class Predicting:
    """Something with `predict_proba` (the chance of class 1 counts) or `predict`, such as a scikit-learn pipeline.

    columns: what the run hands over. If it was fitted on a table with names, they have to be those, in that order.
    """

    def __init__(self, estimator: Any, name: str, columns: tuple[str, ...]) -> None:
        self.estimator, self.name, self.columns = estimator, name, columns
        self.named = getattr(estimator, "feature_names_in_", None) is not None
        self.cannot_learn = "" if hasattr(estimator, "fit") else "a model without `fit` cannot be fitted anew"

    def check(self, where: str) -> Predicting:
        """Itself; raises RequestError where it was fitted on other columns."""
        names = getattr(self.estimator, "feature_names_in_", None)
        if names is not None and tuple(names) != self.columns:
            raise RequestError("the model was fitted on other columns", where=where, found=", ".join(self.columns),
                               allowed=f"in this order: {', '.join(map(str, names))}")  # fmt: skip
        number = getattr(self.estimator, "n_features_in_", len(self.columns))
        if number != len(self.columns):
            raise RequestError("the model was fitted on another number of columns", where=where,
                               found=f"{len(self.columns)} columns", allowed=f"{number} columns")  # fmt: skip
        return self

    def results(self, rows: Floats) -> Any:
        """The chance of class 1, or what it predicts."""
        given = self._table(rows)
        with _one_core():
            if not hasattr(self.estimator, "predict_proba"):
                return self.estimator.predict(given)
            chances = np.asarray(self.estimator.predict_proba(given))
        if chances.ndim != 2 or chances.shape[1] != 2:
            return chances  # of a shape that is refused
        classes = list(getattr(self.estimator, "classes_", (0, 1)))
        return chances[:, classes.index(1) if 1 in classes else 1]

    def fitted(self, rows: Floats, labels: Labels) -> Predicting:
        """A clone, fitted."""
        with _one_core():
            made = _fitted(_cloned(self.estimator), self._table(rows), labels)
        return Predicting(made, self.name, self.columns)

    def _table(self, rows: Floats) -> Any:
        wide = read_only(rows.astype(np.float64))
        if not self.named:
            return wide
        import pandas as pd  # what was fitted on a table with names was fitted with it

        return pd.DataFrame(wide, columns=list(self.columns))


def read_only(rows: Floats) -> Floats:
    """A view of the same that cannot be written to, nor made to be."""
    rows.flags.writeable = False
    return rows.view()


@cache
def _controller() -> Any:
    # it comes with scikit-learn; looking for the libraries takes a while
    spec = find_spec("threadpoolctl")
    return None if spec is None else import_module("threadpoolctl").ThreadpoolController()


def _one_core() -> AbstractContextManager[Any]:
    """Linear algebra on one core: the same sums in the same order, however many cores a machine has."""
    controller = _controller()
    return nullcontext() if controller is None else controller.limit(limits=1)


def _cloned(estimator: Any) -> Any:
    if not hasattr(estimator, "get_params"):
        return copy.deepcopy(estimator)
    from sklearn.base import clone  # whose estimator this is

    return clone(estimator)


def _fitted(model: Any, rows: Any, labels: Labels) -> Any:
    made = model.fit(rows, labels.astype(np.int64))
    return model if made is None else made
