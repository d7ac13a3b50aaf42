"""Annex III of the EU AI Act (high-risk uses) and Article 27 (what an assessment consists of), as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sousveil.assess.touching import Touch, told
from sousveil.scenario import Scenario

SOURCE = "Regulation (EU) 2024/1689, Annex III and Article 27, OJ L, 2024/1689, 12.7.2024"
NOTE = (
    "A use listed in Annex III is high-risk, with the exceptions of Article 6(3). Public bodies and private "
    "providers of "
    "public services that deploy one, and deployers under points 5(b) and 5(c), assess the impact on fundamental "
    "rights "
    "before the first use (Article 27); critical infrastructure is excepted. Regulation (EU) 2026/1744 moved the "
    "date from "
    "which this applies to uses of Annex III to 2 December 2027. The points are in our own words."
)


@dataclass(frozen=True)
class Use:
    """A point of Annex III that something in a scenario may fall under."""

    point: str
    area: str
    what: str
    touches: tuple[Touch, ...]


USES: tuple[Use, ...] = (
    Use("1(a)", "biometrics", "remote biometric identification", (
        Touch("face_search", "faces of passers-by are searched among a list"),
        Touch("combination", "passers-by are compared with a watch list"),
    )),
    Use("3(a)", "education", "deciding on access or admission to schools", (
        Touch("doors", "a list or a tier closes school places to children of a household", ("doors.school",),
              (("doors.school", 0.0),), ("scoring", "model_score", "defaulters")),
    )),
    Use("4", "employment", "selecting, promoting or dismissing people", (
        Touch("doors", "a tier closes posts and promotions", ("doors.work", "doors.work_tier"), (("doors.work", 0.0),),
              ("scoring", "model_score", "defaulters")),
    )),
    Use("5(b)", "essential services", "evaluating creditworthiness, or setting a credit score", (
        Touch("doors", "a tier closes credit", ("doors.credit_tier",), (), ("scoring", "model_score")),
        Touch("lending", "a score decides who is lent to"),
    )),
    Use("6(d)", "law enforcement", "assessing the risk that somebody offends, or their traits or past conduct", (
        Touch("suspicion", "a number of suspicion is made of everybody's records", ("suspicion.list_threshold",)),
        Touch("risk_test", "a test of the risk of offending again"),
    )),
    Use("6(e)", "law enforcement", "profiling people in detecting, investigating or prosecuting crime", (
        Touch("linking", "databases are joined into a portrait of a person", ("linking.link",)),
        Touch("alerts", "records of a person raise alerts on an officer's screen", ("alerts.face", "alerts.told")),
    )),
)  # fmt: skip

ELEMENTS: dict[str, str] = {
    "a": "the processes in which the system is used, in line with its intended purpose",
    "b": "the period of time in which, and the frequency with which, it is used",
    "c": "the categories of people and groups likely to be affected",
    "d": "the specific risks of harm likely to have an impact on them",
    "e": "how human oversight is implemented",
    "f": "what is done if the risks materialise, with internal governance and complaint mechanisms",
}
"""Article 27(1), points (a) to (f), in our own words."""


def high_risk(scenario: Scenario) -> dict[str, Any]:
    """Points of Annex III that the scenario touches, and the elements of Article 27."""
    points = [
        {"id": f"annex.{use.point}", "point": f"Annex III, point {use.point}", "area": use.area, "what": use.what,
         "touches": found}
        for use in USES
        if (found := told(scenario, use.touches))
    ]  # fmt: skip
    return {
        "source": SOURCE, "note": NOTE, "points": points, "elements": ELEMENTS,
        "judgement": "", "whose": "the provider and the deployer, and the authority that supervises them",
    }  # fmt: skip
