"""What a run needs: replicates that wait for each other share their memory."""

import pytest

from sousveil import simulate
from sousveil.cli import main
from sousveil.engine.sizes import BATCH_SLOTS, record_bytes, together
from sousveil.population import places
from sousveil.scenario import load

SMALL, LARGE = 20_000, 5_000_000  # many replicates fit into a batch, and not even one


@pytest.mark.parametrize(("replicates", "slots", "batch"), [
    (8, BATCH_SLOTS, 1), (8, 2 * BATCH_SLOTS, 1), (8, BATCH_SLOTS // 8, 8), (8, BATCH_SLOTS // 5, 4),
    (7, BATCH_SLOTS // 5, 1), (1, 1024, 1),
])  # fmt: skip
def test_batches_are_equal_and_fit(replicates: int, slots: int, batch: int) -> None:
    assert together(replicates, slots) == batch
    assert replicates % batch == 0 and (batch == 1 or batch * slots <= BATCH_SLOTS)


def test_large_replicates_run_one_after_another_and_need_memory_for_one() -> None:
    large = load("everything-app", people=LARGE, days=365)
    one, ten = simulate.needs(large), simulate.needs(large, 10)
    assert (one.together, ten.together) == (1, 1)
    kept = record_bytes(365, 1, len(simulate.assembly_of(large).event_names), len(places(simulate.spec_of(large))))
    # only what is kept of each replicate comes on top, twice while their histories are joined
    assert ten.peak - one.peak == 2 * 9 * kept


def test_small_replicates_are_stepped_together_and_need_memory_for_all() -> None:
    small = load("everything-app", people=SMALL, days=30)
    one, ten = simulate.needs(small), simulate.needs(small, 10)
    assert ten.together == 10
    assert ten.peak - one.peak >= 9 * (sum(one.columns.values()) + one.working) * one.slots


def test_the_estimate_says_how_many_replicates_run_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", "everything-app", "--people", f"{LARGE}", "--replicates", "10"]) == 0
    assert "replicates are run 1 at a time" in capsys.readouterr().out
