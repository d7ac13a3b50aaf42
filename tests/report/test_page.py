"""The page: one file, nothing loaded, every section, the run's own numbers, and nothing that a title could break."""

import json
import re
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from report.folders import HOSTILE, Outline, run_folder

import paper
from sousveil.contract.errors import RequestError
from sousveil.contract.places import Place
from sousveil.measures.by_place import by_place
from sousveil.measures.cross import cross_table
from sousveil.measures.verify import verify
from sousveil.report import build, charts, names, words
from sousveil.report.page import SECTIONS, page
from sousveil.report.reading import Reading
from sousveil.report.sections.happened import TILES
from sousveil.report.sections.head import BANNER

IDENTITIES = (
    "happened", "spread", "wrong", "path", "course", "speech", "ruler", "score", "wanted", "unseen", "facts", "assumed",
    "writing", "cite",
)  # fmt: skip
LOADS = re.compile(r"url\((?!#)|@import|(?:src|srcset|data|poster|action)\s*=|https?://|//[a-z]+\.", re.I)
LARGEST = 3_000_000  # bytes of a page that still opens at once from a mail


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = run_folder(tmp_path_factory.mktemp("full"))
    build(made)
    return made


@pytest.fixture(scope="module")
def text(folder):
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline(text):
    return Outline(text)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A scenario in which nothing is watched and nothing happens."""
    whole = paper.history(replicates=1, people=1_000)
    whole = replace(paper.without(whole, *whole.events), polity={}, histograms={})
    made = run_folder(tmp_path_factory.mktemp("bare"), whole, facts="")
    return Outline(build(made).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Every text that a scenario or a population may bring tries to break out."""
    places = tuple(Place(f"{place.label}{HOSTILE}", f"{place.region}{HOSTILE}", place.kind) for place in paper.PLACES)
    whole = replace(paper.history(replicates=1, people=1_000), places=places)
    facts = f"facts:\n  - {{id: C1, claim: {json.dumps(HOSTILE)}, source: {json.dumps(HOSTILE)}, role: predicted,\n"
    facts += f"     published: 1, unit: {json.dumps(HOSTILE)}, measure: flags}}\n"
    made = run_folder(
        tmp_path_factory.mktemp("hostile"), whole, title=HOSTILE, label=HOSTILE, about=HOSTILE + "\a", facts=facts
    )
    return build(made).read_text(encoding="utf-8")


def test_it_is_one_file_that_loads_nothing(text, outline):
    body = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    assert LOADS.findall(body) == []
    assert [a for a in outline.all("link") if a["href"] != "data:,"] == []
    assert all(a["href"].startswith("#") for a in outline.all("a"))
    assert [a for a in outline.all("script") if "src" in a] == []
    assert len(text.encode()) < LARGEST


def test_the_browser_is_told_to_run_and_load_nothing_else(outline):
    policy = next(a["content"] for a in outline.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "script-src 'sha256-" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1]


def test_every_section_is_there_in_order_and_listed(outline):
    assert tuple(a["id"] for a in outline.all("section")) == IDENTITIES
    assert len(SECTIONS) == len(IDENTITIES)
    linked = [a["href"][1:] for a in outline.all("a")]
    assert set(IDENTITIES) <= set(linked)
    identities = [a["id"] for _, a in outline.elements if "id" in a]
    assert len(identities) == len(set(identities))
    assert {a["for"] for a in outline.all("output")} <= set(identities)


def test_the_markup_is_whole(outline):
    assert outline.left_open == []


def test_the_head_says_what_it_is_and_what_it_is_not(outline):
    head = outline.text("")
    assert BANNER in head
    assert "A run on paper" in head
    assert "As a test describes it" in head
    assert f"Seed {7}" in head


def test_tiles_and_sentences_show_the_numbers_of_the_summary(folder, outline):
    summary = json.loads((folder / "summary.json").read_text())
    shown = outline.text("happened")
    for entry in summary["measures"]:
        if entry["group"] == "all" and entry["name"] in TILES and entry["value"] is not None:
            say = words.tenths if entry["unit"] == "percentage points" else words.number
            assert f"{say(entry['value'])} {words.capital(names.measure(entry['name']))}" in shown
            assert f"{say(entry['low'])} to {say(entry['high'])}" in shown


def test_every_group_of_a_picture_shows_the_number_of_the_summary(folder, outline):
    reading, shown = Reading(folder), outline.text("spread")
    for entry in reading.by_group("wrong_flags"):
        if entry.group != "abroad":
            assert f"{names.group(entry.group)} {entry.text} {words.interval(entry.low, entry.high)}" in shown


def test_the_map_holds_the_measured_rates(folder, text):
    content = json.loads(re.search(r'id="map-data">(.*?)</script>', text, re.S)[1])
    made = by_place(Reading(folder).records, ["flag"])
    assert content["measures"][0] == "Alerts"
    assert content["groups"][0] == "everybody at home"
    assert len(content["times"]) == 1 + len(made.days)
    for shown, rates in zip(content["values"][0][0], [made.whole, *made.parts], strict=True):
        known = [value for value in shown if value is not None]
        # three significant digits are kept
        assert known == pytest.approx(rates[:, 0][np.isfinite(rates[:, 0])].tolist(), rel=5e-3)


def test_the_cross_table_shows_both_ways_of_being_wrong(folder, outline):
    shown = outline.text("wrong")
    for event in ("flag", "detention"):
        for row in cross_table(Reading(folder).records, event).filter(pl.col("group") == "all").to_dicts():
            if (event, row["operator_error"], row["protected"]) != ("detention", True, True):
                said = "wrongful" if row["operator_error"] or row["protected"] else "neither error nor protected"
                assert f"{words.number(row['value'])} {said} ({words.percent(row['share'])} of all)" in shown
    assert "a perfect censor makes no operator errors and is wrong every time." in shown
    assert "cannot be: whoever did nothing did nothing protected" in shown


def test_only_predictions_earn_verdicts_and_failures_are_said(outline):
    shown = outline.text("facts")
    assert "Of two predictions, one was kept and one failed (C23)." in shown
    assert "calibrated (two free parameters)" in shown
    assert "no verdict: fitted, so no test" in shown


def test_every_assumed_parameter_is_listed_with_its_range(folder, outline):
    shown = outline.text("assumed")
    summary = json.loads((folder / "summary.json").read_text())
    assert [name for name in summary["assumed"] if name not in shown] == []
    assert f"{len(summary['assumed'])} assumed" in shown


def test_a_short_run_says_that_it_was_scaled(outline):
    assert "The run lasted 60 days; its rates are scaled to a year." in outline.text("happened")


def test_every_picture_has_a_badge_a_text_and_its_numbers(text):
    figures = re.findall(r"<figure.*?</figure>", text, re.S)
    assert len(figures) > 12
    for figure in figures:
        assert "scenario on-paper · seed 7" in figure
        assert "<table>" in figure
        assert "<svg" not in figure or re.search(r'role="img" aria-label="[^"]{20,}"', figure)


def test_what_is_absent_is_stated_with_a_reason(bare):
    assert tuple(a["id"] for a in bare.all("section")) == IDENTITIES
    for section in ("spread", "wrong", "path", "course", "speech", "ruler", "score", "wanted", "unseen", "facts"):
        assert re.search(r"[Nn]othing|nobody|none|no ", bare.text(section)), section
    everything = " ".join(bare.text(section) for section in ("", *IDENTITIES))
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|\{|\}", everything.replace(bare.text("cite"), ""))


def test_one_replicate_has_no_interval(tmp_path):
    made = run_folder(tmp_path, paper.history(replicates=1, people=1_000))
    shown = Outline(build(made).read_text(encoding="utf-8"))
    assert "interval: not assessed (one replicate)" in shown.text("happened")
    assert "interval of luck (95%)" not in shown.text("happened")
    assert "One replicate gives one draw of luck" in shown.text("writing")


def test_hostile_texts_stay_texts(hostile):
    outline = Outline(hostile)
    assert outline.left_open == []
    assert [a.get("type") for a in outline.all("script")] == ["application/json", None]
    assert outline.all("img") == []
    assert [a for _, a in outline.elements if any(name.startswith("on") for name in a)] == []
    assert HOSTILE in outline.text("facts")
    json.loads(re.search(r'id="map-data">(.*?)</script>', hostile, re.S)[1])
    assert "\a" not in hostile


def test_an_omniscient_run_says_so_in_red(tmp_path):
    made = run_folder(tmp_path, paper.history(replicates=1, people=1_000), omniscient=True)
    assert '<p class="banner red">Omniscient run' in build(made).read_text(encoding="utf-8")


def test_the_folder_stays_sound_and_the_page_comes_out_the_same(folder, text):
    assert verify(folder) == []
    assert build(folder).read_text(encoding="utf-8") == text


def test_without_the_drawing_libraries_the_error_names_the_remedy(folder, monkeypatch):
    monkeypatch.setattr(charts, "vl_convert", None)
    with pytest.raises(RequestError, match=re.escape("pip install 'sousveil[page]'")):
        build(folder)


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(RequestError, match=r"there is no run\.json"):
        build(tmp_path)


def test_the_file_of_a_scoring_model_came_with_the_run(tmp_path):
    folder = run_folder(tmp_path, paper.history(replicates=1, people=1_000))
    for name in ("model.onnx", "notes.txt"):
        (folder / name).write_text("", encoding="utf-8")
    text = page(Reading(folder))
    assert text.count("the scoring model, as the run was given it") == 1
    assert text.count("added by somebody after the run") == 1
