"""The shipped scenarios: valid, honest about themselves, and each other's baselines."""

import pytest

from sousveil import replications
from sousveil.contract.phases import Phase
from sousveil.contract.registry import mechanism, mechanisms
from sousveil.engine.assemble import assemble
from sousveil.measures.quantities import QUANTITIES
from sousveil.measures.registry import MEASURES
from sousveil.replications.given import defaults
from sousveil.scenario import load, names
from sousveil.scenario.scorer import MECHANISM as MODEL
from sousveil.world.figures import FIGURES
from sousveil.world.policy import SOCIETY

every = pytest.mark.parametrize("name", names())


def test_the_four_that_a_first_release_needs_are_there():
    assert {"everything-app", "documented-2020", "open-society", "all-off"} <= set(names())


@every
def test_it_is_valid_and_its_mechanisms_fit_together(name):
    made = load(name)
    assembly = assemble([mechanism(one)() for one in made.mechanisms], omniscient=made.omniscient)
    assert {one.name for one in assembly.mechanisms} == set(made.mechanisms)
    assert not made.omniscient


@every
def test_it_says_what_it_is(name):
    made = load(name)
    assert made.name == name and made.title and made.label
    assert made.about.endswith(".") and len(made.about) > 60


@every
def test_its_full_text_is_the_same_scenario(name, tmp_path):
    path = tmp_path / "full.yaml"
    path.write_text(load(name).to_yaml(full=True), encoding="utf-8")
    assert load(path) == load(name)


@every
def test_its_facts_name_figures_that_can_be_simulated(name):
    made = load(name)
    for fact in made.facts:
        assert fact.measure in (FIGURES if made.of_countries else {**QUANTITIES, **MEASURES}), fact.measure


def test_all_belong_to_the_same_people():
    of_people = [made for made in map(load, names()) if not made.of_countries and made.name != SOCIETY]
    assert len({(made.people, made.days, made.seed, made.population) for made in of_people}) == 1


def test_everything_is_in_a_scenario_or_asked_for_by_an_exhibit():
    shipped = {one for name in names() for one in load(name).mechanisms}
    # a model of one's own brings its mechanism with it
    safeguards = set(mechanisms()) - shipped - of_exhibits() - {MODEL}
    assert not {name for name in safeguards if "safeguard" not in mechanism(name).__module__}


def of_exhibits():
    """Mechanisms that published models need and perhaps no scenario."""
    exhibits = map(replications.load, replications.names())
    return {name for one in exhibits for arm in one.claim.arms for name in one.scenario(arm, defaults(one)).mechanisms}


def test_all_people_level_scenarios_of_the_specification_are_there():
    assert set(names()) >= {
        "message-scanning", "face-recognition-stadium", "face-recognition-street", "predictive-patrols",
        "predictive-platform", "city-points", "defaulter-list", "welfare-fraud-score", "ration-card",
    }  # fmt: skip


def test_only_scenarios_with_a_list_of_wanted_people_search_faces_in_an_open_society():
    for name in ("face-recognition-stadium", "face-recognition-street"):
        made = load(name)
        assert {"face_search", "suspicion"} <= set(made.mechanisms)
        # what puts people on the list is an offence and nothing that human-rights law protects
        for source in ("content", "contact", "oddity", "report", "petition", "kin", "other_record", "face"):
            assert made.parameters[f"suspicion.{source}"] == 0


def test_the_null_watches_judges_and_punishes_nobody():
    phases = {mechanism(name).phase for name in load("all-off").mechanisms}
    assert not phases & {Phase.WATCH, Phase.JUDGE, Phase.ENFORCE}
    assert {Phase.LIVE, Phase.BELIEVE, Phase.OBSERVE} <= phases


def test_there_is_no_score_where_none_is_documented():
    assert "scoring" not in load("documented-2020").mechanisms
    assert "scoring" not in load("open-society").mechanisms
