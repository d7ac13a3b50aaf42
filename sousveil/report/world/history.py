"""What is documented of the past, for comparison on the page: published counts, never put into a world."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sousveil.language import N_


@dataclass(frozen=True)
class Share:
    """So many of so many countries at the end of a year. what: they do, or the sentence that says it."""

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
    2019, 75, 176, N_("use artificial intelligence to watch people"),
    "S. Feldstein, The Global Expansion of AI Surveillance, Carnegie Endowment for International Peace, 2019",
)  # fmt: skip
INDEX_EXPORTERS = Share(
    2019, 63, 75,
    N_("Documented for {year}: {count} of {of} countries on the index had technology from Chinese companies ({share}),"
       " beside competitors from elsewhere."),
    INDEX.source,
)  # fmt: skip
FREEDOM = "Freedom House, Freedom on the Net 2018, as told by China Digital Times, 1 November 2018"
ASSESSED = 64
"""Countries other than China that Freedom House looked at."""
WATCHED = Share(2018, 18, ASSESSED, N_("have systems of surveillance from Chinese companies"), FREEDOM)
NETWORKS = Share(2018, 38, ASSESSED, N_("have networks of communication built by Chinese companies"), FREEDOM)
TRAINED = Share(2018, 36, ASSESSED, N_("sent officials or media people to Chinese seminars"), FREEDOM)
AGENCIES = Share(
    2020, 4, 15,
    N_("Documented: in {year}, {count} of {of} specialised agencies of the United Nations were headed by Chinese"
       " nationals ({source})."),
    "press and Carnegie Endowment for International Peace, 2020 (FAO, ICAO, ITU, UNIDO)",
)  # fmt: skip
