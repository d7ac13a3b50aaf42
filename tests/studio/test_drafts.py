"""A draft is its text: controls write into it, it is read again, and a link says the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sousveil.contract.errors import RequestError
from sousveil.contract.quantity import Count
from sousveil.contract.registry import mechanism
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import load, names
from sousveil.studio.service import Change, Studio
from sousveil.studio.service.drafts import LONGEST

BASE = Studio.begin("everything-app").text
PRESENT = load("everything-app").mechanisms


@st.composite
def changes(draw):
    """Values within their ranges, and some mechanisms out."""
    out = draw(st.sets(st.sampled_from(PRESENT), max_size=3))
    paths = [f"{name}.{key}" for name in PRESENT if name not in out for key in mechanism(name).parameters]
    values = {}
    for path in draw(st.sets(st.sampled_from(paths), max_size=4)):
        one = mechanism(path.partition(".")[0]).parameters[path.partition(".")[2]]
        low, high = one.within
        values[path] = (
            draw(st.integers(int(low), int(min(high, 10**9))))
            if one.kind is Count
            else draw(st.sampled_from([low, high, (low + high) / 2]))
        )
    return Change(values=values, mechanisms=dict.fromkeys(sorted(out), False))


@settings(max_examples=30)
@given(changes())
def test_what_a_control_says_stands_in_the_text_and_is_what_is_run(change):
    draft = Studio.change(BASE, change)
    assert Studio.read(draft.text).scenario == draft.scenario
    for path, value in change.values.items():
        assert draft.scenario.parameters[path] == pytest.approx(value)
    assert not set(change.mechanisms) & set(draft.scenario.mechanisms)
    assert set(draft.changed) <= {*change.values, *change.mechanisms}


@settings(max_examples=30)
@given(changes())
def test_a_link_reproduces_the_setting(change):
    draft = Studio.change(BASE, change)
    assert Studio.open_link(Studio.link(draft)).scenario == draft.scenario


@settings(max_examples=30)
@given(changes())
def test_taking_everything_back_leaves_the_text_as_it_was(change):
    draft = Studio.change(BASE, change)
    back = Change(values=dict.fromkeys(change.values), mechanisms=dict.fromkeys(change.mechanisms, True))
    assert Studio.change(draft.text, back).text == BASE


def test_what_somebody_wrote_stays_as_it_was_written():
    text = (
        BASE
        + "# why: the survey of last year\nset:\n  fear.standing: 0.3  # as asked\n  fear.fade: 0.01\npeople: 2e4\n"
    )
    changed = Studio.change(text, Change(values={"fear.standing": 0.25, "days": 100}))
    assert changed.text == text.replace("0.3 ", "0.25 ") + "days: 100\n"
    assert Studio.change(changed.text, Change(values={"fear.standing": None, "days": None})).text == (
        BASE + "# why: the survey of last year\nset:\n  fear.fade: 0.01\npeople: 2e4\n"
    )


@pytest.mark.parametrize("name", SAFEGUARDS)
def test_a_safeguard_is_put_in_and_taken_out_again(name):
    number, parameter = next(iter(SAFEGUARDS[name].parameters.items()))
    value = SAFEGUARDS[name].null.get(number, parameter.within[1])
    draft = Studio.change(BASE, Change(safeguards={name: {number: value}}))
    guard = next(guard for guard in draft.board.guards if guard.name == name)
    assert guard.present and next(one for one in guard.settings if one.name == number).value == pytest.approx(value)
    linked = Studio.open_link(Studio.link(draft))
    assert linked.scenario == draft.scenario
    assert Studio.change(draft.text, Change(safeguards={name: None})).text == BASE


def test_a_mechanism_that_is_taken_out_takes_its_numbers_along():
    text = BASE + "set: {fear.standing: 0.3, trust.start: 0.5}\npatches:\n- {day: 9, set: {fear.standing: 0.4}}\n"
    draft = Studio.change(text, Change(mechanisms={"fear": False}))
    assert "fear.standing" not in draft.text and "trust.start: 0.5" in draft.text
    assert not draft.scenario.patches


def test_what_a_link_cannot_say_in_words_travels_as_text():
    text = BASE + "title: Mine\npatches: [{day: 9, set: {fear.standing: 0.4}}]\n"
    link = Studio.link(Studio.read(text))
    assert link.startswith("text=") and Studio.open_link(link).text == text


@pytest.mark.parametrize("name", names())
def test_a_draft_of_every_scenario_is_that_scenario(name):
    assert Studio.begin(name).scenario == load(name)


HOSTILE = {
    "aliases that multiply": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a tag that makes objects": "!!python/object/apply:os.system ['true']\n",
    "a tag on a value": "schema: 1\nname: !!python/name:os.system x\nbase: all-off\n",
    "nested beyond reason": "a: " + "[" * 5000 + "]" * 5000,
    "mappings beyond reason": "{a: " * 3000 + "1" + "}" * 3000,
    "a file as its base": "schema: 1\nname: x\nbase: /etc/passwd\n",
    "a file beside it as its base": "schema: 1\nname: x\nbase: ../everything-app.yaml\n",
    "a folder as its base": "schema: 1\nname: x\nbase: .\n",
    "a list as its base": "schema: 1\nname: x\nbase: [everything-app]\n",
    "a file as its table": "schema: 1\nname: x\nbase: all-off\npopulation: {table: /etc/passwd}\n",
    "a table that is no text": "schema: 1\nname: x\nbase: all-off\npopulation: {table: [1]}\n",
    "a population that is none": "schema: 1\nname: x\nbase: all-off\npopulation: 7\n",
    "no keys and values": "- 1\n- 2\n",
    "nothing": "",
    "a letter that ends everything": "schema: 1\nname: \x00\n",
    "too long": "# " + "x" * LONGEST,
    "too many people": "schema: 1\nname: x\nbase: all-off\npeople: 3_000_000_000_000\n",
    "a number of any length": "schema: 1\nname: x\nbase: all-off\npeople: " + "9" * 20_000 + "\n",
    "safeguards that are none": "schema: 1\nname: x\nbase: all-off\nwith: [appeal]\n",
    "patches that are none": "schema: 1\nname: x\nbase: all-off\npatches: {day: 1}\n",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_is_refused_with_words(what):
    with pytest.raises(RequestError) as refused:
        Studio.read(HOSTILE[what])
    assert refused.value.problem and len(str(refused.value)) < 2000
    assert "root:" not in str(refused.value), "what stands in a file is told to nobody"


@pytest.mark.parametrize("what", HOSTILE)
def test_a_control_on_hostile_text_is_refused_as_well(what):
    for change in (Change({"seed": 5}), Change(mechanisms={"fear": False}), Change(safeguards={"appeal": {}})):
        with pytest.raises(RequestError):
            Studio.change(HOSTILE[what], change)


@pytest.mark.parametrize(
    "query",
    [
        "scenario=nowhere", "scenario=../../etc", "what=7", "set=fear.standing", "set=fear.standing=9", "people=many",
        "text=%%%", "text=eJw", "text=" + "A" * 1000, "with=nobody", "without=nobody", "with=appeal.success=9",
        "&".join(["set=fear.standing=0.1"] * 3000), "scenario=all-off&set=a.b=[[[[[",
    ],
)  # fmt: skip
def test_a_link_that_says_nonsense_is_refused_with_words(query):
    with pytest.raises(RequestError):
        Studio.open_link(query)


def test_a_link_that_was_pressed_from_gigabytes_is_refused_before_it_is_that_large():
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b"# " + b"x" * 50_000_000, 9)).decode().rstrip("=")
    with pytest.raises(RequestError, match="too long"):
        Studio.open_link(f"text={bomb}")


@pytest.mark.parametrize(
    "change",
    [
        Change({"fear.standin": 1}), Change({"fear": 1}), Change({"people": "many"}), Change({"people": {"a": [1]}}),
        Change({"fear.standing": "\n- x: &a"}), Change({"": 1}), Change({"a.b.c": 1}), Change({"with": {}}),
        Change(mechanisms={"nobody": True}), Change(mechanisms={"nobody": False}), Change(safeguards={"nobody": {}}),
        Change(safeguards={"appeal": {"nothing": 1}}), Change(safeguards={"appeal": {"success": 7}}),
        Change({"fear.standing": float("nan")}),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_with_words(change):
    with pytest.raises(RequestError):
        Studio.change(BASE, change)


def test_letters_at_random_never_do_more_than_be_refused():
    luck = random.Random(1)
    letters = "abz019 \n\t:-[]{}#&*!|>'\"%@`,?\\\x00\x07\ufeff\u2028é"
    for _ in range(300):
        text = BASE + "".join(luck.choice(letters) for _ in range(luck.randrange(1, 60)))
        try:
            Studio.read(text)
        except RequestError:
            continue
