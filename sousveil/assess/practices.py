"""Article 5 of the EU AI Act: practices that are prohibited, and what of a scenario touches them. Never a clearance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sousveil.assess.touching import Touch, told
from sousveil.scenario import Scenario

LAW = "Regulation (EU) 2024/1689 (AI Act), Article 5"
SOURCE = "OJ L, 2024/1689, 12.7.2024; amended by Regulation (EU) 2026/1744, OJ L, 2026/1744, 24.7.2026"
NOTE = (
    "Whether a practice is prohibited comes before the question how much harm it does, and it is a question of law. "
    "Points (a) to (h) have applied since 2 February 2025. The amendment of 2026 adds points (ba) and (bb), on "
    "intimate "
    "images made without consent and on images of child abuse, from 2 December 2026; nothing in this model makes "
    "images, "
    "so they are not looked at here. The practices are given in our own words: read the consolidated text."
)
TOUCHES, OPEN, NOT = "touches", "cannot be told from the model", "does not touch as far as the model shows"
ALWAYS = ("whether it is an AI system at all in the sense of Article 3(1), or a rule that people apply by hand",)
WHOSE = "the deployer's lawyers and, in the end, the market surveillance authority or a court"

NO_OFFENCE = ("suspicion.content", "suspicion.face", "suspicion.contact", "suspicion.oddity", "suspicion.report",
              "suspicion.petition", "suspicion.kin", "suspicion.other_record")  # fmt: skip
"""What suspicion grows by though no offence was recorded."""


@dataclass(frozen=True)
class Practice:
    """One point of Article 5(1). prohibits: in our words; unless: what the point itself leaves out."""

    letter: str
    title: str
    prohibits: str
    touches: tuple[Touch, ...] = ()
    would_need: tuple[str, ...] = ()
    unless: str = ""


PRACTICES: tuple[Practice, ...] = (
    Practice(
        "a", "manipulation",
        "techniques that work below awareness, or that manipulate or deceive on purpose, and distort what people do so "
        "that they decide otherwise than they would have, with significant harm done or reasonably likely",
        (
            Touch("propaganda", "people online meet fabricated praise and entertainment and are distracted by it",
                  ("propaganda.readers", "propaganda.posts", "propaganda.surge")),
            Touch("flood", "the feed is flooded with fabricated posts where people complain or protest",
                  ("flood.per_protester", "flood.per_complaint")),
            Touch("persuasion", "messages of a government shift what people prefer; whether they deceive is not "
                                "modelled",
                  ("persuasion.closed_reach", "persuasion.open_reach"), decides=False),
        ),
        ("whether the posts are made or placed by an AI system", "whether people's decisions are distorted, and what "
         "significant harm follows"),
    ),
    Practice(
        "b", "exploiting vulnerability",
        "exploiting that somebody is vulnerable by age, disability or a social or economic situation, so as to distort "
        "what they do, with significant harm done or reasonably likely",
        (),
        ("whether children, disabled or poor people are aimed at; the model has nothing of the kind",),
    ),
    Practice(
        "c", "social scoring",
        "evaluating or classifying people over time by their social behaviour or by known, inferred or predicted "
        "personal characteristics, where the score leads to worse treatment in contexts unrelated to the data, or to "
        "worse treatment that is unjustified or out of proportion",
        (
            Touch("scoring", "one number moves with conduct of many kinds, and its tiers decide on travel, credit, "
                             "work "
                  "and school", ("scoring.infraction", "scoring.quarrel", "scoring.petition", "scoring.content",
                                 "scoring.association", "doors.travel_tier", "doors.work_tier", "doors.credit_tier"),
                  beside=("doors",)),
            Touch("model_score", "a model makes one number of what is on file about a person, and its tiers decide on "
                  "travel, credit, work and school", ("model_score.cut_c", "model_score.cut_b", "doors.travel_tier",
                                                      "doors.work_tier", "doors.credit_tier"), beside=("doors",)),
            Touch("defaulters", "people are classed by an unpaid debt, and the list closes doors unrelated to it",
                  ("defaulters.listing", "defaulters.expiry"), beside=("doors",), decides=False),
        ),
        ("in which contexts the data arose, and in which the score is used", "whether the treatment is justified and "
                                                                             "in "
         "proportion to the conduct", "who is scored: the point covers public and private bodies alike"),
    ),
    Practice(
        "d", "predicting crime from a profile",
        "judging the risk that a person commits a criminal offence from profiling or personality traits alone",
        (
            Touch("suspicion", "records that are no offence are fused into one number that puts people on a "
                               "pre-emptive "
                  "list", ("suspicion.list_threshold", "suspicion.profile_weight", *NO_OFFENCE), some=NO_OFFENCE),
            Touch("suspicion", "recorded offences put people on a list of suspects",
                  ("suspicion.list_threshold", "suspicion.incident"), (("suspicion.incident", 0.0),), decides=False),
            Touch("risk_test", "a test sorts people by the risk that they offend again",
                  ("risk_test.missed_majority", "risk_test.missed_minority")),
        ),
        ("whether the judgement rests on profiling alone, or supports a human assessment that already rests on "
         "objective "
         "and verifiable facts linked to a crime",),
        "support of a human assessment of somebody's involvement in a crime that already rests on objective and "
        "verifiable "
        "facts directly linked to it",
    ),
    Practice(
        "e", "untargeted databases of faces",
        "making or enlarging a face recognition database by scraping images from the internet or from CCTV without a "
        "target",
        (
            Touch("face_search", "faces are searched among a list of images; the model says how many, not where they "
                  "come from", ("face_search.gallery",), decides=False),
            Touch("combination", "people are compared with a watch list; the model does not say where it comes from",
                  decides=False),
        ),
        ("where the images of the list come from, and those on which the system was trained",),
    ),
    Practice(
        "f", "emotions at work and in education",
        "inferring emotions of people at the workplace or in education, except for medical or safety reasons",
        (),
        ("whether any part of the real system infers emotions; the model has no such part",),
    ),
    Practice(
        "g", "sorting people by biometrics",
        "sorting individual people by their biometric data so as to infer race, political opinions, trade union "
        "membership, religion or belief, sex life or sexual orientation",
        (
            Touch("cameras", "what a minority does is recorded more often than what others do; the model does not "
                             "say how "
                  "the minority is told apart", ("cameras.profile",), (("cameras.profile", 1.0),), decides=False),
            Touch("cameras", "checkpoints are for the minority; the model does not say how it is told apart",
                  ("cameras.checkpoints",), (("cameras.checkpoints", 0.0),), decides=False),
        ),
        ("whether the group is told apart by biometric data",),
        "labelling or filtering of lawfully acquired biometric data sets, and categorising biometric data in law "
        "enforcement",
    ),
    Practice(
        "h", "remote identification in real time",
        "using real-time remote biometric identification in publicly accessible spaces for law enforcement",
        (
            Touch("face_search", "faces that cameras record in passing are searched at once, and officers act on "
                                 "matches",
                  ("cameras.coverage", "face_search.equipped", "face_search.gallery", "face_search.hit_rate",
                   "face_search.trial_fpir", "review.stopped"), beside=("cameras",)),
            Touch("combination", "everybody who is recorded passing is compared with a watch list",
                  ("combination.taken", "combination.needed"), beside=("cameras",)),
        ),
        ("whether the space is publicly accessible and the use is for law enforcement",
         "which of the three objectives it serves, and whether it is strictly necessary for it",
         "whether a court or an independent authority has authorised it (paragraph 3), and national law provides for "
         "it "
         "(paragraph 5)",
         "whether a fundamental rights impact assessment was completed and the system registered (paragraph 2)"),
        "what is strictly necessary for the targeted search for victims of abduction, trafficking or sexual "
        "exploitation and "
        "for missing persons; to prevent a specific, substantial and imminent threat to life or a terrorist attack; "
        "or to "
        "find a suspect of an offence of Annex II punishable by at least four years",
    ),
)  # fmt: skip


def prohibited(scenario: Scenario) -> dict[str, Any]:
    """The first question of an assessment, with what the scenario can say to it."""
    return {"law": LAW, "source": SOURCE, "note": NOTE, "practices": [_practice(scenario, one) for one in PRACTICES]}


def _practice(scenario: Scenario, practice: Practice) -> dict[str, Any]:
    found = told(scenario, practice.touches)
    status = NOT if not found else TOUCHES if any(touch["decides"] for touch in found) else OPEN
    return {
        "id": f"practice.{practice.letter}", "article": f"Article 5(1)({practice.letter})", "title": practice.title,
        "prohibits": practice.prohibits, "unless": practice.unless, "status": status, "touches": found,
        "would_need": [*practice.would_need, *ALWAYS], "judgement": "", "whose": WHOSE,
    }  # fmt: skip
