"""Where the bank sets its bar: where a loan pays, as high for both groups as fairness asks, or where it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sousveil.contract.draws import Draws
from sousveil.contract.events import CREDIT_BANDS
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, ONE, Array, Count, Factor, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally

DAMOUR = "D'Amour, Srinivasan, Atwood, Baljekar, Sculley and Halpern 2020, FAT*; code: lending_params.py"
IN_BAND = tuple(f"score_band_{band}" for band in range(CREDIT_BANDS))
GROUPS = ("majority", "minority")


class Bank(Mechanism):
    """The bank knows how often each band pays back, and sets today's bar before it lends.

    For profit alone there is one bar for all, where today's scores pay best. Equal opportunity (Hardt, Price and
    Srebro 2016) asks that of those who would pay back the same share gets a loan in both groups: of all such pairs of
    bars, today's scores decide which pays best. `equal` says how far the bar goes from the one to the other.
    """

    phase = Phase.WATCH
    reads = ("age_0_14", "abroad", "score")
    emits = IN_BAND
    settles = ("bar_majority", "bar_minority")

    # fmt: off
    interest = param(1, Factor, unit="times the loan", within=(0, 99), evidence="assumed", source=DAMOUR,
                     doc="what the bank earns with a loan paid back, of what it loses with another")
    equal = param(0, Share, unit="share of the way", within=(0, 1), evidence="assumed", plausible=(0, 0),
                  doc="how far the bars go from those of most profit to those of equal opportunity")
    forecast_0 = param(0.10, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                       doc="chance of being paid back that the bank expects in band 0, the lowest")
    forecast_1 = param(0.20, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                       doc="the same in band 1")
    forecast_2 = param(0.45, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                       doc="the same in band 2")
    forecast_3 = param(0.60, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                       doc="the same in band 3")
    forecast_4 = param(0.65, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                       doc="the same in band 4")
    forecast_5 = param(0.70, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                       doc="the same in band 5")
    forecast_6 = param(0.70, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                       doc="the same in band 6, the highest, and above")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """The band of every adult at home: the bank has everybody's score, of those who do not ask as well."""
        adult, band = ~people.age_0_14 & ~people.abroad, people.score.within(0, CREDIT_BANDS - 1)
        return {name: adult & band.equals(Count(number)) for number, name in enumerate(IN_BAND)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Today's bars, from today's scores, place by place."""
        forecasts, profit = self._forecasts(), self._profit()
        both = [Scores([tally(name, group) for name in IN_BAND], forecasts) for group in GROUPS]
        # between two corners of either group the profit runs straight, so that the best pair lies at a corner
        corners = both[0].everybody.__array_namespace__().stack([*both[0].rates, *both[1].rates])
        profits = both[0].profit(corners, profit) + both[1].profit(corners, profit)
        # nobody gets a loan, unless something pays
        best = most = both[0].everybody * 0
        for rate, made in zip(corners, profits, strict=True):
            better = made > most
            best, most = choose(better, Count(rate), Count(best)).q, choose(better, Count(made), Count(most)).q
        alone = self._alone(both, profit)
        bars = [alone + ((group.bar(best) - alone) * self.equal.q >> 16) for group in both]
        return {f"bar_{name}": Count(bar) for name, bar in zip(GROUPS, bars, strict=True)}

    def _forecasts(self) -> Sequence[Share]:
        return (self.forecast_0, self.forecast_1, self.forecast_2, self.forecast_3, self.forecast_4, self.forecast_5,
                self.forecast_6)  # fmt: skip

    def _profit(self) -> Sequence[Array]:
        """What a loan in each band is expected to bring, in 65536ths of the loan."""
        return [(f.q * self.interest.q >> 8) - (ONE - f.q) for f in self._forecasts()]

    def _alone(self, both: Sequence[Scores], profit: Sequence[Array]) -> Array:
        """The one bar of most profit with today's scores, in 256ths of a point; above all bands if none pays."""
        earned = most = both[0].everybody * 0
        bar = Count(most + CREDIT_BANDS)
        for band in reversed(range(CREDIT_BANDS)):
            earned = earned + (both[0].counts[band] + both[1].counts[band]) * profit[band]
            bar = choose(earned > most, Count(most * 0 + band), bar)
            most = choose(earned > most, Count(earned), Count(most)).q
        return bar.q * FACTOR_ONE


class Scores:
    """People of a group, by band, and what a bar does to them. All are 64-bit integers by place.

    rates: of those who would pay back, the share that gets a loan with a bar at each band, in 65536ths.
    """

    def __init__(self, counts: Sequence[Array], forecasts: Sequence[Share]) -> None:
        self.counts = counts
        good = [count * forecast.q for count, forecast in zip(counts, forecasts, strict=True)]
        self.everybody = sum(good[1:], good[0])
        self.rates = [Share.ratio(sum(good[band + 1 :], good[band]), self.everybody).q for band in range(CREDIT_BANDS)]

    def lent(self, rate: Array) -> Sequence[Array]:
        """The share of each band, in 65536ths, that gets a loan so that this rate is met: all, some, nobody."""
        above = [*self.rates[1:], self.rates[0] * 0]
        made = []
        for here, over in zip(self.rates, above, strict=True):
            # nobody in a band without people, once the rate is met above it
            part = Share.ratio((rate - over) * (rate > over), here - over)
            made.append(part.given(rate > over).q)
        return made

    def profit(self, rate: Array, profit: Sequence[Array]) -> Array:
        """What the bank expects to earn at this rate, in 65536ths of a 256th of a loan."""
        loans = [count * FACTOR_ONE * share >> 16 for count, share in zip(self.counts, self.lent(rate), strict=True)]
        earned = [loan * each for loan, each in zip(loans, profit, strict=True)]
        return sum(earned[1:], earned[0])

    def bar(self, rate: Array) -> Array:
        """The bar that meets the rate, in 256ths of a point."""
        lent = self.lent(rate)
        return CREDIT_BANDS * FACTOR_ONE - sum(
            (share * FACTOR_ONE >> 16 for share in lent[1:]), lent[0] * FACTOR_ONE >> 16
        )


class FixedBar(Mechanism):
    """The bank's bar is what it is told to be, for each group: a rule, a law, or a bank of another kind.

    An alternative to `bank`. A bar of nothing lends to everybody.
    """

    phase = Phase.WATCH
    settles = ("bar_majority", "bar_minority")

    # fmt: off
    bar_majority = param(3, Count, unit="points", within=(0, 65_535), evidence="assumed",
                         doc="score above which people of the majority get a loan")
    at_majority = param(1, Share, unit="share", within=(0, 1), evidence="assumed",
                        doc="share of those with that very score who do")
    bar_minority = param(3, Count, unit="points", within=(0, 65_535), evidence="assumed",
                         doc="score above which people of the minority get a loan")
    at_minority = param(1, Share, unit="share", within=(0, 1), evidence="assumed",
                        doc="share of those with that very score who do")
    # fmt: on

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The bars of today, in 256ths of a point."""
        return {
            "bar_majority": Count(self.bar_majority.q * FACTOR_ONE + (self.at_majority.rest.q * FACTOR_ONE >> 16)),
            "bar_minority": Count(self.bar_minority.q * FACTOR_ONE + (self.at_minority.rest.q * FACTOR_ONE >> 16)),
        }
