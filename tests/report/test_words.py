"""Numbers and phrases read as people write them."""

import math

import pytest

from sousveil.report import words
from sousveil.report.markup import CONTROL, Html, data, safe, table, tag


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1, "1"), (12_345, "12,300"), (999.6, "1,000"), (4.567, "4.57"), (0.03123, "0.0312"),
        (-8.3, "\u22128.3"),
        (2e-7, "2.0e-07"), (None, "not computed"), (math.nan, "not computed"), (1e6, "1,000,000"),
    ],
)  # fmt: skip
def test_numbers_have_three_digits(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (1, "100%"), (0.123, "12%"), (0.0456, "4.6%"), (0.00034, "0.03%"), (1e-6, "less than 0.01%"),
     (0.9991, "more than 99%"), (0.9996, "more than 99.9%"), (0.097, "9.7%")],
)  # fmt: skip
def test_shares_never_round_to_nothing_or_everything(share, text):
    assert words.percent(share) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "none"), (1, "all"), (0.1, "1 in 10"), (0.161, "about 1 in 6"), (0.3, "3 in 10"), (0.012, "about 1 in 83"),
     (0.55, "")],
)  # fmt: skip
def test_simple_frequencies_are_said_only_where_they_fit(share, text):
    assert words.in_ten(share) == text


def test_shares_near_one_are_told_apart_for_published_figures():
    assert (words.exactly(0.999), words.exactly(0.9998)) == ("99.9%", "99.98%")


def test_plurals_and_lists():
    assert words.plural(1, "{count} day", "{count} days") == "1 day"
    assert words.plural(0, "{count} day", "{count} days") == "0 days"
    assert words.plural(2_000, "{count} person", "{count} people") == "2,000 people"
    assert words.listing(["a", "b", "c"]) == "a, b and c"
    assert words.either(["a", "b", "c"]) == "a, b or c"
    assert words.sentences(["A.", "", "B."]) == "A. B."
    assert words.plain("age_65_plus") == "age 65 and over"


def test_an_interval_needs_both_ends():
    assert words.interval(1, 2) == "1 to 2"
    assert words.interval(None, 2) == ""
    assert words.interval(0.1, 0.25, words.percent) == "10% to 25%"


def test_everything_that_enters_a_tag_is_escaped():
    assert tag("p", "<b>", title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;</p>'
    assert tag("p", Html("<b></b>")) == "<p><b></b></p>"
    assert safe("".join(map(chr, CONTROL)) + "a") == "a"


def test_a_caption_of_a_table_is_text_too():
    assert "<script>" not in table(("<script>",), [("<script>",)], caption="<script>")


def test_data_cannot_end_its_element():
    assert data("x", {"a": "</script><script>"}).count("<") == 2  # its own two tags
