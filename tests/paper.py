"""A run on paper: a History of plausible counts from a fixed generator, without engine or mechanisms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sousveil.contract.columns import AGE_BANDS, BY_NAME, GROUPS
from sousveil.contract.places import Place
from sousveil.records.history import History
from sousveil.records.meta import Meta

PLACES = (
    Place("A-1 urban", "A-1", "urban"),
    Place("A-1 rural", "A-1", "rural"),
    Place("B-2 urban", "B-2", "urban"),
    Place("abroad", "abroad", "abroad"),
)
# event -> (what it is drawn from: people, or another event; chance a person and day, or share of that event)
RATES: dict[str, tuple[str, float]] = {
    "online": ("people", 0.7), "chat": ("online", 0.8), "complaint": ("people", 0.02), "criticism": ("people", 0.01),
    "mobilisation": ("people", 0.004), "held_back": ("people", 0.015), "to_group": ("criticism", 0.5),
    "incident": ("people", 0.004), "incident_unseen": ("incident", 0.6), "infraction": ("people", 0.02),
    "blocked": ("criticism", 0.2), "deleted": ("criticism", 0.5), "deleted_in_30min": ("deleted", 0.3),
    "deleted_in_a_day": ("deleted", 0.9), "held_for_review": ("to_group", 0.4),
    "hold_dropped": ("held_for_review", 0.55),
    "face_hit": ("people", 0.0005), "face_alarm": ("people", 0.002), "contact": ("people", 0.004),
    "contact_seen": ("contact", 0.5), "flag": ("people", 0.01),
    "suspect_listed": ("people", 0.002),
    "suspect_dropped": ("people", 0.0015), "tier_fell": ("people", 0.003), "tier_rose": ("people", 0.0025),
    "reviewed": ("flag", 0.9), "dismissed": ("reviewed", 0.4), "visit": ("reviewed", 0.3), "stop": ("reviewed", 0.1),
    "detained_administratively": ("visit", 0.3), "detained_criminally": ("visit", 0.1), "charged": ("visit", 0.05),
    "convicted": ("visit", 0.04), "acquitted": ("visit", 0.002), "in_custody": ("people", 0.003),
    "travel_denied": ("people", 0.002), "credit_denied": ("people", 0.001), "protest": ("people", 0.001),
    "learnt": ("people", 0.001), "supports": ("adults", 0.5), "flag_error": ("flag", 0.5),
    "flag_protected": ("flag", 0.3), "mobilisation_censored": ("mobilisation", 0.6),
    "criticism_censored": ("criticism", 0.15), "group_censored": ("to_group", 0.4),
    "private_censored": ("complaint", 0.05),
    "visit_wrongful": ("visit", 0.7), "custody_innocent": ("in_custody", 0.6), "door_wrongful": ("credit_denied", 0.5),
    "on_suspect_list": ("people", 0.01), "on_defaulter_list": ("people", 0.01), "below_tier": ("people", 0.02),
    "defaulter_listed": ("people", 0.0005), "defaulter_cleared": ("people", 0.0004),
}  # fmt: skip


def history(replicates: int = 2, days: int = 60, every: int = 5, people: int = 400, seed: int = 7) -> History:
    """Counts of about `people` persons a place. Everything adds up: groups, parts of events, cells."""
    rng = np.random.default_rng(seed)
    cells = rng.poisson(people / 28, (len(PLACES), 2, 2, 7)) + 1  # place, female, minority, age band
    time = (*range(every, days, every), days)
    lengths = np.diff(time, prepend=0)
    exposed = np.broadcast_to(cells * lengths[:, None, None, None, None], (replicates, len(time), *cells.shape)).copy()
    drawn: dict[str, np.ndarray] = {"people": exposed, "adults": exposed * (np.arange(7) > 0)}
    for name, (of, chance) in RATES.items():
        drawn[name] = rng.binomial(drawn[of], chance)
    _finish(drawn, rng)
    events = tuple(name for name in drawn if name not in ("people", "adults"))
    counts = np.stack([by_group(drawn[name]) for name in events], axis=2).astype(np.int32)
    heads = by_group(cells)
    return History(
        events, tuple(GROUPS), time, counts, _polity(rng, replicates, len(time)), (0, days // 2, days),
        {name: _histogram(rng, cells, replicates) for name in ("fear", "trust", "score")}, heads, PLACES,
        _case(rng, events, days, int(heads[:, 0].sum())), dict.fromkeys(events, "paper"),
        "0" * 64, {"simulate_s": 1.5, "device": "cpu"},
    )  # fmt: skip


def _finish(drawn: dict[str, np.ndarray], rng: np.random.Generator) -> None:
    """Events that are sums or exclude each other."""
    drawn["says_support"] = drawn["supports"] + rng.binomial(drawn["adults"] - drawn["supports"], 0.3)
    drawn["flag_protected"] = np.minimum(drawn["flag_protected"], drawn["flag"] - drawn["flag_error"])
    drawn["flag_error_protected"] = rng.binomial(drawn["flag_error"], 0.4)
    drawn["interned"] = np.zeros_like(drawn["flag"])
    drawn["detention"] = drawn["detained_administratively"] + drawn["detained_criminally"]
    drawn["detention_error"] = rng.binomial(drawn["detention"], 0.4)
    drawn["detention_protected"] = rng.binomial(drawn["detention"] - drawn["detention_error"], 0.5)


def by_group(cells: np.ndarray) -> np.ndarray:
    """(..., place, female, minority, band) -> (..., place, group)."""
    home = np.array([place.kind != "abroad" for place in PLACES])
    kind = {name: np.array([place.kind == name for place in PLACES]) for name in ("urban", "rural")}
    every = cells.sum(axis=(-3, -2, -1))
    made = {
        "all": every, "female": cells[..., 1, :, :].sum(axis=(-2, -1)), "male": cells[..., 0, :, :].sum(axis=(-2, -1)),
        "urban": every * kind["urban"], "rural": every * kind["rural"],
        "majority": cells[..., :, 0, :].sum(axis=(-2, -1)), "minority": cells[..., :, 1, :].sum(axis=(-2, -1)),
        **{band: cells[..., i].sum(axis=(-2, -1)) for i, band in enumerate(AGE_BANDS)},
    }  # fmt: skip
    return np.stack([every * ~home if name == "abroad" else made[name] * home for name in GROUPS], axis=-1)


def _polity(rng: np.random.Generator, replicates: int, times: int) -> dict[str, np.ndarray]:
    shape = (replicates, times, len(PLACES))
    true = rng.uniform(0.4, 0.5, shape)
    return {"true_support": true, "ruler_support": true + 0.2, "hash_coverage": rng.uniform(0.3, 0.6, shape)}


def _histogram(rng: np.random.Generator, cells: np.ndarray, replicates: int) -> np.ndarray:
    chance = rng.dirichlet(np.ones(64) * 0.3)
    drawn = rng.multinomial(np.broadcast_to(cells, (replicates, 3, *cells.shape)), chance)
    return np.moveaxis(by_group(np.moveaxis(drawn, -1, 2)).sum(axis=-2), 2, -1).astype(np.int64)


def _case(rng: np.random.Generator, events: tuple[str, ...], days: int, people: int) -> dict[str, np.ndarray]:
    day = np.sort(rng.integers(1, days + 1, 200)).astype(np.int32)
    kinds = np.array([events.index("visit"), events.index("detained_criminally")], np.int16)
    return {"person": rng.integers(0, people, 200), "day": day, "kind": rng.choice(kinds, 200)}


def tiny(counts: Mapping[str, Mapping[str, int]], days: int = 365, people: Mapping[str, int] | None = None) -> History:
    """One replicate, one place, one bin: a count for an event and group, nothing else."""
    names = tuple(counts)
    table = np.zeros((1, 1, len(names), 1, len(GROUPS)), np.int32)
    for i, name in enumerate(names):
        for group, value in counts[name].items():
            table[0, 0, i, 0, list(GROUPS).index(group)] = value
    heads = np.array([[(people or {"all": 1000, "age_35_44": 1000}).get(group, 0) for group in GROUPS]], np.int64)
    nobody = {"person": np.zeros(0, np.int64), "day": np.zeros(0, np.int32), "kind": np.zeros(0, np.int16)}
    return History(
        names, tuple(GROUPS), (days,), table, {}, (0, days), {}, heads, PLACES[:1], nobody,
        dict.fromkeys(names, "paper"), "0" * 64,
    )  # fmt: skip


def without(whole: History, *events: str) -> History:
    """The same run in a scenario where nothing emits these events."""
    kept = [i for i, name in enumerate(whole.events) if name not in events]
    rules = {name: rule for name, rule in whole.mechanisms.items() if name not in events}
    names = tuple(whole.events[i] for i in kept)
    case = {name: values[:0] for name, values in whole.case.items()}
    return replace(whole, events=names, counts=whole.counts[:, :, kept], mechanisms=rules, case=case)


def meta(whole: History, **changes: object) -> Meta:
    """What is said of it. Every column that is pictured has an owner."""
    owners = dict.fromkeys(whole.histograms, "paper")
    assert set(owners) <= set(BY_NAME)
    made = Meta(
        "on-paper", "A run on paper", int(whole.people[:, 0].sum()), int(whole.time[-1]), 7, owners=owners,
        settlers=dict.fromkeys(whole.polity, "paper"), block_place=np.repeat(np.arange(4, dtype=np.int32), 2),
        digest="d" * 64,
    )  # fmt: skip
    return replace(made, **changes)
