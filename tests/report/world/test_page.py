"""The page of a world: one file, every section, the run's own numbers, and no country told after the record."""

import json
import re
import shutil

import numpy as np
import pytest
from report.folders import Outline

from sousveil.contract.errors import RequestError
from sousveil.nations import CRITICISES, SUPPORTS
from sousveil.records.verify import problems
from sousveil.report import build, charts
from sousveil.report.world import terms, tiles
from sousveil.report.world.classes import LETTERS
from sousveil.report.world.history import INDEX
from sousveil.report.world.page import BANNER, SECTIONS
from sousveil.report.world.past import SIMULATED
from sousveil.report.world.reading import WorldReading, count, guesses, signed
from sousveil.world.effects import course

IDENTITIES = (
    "question", "classes", "past", "adoption", "suppliers", "laws", "stances", "minds", "openness", "within",
    "institutions", "persuasion", "overview", "facts", "conditions", "assumed", "left-out", "cite",
)  # fmt: skip
LOADS = re.compile(r"url\((?!#)|@import|(?:src|srcset|poster|action)\s*=|https?://", re.I)
LARGEST = 3_000_000  # bytes of a page that still opens at once from a mail


@pytest.fixture(scope="module")
def reading(folder):
    return WorldReading(folder)


def held(text, name):
    """The numbers that the page's script reads."""
    return json.loads(re.search(rf'id="{name}">(.*?)</script>', text, re.S)[1])


def test_it_is_one_whole_file_that_loads_nothing_and_lists_every_section(text, outline):
    body = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    assert LOADS.findall(body) == []
    assert outline.left_open == []
    assert tuple(a["id"] for a in outline.all("section")) == IDENTITIES
    assert len(SECTIONS) == len(IDENTITIES)
    assert len(text.encode()) < LARGEST
    identities = [a["id"] for _, a in outline.elements if "id" in a]
    assert len(identities) == len(set(identities))
    assert BANNER in outline.text("")


def test_the_answer_is_that_of_the_summary(folder, outline):
    summary, shown = json.loads((folder / "summary.json").read_text()), outline.text("question")
    mine = [row for row in summary["measures"] if row["group"] == "wavering" and row["year"] > 2022]
    assert {row["name"] for row in mine} == set(terms.MEASURES)
    for row in (row for row in mine if row["arm"] == "as-it-was" and row["name"] in ("adopted", "copied_law")):
        low, high = min(row["assumed_low"], row["value"]), max(row["assumed_high"], row["value"])
        assert f"A {count(low)} to {count(high)}" in shown
        if row["year"] == 2030:
            said = f"{count(row['value'])} {terms.MEASURES[row['name']].sentence} (over assumptions, {guesses(row)})"
            assert said in shown


def test_differences_are_taken_world_by_world(reading, outline):
    adopted = reading.records["changed_adopted"].sel(year=2030, group="wavering").values.astype(float)
    at = [one.name for one in reading.conditions].index("all")
    expected = float((adopted[at] - adopted[0]).mean())
    assert expected < -1  # fewer offers and more pressure: a test of nothing would pass on zero
    row = reading.effect("adopted", reading.conditions[at], "wavering", 2030)
    assert row["value"] == pytest.approx(expected)
    assert signed(expected) in outline.text("question")
    guessed = reading.records["guessed_changed_adopted"].sel(year=2030, group="wavering").values.astype(int)
    same = int((guessed[at] < guessed[0]).sum())
    said = f"{count(-expected)} fewer {terms.MEASURES['adopted'].sentence} ({guesses(row, signed)} over assumptions"
    if row["high"] < 0:  # told in words only where luck cannot have done it
        assert f"{said}; the same way in {same} of 2 guesses)" in outline.text("question")


def test_the_map_of_the_past_shows_what_is_documented_and_the_shares_of_worlds(text, reading):
    content = held(text, "past-data")
    assert (content["years"][0], content["years"][-1]) == (2013, 2022)
    stances, at = content["documented"][0]["letters"], content["years"].index
    for year, key in ((2019, "xinjiang_2019_07"), (2020, "xinjiang_2020_10")):
        one = reading.known.statements[key]
        assert stances[at(year)].count("f") == one.side("supports").published
        assert stances[at(year)].count("a") == one.side("criticises").published
        said = reading.known.stance(key)
        assert [letter == "f" for letter in stances[at(year)]] == (said == SUPPORTS).tolist()
        assert [letter == "a" for letter in stances[at(year)]] == (said == CRITICISES).tolist()
    assert set(stances[at(2014)]) == {"u"}
    index = content["documented"][1]
    assert index["letters"][at(2019)].count("l") == int((reading.known.watched_2019 == 1).sum())
    assert "from memory" in index["notes"][at(2019)]
    for layer, name in zip(content["simulated"], SIMULATED, strict=True):
        shares = reading.records[name].values[0, 4 * at(2019) + 3]
        assert np.array(layer["values"][at(2019)]) / 1000 == pytest.approx(shares, abs=5e-4)


def test_after_the_record_no_country_is_told_by_itself(text, reading):
    section = re.search(r'<section id="classes".*?</section>', text, re.S)[0]
    # the pact is named after those who would sign it: a condition, and nothing that is told of them
    section = section.replace("India-US pact", "pact")
    marks = set(re.findall(r"<text[^>]*>([^<]+)</text>", section))
    assert marks <= set(LETTERS.values())
    assert len(marks) == len(terms.KINDS["regime"])
    names = {*reading.records["name"].values.tolist()}
    assert [name for name in names if re.search(rf"\b{re.escape(str(name))}\b", section)] == []
    content = held(text, "class-data")
    assert min(content["years"]) == 2020
    codes = set(reading.records["country"].values.tolist())
    assert codes.isdisjoint(re.findall(r'"([A-Z]{3})"', json.dumps(content)))


def test_a_class_of_very_few_countries_is_not_told(text, reading, outline):
    assert reading.size("northern_america") < terms.FEWEST
    kind = held(text, "class-data")["kinds"][1]
    at = kind["names"].index("Northern America")
    assert all(year[at] == 0 for arm in kind["values"][0] for year in arm)
    assert "Northern America" not in outline.text("overview")


def test_classes_hold_means_over_worlds(text, reading):
    content = held(text, "class-data")
    kind, arm, year = content["kinds"][0], 2, content["years"].index(2030)
    for at, group in enumerate(terms.KINDS["regime"]):
        points = course(reading.records, "changed_adopted", reading.conditions[arm].name, group)
        expected = next(p.value for p in points if p.year == 2030)
        assert kind["values"][0][arm][year][at] == pytest.approx(expected, abs=0.051)


@pytest.mark.parametrize(
    ("share", "look"), [(0, "s0"), (0.1428, "s0"), (0.143, "s1"), (1, "s6"), (float("nan"), "unknown")]
)
def test_squares_have_seven_steps_from_none_to_all(share, look):
    assert tiles.step(share) == look


def test_the_index_is_held_against_the_worlds_and_the_verdict_is_true(reading, outline):
    runs = reading.records["runs_system"].sel(arm="as-it-was", group="counted", year=INDEX.year)
    inside = abs(float(runs.mean()) - 75) <= 2 * (176 * 75 / 176 * 101 / 176) ** 0.5
    shown = outline.text("adoption")
    assert ("That is within two standard errors" in shown) == inside
    assert ("That is outside two standard errors" in shown) == (not inside)
    assert f"{count(float(runs.mean()))} countries run a system" in shown
    assert "13 countries either way" in shown


def test_every_assumed_parameter_is_listed_with_its_evidence(folder, outline):
    shown, summary = outline.text("assumed"), json.loads((folder / "summary.json").read_text())
    mine = [name for name in summary["assumed"] if "." in name]
    assert len(mine) > 50
    assert [name for name in mine if name not in shown] == []


def test_conditions_say_what_they_change_and_from_when(outline, reading):
    reach = reading.run.scenario.parameters["suppliers.reach"]
    shown = outline.text("conditions")
    assert f"suppliers.reach 0 instead of {reach:g}, from 2021 on" in shown
    assert "(a) things as they were . Nothing is changed." in shown.replace("were.", "were .")


def test_every_picture_has_a_badge_a_text_and_its_numbers(text):
    figures = re.findall(r"<figure.*?</figure>", text, re.S)
    assert len(figures) > 20
    for figure in figures:
        assert "scenario world-2020 · seed 1" in figure
        assert re.search(r'role="img" aria-label="[^"]{10,}"', figure)


def test_the_folder_stays_sound_and_the_page_comes_out_the_same(folder, text):
    assert problems(folder) == []
    assert build(folder).read_text(encoding="utf-8") == text


def test_without_the_drawing_libraries_the_error_names_the_remedy(folder, monkeypatch):
    monkeypatch.setattr(charts, "vl_convert", None)
    with pytest.raises(RequestError, match=re.escape("pip install 'sousveil[page]'")):
        build(folder)


def test_a_run_without_guesses_and_without_most_rules_says_what_is_missing(folder, tmp_path):
    """The records of the run, with what a bare world does not have left out."""
    from sousveil.records import archive, store

    bare = tmp_path / "bare"
    shutil.copytree(folder, bare)
    records = archive.read(bare / archive.FOLDER).load()
    gone = [name for name in records.data_vars if name.startswith(("guessed_", "changed_", "mean_", "row_", "end_"))]
    gone += ["agencies", "standards", "presence", "coalition", "runs_system", "has_copied", "stands_for", "is_open"]
    shutil.rmtree(bare / archive.FOLDER)
    archive.write(records.drop_vars(gone).isel(replicate=[0], year=slice(2)), bare / archive.FOLDER)
    summary = json.loads((bare / "summary.json").read_text())
    none = {"measures": [], "differences": [], "facts": [], "ignorance": None, "replicates": 1}
    store.add(bare, "summary.json", json.dumps(summary | none).encode())
    shown = Outline(build(bare).read_text(encoding="utf-8"))
    assert tuple(a["id"] for a in shown.all("section")) == IDENTITIES
    for section in (
        "question",
        "adoption",
        "suppliers",
        "laws",
        "stances",
        "minds",
        "openness",
        "persuasion",
        "overview",
    ):
        assert re.search(r"\b[Nn]o |too early", shown.text(section)), section
    everything = " ".join(shown.text(section) for section in ("", *IDENTITIES) if section != "cite")
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", everything)
