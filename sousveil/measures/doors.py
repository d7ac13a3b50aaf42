"""Doors: what the lists and the score close, for how long, and who finds a way back."""

from __future__ import annotations

import numpy as np

from sousveil.measures.counts import ADULT_BANDS, YEAR, Counts, Floats, ratio
from sousveil.measures.measure import SHARE, YEARLY, Measure, disparity, yearly

DENIALS = ("travel_denied", "credit_denied", "school_denied", "work_denied")
TIERS = ("below_tier", "entered_below", "left_below")
NOBODY_BELOW = "nobody was in a tier that closes doors"


def gini(people: Floats, points: Floats) -> Floats:
    """Gini coefficient of grouped values: half the mean absolute difference over the mean. people: (..., bin)."""
    total = people.sum(axis=-1)
    differences = np.abs(points[:, None] - points[None, :])
    spread = np.einsum("...i,ij,...j->...", people, differences, people)
    return ratio(spread, 2 * total * (people @ points))


def score_gini(counts: Counts) -> Floats:
    """Of people of 15 and more at home, at the end; values within a bin of 32 points are taken as alike."""
    picture = counts.histogram("score")
    adults = picture.people[:, [counts.column(band) for band in ADULT_BANDS]].sum(axis=1, keepdims=True)
    return gini(adults.astype(np.float64), picture.points)


def exposure(counts: Counts) -> Floats:
    """(replicate, group) mornings on which somebody was in a tier that closes doors, and so might have left it.

    The auditor counts evenings: the mornings are those, with who left that day and without who fell that day.
    """
    return np.asarray(counts.of("below_tier", "left_below") - counts.of("entered_below"), np.float64)


def locked_in(counts: Counts) -> Floats:
    """Of those in a tier that closes doors, the share still there a year on, at the run's own chance of leaving a day.

    The chance is departures over exposure, in which those who have not left when the run ends count with the days they
    were seen (the maximum-likelihood estimate under censoring, where the chance is the same on every day).
    """
    chance = np.clip(ratio(counts.of("left_below"), exposure(counts)), 0, 1)
    return np.asarray((1 - chance) ** YEAR)


def time_to_repair(counts: Counts) -> Floats:
    """Exposure for each departure: the mean stay if the chance of leaving is the same on every day, or if about as many
    fall as rise (Little's law); too long while more fall than rise."""
    return ratio(exposure(counts), counts.of("left_below"))


MEASURES: tuple[Measure, ...] = (
    yearly("travel_denied", "travel_denied", "bookings of flights and fast trains refused", "refusals"),
    yearly("credit_denied", "credit_denied", "applications for credit refused", "refusals"),
    yearly("school_denied", "school_denied", "school places refused to a child of the household", "refusals"),
    yearly("work_denied", "work_denied", "posts or promotions refused", "refusals"),
    yearly("accounts_cut", "account_cut", "accounts on the app suspended", "accounts"),
    yearly("benefits_reclaimed", "benefit_reclaimed", "benefits stopped and claimed back", "people"),
    yearly(
        "benefits_reclaimed_wrongly", "reclaimed_wrongly", "the same of people who had claimed what was due", "people"
    ),
    yearly("food_refused", "food_refused", "refusals of subsidised food for want of the card", "refusals"),
    Measure(
        "wrongful_exclusion",
        "refusals",
        "refusals to somebody without an unprotected deed",
        lambda counts: counts.rate("door_wrongful"),
        YEARLY,
        needs=("door_wrongful",),
        any_of=(*DENIALS, "travel_closed"),
        own_rights=(12, 24, 25, 26),
    ),
    yearly(
        "wrongful_listings",
        "listed_wrongful",
        "entries of a list without an unprotected deed",
        "entries",
        any_of=("suspect_listed", "defaulter_listed"),
        rights=(17, 26),
    ),
    Measure(
        "score_gini",
        "Gini coefficient",
        "inequality of the score among people of 15 and more at the end: 0 all alike, 1 one has everything",
        score_gini,
        columns=("score",),
        own_rights=(26,),
        by_group=False,
        within=SHARE,
        empty="nobody has a score",
    ),
    Measure(
        "score_locked_in",
        "share",
        "of those in a tier that closes doors, still there after a year if the run's daily chance of leaving holds on",
        locked_in,
        needs=TIERS,
        within=SHARE,
        own_rights=(17, 26),
        empty=NOBODY_BELOW,
    ),
    Measure(
        "score_mobility",
        "moves",
        "rises and falls of a tier",
        lambda counts: counts.rate("tier_rose", "tier_fell"),
        YEARLY,
        needs=("tier_rose", "tier_fell"),
    ),
    Measure(
        "time_to_repair",
        "days",
        "days in a tier that closes doors for each departure from it; too long while more people fall than rise",
        time_to_repair,
        needs=TIERS,
        own_rights=(17, 26),
        empty="nobody left a tier that closes doors",
    ),
    Measure(
        "time_on_defaulter_list",
        "days",
        "days on the judgment-defaulter list for each person who left it; too long in a run that is short",
        lambda counts: counts.share("on_defaulter_list", "defaulter_cleared"),
        needs=("on_defaulter_list", "defaulter_cleared"),
        own_rights=(12, 26),
        empty="nobody left the judgment-defaulter list",
    ),
    Measure(
        "time_on_suspect_list",
        "days",
        "days on the pre-emptive list for each person who left it; too long in a run that is short",
        lambda counts: counts.share("on_suspect_list", "suspect_dropped"),
        needs=("on_suspect_list", "suspect_dropped"),
        own_rights=(9, 17, 26),
        empty="nobody left the pre-emptive list",
    ),
    disparity("disparity_doors_minority", DENIALS, "minority", "majority", "refusals"),
    disparity("disparity_doors_female", DENIALS, "female", "male", "refusals"),
)
