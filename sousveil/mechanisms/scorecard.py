"""A plain scorecard: declared points for what stands in a credit file."""

from __future__ import annotations

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count
from sousveil.contract.views import Events, Folded, People, Polity


class Scorecard(Mechanism):
    """Points for loans paid back and time without a miss, less for missed loans and refusals: a card anybody can read.

    Adults and children alike have it, whoever asks. The bank lends by the score of yesterday evening. An alternative to
    `scoring` and to a scoring model of one's own.
    """

    phase = Phase.JUDGE
    reads = ("repaid_on_file", "missed_on_file", "refused_on_file", "clean_quarters", "has_file")
    owns = ("score",)

    # fmt: off
    start = param(610, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(610, 610),
                  doc="points of an empty file")
    no_file = param(20, Count, unit="points", within=(0, 1000), evidence="assumed",
                    doc="lost for having no file at all")
    repaid = param(40, Count, unit="points", within=(0, 1000), evidence="assumed",
                   doc="won for each loan paid back")
    missed = param(90, Count, unit="points", within=(0, 1000), evidence="assumed",
                   doc="lost for each loan missed")
    refused = param(15, Count, unit="points", within=(0, 1000), evidence="assumed",
                    doc="lost for each refusal on file")
    clean = param(10, Count, unit="points", within=(0, 1000), evidence="assumed",
                  doc="won for each quarter without a missed loan")
    highest = param(1000, Count, unit="points", within=(0, 65_535), evidence="assumed", plausible=(1000, 1000),
                    doc="points that nobody has more of")
    # fmt: on

    def begin(self, people: People, draws: Draws) -> Folded:
        """The points of an empty file: files are read from the first evening on."""
        return {"score": self.start}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The points of the file as it is."""
        won = self.repaid.q * people.repaid_on_file.q + self.clean.q * people.clean_quarters.q
        lost = self.missed.q * people.missed_on_file.q + self.refused.q * people.refused_on_file.q
        lost = lost + self.no_file.given(~people.has_file).q
        score = self.start.q + won - lost
        xp = score.__array_namespace__()
        return {"score": Count(xp.minimum(score, self.highest.q))}
