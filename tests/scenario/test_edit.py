"""Round trips: a file that is read and saved keeps every byte, and a change touches nothing but its value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import ROOT, small

import sousveil as sv
from sousveil.contract.errors import RequestError
from sousveil.contract.quantity import Count
from sousveil.contract.registry import mechanism
from sousveil.scenario import load, names

COMMENTED = """\
# mine
schema: 1
name: my       # a name
base: everything-app
people: 200_000    # many

set:
  fear.standing: 0.50   # first
  # between
  platform.need: {urban: 0.30, default: 0.2}  # second

patches:
  - {day: 180, set: {"fear.standing": 0.8}}   # later
# end
"""


@pytest.mark.parametrize("name", names())
def test_a_shipped_scenario_is_saved_as_it_was_written(name, tmp_path):
    written = load(name).save(tmp_path / "copy.yaml")
    assert written.read_text(encoding="utf-8") == load(name).to_yaml()
    assert load(written) == load(name)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_is_saved_with_the_same_bytes(write, tmp_path, ending):
    path = tmp_path / "my.yaml"
    path.write_bytes(COMMENTED.replace("\n", ending).encode())
    assert load(path).save(tmp_path / "copy.yaml").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("values", "day", "before", "after"),
    [
        ({"people": 7}, None, "people: 200_000    # many", "people: 7    # many"),
        ({"fear.standing": 0.25}, None, "fear.standing: 0.50   # first", "fear.standing: 0.25   # first"),
        ({"platform.need": 0.1}, None, "{urban: 0.30, default: 0.2}  # second", "0.1  # second"),
        (
            {"fear.fade": "5 %"}, None,
            "default: 0.2}  # second\n", 'default: 0.2}  # second\n  fear.fade: "5 %"\n',
        ),
        ({"fear.standing": 0.9}, 180, '{"fear.standing": 0.8}}   # later', '{"fear.standing": 0.9}}   # later'),
        ({"fear.fade": 0.1}, 180, '0.8}}   # later', '0.8, fear.fade: 0.1}}   # later'),
        ({"fear.fade": 0.1}, 9, "# later\n", "# later\n  - {day: 9, set: {fear.fade: 0.1}}\n"),
        ({"days": 400}, None, "# later\n", "# later\ndays: 400\n"),
    ],
)  # fmt: skip
def test_a_change_touches_nothing_but_its_value(write, values, day, before, after):
    changed = load(write(COMMENTED)).patch(values, day=day)
    assert COMMENTED.count(before) == 1
    assert changed.to_yaml() == COMMENTED.replace(before, after)


def test_windows_line_ends_stay_in_what_is_added(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_bytes(COMMENTED.replace("\n", "\r\n").encode())
    text = load(path).patch({"days": 400, "fear.fade": 0.1}).to_yaml()
    assert text.count("\r\n") == text.count("\n") and "days: 400\r\n" in text


@pytest.mark.parametrize("ending", ["", "set:\n", "set: {}\n", "set:  # none yet\n", "set:\n  fear.start: 0.1"])
def test_a_value_finds_its_place_wherever_there_is_one(ending):
    changed = small(ending).patch({"fear.fade": 0.5, "platform.need": {"urban": 0.4}})
    assert changed.parameters["fear.fade"] == 0.5
    assert changed.parameters["platform.need"] == {"urban": 0.4, "default": 0.15}
    assert changed.parameters["fear.start"] == (0.1 if "start" in ending else 0)


def test_the_example_of_the_documentation_works(tmp_path):
    path = sv.scenario("everything-app").patch({"scoring.petition": 5}).save(tmp_path / "mine.yaml")
    assert path.read_text() == "schema: 1\nname: everything-app\nbase: everything-app\nset: {scoring.petition: 5}\n"
    assert load(path).differences() == {"scoring.petition": (load("everything-app").parameters["scoring.petition"], 5)}


def test_a_file_saved_elsewhere_still_finds_its_base_and_table(write, tmp_path):
    write(ROOT, "root.yaml")
    table = "region,kind,count\nR1,urban,600000\nR1,rural,400000\n"
    (tmp_path / "counts.csv").write_text(table)
    made = load(write("schema: 1\nname: my\nbase: root.yaml\npopulation: {table: counts.csv}\n"))
    (tmp_path / "deep").mkdir()
    assert load(made.save(tmp_path / "deep" / "my.yaml")) == made


def test_a_file_that_cannot_be_written_is_a_wrong_request(tmp_path):
    with pytest.raises(RequestError, match="cannot be written"):
        load("all-off").save(tmp_path / "no" / "such" / "folder.yaml")


PARAMETERS = {f"{m}.{p}": one for m in ("fear", "platform", "desk") for p, one in mechanism(m).parameters.items()}


@st.composite
def settings(draw):
    """A parameter and a value that it may have."""
    path = draw(st.sampled_from(sorted(PARAMETERS)))
    low, high = PARAMETERS[path].within
    if PARAMETERS[path].kind is Count:
        return path, draw(st.integers(int(low), int(high)))
    return path, draw(st.floats(low, high).filter(lambda value: value == 0 or value > 0.01))


@given(
    st.lists(settings(), max_size=4), st.integers(1, 2_000_000_000), st.integers(1, 36_500), st.integers(0, 2**63 - 1)
)
def test_every_scenario_is_its_file_and_every_file_its_scenario(chosen, people, days, seed):
    made = small().patch({**dict(chosen), "people": people, "days": days, "seed": seed})
    for path, value in dict(chosen).items():
        assert made.parameters[path] == value
    again = type(made).of_page(made._page)
    whole = type(made).of_page(type(made._page)(made.to_yaml(full=True), "full", made._page.folder, "full"))
    assert again == made == whole
    assert again.digest == made.digest == whole.digest
    assert hash(again) == hash(made)
