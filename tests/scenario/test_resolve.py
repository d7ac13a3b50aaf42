"""What a scenario is once its bases, mechanisms, values, patches and overrides are laid over each other."""

import pytest
from small import ROOT, small

from sousveil.contract.errors import RequestError
from sousveil.contract.registry import mechanism
from sousveil.scenario import Scenario, load


def refused(match, scenario, *arguments, **options):
    with pytest.raises(RequestError, match=match) as caught:
        scenario(*arguments, **options)
    return caught.value


def test_a_root_scenario_has_every_parameter_of_its_mechanisms_at_its_default():
    made = small()
    wanted = {f"{m}.{p}": one.default for m in made.mechanisms for p, one in mechanism(m).parameters.items()}
    assert made.parameters == wanted and set(made.mechanisms) == {"fear", "platform", "desk"}
    assert (made.people, made.days, made.seed) == (1_000_000, 365, 1)


def test_a_chain_of_bases_lays_the_nearest_on_top(write):
    write(ROOT + "people: 10\nseed: 5\nset: {fear.start: 0.1, fear.fade: 0.1}\n", "root.yaml")
    write("schema: 1\nname: middle\nbase: root.yaml\npeople: 20\nset: {fear.fade: 0.2}\n", "middle.yaml")
    made = load(write("schema: 1\nname: top\nbase: middle.yaml\nset: {fear.standing: 0.3}\n"))
    assert (made.name, made.people, made.seed) == ("top", 20, 5)
    assert [made.parameters[f"fear.{key}"] for key in ("start", "fade", "standing")] == [0.1, 0.2, 0.3]
    assert made.differences() == {"fear.standing": (0.15, 0.3)}


def test_a_base_without_suffix_may_be_a_file_beside(write):
    write(ROOT, "city.yaml")
    assert load(write("schema: 1\nname: my\nbase: city\n")).mechanisms == small().mechanisms


def test_a_scenario_that_is_its_own_base_is_refused_with_the_ring(write):
    write("schema: 1\nname: a\nbase: b.yaml\n", "a.yaml")
    error = refused("its own base", load, write("schema: 1\nname: b\nbase: a.yaml\n", "b.yaml"))
    assert error.where.endswith("a.yaml:3") or error.where.endswith("b.yaml:3")
    assert error.found.count("->") == 2


def test_mechanisms_come_and_go_with_their_values_and_patches(derived):
    made = derived("without: [platform]\nwith: {trust: {}}\n")
    assert set(made.mechanisms) == {"fear", "desk", "trust"}
    assert not [path for path in made.parameters if path.startswith("platform")]
    assert made.parameters["trust.own"] == mechanism("trust").parameters["own"].default
    assert made.differences() == {"platform": ("in", None), "trust": (None, "in")}


def test_a_mechanism_is_put_in_with_values(derived):
    assert derived("with: {trust: {own: 5 %}}\n").parameters["trust.own"] == 0.05


@pytest.mark.parametrize(
    ("text", "match", "line", "nearest"),
    [
        ("without: [trust]\n", "not part of this scenario anyway", 4, ""),
        ("without: [feer]\n", "unknown mechanism 'feer'", 4, "fear"),
        ("with: {fear: {}}\n", "part of this scenario already", 4, ""),
        ("with:\n  trust: {owm: 0.1}\n", "unknown parameter 'trust.owm'", 5, "trust.own"),
        ("set:\n  fear.strat: 0.1\n", "unknown parameter 'fear.strat'", 5, "fear.start"),
        ("set:\n  trust.own: 0.1\n", "'trust' is not part of this scenario", 5, ""),
        ("set:\n  fear.start: 2\n", "outside its range", 5, ""),
        ("set:\n  fear.start: a lot\n", "not a number", 5, ""),
        ("set:\n  fear.start: true\n", "not a number", 5, ""),
        ("set:\n  fear.start: {urbn: 0.1}\n", "no place is called 'urbn'", 5, "urban"),
        ("set:\n  fear.start: {R99: 0.1}\n", "no place is called 'R99'", 5, "R29"),
        ("set:\n  fear.start: {}\n", "no value for any place", 5, ""),
        ("mechanisms: [fear]\n", "only in a scenario without a base", 4, ""),
        ("patches:\n  - {day: 400, set: {fear.start: 0.1}}\n", "after the last day", 5, ""),
        ("patches:\n  - {day: 0, set: {fear.start: 0.1}}\n", "'day' cannot be this", 5, ""),
        ("patches:\n  - {dya: 3, set: {fear.start: 0.1}}\n", "unknown key 'dya'", 5, "day"),
        ("patches:\n  - {day: 3}\n", "'set' is missing", 5, ""),
        ("patches:\n  - {day: 3, set: {fear.strat: 1}}\n", "unknown parameter", 5, "fear.start"),
        ("peeple: 3\n", "unknown key 'peeple'", 4, "people"),
        ("people: 0\n", "'people' cannot be this", 4, ""),
        ("people: -5\n", "'people' cannot be this", 4, ""),
        ("people: 1e10\n", "'people' cannot be this", 4, ""),
        ("people: 1.5\n", "'people' cannot be this", 4, ""),
        ("people: '9'\n", "'people' cannot be this", 4, ""),
        ("days: 0\n", "'days' cannot be this", 4, ""),
        ("days: 36501\n", "'days' cannot be this", 4, ""),
        ("seed: -1\n", "'seed' cannot be this", 4, ""),
        ("omniscient: 1\n", "'omniscient' cannot be this", 4, ""),
        ("population: {tabel: x}\n", "unknown key 'tabel'", 4, "table"),
        ("population: {abroad: 0.9}\n", "'abroad' cannot be this", 4, ""),
        ("population: {table: nowhere.csv}\n", "table cannot be read", None, ""),
        ("facts:\n  - {id: C1}\n", "is missing", 5, ""),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_the_nearest_name(derived, text, match, line, nearest):
    error = refused(match, derived, text)
    assert error.nearest == nearest
    assert line is None or error.where.endswith(f"my.yaml:{line}"), error.where


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("name: x\nmechanisms: []\n", "'schema' is missing"),
        ("schema: 2\nname: x\nmechanisms: []\n", "'schema' cannot be this"),
        ("schema: 1\nmechanisms: []\n", "'name' is missing"),
        ("schema: 1\nname: a/b\nmechanisms: []\n", "'name' cannot be this"),
        ("schema: 1\nname: x\n", "a base or lists its mechanisms"),
        ("schema: 1\nname: x\nmechanisms: [fear, fear]\n", "stands twice"),
        ("schema: 1\nname: x\nbase: no-such\n", "unknown scenario 'no-such'"),
        ("schema: 1\nname: x\nbase: no-such.yaml\n", "no such file"),
    ],
)
def test_a_file_that_is_no_whole_scenario_is_refused(write, text, match):
    refused(match, load, write(text))


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"role": "guessed"}, "'role' cannot be this"),
        ({"role": "calibrated"}, "`free` is given"),
        ({"role": "predicted", "free": "2"}, "`free` is given"),
        ({"published": "[2, 1]"}, "low, high"),
        ({"published": "[1, 2, 3]"}, "'published' cannot be this"),
        ({"verdict": "kept"}, "unknown key 'verdict'"),
        ({"measure": "a + b"}, "'measure' cannot be this"),
    ],
)
def test_facts_are_held_to_their_form(changed, match):
    whole = {
        "id": "C13",
        "claim": "c",
        "source": "s",
        "role": "input",
        "published": "1",
        "unit": "u",
        "measure": "flags",
    }
    text = ", ".join(f"{key}: {value}" for key, value in {**whole, **changed}.items())
    refused(match, small, f"facts:\n  - {{{text}}}\n")


def test_places_have_their_own_values_and_the_others_what_they_had(derived):
    made = derived("set: {platform.need: {R31: 0.9, urban: 20 %}, fear.start: 0.2}\n")
    assert made.parameters["platform.need"] == {"R31": 0.9, "urban": 0.2, "default": 0.15}
    assert made.changing() == {"platform.need"}


def test_values_by_place_are_laid_over_a_value_for_everywhere(derived):
    made = derived("set: {fear.start: 0.2}\npatches: [{day: 5, set: {fear.start: {rural: 0.4}}}]\n")
    assert made.parameters_on(4)["fear.start"] == 0.2
    assert made.parameters_on(5)["fear.start"] == {"rural": 0.4, "default": 0.2}
    assert made.changing() == {"fear.start"}


def test_places_of_a_base_fall_away_with_another_table(write, tmp_path):
    (tmp_path / "counts.csv").write_text("region,kind,count\nNorth,urban,600000\nNorth,rural,400000\n")
    write(ROOT + "set: {fear.start: {R31: 0.9, urban: 0.1}}\n", "root.yaml")
    text = "schema: 1\nname: my\nbase: root.yaml\npopulation: {table: counts.csv}\nset: {fear.fade: {North: 0.5}}\n"
    made = load(write(text))
    assert made.parameters["fear.start"] == {"urban": 0.1, "default": 0}
    assert made.parameters["fear.fade"]["North"] == 0.5
    assert made.population.table == (tmp_path / "counts.csv").as_posix()


def test_patches_begin_on_their_day_and_the_later_one_wins():
    made = small(
        "patches:\n  - {day: 20, set: {fear.start: 0.3}}\n  - {day: 10, set: {fear.start: 0.2, fear.fade: 0.5}}\n"
        "  - {day: 20, set: {fear.standing: 0.9}}\n"
    )
    assert [made.parameters_on(day)["fear.start"] for day in (1, 9, 10, 19, 20, 365)] == [0, 0, 0.2, 0.2, 0.3, 0.3]
    assert made.parameters_on(365)["fear.fade"] == 0.5 and made.parameters_on(20)["fear.standing"] == 0.9
    assert [patch.day for patch in made.patches] == [10, 20]


def test_a_shorter_run_leaves_out_what_would_come_later(write):
    path = write(ROOT + "patches: [{day: 180, set: {fear.start: 0.3}}]\n")
    assert load(path).patches and load(path, days=100).patches == ()


def test_overrides_come_last_and_from_everywhere(write):
    path = write(ROOT + "people: 10\nset: {fear.start: 0.1}\n")
    made = load(path, ["fear.start=0.4", "platform.need={urban: 30 %}", "population.abroad=0", "people=1e3"], seed=9)
    assert made.parameters["fear.start"] == 0.4 and made.parameters["platform.need"]["urban"] == 0.3
    assert (made.people, made.seed, made.population.abroad, made.name) == (1000, 9, 0, "small")
    assert set(load(path, without=["fear"], with_=["trust"]).mechanisms) == {"trust", "platform", "desk"}


@pytest.mark.parametrize(
    ("text", "match", "nearest"),
    [
        ("fear.strat=1", "unknown parameter", "fear.start"),
        ("feer.start=1", "unknown parameter", "fear.start"),
        ("peeple=3", "unknown path", "people"),
        ("people", "not an override", ""),
        ("people=", "not an override", ""),
        ("people=0", "cannot be this", ""),
        ("fear.start=no", "bare 'no'", ""),
        ("fear.start={a: 1", "not YAML", ""),
        ("fear.start=5 parsecs", "unknown unit", ""),
    ],
)
def test_a_wrong_override_is_shown_as_it_was_given(write, text, match, nearest):
    error = refused(match, load, write(ROOT), [text])
    assert error.where == f"-o {text}" and error.nearest == nearest


def test_what_a_scenario_says_of_itself_holds_for_its_rules_only(write):
    fact = "{id: C1, claim: c, source: s, role: input, published: 1, unit: share, measure: flags}"
    path = write(ROOT + f"label: as found\nfacts: [{fact}]\n")
    sized, changed = load(path, people=5, seed=2), load(path, ["fear.start=0.2"])
    assert sized.label == "as found" and len(sized.facts) == 1
    assert changed.label == "a variant of small" and changed.facts == ()


def test_a_scenario_by_name_goes_before_a_file_of_that_name(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(ROOT, "all-off.yaml")
    assert load("all-off").title == "Nobody is watched"
    assert load("./all-off.yaml").name == "small"


def test_a_run_folder_is_a_scenario(tmp_path):
    (tmp_path / "scenario.yaml").write_text(small().to_yaml(full=True))
    assert load(tmp_path) == small()


def test_the_digest_tells_contents_apart_and_nothing_else(write, tmp_path):
    first = load(write(ROOT, "a.yaml"))
    assert first.digest == load(write("# other bytes\n" + ROOT, "b.yaml")).digest == small().digest
    assert first.digest != first.patch({"fear.start": 0.1}).digest
    text = "region,kind,count\nR1,urban,600000\nR1,rural,{}\n"
    table, file = tmp_path / "counts.csv", write(ROOT + "population: {table: counts.csv}\n")
    digests = []
    for count in (400_000, 500_000, 400_000):
        table.write_text(text.format(count))
        digests.append(load(file).digest)
    assert digests[0] == digests[2] != digests[1]


def test_a_scenario_is_frozen_and_equal_by_content():
    made = small()
    with pytest.raises(ValueError, match="frozen"):
        made.people = 3
    assert made == small() and made != small("people: 5\n") and isinstance(made, Scenario)
    assert "small" in repr(made) and "<pre>" in made._repr_html_()
