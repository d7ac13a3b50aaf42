"""Which guess matters: against Ishigami's function, and against a mechanism whose answer is known in closed form."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.scenario import load
from sousveil.sweep.guesswork import guesses

pytest.importorskip("SALib", reason="the extra `sensitivity` is not installed")

from sousveil.sweep import salib
from sousveil.sweep.indices import foremost
from sousveil.sweep.study import resume, sensitivity

CONDUCT = Path(__file__).parent / "conduct.yaml"
DETERRENCE = ("conduct.watched", "conduct.cowed", "conduct.calculated")
A, B = 7.0, 0.1


def ishigami(share):
    """Ishigami and Homma 1990, on the unit cube."""
    x = np.pi * (2 * share - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_sobol_indices_of_ishigamis_function() -> None:
    # the variance in closed form: Ishigami and Homma 1990
    first = 0.5 * (1 + B * math.pi**4 / 5) ** 2
    second, both = A**2 / 8, B**2 * math.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    found = salib.sobol(ishigami(salib.saltelli(3, 2048, 1)), 3)
    # within the 95 % confidence that is given beside each index
    assert (np.abs(found["first"] - [first / whole, second / whole, 0]) <= found["first_reach"]).all()
    expected = [(first + both) / whole, second / whole, both / whole]
    assert (np.abs(found["total"] - expected) <= found["total_reach"]).all()
    assert (found["total_reach"] < 0.1).all()


def test_screening_and_pawn_rank_ishigamis_numbers_above_one_that_does_nothing() -> None:
    points = salib.trajectories(4, 40, 1)
    screened = salib.morris(points, ishigami(points))
    assert screened["mean"][3] == 0 and (screened["mean"][:3] > 1).all()
    # x2 acts alone and steps of two thirds of its range move it by A x 3/4 or not at all; x3 acts with x1 only
    assert screened["spread"][2] > 1
    points = np.random.default_rng(1).random((1500, 4))
    found = salib.pawn(points, ishigami(points))
    assert (found["distance_low"][:3] > found["chance"][:3]).all()
    assert found["distance"][1] == max(found["distance"])
    # what is not there differs from chance by chance: both are medians of ten distances of 150 points to all others,
    # whose spread is about 0.26 / sqrt(150) each, times 1.25 / sqrt(10) for a median: three of their differences
    assert found["distance"][3] == pytest.approx(found["chance"][3], abs=0.036)


def closed_form():
    """First and total indices of deterred offences by quadrature: a rate times 1 - (watched + cowed x fear) x share."""
    nodes, weights = np.polynomial.legendre.leggauss(16)
    at, weights = (nodes + 1) / 2, weights / 2
    scenario = load(CONDUCT)

    def guess(name):
        value = scenario.parameters[name]
        odds = value / (1 - value) * 2.0 ** (2 * at - 1)  # half to twice the odds, evenly on the scale of logarithms
        return odds / (1 + odds)

    watched, cowed, share = (guess(name) for name in DETERRENCE)
    rate = 1 - (watched[:, None, None] + 0.5 * cowed[None, :, None]) * share[None, None, :]
    mass = weights[:, None, None] * weights[None, :, None] * weights[None, None, :]
    mean = (rate * mass).sum()
    variance = ((rate - mean) ** 2 * mass).sum()

    def explained(axes):
        others = tuple(set(range(3)) - set(axes))
        conditional = (rate * mass).sum(axis=others) / mass.sum(axis=others)
        return (((conditional - mean) ** 2) * mass.sum(axis=others)).sum() / variance

    first = [explained((i,)) for i in range(3)]
    total = [1 - explained(tuple(set(range(3)) - {i})) for i in range(3)]
    return dict(zip(DETERRENCE, zip(first, total, strict=True), strict=True)), mean


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    out = tmp_path_factory.mktemp("study") / "deterrence"
    return sensitivity(CONDUCT, ["incidents"], samples=64, trajectories=8, only=DETERRENCE, people=None, days=None,
                       replicates=2, out=out)  # fmt: skip


def test_a_mechanism_whose_answer_is_known(study) -> None:
    expected, mean = closed_form()
    found = study.document()["indices"]["incidents"]
    for row in found["effects"]:
        first, total = expected[row["name"]]
        # within the 95 % confidence that is given beside it
        assert abs(row["first"] - first) <= row["first_reach"]
        assert abs(row["total"] - total) <= row["total_reach"]
    assert [row["name"] for row in found["effects"]] == list(DETERRENCE)
    assert sum(first for first, _ in expected.values()) == pytest.approx(1, abs=0.02)  # nearly additive
    # a tenth of 8,192 people on each day, deterred; a year and 100,000 people. The median lies near the mean: 2 %
    assert found["median"] == pytest.approx(0.1 * 365 * 100_000 * mean, rel=0.02)
    assert found["low"] < found["median"] < found["high"] and found["luck"] < found["spread"] / 3


def test_it_is_kept_and_gone_on_with(study, tmp_path) -> None:
    assert {path.name for path in study.folder.iterdir()} == {
        "scenario.yaml", "sensitivity.json", "screening", "indices"
    }  # fmt: skip
    again = resume(study.folder)
    assert (again.screening.hash, again.indices.hash) == (study.screening.hash, study.indices.hash)
    assert json.dumps(again.document(), allow_nan=False) == json.dumps(study.document(), allow_nan=False)
    altered = (study.folder / "sensitivity.json").read_text().replace('"samples": 64', '"samples": 32')
    (tmp_path / "sensitivity.json").write_text(altered)
    with pytest.raises(RequestError, match="altered"):
        resume(tmp_path)


def test_what_is_guessed() -> None:
    scenario = load("everything-app")
    names = [guess.name for guess in guesses(scenario, [])]
    evidence = {guess.evidence for guess in guesses(scenario, [])}
    assert evidence == {"assumed", "derived"}
    assert "messaging.approving" not in names  # a definition
    assert all(guess.low < guess.high for guess in guesses(scenario, []))
    assert "officer_hours.visit" in [guess.name for guess in guesses(scenario, ["officer_hours"])]
    assert {g.name.partition(".")[0] for g in guesses(scenario, [], ["fear", "trust.own"])} == {"fear", "trust"}
    with pytest.raises(RequestError, match="did you mean 'fear'"):
        guesses(scenario, [], ["faer"])


def test_the_foremost_are_taken_by_turns() -> None:
    def entry(*names):
        return {"effects": [{"name": name, "mean": 1.0} for name in names] + [{"name": "still", "mean": 0.0}]}

    assert foremost([entry("a", "b", "c"), entry("d", "a")], 3) == ["a", "d", "b"]
    assert foremost([entry("a"), entry()], 8) == ["a"]


def test_points_without_a_value_take_their_sample_with_them() -> None:
    values = np.arange(12.0)
    values[5] = np.nan
    assert salib.whole(values, 4).tolist() == [True] * 4 + [False] * 4 + [True] * 4


@pytest.mark.parametrize(
    ("options", "said"),
    [({"method": "sobl"}, "did you mean 'sobol'?"), ({"samples": 60}, "power of two"),
     ({"trajectories": 1}, "4 or more"), ({"measures": ["incidens"]}, "did you mean 'incidents'?"),
     ({"only": ["conduct.nothing"]}, "number or mechanism"), ({"most": 0}, "1 or more")],
)  # fmt: skip
def test_what_is_refused(options, said, tmp_path) -> None:
    with pytest.raises(RequestError) as refused:
        sensitivity(CONDUCT, people=None, days=None, out=tmp_path / "out", **options)
    assert said in str(refused.value) and list(tmp_path.iterdir()) == []


def test_without_salib_it_says_what_to_install(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "SALib", None)
    with pytest.raises(RequestError, match=r"sousveil\[sensitivity\]"):
        sensitivity(CONDUCT, out=tmp_path / "out")
    assert list(itertools.islice(tmp_path.iterdir(), 1)) == []
