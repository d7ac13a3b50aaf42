"""What is documented of the past, for comparison on the page: published counts, never put into a world."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """So many of so many countries at the end of a year. about: which countries, and what is meant."""

    year: int
    count: int
    of: int
    what: str
    source: str

    @property
    def error(self) -> float:
        """Two standard errors of the count, if each country were an independent trial."""
        share = self.count / self.of
        return 2 * math.sqrt(self.of * share * (1 - share))


INDEX = Share(
    2019, 75, 176, "use artificial intelligence to watch people",
    "S. Feldstein, The Global Expansion of AI Surveillance, Carnegie Endowment for International Peace, 2019",
)  # fmt: skip
INDEX_EXPORTERS = Share(2019, 63, 75, "of these, with technology from Chinese companies", INDEX.source)
FREEDOM = "Freedom House, Freedom on the Net 2018, as told by China Digital Times, 1 November 2018"
ASSESSED = 64
"""Countries other than China that Freedom House looked at."""
WATCHED = Share(2018, 18, ASSESSED, "have systems of surveillance from Chinese companies", FREEDOM)
NETWORKS = Share(2018, 38, ASSESSED, "have networks of communication built by Chinese companies", FREEDOM)
TRAINED = Share(2018, 36, ASSESSED, "sent officials or media people to Chinese seminars", FREEDOM)
AGENCIES = Share(
    2020, 4, 15, "specialised agencies of the United Nations were headed by Chinese nationals",
    "press and Carnegie Endowment for International Peace, 2020 (FAO, ICAO, ITU, UNIDO)",
)  # fmt: skip
