"""Pictures: letters survive, colours follow the page, nothing is left to load."""

import json
import re

import pytest

from sousveil.report import charts
from sousveil.report.world import curves

LINE = [{"x": day, "y": 0.00012 * day, "low": None, "high": None, "series": "said"} for day in (10, 20, 30)]
ROWS = [{"name": "one <b>", "value": 37.2512, "text": "37.2512"}, {"name": "other", "value": 0.0123, "text": "0.0123"}]


WIDE = [{**row, "x": 2_000 + row["x"], "low": 0.1, "high": 0.2, "wide_low": 0, "wide_high": 1} for row in LINE]
SPANS = [{**row, "low": 0, "high": 1, "wide_low": 0, "wide_high": 40} for row in ROWS]


def all_kinds():
    both = [{**row, "series": name} for row in LINE for name in ("said", "thought")]
    bins = [{"x": 32.0 * at, "y": 0.25, "series": "start"} for at in range(4)]
    return {
        "line": charts.lines(LINE, x="day", y="share", share=True),
        "lines": charts.lines(both, x="day", y="share", series=("said", "thought"), share=True),
        "bars": charts.bars(ROWS, x="per 100,000", strong=["other"]),
        "dots": charts.dots(ROWS, x="per 100,000", line=1.0),
        "columns": charts.columns(bins, x="points", y="share", series=("start",), step=32),
        "outlines": charts.columns(bins, x="points", y="share", series=("start", "end"), step=32),
        "band": charts.lines(WIDE, x="day", y="share", years=True),
        "spans": charts.dots(SPANS, x="per 100,000"),
        "banded": curves.banded(WIDE, y="day", reference=WIDE, marks=[{**row, "text": "one"} for row in WIDE]),
        "capped": curves.banded(WIDE, y="day", top=1.0),
        "ranges": curves.ranges(SPANS, x="per 100,000", top=40.0),
    }


@pytest.fixture(scope="module")
def pictures():
    return all_kinds()


def letters(svg):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_letters_are_kept_to_the_last_digit(pictures):
    assert {"37.2512", "0.0123"} <= set(letters(pictures["bars"]))
    assert "0.1%" in letters(pictures["line"])


def test_names_are_escaped(pictures):
    assert "one &lt;b&gt;" in letters(pictures["bars"])


def test_colours_are_those_of_the_page(pictures):
    for svg in pictures.values():
        assert "#fe00" not in svg
        used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
        assert {colour for colour in used if not colour.startswith("var(--")} <= {"none", "transparent"}


def test_series_differ_by_more_than_colour(pictures):
    dashes = set(re.findall(r'stroke-dasharray="([^"]+)"', pictures["lines"]))
    assert len(dashes) > 1


def test_axes_carry_their_titles(pictures):
    for svg in pictures.values():
        assert {"day", "per 100,000", "points"} & set(letters(svg))


def test_nothing_is_loaded(pictures):
    assert not re.search(r"href|url\(|http", "".join(pictures.values()))


def test_an_outline_reaches_the_upper_end_of_its_last_bin():
    rows = [{"x": x, "y": 0.5, "series": name} for name in ("a", "b") for x in (0, 1)]
    svg = charts.columns(rows, x="points", y="share", series=("a", "b"))
    assert "2.0" in re.findall(r"<text[^>]*>([^<]*)</text>", svg)  # two bins, each one wide, from nothing


def test_descriptions_keep_to_the_grammar(monkeypatch):
    """Every kind of picture, against the schema of Vega-Lite that altair brings along."""
    altair = pytest.importorskip("altair", reason="the test extra is not installed")
    said = []
    draw = charts.vl_convert.vegalite_to_svg

    class Listening:
        def vegalite_to_svg(self, spec, vl_version):
            said.append(json.loads(spec))
            return draw(spec, vl_version=vl_version)

    monkeypatch.setattr(charts, "vl_convert", Listening())
    assert len(all_kinds()) == len(said)
    assert altair.SCHEMA_VERSION.startswith(f"v{charts.DIALECT}.")
    for spec in said:
        altair.LayerChart.from_dict(spec)  # raises where a word is not in the grammar
    with pytest.raises(altair.utils.schemapi.jsonschema.ValidationError):
        altair.LayerChart.from_dict({**said[0], "layer": [{**said[0]["layer"][0], "mark": "scribble"}]})
