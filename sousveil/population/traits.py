"""What a census does not say: how support, boldness, activity and so on are spread. Declared once, with evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Spread:
    """A share spread over people as a Beta(a, b) law, in 256 equally likely steps."""

    column: str
    a: float
    b: float
    evidence: str
    doc: str

    @property
    def mean(self) -> float:
        """The mean share."""
        return self.a / (self.a + self.b)

    @cache  # noqa: B019  of the few spreads declared below, asked for at every place
    def steps(self) -> npt.NDArray[np.uint8]:
        """(256,) the stored value of each step: middles of 256 quantiles, in 256ths."""
        grid = (np.arange(20_000) + 0.5) / 20_000
        density = grid ** (self.a - 1) * (1 - grid) ** (self.b - 1)
        cumulated = np.cumsum(density) / density.sum()
        middles = np.interp((np.arange(256) + 0.5) / 256, cumulated, grid)
        return np.minimum(np.rint(middles * 256), 255).astype(np.uint8)


@dataclass(frozen=True)
class Chance:
    """A yes or no that befalls this share of people."""

    share: float
    evidence: str
    source: str
    doc: str


SPREADS = (
    Spread("support", 3.0, 2.0, "assumed", "private support: a majority, with a wide spread; mean .60"),
    Spread("boldness", 2.0, 3.0, "assumed", "fear at which a person falls silent; mean .40"),
    Spread("activity", 2.0, 3.0, "assumed", "activity, relative to the most active; mean .40"),
    Spread("conduct", 1.0, 4.0, "assumed", "inclination to break rules: most people little, few much; mean .20"),
    Spread("means", 2.0, 2.0, "assumed", "economic means as a rank; mean .50"),
)

ONLINE_URBAN = Chance(
    0.798, "measured", "CNNIC, 47th report: internet users of urban people, December 2020", "on the app"
)
ONLINE_RURAL = Chance(
    0.559, "measured", "CNNIC, 47th report: internet users of rural people, December 2020", "on the app"
)
ONLINE_BY_AGE = (0.55, 1.25, 1.30, 1.25, 1.15, 0.95, 0.50)
"""How much more often than people of all ages each age band is on the app; assumed, scaled to the shares above."""
KIN_ABROAD = Chance(0.03, "assumed", "", "has relatives or friends abroad")
PARTY = Chance(
    0.0911,
    "derived",
    "91.914 million members at the end of 2019, of those aged 25 and over",
    "member of the ruling party",
)
CLUSTERED = Chance(0.70, "assumed", "", "households of the minority that live in the minority's quarter of a place")
ABROAD_PARTS = (("X01", 0.68), ("X02", 0.02), ("X03", 0.30))
"""People abroad: relatives and friends of people at home; exiles and activists; other foreign users. Assumed."""
