"""Calibration on the engine: known numbers come back, what is held back is checked, what is no target is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.stats import kstest

from sousveil import simulate
from sousveil.cli import main
from sousveil.contract.errors import RequestError
from sousveil.report import calibration as drawing
from sousveil.scenario import load
from sousveil.sweep import targets as published
from sousveil.sweep.calibration import calibrate, quantiles, resume

CONDUCT = Path(__file__).parent / "conduct.yaml"
SOURCE = "Author 2020, Journal 1:1"
BASE = {"figure": "incidents", "published": 100.0, "unit": "offences per 100,000 people a year", "tolerance": 5.0,
        "reason": "the standard error given", "source": SOURCE}  # fmt: skip
INFRACTIONS = BASE | {"figure": "infractions", "unit": "infractions per 100,000 people a year", "held_back": True}
FREE = ["conduct.incident", "conduct.infraction=0.005:0.04"]


def figures(seed: int, **numbers: float) -> dict[str, float]:
    """What a run says of both figures: the published figures of a world in which the numbers are known."""
    overrides = [f"{path.replace('__', '.')}={value}" for path, value in numbers.items()]
    run = simulate.run(load(CONDUCT, overrides, seed=seed), keep=False)
    return {entry["name"]: entry["value"] for entry in run.summary["measures"] if entry["group"] == "all"}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    told = figures(77, conduct__incident=0.13)
    targets = [BASE | {"published": told["incidents"], "tolerance": 0.01 * told["incidents"]},
               INFRACTIONS | {"published": told["infractions"], "tolerance": 0.02 * told["infractions"]}]  # fmt: skip
    out = tmp_path_factory.mktemp("calibration") / "out"
    return calibrate(CONDUCT, targets, FREE, points=128, rounds=6, people=None, days=None, out=out)


def test_a_known_number_comes_back(found) -> None:
    told = found.document()
    known = {free["name"]: free for free in told["free"]}
    incident = known["conduct.incident"]
    assert incident["low95"] <= 0.13 <= incident["high95"] and incident["narrower"] > 0.9
    assert incident["prior"] == pytest.approx([0.05, 0.2])
    # offences say nothing about other rules that are broken
    assert abs(known["conduct.infraction"]["narrower"]) < 0.25
    assert told["met"] and told["kept"] >= 30
    # within one per cent up or down, evenly on a logarithmic scale from half to twice: two per cent of ln 4
    assert told["passed"]["low"] <= 0.02 / np.log(4) <= told["passed"]["high"]


def test_a_figure_held_back_is_checked(found) -> None:
    fitted, held = found.document()["targets"]
    assert fitted["verdict"] == "fitted, so no test" and fitted["within"] == pytest.approx(1)
    assert held["verdict"] == "kept" and 0 < held["within"] < 0.5


def test_it_is_kept_and_gone_on_with(found, tmp_path) -> None:
    names = {path.name for path in found.folder.iterdir()}
    assert {"scenario.yaml", "calibration.json", "posterior.csv", "round-01"} <= names
    assert pl.read_csv(found.folder / "posterior.csv")["weight"].sum() == pytest.approx(1)
    assert resume(found.folder).document() == found.document()
    page = drawing.page(found.document())
    assert "Author 2020" in page and "A figure held back" in page


def test_a_broken_figure_is_said_and_the_exit_code_is_1(tmp_path, capsys) -> None:
    file = tmp_path / "targets.yaml"
    lines = [f"{key}: {value!r}" for key, value in (BASE | {"published": 3e6, "tolerance": 3e5}).items()]
    other = [f"{key}: {value!r}".replace("True", "true") for key, value in (INFRACTIONS | {"published": 1.0}).items()]
    file.write_text("targets:\n" + "".join(f"- {{{', '.join(rows)}}}\n" for rows in (lines, other)))
    size = ["--people", "2000", "--days", "4", "--points", "60", "--rounds", "2", "--workers", "1"]
    arguments = ["calibrate", str(CONDUCT), "--targets", str(file), "--free", "conduct.incident", *size]
    arguments += ["--out", str(tmp_path / "out")]
    assert main([*arguments, "--quiet"]) == 1
    assert (tmp_path / "out" / "calibration.html").exists()
    assert "broken" in (tmp_path / "out" / "summary.json").read_text()
    capsys.readouterr()
    assert main(["resume", str(tmp_path / "out"), "--json", "--workers", "1"]) == 1


def test_nothing_meets_the_targets() -> None:
    made = calibrate(CONDUCT, [BASE | {"published": 1.0, "tolerance": 0.5}], ["conduct.incident"], points=40, rounds=3,
                     people=1000, days=3, keep=False)  # fmt: skip
    told = made.document()
    assert not told["met"] and told["threshold"] > 1 and told["passed"]["share"] == 0
    assert "no calibration" in drawing.page(told)


WRONG = [
    ({"source": None}, "a target without a source is refused"),
    ({"source": "somebody"}, "names a publication and its year"),
    ({"figure": "incidens"}, "did you mean 'incidents'?"),
    ({"unit": "people"}, "has another unit"),
    ({"tolerance": 0}, "'tolerance' cannot be this"),
    ({"group": "minorty"}, "did you mean 'minority'?"),
    ({"published": [3, 1]}, "[low, high]"),
    ({"held_back": True}, "none is left to fit"),
    ({"maximise": True}, "unknown key 'maximise'"),
    ({"goal": "highest"}, "unknown key 'goal'"),
]


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[str(change) for change, _ in WRONG])
def test_what_is_no_target(change, said) -> None:
    with pytest.raises(RequestError) as refused:
        published.of([{key: value for key, value in (BASE | change).items() if value is not None}])
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("file", "arguments", "said"),
    [
        ("targets:\n- {figure: incidents, published: 1, unit: x, tolerance: 1, reason: y}\n", ["--free", "fear.own"],
         "without a source"),
        ("targets: []\n", ["--free", "fear.own"], "targets"),
        ("targets:\n", ["--free", "fear.own"], "targets"),
        ("nothing: 1\n", ["--free", "fear.own"], "targets"),
        (None, ["--free", "fear.own"], "no such file"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_and_nothing_is_written(file, arguments, said, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    if file is not None:
        Path("t.yaml").write_text(file)
    before = sorted(tmp_path.iterdir())
    assert main(["calibrate", "everything-app", "--targets", "t.yaml", *arguments]) == 2
    seen = capsys.readouterr()
    assert said in seen.err and "Traceback" not in seen.err and seen.out == ""
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("free", "said"),
    [([], "no number is free"), (["people=5:9"], "no number of a rule"), (["conduct.incdent"], "did you mean"),
     (["conduct.incident=0:2"], "a number from 0"), (["conduct.incident", "conduct.incident=0.1:0.2"], "free twice")],
)  # fmt: skip
def test_what_is_not_free(free, said) -> None:
    with pytest.raises(RequestError) as refused:
        calibrate(CONDUCT, [BASE], free, people=None, days=None)
    assert said in str(refused.value)


def test_no_targets_at_all(capsys) -> None:
    assert main(["calibrate", "all-off", "--free", "trust.own"]) == 2
    assert "needs targets" in capsys.readouterr().err


def test_weighted_quantiles() -> None:
    even = quantiles(np.arange(1.0, 1001), np.full(1000, 1e-3))
    assert even == pytest.approx([25.5, 50.5, 500.5, 950.5, 975.5], abs=0.01)
    assert quantiles(np.array([np.nan]), np.ones(1)) == [None] * 5


@pytest.mark.slow
def test_ranks_of_known_numbers_are_even() -> None:
    """Simulation-based calibration on the engine itself: see test_abc. Data are blurred by their tolerance."""
    ranks = []
    for number in range(60):
        luck = np.random.default_rng([3, number])
        share = luck.random()
        truth = 0.1 * 2 ** (2 * share - 1)
        told = figures(1000 + number, conduct__incident=truth, people=500, days=4)["incidents"]
        tolerance = 0.1 * 3e6
        target = BASE | {"published": told + float(luck.uniform(-tolerance, tolerance)), "tolerance": tolerance}
        made = calibrate(CONDUCT, [target], ["conduct.incident"], points=64, rounds=4, people=500, days=4,
                         seed=number, keep=False)  # fmt: skip
        ranks.append(float(made.found.weights[made.found.at[:, 0] < share].sum()))
    assert kstest(ranks, "uniform").pvalue > 0.01  # one test of fixed seeds
