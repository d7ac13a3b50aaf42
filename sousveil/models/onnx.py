"""An ONNX file as a scorer, run by onnxruntime on one core."""

from __future__ import annotations

from typing import Any

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.models.features import Floats
from sousveil.models.foreign import Foreign, told
from sousveil.models.scorer import Labels, Scorer

TYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64}
NUMBERS = ("tensor(float)", "tensor(double)")
CHANCES = "seq(map(int64,tensor(float)))"
"""How converters give the chances of classes unless told otherwise: a mapping a row."""
EXTRA = "pip install 'sousveil[models]'"


class Session:
    """A model in an ONNX file. It takes one table, or each column by its name, and gives numbers or chances."""

    cannot_learn = "an ONNX file holds a finished model and cannot be fitted anew"

    def __init__(self, content: bytes, name: str, columns: tuple[str, ...], where: str) -> None:
        self.name, self.columns = name, columns
        self._session = _opened(content, where)
        self._inputs = self._session.get_inputs()
        self._check_inputs(where)
        answers = [one for one in self._session.get_outputs() if one.type in (*NUMBERS, CHANCES)]
        if not answers:
            found = ", ".join(f"{one.name}: {one.type}" for one in self._session.get_outputs())
            raise RequestError("the ONNX model gives no numbers", where=where, found=found or "no outputs",
                               allowed=f"an output of {', '.join((*NUMBERS, CHANCES))}")  # fmt: skip
        self._answer = answers[-1]  # a classifier says the class first and its chances then

    def _check_inputs(self, where: str) -> None:
        given, names = self._inputs, [one.name for one in self._inputs]
        wide = len(given) == 1 and len(given[0].shape) == 2 and given[0].shape[1] in (len(self.columns), None)
        wide = wide or (len(given) == 1 and len(given[0].shape) == 2 and isinstance(given[0].shape[1], str))
        self._by_name = not wide and set(names) == set(self.columns)
        if not (wide or self._by_name) or any(one.type not in TYPES for one in given):
            found = "; ".join(f"{one.name}: {one.type} {one.shape}" for one in given)
            allowed = f"one table of {len(self.columns)} columns, or one input for each of {', '.join(self.columns)}"
            raise RequestError("the ONNX model takes something else than these columns", where=where, found=found,
                               allowed=f"{allowed}; {', '.join(TYPES)}")  # fmt: skip

    def results(self, rows: Floats) -> Any:
        """The chance of class 1, or the one number it gives."""
        if self._by_name:
            at = {name: i for i, name in enumerate(self.columns)}
            fed = {one.name: rows[:, [at[one.name]]].astype(TYPES[one.type]) for one in self._inputs}
        else:
            fed = {one.name: rows.astype(TYPES[one.type]) for one in self._inputs}
        answer = self._session.run([self._answer.name], fed)[0]
        if self._answer.type == CHANCES:
            return np.array([row.get(1, np.nan) for row in answer])
        made = np.asarray(answer)
        if made.ndim == 2 and made.shape[1] in (1, 2):
            made = made[:, -1]
        return made

    def fitted(self, rows: Floats, labels: Labels) -> Scorer:
        """Never: it cannot."""
        raise TypeError(self.cannot_learn)


def _opened(content: bytes, where: str) -> Any:
    try:
        import onnxruntime as ort
    except ImportError:
        raise RequestError("ONNX models need onnxruntime, which is not installed", where=where, allowed=EXTRA) from None
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the same sums in the same order
    options.log_severity_level = 4  # what it has to say comes as an error
    allowed = "an ONNX file as a converter wrote it, such as skl2onnx"
    with Foreign(lambda e: RequestError("this is no ONNX model", where=where, found=told(e), allowed=allowed)):
        return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
