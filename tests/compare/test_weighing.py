"""Safeguards weighed: who is in the Pareto set, which pairs are tried, and what a small weighing says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sousveil.cli import main
from sousveil.compare.pareto import Option, best_pairs, dominates, front
from sousveil.compare.weighing import Weighing, document, weigh
from sousveil.contract.errors import RequestError
from sousveil.measures.paired import Values, between, effects, values
from sousveil.measures.registry import MEASURES, measure
from sousveil.report.safeguards import page
from sousveil.scenario import load
from sousveil.simulate import run

HARMS, GOALS = ("detentions", "visits"), ("incidents",)
NOISE = np.array([-1.0, 0.0, 1.0, 0.5])
"""What differs between replicates."""


def kept(means: Mapping[str, float], spread: float = 0) -> dict[str, Values]:
    """Measures of four replicates, with as much luck of their own as said."""
    luck = spread * np.array([1.0, -1.0, -0.5, 0.5])
    return {name: Values(measure(name), {"all": mean + NOISE + luck}) for name, mean in means.items()}


def option(name: str, spread: float = 0, **means: float) -> Option:
    """An option beside a baseline of 100 everywhere."""
    mine = kept({**dict.fromkeys((*HARMS, *GOALS), 100.0), **means}, spread)
    baseline = kept(dict.fromkeys((*HARMS, *GOALS), 100.0))
    return Option((name,), tuple(between(baseline, mine)), mine)


def names(options: Sequence[Option]) -> set[str]:
    return {one[0] for one in front(options, (*HARMS, *GOALS))}


def test_an_option_that_is_better_somewhere_and_nowhere_worse_dominates() -> None:
    good, better, dear = (
        option("good", visits=90),
        option("better", visits=80),
        option("dear", visits=70, incidents=120),
    )
    assert dominates(better, good, HARMS)
    assert not dominates(good, better, HARMS)
    assert names([good, better, dear]) == {"better", "dear"}
    assert dominates(dear, better, HARMS)  # where what it costs is not asked


def test_equal_options_stay_both() -> None:
    assert names([option("one", visits=90), option("two", visits=90)]) == {"one", "two"}


def test_what_luck_could_have_done_counts_as_nothing() -> None:
    lucky = option("lucky", spread=40, visits=99)
    assert lucky.told("visits") == 0
    assert names([lucky, option("none")]) == {"lucky", "none"}
    # told from none, but not from each other
    near = option("near", spread=2, visits=80.5)
    assert not dominates(option("plain", visits=80), near, HARMS)


def test_the_pareto_set_is_never_empty() -> None:
    luck = np.random.default_rng(5)
    for _ in range(50):
        some = [option(f"o{n}", spread=luck.uniform(0, 3), **{m: luck.uniform(90, 110) for m in (*HARMS, *GOALS)})
                for n in range(6)]  # fmt: skip
        assert front(some, (*HARMS, *GOALS))


def test_pairs_are_of_the_best_of_each_harm_harm_by_harm() -> None:
    some = [option("a", detentions=50), option("b", visits=50), option("c", visits=40, incidents=130),
            option("d", detentions=60), option("e", visits=110)]  # fmt: skip
    all_of_them = frozenset(one.names for one in some)
    assert best_pairs(some, all_of_them, HARMS) == [("a", "c"), ("a", "d"), ("a", "b")]
    assert best_pairs(some, frozenset({("a",)}), HARMS) == []
    assert best_pairs([some[-1]], all_of_them, HARMS) == []


def test_kept_values_give_the_effects_of_the_records() -> None:
    one, other = (run(load("open-society", people=2_000, days=5).patch(patch), replicates=2, keep=False).records
                  for patch in ({}, {"arrests.offence": 0}))  # fmt: skip
    assert between(values(one, MEASURES), values(other, MEASURES)) == effects(one, other)


@cache
def small() -> Weighing:
    scenario = load("everything-app", people=5_000, days=20, seed=3)
    chosen = ["end_to_end", "rate_cap", "audit_sample", "warrant"]
    return weigh(
        scenario, [*chosen, "sunset"], harms=("visits", "flags"), numbers={"warrant": {"granted": 0}}, replicates=2
    )


def test_a_small_weighing_says_what_must_be_so() -> None:
    made = small()
    alone = {one.names[0]: one for one in made.options if len(one.names) == 1}
    assert set(alone) == {"end_to_end", "rate_cap", "audit_sample", "warrant"}
    assert made.idle == {"sunset": "its bounds are kept already"}  # it would begin after the last day
    assert all(entry["reform"] == 0 for entry in alone["warrant"].entries if entry["name"] == "visits")
    assert made.numbers["warrant"]["granted"] == 0
    assert alone["rate_cap"].effect("flags")["effect"] < 0
    assert made.front <= {*(one.names for one in made.options), ()}
    assert len([one for one in made.options if len(one.names) == 2]) <= 3


def test_the_document_is_plain_and_its_page_answers_the_question() -> None:
    made = document(small())
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    assert not {"index", "score", "rank"} & set(made)
    text = page(made)
    for part in ("What helps most", "What it does to people", "What it costs the operator", "For whom", "not weighed"):
        assert part in text
    assert "warrant.granted = 0" in text
    assert "<script src" not in text


def test_wrong_requests_are_refused_before_anything_runs() -> None:
    scenario = load("all-off", people=1000, days=3)
    for asked, problem in (
        ({"names": ["apeal"]}, "unknown safeguard"), ({"harms": ["visit"]}, "unknown measure"),
        ({"replicates": 1}, "need an interval"),
    ):  # fmt: skip
        with pytest.raises(RequestError, match=problem):
            weigh(scenario, **asked)  # type: ignore[arg-type]


def test_where_nothing_bites_nothing_is_weighed() -> None:
    made = weigh(load("all-off", people=1000, days=3), ["threshold_floor", "warrant"], replicates=2)
    assert made.options == ()
    assert set(made.idle) == {"threshold_floor", "warrant"}
    assert "Every" not in page(document(made)).partition('id="left"')[2][:400]


def test_the_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["safeguards", "everything-app", "--people", "2000", "--days", "5", "--replicates", "2",
             "--only", "warrant", "-o", "warrant.grounds=0.5", "--measures", "visits",
             "--out", str(tmp_path / "out")]  # fmt: skip
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "warrant" in said and "visits by officers" in said
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"safeguards.json", "safeguards.html"}
    made = json.loads((tmp_path / "out" / "safeguards.json").read_text())
    assert made["options"][0]["numbers"]["warrant"]["grounds"] == 0.5
    assert main(["safeguards", "everything-app", "--only", "warant"]) == 2
    assert "did you mean 'warrant'?" in capsys.readouterr().err
