"""WATCH, of the portrait: several tests of who somebody is, and the rule that makes one answer of them."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share
from sousveil.contract.views import Events, People, Polity

DAUGMAN = "Daugman, Combining Multiple Biometrics, Computer Laboratory, Cambridge: the worked example"


class Biometrics(Mechanism):
    """Three tests of everybody who is recorded passing: is this somebody on the watch list? Face, voice and gait, say.

    Each has a chance to miss and a chance of a false match. On a share `repeated` of occasions the second and third
    test see nothing but what the first saw (a bad picture, a look-alike) and share its luck: this is the correlation
    of two tests with equal rates.
    """

    phase = Phase.WATCH
    after = ("cameras",)
    reads = ("suspect",)
    hears = ("passed_camera",)
    emits = ("first_match", "second_match", "third_match")
    streams = {
        "biometrics.1": (("biometrics.first", 32), ("biometrics.second", 32)),
        "biometrics.2": (("biometrics.third", 32), ("biometrics.occasion", 16)),
    }

    # fmt: off
    first_miss = param(0.001, Rate, unit="chance a test", within=(0, 1), evidence="derived", source=DAUGMAN,
                       doc="chance that the first test, the strong one, misses somebody on the list")
    first_false = param(0.001, Rate, unit="chance a test", within=(0, 1), evidence="derived", source=DAUGMAN,
                        doc="chance that it takes somebody else for one of them")
    second_miss = param(0.01, Rate, unit="chance a test", within=(0, 1), evidence="derived", source=DAUGMAN,
                        doc="the same of the second test, the weak one: misses")
    second_false = param(0.01, Rate, unit="chance a test", within=(0, 1), evidence="derived", source=DAUGMAN,
                         doc="false matches of the second test")
    third_miss = param(0.1, Rate, unit="chance a test", within=(0, 1), evidence="assumed",
                       doc="misses of the third test")
    third_false = param(0.01, Rate, unit="chance a test", within=(0, 1), evidence="assumed",
                        doc="false matches of the third test")
    repeated = param(0, Share, unit="share of occasions", within=(0, 1), evidence="assumed",
                     doc="occasions on which the other tests repeat what the first saw; nothing makes them independent")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """What each test says, of those who pass."""
        first, again = draws("first"), draws("occasion").below(self.repeated)

        def says(miss: Rate, false: Rate, own: str) -> Array:
            luck = draws(own)
            missed = (again & first.below(miss)) | (~again & luck.below(miss))
            taken = (again & first.below(false)) | (~again & luck.below(false))
            return events.passed_camera & ((people.suspect & ~missed) | (~people.suspect & taken))

        return {
            "first_match": says(self.first_miss, self.first_false, "first"),
            "second_match": says(self.second_miss, self.second_false, "second"),
            "third_match": says(self.third_miss, self.third_false, "third"),
        }


class Combination(Mechanism):
    """One answer from several tests: a match of the portrait is `needed` matches of the first `taken` tests.

    One of two is the rule OR, two of two the rule AND. An alternative to `face_search`, which has one test; what comes
    out is a hit or a false alarm like its own, and alerts, officers and courts go on from there.
    """

    phase = Phase.WATCH
    after = ("biometrics",)
    reads = ("suspect",)
    hears = ("first_match", "second_match", "third_match")
    emits = ("face_hit", "face_alarm")

    # fmt: off
    taken = param(2, Count, unit="tests", within=(1, 3), evidence="assumed",
                  doc="tests that are taken: the first, the first two or all three")
    needed = param(1, Count, unit="tests", within=(1, 3), evidence="assumed",
                   doc="of these, the tests that have to match")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Right and wrong identifications."""
        second = events.second_match & (self.taken >= Count(2))
        third = events.third_match & (self.taken >= Count(3))
        matches = sum(mask.astype("int32") for mask in (events.first_match, second, third))
        found = Count(matches) >= self.needed
        return {"face_hit": found & people.suspect, "face_alarm": found & ~people.suspect}
