"""A run folder with invented but plausible numbers: the page must not need the engine."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sousveil.contract import columns, registry
from sousveil.contract.places import Place
from sousveil.measures.facts import evaluate
from sousveil.measures.summary import summarise
from sousveil.records import store
from sousveil.records.history import History
from sousveil.records.meta import Meta, declared
from sousveil.scenario import load

GROUPS = tuple(columns.GROUPS)
# persons a day for each 100,000, roughly
RATES = {
    "online": 70_000, "chat": 60_000, "complaint": 300, "criticism": 60, "mobilisation": 6, "held_back": 160, "off_app": 25,
    "to_group": 120, "content_hit": 90, "content_alarm": 25, "blocked": 40, "held_for_review": 20, "hold_dropped": 11,
    "deleted": 60, "deleted_in_30min": 18, "deleted_in_a_day": 54, "flag": 30, "flag_error": 11, "flag_protected": 14,
    "flag_error_protected": 6, "reviewed": 12, "visit": 3.1, "stop": 1.2, "visit_wrongful": 2.6, "detained_administratively": 0.5,
    "detained_criminally": 0.16, "interned": 0.05, "detention": 0.71, "detention_error": 0.2, "detention_protected": 0.35,
    "charged": 0.1, "convicted": 0.09, "conviction_wrongful": 0.05, "in_custody": 14, "custody_innocent": 9,
    "travel_try": 500, "travel_denied": 7, "credit_denied": 4, "school_denied": 0.6, "work_denied": 2, "door_wrongful": 6,
    "account_cut": 0.4, "below_tier": 2_000, "tier_rose": 30, "tier_fell": 33, "suspect_listed": 1, "defaulter_listed": 1.1,
    "listed_wrongful": 0.9, "on_suspect_list": 200, "on_defaulter_list": 700, "suspect_dropped": 0.7, "defaulter_cleared": 0.6,
    "incident": 6, "incident_unseen": 3.3, "infraction": 210, "sensitive_unseen": 150, "says_support": 62_000, "supports": 51_000,
    "falsifies": 11_000, "protest": 1.5, "face_alarm": 2, "false_merge": 0.4, "denounced_falsely": 0.6, "contact_seen": 3,
    "kin_pressed": 0.1,
}  # fmt: skip
UNEVEN = {"minority": 2.6, "urban": 1.2, "rural": 0.8, "male": 1.1, "female": 0.9, "age_0_14": 0.1, "age_15_24": 1.4}
SHARED = {"ruler_support": 0.80, "true_support": 0.62, "open_climate": 0.78, "hash_coverage": 0.4}
FACTS = """facts:
  - {id: C13, claim: "about 90 % of deletions fall within a day", source: "Zhu and others 2013", role: calibrated, free: 1,
     published: 0.9, unit: share, measure: deleted_in_a_day_share}
  - {id: C23, claim: "support is over-reported by 4 to 28 points", source: "several surveys", role: predicted,
     published: [4, 28], unit: percentage points, measure: falsification_gap}
  - {id: C14, claim: "more than half of held posts never appear", source: "King and others 2014", role: predicted,
     published: [0.9, 1.0], unit: share, measure: hold_dropped_share}
"""


@dataclass
class Invention:
    """What to invent. events: None for all of RATES."""

    title: str = "The app of everything"
    name: str = "everything-app"
    label: str = "the system as the essay describes it"
    about: str = "An invented run for tests of the page"
    people: int = 100_000
    days: int = 365
    replicates: int = 3
    regions: int = 12
    region_name: str = "Region {:02d}"
    omniscient: bool = False
    events: tuple[str, ...] | None = None
    histograms: tuple[str, ...] = ("score", "fear", "trust")
    shared: tuple[str, ...] = tuple(SHARED)
    facts: str = FACTS
    extra: str = field(default="")


def run_folder(place: Path, invention: Invention) -> Path:
    """Write a complete run folder below `place` and return it."""
    text = scenario_text(invention)
    source = place / "source.yaml"
    source.write_text(text, encoding="utf-8")
    scenario = load(source)
    folder = store.prepare(place / "run", scenario.name)
    meta = Meta.of(scenario, text)
    records = store.write(folder, scenario.to_yaml(full=True), history(invention), meta)
    facts = evaluate([fact.model_dump() for fact in scenario.facts], records)
    summary = summarise(records, facts=facts)
    store.add(folder, "summary.json", json.dumps(summary, allow_nan=False).encode())
    return store.finish(folder)


def scenario_text(invention: Invention) -> str:
    """A scenario file that names every mechanism."""
    quoted = {key: json.dumps(getattr(invention, key)) for key in ("title", "label", "about")}
    head = "".join(f"{key}: {value}\n" for key, value in quoted.items())
    flag = f"omniscient: {json.dumps(invention.omniscient)}\n"
    names = ", ".join(registry.mechanisms())
    size = f"people: {invention.people}\ndays: {invention.days}\nseed: 7\n"
    facts = invention.facts
    return f"schema: 1\nname: {invention.name}\n{head}{size}{flag}mechanisms: [{names}]\n{invention.extra}{facts}"


def history(invention: Invention) -> History:
    """Counts drawn from Poisson laws around RATES, and smooth curves for shared numbers."""
    luck = np.random.default_rng(11)
    places = tuple(
        Place(f"{invention.region_name.format(number)} {kind}", invention.region_name.format(number), kind)
        for number in range(1, invention.regions + 1)
        for kind in ("urban", "rural")
    ) + (Place("Abroad", "Abroad", "abroad"),)
    people = head_counts(invention, places, luck)
    time = (*range(1, invention.days), invention.days) if invention.days <= 400 else (invention.days,)
    events = tuple(RATES) if invention.events is None else invention.events
    emitters = declared(tuple(registry.mechanisms()), "emits")
    return History(
        events,
        GROUPS,
        time,
        np.stack([counts(name, people, len(time), invention, luck) for name in events], axis=2)
        if events
        else np.zeros((invention.replicates, len(time), 0, len(places), len(GROUPS)), np.int32),
        {name: curve(SHARED[name], invention, len(time), len(places), luck) for name in invention.shared},
        (0, invention.days // 2, invention.days),
        {name: histogram(name, people, invention) for name in invention.histograms},
        people,
        places,
        {"person": np.array([5, 9], np.int64), "day": np.array([3, 4], np.int32), "kind": np.array([0, 0], np.int16)}
        if events
        else {"person": np.zeros(0, np.int64), "day": np.zeros(0, np.int32), "kind": np.zeros(0, np.int16)},
        {name: emitters.get(name, "audit") for name in events},
        "9f3c" * 16,
        {"compile_s": 1.0, "simulate_s": 2.0},
    )


def head_counts(invention: Invention, places: tuple[Place, ...], luck: np.random.Generator) -> np.ndarray:
    """(place, group) people."""
    size = luck.dirichlet(np.full(len(places) - 1, 3.0)) * invention.people
    share = {"all": 1, "female": 0.49, "male": 0.51, "majority": 0.91, "minority": 0.09} | {
        band: 1 / 7 for band in columns.AGE_BANDS
    }
    rows = [
        [
            size[at] * (float(group == place.kind) if group in ("urban", "rural") else share.get(group, 0))
            for group in GROUPS
        ]
        for at, place in enumerate(places[:-1])
    ]
    rows.append([invention.people * 0.02 if group == "abroad" else 0 for group in GROUPS])
    return np.round(np.array(rows)).astype(np.int64)


def counts(name: str, people: np.ndarray, bins: int, invention: Invention, luck: np.random.Generator) -> np.ndarray:
    """(replicate, time, place, group) counts of one event."""
    uneven = (
        np.array([UNEVEN.get(group, 1.0) for group in GROUPS]) if RATES.get(name, 0) < 2_000 else np.ones(len(GROUPS))
    )
    where = np.linspace(0.6, 1.5, len(people))[:, None]
    when = 1 + 0.35 * np.sin(np.linspace(0, 5, bins))[:, None, None]
    mean = RATES.get(name, 1) / 1e5 * people * uneven * (where if RATES.get(name, 0) < 2_000 else 1) * when
    return luck.poisson(mean * invention.days / bins, (invention.replicates, *mean.shape)).astype(np.int32)


def curve(level: float, invention: Invention, bins: int, places: int, luck: np.random.Generator) -> np.ndarray:
    """(replicate, time, place) a share that moves slowly."""
    drift = np.linspace(0, 0.06 if level > 0.7 else -0.05, bins)[None, :, None]
    return np.clip(level + drift + luck.normal(0, 0.004, (invention.replicates, bins, places)), 0, 1)


def histogram(name: str, people: np.ndarray, invention: Invention) -> np.ndarray:
    """(replicate, snapshot, group, bin) people by a column."""
    centre = {"score": (31, 34), "fear": (4, 14), "trust": (32, 27)}[name]
    total, bins = people.sum(axis=0), np.arange(64)
    made = []
    for at in (centre[0], (centre[0] + centre[1]) / 2, centre[1]):
        weight = np.exp(-((bins - at) ** 2) / 18.0)
        made.append(np.round(total[:, None] * weight / weight.sum()).astype(np.int64))
    return np.repeat(np.stack(made)[None], invention.replicates, axis=0)
