"""Strict YAML: what would be read otherwise than it was meant is refused, with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.contract.errors import RequestError
from sousveil.scenario.page import Page, read, value_of
from sousveil.scenario.writing import block, flow


def page(text):
    return Page(text, "my.yaml", Path(), "my.yaml")


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("a: 1\n\tb: 2\n", "tab", 2),
        ("a: 1\nb:\n  c: 1\n \td: 2\n", "tab", 4),
        ("a: 1\nb: 2\na: 3\n", "'a' stands twice", 3),
        ("a:\n  b: 1\n  b: 2\n", "'b' stands twice", 3),
        ("a: 1\nb: no\n", "bare 'no'", 2),
        ("a: [1, Yes]\n", "bare 'Yes'", 1),
        ("a: 1\non: 1\n", "bare 'on'", 2),
        ("a: &x 1\nb: *x\n", "anchors", 1),
        ("a: 1\nb: !!python/object:os.system x\n", "tags", 2),
        ("<<: {a: 1}\n", "tags", 1),
        ("a: {b: 1\n", "not YAML", 2),
        ("a: 1\n---\nb: 1\n", "not YAML", 2),
        ("? [a]\n: 1\n", "a key is one word", 1),
    ],
)
def test_what_could_be_misread_is_refused_with_its_line(text, problem, line):
    with pytest.raises(RequestError, match=problem) as caught:
        page(text).data  # noqa: B018
    assert caught.value.where == f"my.yaml:{line}"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- 1\n", "42\n", "[" * 5000, "a: \x01\n"])
def test_what_is_no_scenario_at_all_is_refused(text):
    with pytest.raises(RequestError, match=r"my\.yaml"):
        page(text).data  # noqa: B018


def test_a_bare_no_is_told_what_to_write_instead():
    with pytest.raises(RequestError) as caught:
        page("a: off\n").data  # noqa: B018
    assert caught.value.allowed == '"off" in quotes, or true, or false'
    assert page("a: 'off'\nb: true\n").data == {"a": "off", "b": True}


def test_numbers_are_read_as_people_write_them():
    assert page("a: 200_000\nb: 1e6\nc: .5\nd: 0x10\ne: 012\nf: -_\n").data == {
        "a": 200_000, "b": 1e6, "c": 0.5, "d": 16, "e": 12, "f": "-_",
    }  # fmt: skip


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("schema: 1\nname: caf\xe9\n".encode("latin-1"))
    with pytest.raises(RequestError, match="not UTF-8") as caught:
        read(path)
    assert caught.value.where == f"{path}:2"


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path, name):
    with pytest.raises(RequestError, match="cannot be read"):
        read(tmp_path / name)


def test_keys_know_their_lines_and_an_absent_key_the_line_around_it():
    made = page("a: 1\nb:\n  c: 2\n  d: [3, 4]\n")
    assert made.where("b", "c") == "my.yaml:3"
    assert made.where("b", "d", 1) == "my.yaml:4"
    assert made.where("b", "missing", "deeper") == "my.yaml:2"
    assert made.where("missing") == "my.yaml"


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
nested = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc.", min_size=1), inner, max_size=3)
)


@given(nested)
def test_what_is_written_on_one_line_is_read_back(value):
    assert value_of(flow(value), "here") == value


@given(st.dictionaries(st.text("abc.-", min_size=1, max_size=8), nested, min_size=1, max_size=5))
def test_what_is_written_as_a_block_is_read_back(content):
    assert page("\n".join(block(content)) + "\n").data == content
