"""Minds: fear, trust, what people say and what they think, protest."""

from __future__ import annotations

import math

import numpy as np

from sousveil.measures.counts import Counts, Floats, ratio
from sousveil.measures.measure import POINTS, SHARE, Measure, yearly

RECENT = 30  # days over which opinion is averaged
BASELINE_ITEMS = 4  # of a list experiment, each true of half the respondents
ARM = 1_000  # respondents in each arm
SAYS_AND_THINKS = ("says_support", "supports")
NOBODY_GROWN = "the records do not count people of 15 and more in this group, or it has none"


def falsification_gap(counts: Counts) -> Floats:
    """Percentage points by which those who say they support the ruler outnumber those who do, lately."""
    return 100 * (counts.of_adults("says_support", RECENT) - counts.of_adults("supports", RECENT))


def list_experiment_error(counts: Counts) -> Floats:
    """Standard error, in points, of a list experiment on the people's true support.

    Two arms of 1,000; four baseline items at one half; the sensitive item at the true share p:
    sqrt((4/4 + 4/4 + p(1-p)) / 1000). At p = .65 this is .0472.
    """
    true = counts.of_adults("supports", RECENT)
    variance = 2 * BASELINE_ITEMS / 4 + true * (1 - true)
    return np.asarray(100 * np.sqrt(variance / ARM))


def mean_of(column: str) -> Measure:
    """The mean of a share column at the end of the run."""
    return Measure(
        column,
        "share",
        f"mean {column} at the end, from none (0) to full (1); read off a histogram, so good to 1/128",
        lambda counts: counts.histogram(column).mean(),
        columns=(column,),
        own_rights=(18, 19),
        abroad=True,
        within=SHARE,
        empty="nobody belongs to this group",
    )


MEASURES: tuple[Measure, ...] = (
    mean_of("fear"),
    mean_of("trust"),
    Measure(
        "falsification_gap",
        "percentage points",
        f"more who say that they support the ruler than who do, of people of 15 and more, over the last {RECENT} days",
        falsification_gap,
        needs=SAYS_AND_THINKS,
        own_rights=(18, 19),
        within=POINTS,
        empty=NOBODY_GROWN,
    ),
    Measure(
        "list_experiment_gap",
        "percentage points",
        "what a direct question less a list experiment would show on average, if people answer a list honestly: the "
        "falsification gap itself",
        falsification_gap,
        needs=SAYS_AND_THINKS,
        own_rights=(18, 19),
        by_group=False,
        within=POINTS,
    ),
    Measure(
        "list_experiment_error",
        "percentage points",
        f"standard error of such an experiment: {BASELINE_ITEMS} other items, each true of half, {ARM:,} people an arm",
        list_experiment_error,
        needs=("supports",),
        own_rights=(18, 19),
        by_group=False,
        within=(0.0, math.inf),
    ),
    Measure(
        "aware",
        "share",
        "of people of 15 and more, those who know at the end that the system watches",
        lambda counts: ratio(counts.daily("aware_today", -1), counts.adults),
        needs=("aware_today", "learnt"),
        own_rights=(17, 19),
        within=SHARE,
        empty=NOBODY_GROWN,
    ),
    yearly("protest", "protest", "days on which a person took to the street", "person-days"),
)
