"""A population that knows no countryside says so."""

import json

import pytest

from sousveil.cli import main
from sousveil.measures.kinds import one_sided

ROWS = ["R1,urban,60000", "R1,rural,40000", "R2,urban,30000", "R2,rural,70000"]
SCENARIO = """\
schema: 1
name: mine
mechanisms: [platform, messaging, audit]
people: 2000
days: 2
population: {table: counts.csv}
"""


@pytest.mark.parametrize(("header", "rows", "said"), [
    ("region,kind,count", ROWS, ""),
    ("region,count", ["R1,60000", "R2,40000"], "every place at home is urban: the population table has no rural one"),
])  # fmt: skip
def test_a_table_without_kinds_is_said_on_the_terminal_and_on_the_page(tmp_path, capsys, header, rows, said):
    (tmp_path / "counts.csv").write_text("\n".join([header, *rows]) + "\n")
    (tmp_path / "mine.yaml").write_text(SCENARIO)
    assert main(["run", str(tmp_path / "mine.yaml"), "--out", str(tmp_path / "run")]) == 0
    shown, page = capsys.readouterr().out, (tmp_path / "run" / "report.html").read_text()
    for text in (shown, page):
        assert ("place at home is" in text) == bool(said)
    assert said in shown
    places = json.loads((tmp_path / "run" / "summary.json").read_text())["places"]
    assert (places["rural"] == 0) == bool(said)


def test_one_kind_either_way_is_said():
    assert "every place at home is rural" in one_sided({"urban": 0, "rural": 3, "abroad": 2})
    assert one_sided({"urban": 1, "rural": 1}) == ""
