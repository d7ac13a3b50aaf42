"""A figure may be read from a day on, however many days are lived."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sousveil.contract.errors import RequestError
from sousveil.replications.figures import _folded

RECORDS = xr.Dataset(coords={"time": [1, 2, 3, 4]})
DAILY = np.array([[1.0, 10.0, 100.0, 1000.0]])


@pytest.mark.parametrize(("days", "total"), [([2], 1110), ([2, 3], 110), ([4], 1000), (None, 1111)])
def test_days_from_the_first_to_the_last_or_to_the_end(days: list[int] | None, total: float) -> None:
    figure = {} if days is None else {"days": days}
    assert _folded(DAILY, RECORDS, figure, "here").tolist() == [total]


def test_days_that_are_not_lived_are_refused() -> None:
    with pytest.raises(RequestError):
        _folded(DAILY, RECORDS, {"days": [5]}, "here")
