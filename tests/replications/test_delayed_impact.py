"""The numbers of delayed-impact, from the model of Liu et al. 2018 written anew, and tables of a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sousveil import replications
from sousveil.contract.errors import RequestError
from sousveil.replications import scores
from sousveil.replications.drivers import lending
from sousveil.replications.play import Play

PAYS = np.array([0.1, 0.2, 0.45, 0.6, 0.65, 0.7, 0.7])
PEOPLE = {"a": np.array([0, 0.1, 0.1, 0.2, 0.3, 0.3, 0]), "b": np.array([0.1, 0.1, 0.2, 0.3, 0.3, 0, 0])}
GRID = np.linspace(0, 1, 4001)


def filled(weight: Any, rate: float) -> Any:
    """The share of each score that gets a loan when a part of all weight is lent to from the top."""
    rest, made = rate * weight.sum(), np.zeros(len(weight))
    for score in reversed(range(len(weight))):
        made[score] = 1 if weight[score] <= rest else rest / weight[score]
        rest = max(rest - weight[score], 0)
    return made


def lent(policy: str, people: dict[str, Any], pays: dict[str, Any], weight_b: float, interest: float) -> dict[str, Any]:
    """Whom the bank lends to: of all rates on a fine grid, the one that pays most."""
    parts = {"a": 1 - weight_b, "b": weight_b}

    def earned(name: str, who: Any) -> float:
        return float((people[name] * who) @ (pays[name] * (1 + interest) - 1))

    if policy == "profit":
        return {
            name: max((filled(people[name], r) for r in GRID), key=lambda who: earned(name, who)) for name in people
        }
    weights = {name: people[name] * (pays[name] if policy == "opportunity" else 1) for name in people}
    pairs = [{name: filled(weights[name], rate) for name in people} for rate in GRID]
    return max(pairs, key=lambda pair: sum(parts[name] * earned(name, pair[name]) for name in people))


def change(people: Any, pays: Any, who: Any, score: Any, up: float, down: float, ends: tuple[float, float]) -> float:
    """Points by which the mean score moves."""
    gain, loss = np.minimum(score + up, ends[1]) - score, np.maximum(score - down, ends[0]) - score
    return float((people * who) @ (pays * gain + (1 - pays) * loss))


@pytest.mark.parametrize(("bank", "interest", "weight_b", "loss"), [("", 1, 0.5, 1), ("cautious_", 0.45, 0.12, 2)])
@pytest.mark.parametrize("policy", ["profit", "parity", "opportunity"])
def test_claims_follow_from_the_model(bank: str, interest: float, weight_b: float, loss: int, policy: str) -> None:
    claims = {one.figure: one.published for one in replications.load("delayed-impact").claim.claims}
    who = lent(policy, PEOPLE, {"a": PAYS, "b": PAYS}, weight_b, interest)
    for name, people in PEOPLE.items():
        made = change(people, PAYS, who[name], np.arange(7), 1, loss, (0, 6))
        # the best rate lies within a step of the grid, whose people move by a point at most
        assert claims[f"{bank}{policy}_{name}"] == pytest.approx(made, abs=1 / 4000)


def table(path: Path, rows: int = 60) -> tuple[Path, dict[str, Any], dict[str, Any], Any]:
    """A made-up table of 300 to 850 points, in which group B stands lower."""
    score = np.rint(np.linspace(300, 850, rows))
    people = {name: np.exp(-(((score - mean) / 110) ** 2) / 2) for name, mean in (("a", 690), ("b", 520))}
    people = {name: one / one.sum() for name, one in people.items()}
    pays = {name: 1 / (1 + np.exp(-(score - middle) / 45)) for name, middle in (("a", 560), ("b", 580))}
    lines = ["score,share_a,share_b,repaid_a,repaid_b"]
    lines += [f"{s:.0f},{a:.9f},{b:.9f},{c:.9f},{d:.9f}" for s, a, b, c, d in
              zip(score, people["a"], people["b"], pays["a"], pays["b"], strict=True)]  # fmt: skip
    path.write_text("\n".join(lines) + "\n")
    return path, people, pays, score


def test_people_of_a_table_of_ones_own_move_as_its_arithmetic_says(tmp_path: Path) -> None:
    path, people, pays, score = table(tmp_path / "mine.csv")
    exhibit = replications.load("delayed-impact")
    values = {name: one.default for name, one in exhibit.claim.parameters.items() if one.default is not None}
    found = lending._fico(Play(exhibit, values, 2, 1, {"fico": str(path)}))
    for policy in lending.POLICIES:
        who = lent(policy, people, pays, values["fico_weight_b"], values["fico_interest"])
        for name in people:
            made = change(people[name], pays[name], who[name], score, 75, 150, (300, 850))
            # 65,536 people twice, whose loans move a score by 112 points or so: four standard errors, and the grid
            error = 112 * (people[name] @ who[name] / 131_072) ** 0.5
            assert abs(found[f"fico_{policy}_change_{name}"].mean() - made) < 4 * error + 0.05, (policy, name)
    # the rule that helps by number harms by score, and the rule of equal chances helps less than profit
    harmed, helped, best = (found[f"fico_{policy}_change_b"].mean() for policy in ("parity", "opportunity", "profit"))
    assert harmed < 0 < helped < best


def test_a_table_may_give_shares_or_a_cdf(tmp_path: Path) -> None:
    path, people, _, _ = table(tmp_path / "mine.csv")
    lines = path.read_text().splitlines()
    sums = {name: one.cumsum() for name, one in people.items()}
    made = ["score,cdf_a,cdf_b,repaid_a,repaid_b"]
    for i, line in enumerate(lines[1:]):
        part = line.split(",")
        made.append(f"{part[0]},{min(sums['a'][i], 1):.9f},{min(sums['b'][i], 1):.9f},{part[3]},{part[4]}")
    other = tmp_path / "cdf.csv"
    other.write_text("\n".join(made) + "\n")
    for one, two in zip(scores.read(str(path)), scores.read(str(other)), strict=True):
        np.testing.assert_allclose(one.share, two.share, atol=1e-8)


GOOD = ["score,share_a,share_b,repaid_a,repaid_b", "300,0.5,0.4,0.2,0.1", "500,0.5,0.6,0.9,0.8"]


@pytest.mark.parametrize(
    ("line", "text", "problem"),
    [
        (0, "score,share_a,share_b,repaid_a,paid_b", "'repaid_b' is missing"),
        (1, "300,0.5,0.4,0.2,lots", "not a number from 0 to 1"),
        (1, "300,0.5,0.4,0.2", "not a number from 0 to 1"),
        (1, "300,0.5,0.4,0.2,1.1", "not a number from 0 to 1"),
        (1, "300,0.9,0.4,0.2,0.1", "not whole"),
        (2, "300.2,0.5,0.6,0.9,0.8", "scores rise"),
        (2, "", "a row a score"),
    ],
)
def test_a_table_that_is_none_is_refused_by_line(tmp_path: Path, line: int, text: str, problem: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join([*GOOD[:line], text, *GOOD[line + 1 :]]) + "\n")
    with pytest.raises(RequestError, match=problem) as refused:
        scores.read(str(path))
    assert "mine.csv" in refused.value.where and refused.value.allowed


def test_without_the_table_nothing_is_said_of_it() -> None:
    exhibit = replications.load("delayed-impact")
    found = lending._fico(Play(exhibit, {}, 2, 1))
    asked = {one.figure for one in exhibit.claim.claims if one.needs == "fico"}
    assert len(asked) > 20 and asked - {"fico_repays_a", "fico_repays_b"} <= found.keys()
    assert all(np.isnan(value) for value in found.values())


def test_a_file_that_is_not_there_is_refused_before_anything_runs() -> None:
    with pytest.raises(RequestError, match="no such file"):
        replications.asked(["delayed-impact"], ["fico=nowhere.csv"])
