"""A small town with debtors and a score, and models that judge there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from sousveil.scenario import Model, Scenario
from sousveil.scenario.page import Page

COLUMNS = ["defaulter", "first_notice", "tier"]
RETRAIN = {"every": 10, "outcome": "defaulter_cleared", "among": "defaulter_listed", "within": 5, "window": 30}
TEXT = """\
schema: 1
name: town
people: 3_000
days: 24
seed: 3
mechanisms: [conduct, defaulters, lists, scoring]
set: {conduct.default: 0.05, defaulters.listing: 0.3, defaulters.expiry: 0.1, lists.backlog: 0.3}
"""


def town(text: str = "", folder: Path | None = None) -> Scenario:
    """The town, with more lines."""
    return Scenario.of_page(Page(TEXT + text, "town.yaml", folder or Path(), "town.yaml"))


def careful(rows):
    """Whoever is on the list or was warned is worth less; a plain function."""
    return 1 / (1 + np.exp(rows @ np.array([2.0, 1.0, -0.3])))


class Schooled:
    """A callable that learns: the share of outcomes among its rows, and nothing else."""

    def __init__(self):
        self.share = 0.25

    def fit(self, rows, labels):
        self.share = labels.mean()

    def __call__(self, rows):
        return np.full(len(rows), self.share)


class Lucky(Schooled):
    """A callable whose fit has luck of its own."""

    def fit(self, rows, labels):
        self.share = np.random.default_rng().random()


def regression():
    """A logistic regression that was fitted to made-up rows of these columns."""
    luck = np.random.default_rng(7)
    rows = np.stack([luck.integers(0, 2, 400), luck.integers(0, 2, 400), luck.integers(0, 8, 400)], axis=1)
    labels = rows @ np.array([-2.0, -1.0, 0.5]) + luck.normal(size=400) > 0
    return LogisticRegression(random_state=0).fit(rows.astype(np.float64), labels.astype(int))


def judged(model=careful, columns=COLUMNS, *, text="", **options):
    """The town with a model in the place of its score."""
    return town(text).scored_by(Model(model, columns, **options))
