"""A researcher adds an exhibit: a folder of three files, and no code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sousveil import replications
from sousveil.contract.errors import RequestError
from sousveil.replications import flat, replicate

Change = Callable[..., Path]
KEYS = {"name", "source", "quantity", "published", "simulated", "standard_error", "tolerance", "level", "verdict",
        "parameters"}  # fmt: skip


def test_a_folder_is_an_exhibit(folder: Path) -> None:
    made = replicate(str(folder))
    share, daily = made["rows"]
    assert made["exhibit"] == "half-reported"
    assert [row["verdict"] for row in made["rows"]] == ["kept", "kept"]
    assert share["simulated"] == pytest.approx(0.5, abs=4 * share["standard_error"])
    assert daily["simulated"] == pytest.approx(0.2 * 255 / 256, abs=4 * daily["standard_error"])
    assert made["breaks"][0]["broken"] == 0
    assert made["breaks"][0]["held"] == share["simulated"]
    days, bars = made["pictures"]
    assert [row["x"] for row in days["rows"]] == [1, 2, 3, 4, 5]
    assert days["rows"][0]["y"] == pytest.approx(200, abs=10)
    assert {row["name"]: row["value"] for row in bars["rows"]} == {"plain": share["simulated"], "silent": 0}
    assert set(flat([made])["exhibits"][0]) >= KEYS


def test_arms_and_seeds_are_reproducible(folder: Path) -> None:
    once, again = (replicate(str(folder), replicates=3, seed=7)["rows"] for _ in range(2))
    assert once == again
    assert replicate(str(folder), replicates=3, seed=8)["rows"] != once


def test_an_override_moves_the_figure_and_takes_the_verdict(folder: Path) -> None:
    row = replicate(str(folder), ["reported=20"], replicates=5)["rows"][0]
    assert row["simulated"] == pytest.approx(0.2, abs=0.03)  # ten standard errors of 2,000 offences
    assert row["verdict"] == "unstated"
    assert row["parameters"] == {"reported": 20}


def test_a_parameter_of_the_scenario_can_be_overridden_too(folder: Path) -> None:
    rows = replicate(str(folder), ["conduct.incident=0", "days=2"], replicates=2)["rows"]
    assert rows[0]["simulated"] is None
    assert rows[1]["simulated"] == 0
    assert rows[0]["parameters"] == {"conduct.incident": 0, "days": 2}


TABLE = ("parameters:\n", "parameters:\n  mine: {unit: table, evidence: assumed, doc: a table, file: true}\n")
NEEDS = ("kind: formula", "kind: formula\n    needs: mine")


def test_a_claim_on_a_table_of_the_users_waits_for_it_and_is_then_judged(changed: Change, tmp_path: Path) -> None:
    folder, table = changed(TABLE, NEEDS), tmp_path / "mine.csv"
    table.write_text("a\n")
    without = replicate(str(folder), replicates=5)["rows"]
    assert [row["verdict"] for row in without] == ["unstated", "kept"]
    assert "-o mine=PATH" in without[0]["reason"]
    given = replicate(str(folder), [f"mine={table}"])["rows"]
    assert [row["verdict"] for row in given] == ["kept", "kept"]
    both = replicate(str(folder), [f"mine={table}", "reported=20"], replicates=5)["rows"]
    assert [row["verdict"] for row in both] == ["unstated", "unstated"]


def test_a_claim_cannot_wait_for_what_is_no_table(changed: Change) -> None:
    with pytest.raises(RequestError, match="'reported' is a file"):
        replications.load(str(changed(TABLE, ("kind: formula", "kind: formula\n    needs: reported"))))


def test_a_failure_keeps_its_gap(changed: Change) -> None:
    row = replicate(str(changed(("published: 0.5", "published: 0.8"))), replicates=5)["rows"][0]
    assert row["verdict"] == "broken"
    assert row["gap"] == pytest.approx(0.8 - row["simulated"])


def test_a_calibrated_claim_earns_no_verdict(changed: Change) -> None:
    folder = changed(("    published: 0.5\n", "    published: 0.5\n    role: calibrated\n"))
    assert replicate(str(folder), replicates=2)["rows"][0]["verdict"] == "unstated"


def test_one_seed_says_nothing_where_standard_errors_decide(folder: Path) -> None:
    rows = replicate(str(folder), replicates=1)["rows"]
    assert [row["verdict"] for row in rows] == ["unstated", "kept"]


@pytest.mark.parametrize("file", ["claim.yaml", "scenario.yaml", "notes.md"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(RequestError, match=f"an exhibit has a {file}"):
        replications.load(str(folder))


WRONG = [
    (("    source: A test\n    tolerance: {standard", "    tolerance: {standard"), "the key 'source' is missing"),
    (("    tolerance: {reason: a range}\n", ""), "the key 'tolerance' is missing"),
    (("tolerance: {reason: a range}", "tolerance: {absolute: 1}"), "the key 'reason' is missing"),
    (('sources: ["A test, 2026"]\n', ""), "the key 'sources' is missing"),
    (("figure: daily", "figure: dayly"), "no figure is called 'dayly'"),
    (("replicates: 30", "replicates: 20"), "at least 30 replicates"),
    (("evidence: assumed", "evidence: measured"), "names its source"),
    (("default: 50", "default: 500"), "lies outside"),
    (("breaks:", "braeks:"), "unknown key 'braeks'"),
    (("level: distribution", "level: close"), "'level' cannot be this"),
    (("sets: [set/reports.reported]", "sets: [set/reports.reportd]"), "unknown parameter 'reports.reportd'"),
    (("sets: [set/reports.reported]", "sets: [people/reports]"), "there is nothing to set here"),
    (("published: [0.19, 0.21]", "published: [0.21, 0.19]"), "`published` is [low, high]"),
]


@pytest.mark.parametrize(("pair", "problem"), WRONG, ids=[problem for _, problem in WRONG])
def test_a_malformed_claim_is_one_clear_error(changed: Change, pair: tuple[str, str], problem: str) -> None:
    folder = str(changed(pair))
    with pytest.raises(RequestError) as refused:
        replications.load(folder)
    assert problem in refused.value.problem
    assert refused.value.where


FIGURES = [
    ("{event: incident_reportd}", "unknown event"),
    ("{event: incident, arm: loud}", "unknown arm"),
    ("{event: incident, place: C}", "unknown place"),
    ("{event: incident, group: women}", "unknown group"),
    ("{event: incident, over: average}", "unknown way to fold days"),
    ("{event: incident, over: days}", "a figure of a claim is one number"),
    ("{event: incident, days: [1, 6]}", "days that are not lived"),
    ("{event: incident, when: 3}", "unknown word of a figure"),
    ("{evnt: incident}", "unknown word of a figure"),
    ("{shared: search_fpir}", "unknown shared number"),
    ("{measure: flag}", "unknown measure"),
    ("{parameter: report}", "unknown parameter"),
    ("{driver: x}", "unknown figure of the driver"),
    ("{ratio: [1]}", "unknown word of a figure"),
    ("nothing", "not a figure"),
]


@pytest.mark.parametrize(("figure", "problem"), FIGURES, ids=[figure for figure, _ in FIGURES])
def test_a_figure_that_cannot_be_read_is_one_clear_error(changed: Change, figure: str, problem: str) -> None:
    old = "{ratio: [{event: incident, place: B, group: minority, over: mean}, {people: minority, place: B}]}"
    with pytest.raises(RequestError) as refused:
        replicate(str(changed((old, figure))), replicates=1)
    assert problem in refused.value.problem
    assert "figures.daily" in refused.value.where


@pytest.mark.parametrize(
    ("override", "problem"),
    [
        ("reportd=3", "has no parameter 'reportd'"),
        ("reported=101", "value outside its range"),
        ("reported=often", "not a number"),
        ("reported", "not an override"),
        ("conduct.incidnt=0.1", "unknown parameter"),
        ("conduct.incident=3", "value outside its range"),
        ("fear.standing=0.2", "is not part of this scenario"),
        ("days=0", "cannot be this"),
    ],
)
def test_an_override_that_means_nothing_is_refused_before_anything_runs(
    folder: Path, override: str, problem: str
) -> None:
    with pytest.raises(RequestError) as refused:
        replications.asked([str(folder)], [override])
    assert problem in refused.value.problem


def test_an_unknown_exhibit_offers_the_nearest() -> None:
    with pytest.raises(RequestError) as refused:
        replications.load("runaway-patrol")
    assert refused.value.nearest == "runaway-patrols"
