"""A case file that was cut off is said so wherever somebody might look."""

from dataclasses import replace

from report.folders import run_folder

import paper
from sousveil.cli.running import Made
from sousveil.records.stored import open_run
from sousveil.scenario import load


def test_entries_left_out_are_counted_in_every_place_that_speaks_of_the_file(tmp_path, capsys):
    from sousveil import report

    folder = run_folder(tmp_path, replace(paper.history(people=4_000), cases_left_out=1234))
    run = open_run(folder)
    said = {"entries": 200, "left_out": 1234}
    assert run.summary["case_file"] == said and run.info["case_file"] == said
    dictionary = (folder / "dictionary.csv").read_text()
    assert "1,234 later ones left out" in dictionary
    assert "1,234 later ones left out" in report.build(folder).read_text()
    Made(load(folder), run.summary, folder, None).show()
    assert "1,234 later ones left out" in capsys.readouterr().out


def test_a_whole_case_file_is_not_called_cut_off(tmp_path):
    from sousveil import report

    folder = run_folder(tmp_path)
    assert "cut off" not in report.build(folder).read_text()
    assert "none left out" in (folder / "dictionary.csv").read_text()
