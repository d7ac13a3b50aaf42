"""One small audit that many tests look at."""

from __future__ import annotations

from typing import Any

import pytest

from sousveil.auditing import Audit, audit
from sousveil.scenario import Model

COLUMNS = ["repaid_on_file", "missed_on_file", "refused_on_file", "clean_quarters", "has_file"]
SMALL: dict[str, Any] = {"people": 1_500, "days": 120, "replicates": 2}


def by_misses(file: Any) -> Any:
    """A chance that falls with every missed loan on file."""
    return 0.9 - 0.1 * file[:, 1]


@pytest.fixture(scope="session")
def model() -> Model:
    """A scoring model."""
    return Model(by_misses, columns=COLUMNS)


@pytest.fixture(scope="session")
def made(model: Model) -> Audit:
    """A small audit of it beside the scorecard."""
    return audit("credit-model", model, **SMALL)
