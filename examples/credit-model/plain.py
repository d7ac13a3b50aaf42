"""A scoring model in ten lines: the chance that a loan is paid back, from five entries of a credit file, by hand.

    sousveil audit credit-model --model plain.py:score --model-columns \
        repaid_on_file,missed_on_file,refused_on_file,clean_quarters,has_file
"""

from __future__ import annotations

from typing import Any

import numpy as np

COLUMNS = ("repaid_on_file", "missed_on_file", "refused_on_file", "clean_quarters", "has_file")
"""What it sees, in this order: counts, quarters, and whether there is a file at all."""
WEIGHTS, START = np.array([0.35, -0.8, -0.1, 0.03, 0.1]), 0.1


def score(file: Any) -> Any:
    """(people, 5) entries in, a chance for each out. The same entries always give the same chance."""
    return 1 / (1 + np.exp(-(START + file @ WEIGHTS)))
