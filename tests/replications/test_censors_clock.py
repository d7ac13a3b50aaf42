"""The censor's clock: the list of files recomputed from the tallies, and what is never done to anybody abroad."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.replications import load, replicate
from sousveil.replications.given import defaults
from sousveil.replications.play import Play


@pytest.fixture(scope="module")
def play() -> Play:
    exhibit = load("censors-clock")
    return Play(exhibit, defaults(exhibit), 2, 1)


@pytest.mark.parametrize("arm", ["screened", "outside"])
def test_the_list_learns_from_finds_at_home_and_files_abroad(play: Play, arm: str) -> None:
    """Of what is unknown, finds / (finds + stock) is learnt in a day; then a fiftieth of the files is replaced."""
    records = play.arm(arm)

    def daily(name: str, *groups: str) -> np.ndarray:
        return records[name].sel(group=list(groups)).sum(("place", "group")).transpose("replicate", "time").values

    everybody = float(records["people"].sel(group=["all", "abroad"]).sum())
    sent = sum(daily(name, "all") for name in ("complaint", "criticism", "mobilisation"))
    with_file = daily("sent_file", "all") / np.maximum(sent, 1)
    finds = daily("outside_file", "all", "abroad") + daily("content_hit", "all") * with_file
    known = records["hash_coverage"].isel(place=0).transpose("replicate", "time").values
    foreseen = np.full(len(known), 0.2)
    for day in range(known.shape[1]):
        learnt = foreseen + (1 - foreseen) * finds[:, day] / (finds[:, day] + 2e-3 * everybody)
        foreseen = np.maximum(learnt * (1 - 0.02), 0.2)
        # fixed-point steps of a 65536th, a few of them a day, and forgotten as fast as files are
        np.testing.assert_allclose(known[:, day], foreseen, atol=0.002)


def test_what_is_done_to_messages_is_done_at_home_alone(play: Play) -> None:
    records = play.arm("outside")
    done = ("blocked", "held_for_review", "hold_dropped", "deleted")
    assert records["outside_file"].sel(group="abroad").sum() > 300
    assert records["content_hit"].sel(group="abroad").sum() > 0
    assert all(records[name].sel(group="abroad").sum() == 0 for name in done)
    assert all(records[name].sel(group="all").sum() > 0 for name in done)


def test_without_tolerance_much_more_is_deleted_and_nobody_abroad_teaches_nothing() -> None:
    made = replicate("censors-clock", ["days=40", "screening.hold=0.1"], replicates=3)
    ratios, deletions = made["breaks"]
    assert ratios["broken"] < 2 < ratios["held"]
    assert deletions["broken"] > 20 * deletions["held"]
    rows = {row["quantity"]: row["simulated"] for row in made["rows"]}
    assert rows["held until somebody has looked, of sensitive posts to a group"] == pytest.approx(0.1, abs=0.01)
    assert {row["verdict"] for row in made["rows"]} == {"unstated"}
