"""Two groups by score: how many stand where, how often they pay back, and the bar a bank sets for them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError

Floats = npt.NDArray[np.float64]
Policy = Literal["profit", "parity", "opportunity"]
COLUMNS = ("score", "share_a", "share_b", "repaid_a", "repaid_b")
ALLOWED = f"columns {', '.join(COLUMNS)} (or cdf_a, cdf_b for the shares), a row a score, at most 400 rows"
MOST_ROWS = 400
"""A group and score is a cell of a small world, which has at most 1,000."""
TINY = 1e-12
"""Sums of shares differ by so much with the order in which they are added up."""
ROUNDED = 0.01
"""Shares printed to a few digits need not add up to one exactly."""


@dataclass(frozen=True)
class Bar:
    """People above `score` get a loan, and this share of those at it."""

    score: int
    at: float


@dataclass(frozen=True)
class Group:
    """People of a group by score, lowest first. share: of the group; repaid: their chance of paying a loan back."""

    score: npt.NDArray[np.int64]
    share: Floats
    repaid: Floats

    def reached(self, policy: Policy) -> Floats:
        """(scores + 1,) what a bar above all, at the top and so on reaches: of all, or of those who would repay."""
        weight = self.share * self.repaid if policy == "opportunity" else self.share
        return np.concatenate([[0.0], weight[::-1].cumsum() / weight.sum()])

    def profit(self, interest: float) -> Floats:
        """(scores + 1,) what a bank earns with those bars, in loans a head; a loan lost costs one."""
        each = self.share * (self.repaid * interest - (1 - self.repaid))
        return np.concatenate([[0.0], each[::-1].cumsum()])

    def bar(self, policy: Policy, rate: float) -> Bar:
        """The bar that reaches this rate: of people, or of those who would repay."""
        reached = self.reached(policy)
        level = max(1, int(np.searchsorted(reached, rate - TINY)))
        within = reached[level] - reached[level - 1]
        at = 1.0 if within <= 0 else float(np.clip((rate - reached[level - 1]) / within, 0, 1))
        return Bar(int(self.score[-level]), at)


def bars(groups: Sequence[Group], weights: Sequence[float], interest: float, policy: Policy) -> tuple[Bar, ...]:
    """The bars that pay the bank most, where groups come with these weights; a policy may tie one to the other.

    profit: each for itself; parity: as many of each group get a loan; opportunity: as many of those who would repay.
    Between two corners profit runs straight, so that the best lies at a corner of some group.
    """
    if policy == "profit":
        return tuple(one.bar(policy, _best([one], [1], interest, policy)) for one in groups)
    rate = _best(groups, weights, interest, policy)
    return tuple(one.bar(policy, rate) for one in groups)


def _best(groups: Sequence[Group], weights: Sequence[float], interest: float, policy: Policy) -> float:
    corners = np.unique(np.concatenate([one.reached(policy) for one in groups]))
    earned = sum(
        weight * np.interp(corners, one.reached(policy), one.profit(interest))
        for one, weight in zip(groups, weights, strict=True)
    )
    return float(corners[int(np.argmax(earned))])


def read(path: str) -> tuple[Group, Group]:
    """A user's table, group A and group B; raises RequestError for the first thing that is wrong. Aggregates only."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RequestError("the table cannot be read", where=path, found=str(error), allowed=ALLOWED) from None
    if not 2 <= len(rows) <= MOST_ROWS:
        raise RequestError(
            "a table of scores has a row a score", where=path, found=f"{len(rows)} rows", allowed=ALLOWED
        )
    score = np.rint(_column(rows, "score", path, 65_535)).astype(np.int64)
    if not (np.diff(score) > 0).all():
        at = int(np.argmin(np.diff(score) > 0)) + 3
        raise RequestError("scores rise from row to row, by a point at least", where=f"{path}:{at}", allowed=ALLOWED)
    return Group(score, *_group(rows, "a", path)), Group(score, *_group(rows, "b", path))


def _group(rows: Sequence[dict[str, str]], name: str, path: str) -> tuple[Floats, Floats]:
    """Shares, which add up to one, and chances of repayment of a group."""
    if f"cdf_{name}" in rows[0]:
        share = np.diff(_column(rows, f"cdf_{name}", path, 1), prepend=0.0)
    else:
        share = _column(rows, f"share_{name}", path, 1)
    if (share < 0).any() or abs(share.sum() - 1) > ROUNDED:
        raise RequestError(f"the people of group {name} are not whole", where=path, found=f"{share.sum():.4f} in all",
                           allowed="shares of 0 or more that add up to 1, or a cdf that rises to 1")  # fmt: skip
    repaid = _column(rows, f"repaid_{name}", path, 1)
    if not (share * repaid).sum():
        raise RequestError(f"nobody of group {name} ever repays", where=path, allowed=ALLOWED)
    return share / share.sum(), repaid


def _column(rows: Sequence[dict[str, str]], name: str, path: str, most: float) -> Floats:
    if name not in rows[0]:
        raise RequestError(f"the column {name!r} is missing", where=path, found=", ".join(map(str, rows[0])),
                           allowed=ALLOWED)  # fmt: skip
    made = [_number(row[name]) for row in rows]
    for line, (row, value) in enumerate(zip(rows, made, strict=True), start=2):
        if not 0 <= value <= most:  # also refuses nan
            raise RequestError(f"not a number from 0 to {most:,}", where=f"{path}:{line}, {name}",
                               found=repr(row[name])[:40], allowed=ALLOWED)  # fmt: skip
    return np.array(made)


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return float("nan")
