"""Worlds side by side: luck by number, arms that differ by their change alone, ties that weigh, levels that touch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sousveil.contract.countries import COUNTRY_NEARBY
from sousveil.contract.errors import AssemblyError, RequestError
from sousveil.contract.ground import WEIGHT, Web
from sousveil.engine.assemble import assemble
from sousveil.mechanisms.beliefs import Fear
from sousveil.mechanisms.fortunes import Shock
from sousveil.nations import load as load_nations
from sousveil.scenario import load
from sousveil.world.arm import Arm
from sousveil.world.globe import Globe, parts
from sousveil.world.question import CONDITIONS, NOW, arms
from sousveil.world.within import Within

QUARTERS = 12
KNOWN = load_nations()
FROM_SUPPLIERS = {"buys_from_exporter", "first_system", "runs_exporters"}


def lived(made: Sequence[Arm], quarters: int = QUARTERS) -> Globe:
    globe = Globe(load("world-2020", quarters=quarters), KNOWN, made)
    for quarter in range(1, quarters + 1):
        globe.quarter(quarter)
    return globe


@pytest.fixture(scope="module")
def three() -> Globe:
    return lived([
        Arm("one", 3), Arm("same", 3), Arm("less", 3, {"suppliers.reach": 0}),
        Arm("each", 2, {"shock.start": (2, 100)}), Arm("later", 2, first=1),
    ])  # fmt: skip


def counts(globe: Globe, name: str) -> np.ndarray:
    """(worlds, quarters, events, groups) of an arm."""
    return globe.histories(0)[name].counts[:, :, :, 0]


def test_arms_without_a_change_are_the_same_world_by_world(three: Globe) -> None:
    assert (counts(three, "one") == counts(three, "same")).all()
    assert (counts(three, "one")[0] != counts(three, "one")[1]).any()  # other luck is another world


def test_the_luck_of_a_world_is_that_of_its_number(three: Globe) -> None:
    assert (counts(three, "later") == counts(three, "one")[1:3]).all()


def test_a_change_is_felt_in_its_arm_alone(three: Globe) -> None:
    events = three.histories(0)["one"].events
    one, less = counts(three, "one"), counts(three, "less")
    offers = events.index("offered_by_exporter")
    assert one[:, :, offers].sum() > 0 and less[:, :, offers].sum() == 0
    assert less[:, -1, events.index("runs_exporters"), 0].mean() < one[:, -1, events.index("runs_exporters"), 0].mean()
    # who broke out in the first quarter had not heard of any system yet
    assert (one[:, 0, events.index("unrest_breaks_out")] == less[:, 0, events.index("unrest_breaks_out")]).all()


def test_every_world_of_an_arm_can_have_values_of_its_own(three: Globe) -> None:
    events = three.histories(0)["each"].events
    hit = counts(three, "each")[:, :, events.index("hit_by_shock"), 0]
    assert (hit[0, 1:5] == len(KNOWN.codes)).all() and hit[0].sum() == 4 * len(KNOWN.codes) and not hit[1].any()


def test_few_worlds_are_the_first_of_many() -> None:
    few = lived([Arm("few", 2)], 4)
    many = lived([Arm("few", 5)], 4)
    events = few.histories(0)["few"].events
    assert events == many.histories(0)["few"].events
    assert (counts(few, "few") == counts(many, "few")[:2]).all()


def test_the_panel_is_the_tally_row_by_row(three: Globe) -> None:
    history = three.histories(0)["one"]
    assert history.panel is not None and history.panel.replicates == 3
    by_group = history.counts[:, :, :, 0, history.groups.index("all")].sum(axis=0)
    assert (history.panel.befell.sum(axis=2) == by_group).all()


def test_means_of_levels_are_those_of_the_rows(three: Globe) -> None:
    panel = three.histories(0)["one"].panel
    assert panel is not None
    for name, levels in panel.levels.items():
        assert np.allclose(levels.mean(axis=1), panel.means[name][:, :, 0].mean(axis=0), atol=1e-6), name
        assert levels.min() >= 0 and levels.max() <= 1


def test_ties_weigh_as_a_plain_sum_says(three: Globe) -> None:
    columns = three.columns_at("supply", "openness")
    running = columns["supply"] & 1
    for nearby in COUNTRY_NEARBY:
        if nearby.of not in (("running",), ("openness",)):
            continue
        web = np.asarray(three.setting.ground.weights[nearby.along])  # type: ignore[union-attr]
        told = running if nearby.of == ("running",) else columns["openness"] >> 8
        plain = told.astype(np.int64) @ web.T
        expected = plain if nearby.of == ("running",) else (plain + 128) >> 8
        seats = np.asarray(three.setting.seats)
        made = np.asarray(three.world.near(nearby.name)).reshape(-1)[seats].reshape(three.worlds, -1)
        assert (made == expected).all(), nearby.name


def test_a_web_weighs_a_whole_at_most() -> None:
    with pytest.raises(RequestError, match="more than a whole"):
        Web({"heavy": np.full((2, 2), WEIGHT)})


def test_mechanisms_of_people_and_of_countries_do_not_mix() -> None:
    with pytest.raises(AssemblyError, match="of countries"):
        assemble([Fear(), Shock()])


def test_an_arm_with_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(RequestError, match="unknown parameter"):
        Globe(load("world-2020", quarters=4), KNOWN, [Arm("wrong", 1, {"suppliers.rech": 0})])


def test_a_guess_holds_in_the_same_world_of_every_condition() -> None:
    scenario = load("world-2020", quarters=4)
    made = {arm.name: arm for arm in arms(scenario, CONDITIONS[:3], 2, 3)}
    first, third = made[f"{NOW}-guessed"], made["no-offers-guessed"]
    path = "narrative.health"
    assert first.values[path] == third.values[path] and len(set(first.by_place(path, 1).values())) == 3
    assert (
        made["no-offers"].later == third.later
        and made["no-gap"].values.items() <= made["no-gap-guessed"].values.items()
    )


def test_parts_follow_one_another() -> None:
    assert parts([Arm("a", 2), Arm("b", 3)]) == [slice(0, 2), slice(2, 5)]


@pytest.fixture(scope="module")
def touched() -> tuple[Globe, Within]:
    globe = Globe(load("world-2020", quarters=4), KNOWN, [Arm("one", 1)], ("home_fear", "home_mistrust"))
    within = Within(globe, 120, 1)
    globe.quarter(1)
    return globe, within


def test_countries_hand_their_policy_to_their_societies_and_see_what_comes_of_it(
    touched: tuple[Globe, Within], monkeypatch: pytest.MonkeyPatch
) -> None:
    globe, within = touched
    half = len(KNOWN.codes) // 2
    system, law = np.zeros((1, len(KNOWN.codes))), np.zeros((1, len(KNOWN.codes)))
    system[:, :half] = law[:, :half] = 1
    monkeypatch.setattr(within, "policy", lambda: (system, law))
    within.quarter()
    fear = globe.columns_at("home_fear")["home_fear"][0] / 256
    # half of the standing fear of the whole system within a quarter, and none where nobody watches: 120 people each
    assert fear[:half].mean() > 5 * fear[half:].mean() + 0.005


def test_the_policy_is_what_the_country_runs(touched: tuple[Globe, Within]) -> None:
    globe, within = touched
    system, law = within.policy()
    running = globe.columns_at("supply")["supply"] & 1
    assert ((system > 0) == (running > 0)).all() and set(np.unique(system)) <= {0.0, 0.5, 1.0}
    assert set(np.unique(law)) <= {0.0, 1.0}
