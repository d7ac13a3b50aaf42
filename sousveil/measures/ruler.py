"""The ruler: what reaches the top about support, and what is true."""

from __future__ import annotations

from sousveil.measures.counts import ADULT_BANDS, Counts, Floats
from sousveil.measures.measure import POINTS, SHARE, Measure


def at_the_end(counts: Counts, name: str) -> Floats:
    """(replicate, 1) a shared number at the end, the mean over people of 15 and more at home."""
    return counts.shared(name, ADULT_BANDS)[:, -1:]


def ruler_error(counts: Counts) -> Floats:
    """Percentage points by which reported support exceeds true support at the end."""
    return 100 * (at_the_end(counts, "ruler_support") - at_the_end(counts, "true_support"))


def support(name: str, doc: str) -> Measure:
    """A shared number about support at the end."""
    return Measure(
        name,
        "share",
        f"{doc}, at the end",
        lambda counts: at_the_end(counts, name),
        shared=(name,),
        own_rights=(25,),
        by_group=False,
        within=SHARE,
    )


MEASURES: tuple[Measure, ...] = (
    Measure(
        "ruler_error",
        "percentage points",
        "support as reported upwards less support as it is, at the end",
        ruler_error,
        shared=("ruler_support", "true_support"),
        own_rights=(25,),
        by_group=False,
        within=POINTS,
    ),
    support("ruler_support", "support for the ruler as reported upwards"),
    support("true_support", "support for the ruler as it is"),
)
