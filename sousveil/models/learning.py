"""A model is fitted anew, and only kept if the same rows make the same model."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sousveil.models.asking import BATCH, Asking, Batch
from sousveil.models.features import Stored, matrix
from sousveil.models.foreign import Foreign, ModelError, told
from sousveil.models.scorer import Scorer


def fitted(scorer: Scorer, asking: Asking, stored: Stored, label: npt.NDArray[np.uint8], day: int) -> Scorer:
    """A scorer like the first one, fitted to these rows; raises ModelError.

    It is fitted twice, and both have to say the same of the first rows: a run can be lived again, and gone on with,
    only if a fit has no luck of its own.
    """
    rows = matrix(stored, asking.columns)

    def failed(problem: str, found: str, allowed: str) -> ModelError:
        where = (
            f"{scorer.name}, night after day {day}, {len(rows):,} rows of which {int(label.sum()):,} with the outcome"
        )
        return ModelError(problem, where=where, found=found, allowed=allowed)

    with Foreign(lambda error: failed("the scoring model cannot be fitted anew", told(error),
                                      "a model that learns from these rows and labels of 0 and 1")):  # fmt: skip
        one, other = (scorer.fitted(rows, label.astype(np.int8)) for _ in range(2))
    says = [Batch(made, asking, day, 0, rows[:BATCH]).answer() for made in (one, other)]
    if (says[0] != says[1]).any():
        raise failed("the scoring model learns otherwise when it is fitted again to the same rows",
                     f"{int((says[0] != says[1]).sum()):,} rows with another result",
                     "a fit without luck: set its random_state, and n_jobs to 1")  # fmt: skip
    return one
