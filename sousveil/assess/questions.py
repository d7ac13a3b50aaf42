"""The deployment sheet's questions: what to ask the vendor, and what to ask the police. Each is a parameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sousveil.language import N_
from sousveil.scenario import Scenario

Asked = Literal["vendor", "police"]


@dataclass(frozen=True)
class Question:
    """Unit, range, evidence and source are the parameter's own. asked: who has to know the answer."""

    path: str
    asked: Asked
    text: str


def _vendor(path: str, text: str) -> Question:
    return Question(path, "vendor", text)


def _police(path: str, text: str) -> Question:
    return Question(path, "police", text)


QUESTIONS: tuple[Question, ...] = (
    _vendor("face_search.hit_rate", N_("At the threshold that will be used: of people who are on the list and "
                                       "pass, what share is found? Tested by whom, on whom, in what light?")),
    _vendor("face_search.trial_fpir", N_("In the same test: of searches of people who are not on the list, what "
                                         "share brought up a match?")),
    _vendor("face_search.trial_gallery", N_("How many images did the list of that test hold?")),
    _vendor("face_search.persistence", N_("Are false matches spread over people, or the same few again and again? "
                                          "What share goes with the person?")),
    _vendor("face_search.female_factor", N_("How many times as often are women mistaken as men?")),
    _vendor("face_search.minority_factor", N_("How many times as often are members of minorities mistaken as "
                                              "others?")),
    _vendor("face_search.young_factor", N_("How many times as often are children mistaken as adults?")),
    _vendor("face_search.old_factor", N_("How many times as often are people of 65 and more mistaken as other "
                                         "adults?")),
    _vendor("screening.hit_criticism", N_("Of messages that criticise the state, what share does the screening "
                                          "find?")),
    _vendor("screening.hit_mobilisation", N_("Of calls for common action, what share does the screening find?")),
    _vendor("screening.false_alarm", N_("On what share of days of harmless messages does the screening raise an "
                                        "alarm?")),
    _vendor("screening.minority_alarm", N_("How many times as often for messages in a minority's language?")),
    _vendor("linking.false_match", N_("Of records that are joined, what share belongs to somebody else?")),
    _vendor("linking.minority_names", N_("How many times as often for names of the minority?")),
    _vendor("risk_test.missed_majority", N_("Of those who do offend again, what share does the test miss, in the "
                                            "majority?")),
    _vendor("risk_test.missed_minority", N_("The same in the minority?")),
    _police("face_search.gallery", N_("How many images will the list hold on the day?")),
    _police("face_search.equipped", N_("What share of cameras, or of passages, will be searched?")),
    _police("cameras.coverage", N_("On what share of days is somebody who goes out recorded by one of the cameras?")),
    _police("cameras.checkpoints", N_("How much more often is the minority checked?")),
    _police("cameras.profile", N_("How many times as often is lawful conduct of the minority recorded?")),
    _police("reports.informers", N_("How often do informers report what they learn of?")),
    _police("alerts.face", N_("Of faces that match, what share reaches an officer?")),
    _police("alerts.told", N_("Of reports, what share reaches an officer?")),
    _police("suspicion.list_threshold", N_("From how much suspicion does somebody enter the pre-emptive list?")),
    _police("desk.desk_officers", N_("How many officers read alerts, per 100,000 people?")),
    _police("desk.reviews_per_officer", N_("How many alerts does one officer read and follow up in a day?")),
    _police("review.dismissed_wrong", N_("Of alerts that are mistaken, what share does the officer dismiss?")),
    _police("review.dismissed_right", N_("Of alerts that are not, what share does the officer dismiss?")),
    _police("review.stopped", N_("Of matches acted on, what share of people is stopped?")),
    _police("review.visited", N_("Of other alerts acted on, what share ends at somebody's door?")),
    _police("arrests.wanted", N_("Of people stopped who are on the list, what share is detained?")),
    _police("arrests.mistaken", N_("Of people stopped by mistake, what share is detained all the same?")),
    _police("arrests.speech", N_("Of people met because of something they said, what share is detained?")),
    _police("arrests.conduct", N_("Of people met because of their conduct, what share is detained?")),
    _police("arrests.internment", N_("What share of those met is held without charge?")),
    _police("custody.criminal", N_("For how many days may somebody be held as a suspect?")),
    _police("scoring.association", N_("How many points does a household member's listing cost?")),
    _police("scoring.repair_days", N_("In how many days does a point heal?")),
    _police("doors.travel_tier", N_("Up to which tier are journeys refused?")),
    _police("dossier.retention", N_("For how many days are records kept?")),
)  # fmt: skip


def asked_of(scenario: Scenario) -> tuple[Question, ...]:
    """The questions about mechanisms that the scenario has.

    A number that changes on a day has no single answer, and is not asked for.
    """
    changing = {path for patch in scenario.patches for path in patch.set}
    return tuple(one for one in QUESTIONS if one.path in scenario.parameters and one.path not in changing)
