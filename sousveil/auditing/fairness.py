"""Group metrics under the names of scikit-learn and Fairlearn, from counts.

Definitions are Fairlearn's (Bird and others 2020, `fairlearn.metrics`, method "between_groups" with the worst case of
two rates): a difference is the largest less the smallest of the groups, a ratio the smallest by the largest.
A rate of nobody has no value here (nan), where those libraries say nothing or warn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sousveil.language import N_

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Confusion:
    """Counts of a group, (replicates,): of those asked about, chosen or not, such or not."""

    true_positive: Floats
    false_positive: Floats
    false_negative: Floats
    true_negative: Floats

    @classmethod
    def of(cls, asked: npt.ArrayLike, chosen: npt.ArrayLike, truth: npt.ArrayLike, right: npt.ArrayLike) -> Confusion:
        """From the counts of a decision: asked, chosen, such, and both."""
        all_, yes, such, both = (np.asarray(part, np.float64) for part in (asked, chosen, truth, right))
        return cls(both, yes - both, such - both, all_ - yes - such + both)

    @property
    def asked(self) -> Floats:
        """Everybody."""
        return self.true_positive + self.false_positive + self.false_negative + self.true_negative


def share(part: npt.ArrayLike, whole: npt.ArrayLike) -> Floats:
    """part by whole, nan where there is nobody."""
    some, all_ = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    made: Floats = np.divide(some, all_, out=np.full(all_.shape, np.nan), where=all_ > 0)
    return made


def selection_rate(c: Confusion) -> Floats:
    """Chosen, of those asked about."""
    return share(c.true_positive + c.false_positive, c.asked)


def true_positive_rate(c: Confusion) -> Floats:
    """Chosen, of those who are such."""
    return share(c.true_positive, c.true_positive + c.false_negative)


def false_positive_rate(c: Confusion) -> Floats:
    """Chosen, of those who are not."""
    return share(c.false_positive, c.false_positive + c.true_negative)


def false_negative_rate(c: Confusion) -> Floats:
    """Not chosen, of those who are such."""
    return share(c.false_negative, c.true_positive + c.false_negative)


def true_negative_rate(c: Confusion) -> Floats:
    """Not chosen, of those who are not."""
    return share(c.true_negative, c.false_positive + c.true_negative)


def precision_score(c: Confusion) -> Floats:
    """Such, of those chosen."""
    return share(c.true_positive, c.true_positive + c.false_positive)


def accuracy_score(c: Confusion) -> Floats:
    """Decided as they are, of all."""
    return share(c.true_positive + c.true_negative, c.asked)


def balanced_accuracy_score(c: Confusion) -> Floats:
    """Mean of the shares decided rightly among those who are such and those who are not."""
    return (true_positive_rate(c) + true_negative_rate(c)) / 2


METRICS: Mapping[str, Callable[[Confusion], Floats]] = {
    metric.__name__: metric
    for metric in (
        selection_rate, true_positive_rate, false_positive_rate, false_negative_rate, true_negative_rate,
        precision_score, accuracy_score, balanced_accuracy_score,
    )
}  # fmt: skip
DOCS: dict[str, str] = {name: (metric.__doc__ or "").rstrip(".") for name, metric in METRICS.items()}


def difference(metric: Callable[[Confusion], Floats], groups: Sequence[Confusion]) -> Floats:
    """The largest less the smallest of the groups."""
    values = np.stack([metric(group) for group in groups])
    return np.asarray(values.max(axis=0) - values.min(axis=0))


def ratio(metric: Callable[[Confusion], Floats], groups: Sequence[Confusion]) -> Floats:
    """The smallest by the largest of the groups."""
    values = np.stack([metric(group) for group in groups])
    return share(values.min(axis=0), values.max(axis=0))


def demographic_parity_difference(groups: Sequence[Confusion]) -> Floats:
    """Difference of the shares chosen."""
    return difference(selection_rate, groups)


def demographic_parity_ratio(groups: Sequence[Confusion]) -> Floats:
    """Ratio of the shares chosen."""
    return ratio(selection_rate, groups)


def equalized_odds_difference(groups: Sequence[Confusion]) -> Floats:
    """The larger of the differences of true and of false positive rates."""
    return np.maximum(difference(true_positive_rate, groups), difference(false_positive_rate, groups))


def equalized_odds_ratio(groups: Sequence[Confusion]) -> Floats:
    """The smaller of the ratios of true and of false positive rates."""
    return np.minimum(ratio(true_positive_rate, groups), ratio(false_positive_rate, groups))


def equal_opportunity_difference(groups: Sequence[Confusion]) -> Floats:
    """Difference of the true positive rates."""
    return difference(true_positive_rate, groups)


DISPARITIES: Mapping[str, Callable[[Sequence[Confusion]], Floats]] = {
    disparity.__name__: disparity
    for disparity in (
        demographic_parity_difference, demographic_parity_ratio, equalized_odds_difference, equalized_odds_ratio,
        equal_opportunity_difference,
    )
}  # fmt: skip
DISPARITY_DOCS: dict[str, str] = {name: (found.__doc__ or "").rstrip(".") for name, found in DISPARITIES.items()}
FEATURES: Mapping[str, tuple[str, ...]] = {
    N_("origin"): ("majority", "minority"),
    N_("sex"): ("female", "male"),
    N_("kind of place"): ("urban", "rural"),
    N_("age"): ("age_15_24", "age_25_34", "age_35_44", "age_45_54", "age_55_64", "age_65_plus"),
}
"""What people are told apart by, and the groups, which leave nobody out who can be asked about."""
GROUPS = ("all", *(group for groups in FEATURES.values() for group in groups))
"""Everybody at home, and each of these groups."""
