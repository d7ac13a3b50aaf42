"""Who persuades whom: purchases that followed peers are laid on those whose systems weighed, and on nobody else."""

import json

import numpy as np
import pytest
import xarray as xr

from sousveil.nations import load
from sousveil.world import peers as module
from sousveil.world.peers import by_class, peers

WEIGHTS = {"pull": 0.3, "next_door": 0.1, "same_tongue": 0.2, "same_bloc": 0.4}


def records(follows, runs, weights=WEIGHTS):
    """Shares of worlds of three countries over two quarters."""
    said = {f"procurement.{name}": value for name, value in weights.items()}
    dims = ("arm", "checked", "country")
    made = {"row_follows_peers": (dims, np.array([follows])), "row_runs_system": (dims, np.array([runs]))}
    return xr.Dataset(made, attrs={"parameters": json.dumps(said)})


@pytest.fixture
def three(monkeypatch):
    """B is A's only neighbour; C shares a language with A; nobody has a bloc."""
    nothing = np.zeros((3, 3))
    door, tongue = nothing.copy(), nothing.copy()
    door[0, 1] = door[1, 0] = tongue[0, 2] = tongue[2, 0] = 1
    ties = {"pull": np.full((3, 3), 1 / 3), "next_door": door, "same_tongue": tongue, "same_bloc": nothing}
    monkeypatch.setattr(module, "_ties", lambda known: ties)


def test_a_purchase_is_laid_on_peers_in_proportion_to_what_they_added(three):
    account = peers(records([[0, 0, 0], [0.5, 0, 0]], [[0, 1, 0.5], [0.5, 1, 0.5]]), None)
    # A's chance: B adds .3 / 3 + .1, C half of .3 / 3 + .2
    b, c = 0.1 + 0.1, (0.1 + 0.2) / 2
    assert account.whole[0] == pytest.approx([0, 0.5 * b / (b + c), 0.5 * c / (b + c)])
    assert account.whole[1:].sum() == 0
    assert account.weighed["next_door"][0, 1] == pytest.approx(0.5 * 0.1 / (b + c))
    assert account.bought.tolist() == [0.5, 0, 0]


def test_what_counts_is_who_ran_one_in_the_quarter_before(three):
    account = peers(records([[0.2, 0, 0], [0, 0, 0]], [[0, 1, 1], [0, 1, 1]]), None)
    assert account.whole.sum() == 0  # nobody had one before the first quarter: laid on nobody
    assert account.bought.sum() == pytest.approx(0.2)


def test_classes_add_up(three):
    account = peers(records([[0, 0, 0], [0.5, 0.1, 0.2]], [[1, 1, 1], [1, 1, 1]]), None)
    found = by_class(account, np.array([0, 1, 1]), 2)
    assert found.sum() == pytest.approx(0.8)
    assert found[0].sum() == pytest.approx(0.5)


def test_a_world_without_the_rule_has_no_account():
    assert peers(records([[0] * 3] * 2, [[0] * 3] * 2, {}), load()) is None


def test_all_purchases_of_the_shipped_world_but_the_first_quarters_are_laid_on_somebody(small):
    account = peers(small.records, small.known)
    laid, bought = account.whole.sum(), account.bought.sum()
    assert bought > 5
    assert laid == pytest.approx(bought, rel=0.02)  # a purchase in the first quarter has nobody before it
    assert bought == pytest.approx(
        float(
            small.records["follows_peers"].sel(arm="as-it-was", group="all", year=slice(None, 2022)).sum("year").mean()
        )
    )
