"""WATCH, of places: cameras and checkpoints, what they and neighbours report, and the search of faces on a list."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.columns import BY_NAME
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import RATE_MAX, SCALES, Array, Count, Factor, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Cameras(Mechanism):
    """Cameras, checkpoints and patrols: who is recorded passing, and which conduct is recorded with its author.

    Coverage is a share of days on which somebody outdoors is recorded; it may differ from place to place, and the
    minority also meets checkpoints. What is recorded of an offence, infraction, quarrel, petition or oddity is a
    chance; patrols add to what is seen of offences. The cameras' effect on offences is not here but in what people
    believe about them.
    """

    phase = Phase.WATCH
    reads = ("abroad", "minority", "activity", "free", "summoned", "released")
    hears = ("infraction", "quarrel", "petition", "oddity", "incident")
    uses = ("patrol_share",)
    emits = ("passed_camera", "infraction_seen", "quarrel_seen", "petition_seen", "oddity_seen", "incident_seen")

    # fmt: off
    coverage = param(0.60, Share, unit="share of days outdoors", within=(0, 1), evidence="assumed",
                     doc="chance that a camera with a clear view records somebody who goes out")
    checkpoints = param(0.10, Share, unit="share of days outdoors", within=(0, 1), evidence="assumed",
                        doc="added for the minority, who is checked where others pass")
    outdoors = param(0.60, Share, unit="chance a day", within=(0, 1), evidence="assumed",
                     doc="chance that even the least active person goes out; the most active go out daily")
    ticket = param(0.40, Share, unit="share", within=(0, 1), evidence="assumed",
                   doc="share of infractions in view that are recorded with their author")
    overheard = param(0.20, Share, unit="share", within=(0, 1), evidence="assumed",
                      doc="share of quarrels that the neighbourhood committee records")
    registered = param(0.80, Share, unit="share", within=(0, 1), evidence="assumed",
                       doc="share of petitions that are recorded against the petitioner")
    noticed = param(0.15, Share, unit="share", within=(0, 1), evidence="assumed",
                    doc="share of lawful but suspicious acts that are recorded")
    profile = param(2.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                    source="Human Rights Watch 2019, China's Algorithms of Repression: lawful conduct of the "
                           "minority is what is recorded; the size is assumed",
                    doc="the same of the minority, at whom the recording is aimed")
    identified = param(0.40, Share, unit="share", within=(0, 1), evidence="assumed",
                       doc="share of offences in view whose author is recognised")
    caught = param(0.10, Share, unit="share", within=(0, 1), evidence="assumed",
                   doc="share of offences, of those not on camera, that patrols record in the place with the most "
                       "patrols")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Passages, and conduct recorded. Kinds of conduct of which a day has at most one share a draw."""
        here = (people.free | people.summoned | people.released) & ~people.abroad
        view = self.coverage + self.checkpoints.given(people.minority)
        out = self.outdoors + self.outdoors.rest * people.activity
        open_conduct, private = draws("conduct"), draws("private")
        on_camera = view * self.identified
        seen = on_camera + on_camera.rest * (self.caught * polity.patrol_share)
        odd = self.noticed.times(self.profile.given(people.minority))
        return {
            "passed_camera": here & draws("passing").below(view * out),
            "infraction_seen": events.infraction & open_conduct.below(view * self.ticket),
            "quarrel_seen": events.quarrel & open_conduct.below(self.overheard),
            "incident_seen": events.incident & open_conduct.below(seen),
            "petition_seen": events.petition & private.below(self.registered),
            "oddity_seen": events.oddity & private.below(odd),
        }


class Reports(Mechanism):
    """What people report: victims report offences, informers denounce. A channel of its own, apart from every sensor.

    Informers hear what is said in private and outside the app too. Some denounce people who did nothing.
    """

    phase = Phase.WATCH
    after = ("cameras",)
    reads = ("age_0_14", "abroad", "minority", "free", "summoned", "released")
    hears = ("incident", "incident_seen", "infraction", "quarrel", "petition", "oddity", "complaint", "criticism",
             "mobilisation", "to_group")  # fmt: skip
    emits = ("incident_reported", "denounced", "denounced_falsely")

    # fmt: off
    reported = param(0.27, Share, unit="share", within=(0, 1), evidence="measured",
                     source="Home Office, Crime outcomes in England and Wales 2019 to 2020: 27 % of crimes are "
                            "reported",
                     doc="share of offences without a recorded author that the victim reports")
    informers = param(0.004, Share, unit="chance a deed", within=(0, 1), evidence="assumed",
                      doc="chance that an informer learns of a quarrel, infraction, petition, oddity or message to a "
                          "group and reports it")
    discreet = param(0.25, Share, unit="share", within=(0, 1), evidence="assumed",
                     doc="the same chance for a message to one person, as a share of that for one to a group")
    malice = param(2e-6, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="rate at which somebody who did nothing that day is denounced")
    prejudice = param(2.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                      doc="the same of the minority")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Reports by victims, and by informers with and without cause."""
        informer = draws("informer")
        said = events.complaint | events.criticism | events.mobilisation
        open_deed = events.infraction | events.quarrel | events.petition | events.oddity | events.incident
        chance = choose(open_deed | events.to_group, self.informers, self.informers * self.discreet)
        known = (people.free | people.summoned | people.released) & ~people.abroad & ~people.age_0_14
        slander = self.malice.times(self.prejudice.given(people.minority))
        return {
            "incident_reported": events.incident & ~events.incident_seen & draws("victim").below(self.reported),
            "denounced": known & (open_deed | said) & informer.below(chance),
            "denounced_falsely": known & ~(open_deed | said) & informer.below(slander),
        }


class FaceSearch(Mechanism):
    """Search of the faces that cameras record among those on the watch list: hits, and mistakes.

    The chance that a search of N images mistakes a passer-by is 1 - (1 - FMR)^N, FMR being the chance of a false match
    of two images; it is set by a published trial (its false-positive rate and its list) and grows with the list:
    `search_fpir`. It is raised for groups that algorithms confuse more often. And it is personal and lasting: class L
    of `lookalike` has 2^(L-4) times the mean chance and is half as frequent as the class below, which leaves the mean
    as it is while the same few are mistaken again and again. Class 0, where nobody drew classes, is the mean.
    """

    phase = Phase.WATCH
    after = ("cameras",)
    reads = ("age_0_14", "age_65_plus", "female", "minority", "lookalike", "suspect")
    hears = ("passed_camera",)
    uses = ("search_fpir", "watch_list")
    emits = ("face_hit", "face_alarm")
    settles = ("search_fpir",)

    # fmt: off
    equipped = param(0.15, Share, unit="share of passages", within=(0, 1), evidence="assumed",
                     doc="share of recorded passages whose face is searched, once a day at most")
    hit_rate = param(0.89, Share, unit="chance a search", within=(0, 1), evidence="measured",
                     source="National Physical Laboratory 2023, NEC NeoFace V4 at threshold .60: true-positive rate "
                            "89 %",
                     doc="chance that somebody on the list is recognised")
    trial_fpir = param(1 / 6000, Rate, unit="chance a search", within=(1e-9, 0.5), evidence="measured",
                       source="National Physical Laboratory 2023: false-positive rate 0.017 %, 1 in 6,000",
                       doc="chance in the trial that a search mistakes somebody who is not on the list")
    trial_gallery = param(10_000, Count, unit="images", within=(1, 100_000_000), evidence="measured",
                          source="National Physical Laboratory 2023: a list of 10,000 images",
                          doc="images on the trial's list")
    gallery = param(10_000, Count, unit="images", within=(0, 1_000_000_000), evidence="assumed",
                    doc="images on the list that come from outside the people simulated; those on the pre-emptive "
                        "list come on top")
    persistence = param(0.50, Share, unit="share", within=(0, 1), evidence="assumed",
                        doc="share of the chance to be mistaken that goes with the person; the rest falls on "
                            "everybody alike")
    female_factor = param(2.0, Factor, unit="multiple", within=(0, 100), evidence="measured",
                          source="Grother, Ngan & Hanaoka 2019, NISTIR 8280: 2 to 5 times more false positives; the "
                                 "lower end",
                          doc="false alarms of women, against men")
    minority_factor = param(5.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                            source="NISTIR 8280 finds differences by region of birth; the size is assumed",
                            doc="false alarms of the minority, against the majority")
    young_factor = param(2.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                         doc="false alarms of children")
    old_factor = param(1.5, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                       doc="false alarms of people of 65 and older")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who on the list is recognised, and who else is taken for somebody on it."""
        luck, passed = draws("search"), events.passed_camera
        return {
            "face_hit": passed & people.suspect & luck.below(self.equipped * self.hit_rate),
            "face_alarm": passed & ~people.suspect & luck.below(self._mistaken(people, polity.search_fpir)),
        }

    def _mistaken(self, people: People, fpir: Rate) -> Rate:
        """The chance of a false alarm, by person and group."""
        own = doubled(fpir, people.lookalike) * self.persistence
        chance = (fpir * self.persistence.rest + own) * self.equipped
        chance = chance.times(self.female_factor.given(people.female))
        chance = chance.times(self.minority_factor.given(people.minority))
        return chance.times(self.young_factor.given(people.age_0_14)).times(self.old_factor.given(people.age_65_plus))

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The chance of a false alarm for tomorrow's list: one list for the whole country."""
        listed = polity.watch_list.q.sum(axis=-1, keepdims=True) + self.gallery.q
        xp = listed.__array_namespace__()
        no_match = xp.log1p(-self.trial_fpir.q / SCALES[Rate])
        fpir = -xp.expm1(no_match * listed / self.trial_gallery.q) * SCALES[Rate]
        return {"search_fpir": Rate(xp.clip(xp.rint(fpir), 0, RATE_MAX).astype("int64"))}


def doubled(rate: Rate, lookalike: Count) -> Rate:
    """The rate of a class: twice that of the class below. The mean over the classes that Linking draws is the rate
    itself.

    Classes 1 to 2^w - 1 with shares 1/2, 1/4, ... have the mean of 2^(L-w) equal to one, w being the width of the
    counter.
    """
    xp = rate.q.__array_namespace__()
    _, width = BY_NAME["identity"].shifts["lookalike"]
    steps = lookalike.q.astype("uint32")
    up = xp.where(steps > width, steps - width, 0).astype("uint32")
    down = xp.where((steps > 0) & (steps < width), width - steps, 0).astype("uint32")
    top = xp.asarray(RATE_MAX, dtype="uint32")
    return Rate(xp.where(rate.q > (top >> up), top, (rate.q >> down) << up))
