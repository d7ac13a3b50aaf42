"""Controls come from the declarations: none is missing, none is invented, and only what differs is marked."""

from __future__ import annotations

import pytest

from sousveil.contract.phases import Phase
from sousveil.contract.registry import mechanism, mechanisms
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import load, names
from sousveil.studio.service import Change, Studio
from sousveil.studio.service.gallery import cards
from sousveil.studio.service.live import EVENTS, NUMBERS


@pytest.mark.parametrize("name", names())
def test_every_number_of_a_scenario_is_a_setting_with_its_value(name):
    draft, scenario = Studio.begin(name), load(name)
    settings = draft.board.settings
    assert {path for path in settings if path.partition(".")[0] in scenario.mechanisms} == set(scenario.parameters)
    for path, value in scenario.parameters.items():
        one, declared = settings[path], mechanism(path.partition(".")[0]).parameters[path.partition(".")[2]]
        assert (one.value, one.base, one.changed) == (value, value, False)
        said = (one.unit, (one.low, one.high), one.default, one.evidence, one.source, one.doc)
        assert said == (
            declared.unit,
            declared.within,
            declared.default,
            declared.evidence,
            declared.source,
            declared.doc,
        )
    assert not draft.changed


def test_every_mechanism_and_every_safeguard_is_a_switch_in_the_order_of_the_day():
    boards = [Studio.begin(name).board for name in ("everything-app", "world-2020")]
    board = boards[0]
    rules = [rule.name for one in boards for step in one.steps for rule in step.rules]
    guards = [guard.name for guard in board.guards]
    assert sorted(rules) == sorted(set(mechanisms()) - set(SAFEGUARDS))
    assert guards == list(SAFEGUARDS)
    phases = [Phase[step.phase] for step in board.steps]
    assert phases == sorted(phases)
    present = {rule.name for step in board.steps for rule in step.rules if rule.present}
    assert present == set(load("everything-app").mechanisms)


def test_only_what_differs_is_marked():
    text = Studio.change(Studio.begin("everything-app").text, Change(values={"fear.standing": 0.3})).text
    board = Studio.read(text).board
    marked = [path for path, one in board.settings.items() if one.changed]
    assert marked == ["fear.standing"]
    assert (board.settings["fear.standing"].base, board.settings["fear.standing"].value) == (0.16, 0.3)
    assert [rule.name for step in board.steps for rule in step.rules if rule.changed] == ["fear"]


def test_a_value_that_changes_on_a_day_says_so():
    text = Studio.begin("everything-app").text + "patches: [{day: 100, set: {fear.standing: 0.5}}]\n"
    one = Studio.read(text).board.settings["fear.standing"]
    assert (one.value, one.later, one.changed) == (0.16, {100: 0.5}, True)


def test_numbers_of_a_safeguard_that_is_no_mechanism_are_read_in_their_own_unit():
    text = Studio.begin("everything-app").text + "with: {rate_cap: {sample: 20 %}}\n"
    one = Studio.read(text).board.settings["rate_cap.sample"]
    assert one.value == pytest.approx(0.2) and one.changed


def test_a_safeguard_that_reaches_nothing_says_so():
    draft = Studio.change(Studio.begin("all-off").text, Change(safeguards={"watch_list_cap": {}}))
    assert "changes nothing here" in draft.notes[0]
    assert not next(guard for guard in draft.board.guards if guard.name == "watch_list_cap").bites


def test_the_gallery_says_what_the_scenarios_say_of_themselves():
    made = {card.name: card for card in cards()}
    assert set(made) == set(names()) and next(iter(made)) == "everything-app"
    for name, card in made.items():
        scenario = load(name)
        assert (card.title, card.about, card.mechanisms) == (scenario.title, scenario.about, scenario.mechanisms)
        assert card.about.count(".") >= 1 and sum(card.phases.values()) == len(scenario.mechanisms)


def test_what_is_shown_live_has_the_words_of_the_report():
    from sousveil.contract.columns import SHARED
    from sousveil.contract.events import BY_NAME
    from sousveil.report import names as words

    assert set(EVENTS) <= set(BY_NAME) and set(NUMBERS) <= set(SHARED)
    assert {
        name: EVENTS[name] for name in words.EVENTS.keys() & EVENTS.keys() if EVENTS[name] != words.EVENTS[name]
    } == {}
