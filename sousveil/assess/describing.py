"""What Article 27 asks for besides harms: process, period and frequency, people, oversight, mitigation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.assess.touching import fact
from sousveil.contract.columns import GROUPS
from sousveil.contract.events import BY_NAME
from sousveil.contract.registry import mechanism
from sousveil.language import N_
from sousveil.measures.counts import ABROAD, ALL, PER, Counts
from sousveil.safeguards.table import SAFEGUARDS
from sousveil.scenario import Scenario

FREQUENT = ("passed_camera", "content_hit", "content_alarm", "face_hit", "face_alarm", "flag", "suspect_listed",
            "reviewed", "visit", "stop")  # fmt: skip
"""Events that say how often the system acts."""
THEIRS = "the person who signs the questionnaire"
DAILY = N_("{people} people at home and day")
WEIGHED = N_(
    "a safeguard is weighed by living the same people with and without it, with paired intervals: `sousveil safeguards"
    " {scenario}`, or one alone by `sousveil compare {scenario} --with NAME`"
)
OVERSIGHT = ("desk", "review", "courts")


def process(scenario: Scenario) -> dict[str, Any]:
    """Article 27(1)(a): what the system does, phase by phase, in the words of its rules."""
    steps = []
    for name in scenario.mechanisms:
        cls = mechanism(name)
        steps.append({"rule": name, "phase": cls.phase.name, "does": (cls.__doc__ or "").strip().partition("\n")[0]})
    return {
        "element": "a", "about": scenario.about, "steps": steps, "judgement": "",
        "whose": N_("the deployer: the purpose, the legal basis, and how the real process differs from this one"),
    }  # fmt: skip


def use(scenario: Scenario, counts: Counts) -> dict[str, Any]:
    """Article 27(1)(b): for how long it is simulated, and how often it acts, per 100,000 people at home and day."""
    home = counts.column(ALL)
    days = float(counts.people[home]) * counts.replicates * counts.days
    rates = [
        {"event": name, "what": BY_NAME[name].doc, "a_day": PER * float(counts.of(name)[:, home].sum()) / days}
        for name in FREQUENT
        if counts.source(name)
    ]
    patches = [{"day": patch.day, "set": dict(patch.set)} for patch in scenario.patches]
    return {
        "element": "b", "days": counts.days, "rates": rates, "per": DAILY.format(people=f"{PER:,}"),
        "changes": patches,
        "judgement": "", "whose": N_("the deployer: on which days, for how long, and until when"),
    }  # fmt: skip


def persons(counts: Counts) -> dict[str, Any]:
    """Article 27(1)(c): whom it meets. Groups overlap; numbers are of the synthetic population."""
    groups = [
        {"group": group, "name": GROUPS.get(group, group), "people": int(people)}
        for group, people in zip(counts.groups, counts.people, strict=True)
        if people > 0
    ]
    return {
        "element": "c", "groups": groups, "abroad": any(one["group"] == ABROAD for one in groups), "judgement": "",
        "whose": N_("the deployer: who is really met there, with whom they were asked, and who is missing in two "
                    "groups"),
    }  # fmt: skip


def oversight(scenario: Scenario, counts: Counts) -> dict[str, Any]:
    """Article 27(1)(e): what people look at, what they dismiss, and the numbers that their capacity rests on."""
    home = counts.column(ALL)

    def total(*names: str) -> int:
        return int(counts.of(*names)[:, home].sum())

    read, dismissed, alerts = total("reviewed"), total("dismissed"), total("flag", "suspect_listed")
    facts = [fact(scenario, path) for path in scenario.parameters if path.partition(".")[0] in OVERSIGHT]
    there = bool(counts.source("reviewed"))
    return {
        "element": "e", "present": there,
        "alerts": alerts if there else None, "read_share": read / alerts if there and alerts else None,
        "dismissed_share": dismissed / read if there and read else None,
        "wrongly_dismissed_share": total("dismissed_wrongly") / dismissed if there and dismissed else None,
        "facts": facts, "judgement": "",
        "whose": N_("the deployer: who these people are, what they are taught, and whether they may really say no"),
    }  # fmt: skip


def mitigation(scenario: Scenario, measured: Mapping[str, Any] | None) -> dict[str, Any]:
    """Article 27(1)(f): safeguards in the scenario and those it could take, and what only people can arrange.

    measured: safeguards as they were weighed (`weighed.read`), None where they were not.
    """
    present = [name for name, one in SAFEGUARDS.items() if one.is_mechanism and name in scenario.mechanisms]
    could = [one for name, one in SAFEGUARDS.items() if name not in present and one.bites(scenario.mechanisms)]
    return {
        "element": "f", "safeguards": present,
        "could_take": [{"name": one.name, "does": one.does, "remains": one.remains} for one in could],
        "measured": measured,
        "how_measured": WEIGHED.format(scenario=scenario.name),
        "judgements": [
            {"id": "mitigation.governance", "question": N_("internal governance: who decides, who answers for it, "
                                                           "who may stop it"),
             "answer": "", "whose": N_("the deployer")},
            {"id": "mitigation.complaints", "question": N_("complaints: where, by whom, how soon, and with what "
                                                           "result"),
             "answer": "", "whose": N_("the deployer, with those who would complain")},
            {"id": "mitigation.materialised", "question": N_("what is done on the day on which a harm of this "
                                                             "list is seen"),
             "answer": "", "whose": N_("the deployer")},
        ],
    }  # fmt: skip


def assumed(scenario: Scenario, names: Sequence[str], answered: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Numbers that nobody has published and the deployment has not given, with their ranges."""
    return [
        {"id": f"parameter.{path}"} | fact(scenario, path)
        for path in names
        if path in scenario.parameters and path not in answered
    ]
