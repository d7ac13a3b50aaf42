"""What the benchmarks say: verdicts, the case that is lost, and the history."""

import pytest

from sousveil.bench import history
from sousveil.bench.comparison import Comparison, Timing, chosen
from sousveil.cli.benching import turning, verdicts
from sousveil.contract.errors import RequestError


def timing(engine, people, rate):
    """Three runs of ten days, of which the median has this rate."""
    middle = people * 10 / rate
    return Timing(engine, people, 10, 2, "1.0", (middle / 2, middle, middle * 9))


def test_the_case_that_is_lost_and_where_the_lab_begins_to_win():
    # equal at the geometric mean of two sizes where the ratio goes from 1/2 to 2
    assert turning({10_000: 0.5, 1_000_000: 2.0}) == (
        "the lab loses at 10,000 people (0.50 times) and wins from about 100,000 on"
    )
    assert "loses up to the largest size, 100 people" in turning({10: 2.0, 100: 0.5})
    assert "wins from the smallest size on, 10 people" in turning({10: 2.0, 100: 1.5})


def test_goals_are_judged_at_the_largest_size_that_both_were_timed_at():
    rates = {
        ("sousveil", 100): 2e6,
        ("numba", 100): 1e6,
        ("sousveil", 1000): 6e6,
        ("numba", 1000): 1e6,
        ("mesa", 100): 1e3,
    }
    made = Comparison([timing(e, n, r) for (e, n), r in rates.items()], {}, (100, 1000), 10, 3)
    said = verdicts(made)
    assert said[0].startswith(
        "against Numba, one straightforward parallel loop: 6.00 times at 1,000 people; goal at least 5, kept"
    )
    assert "2000.00 times at 100 people" in said[1]


def test_engines_are_chosen_by_name_and_the_lab_is_always_there():
    assert [peer.name for peer in chosen(["mesa"])] == ["sousveil", "mesa"]
    with pytest.raises(RequestError, match="numpi") as found:
        chosen(["numpi"])
    assert found.value.nearest == "numpy"


def test_lines_are_kept_in_the_projects_folder_only(tmp_path):
    file = tmp_path / "history.jsonl"
    assert not history.keep("small", {"times_numpy": 5.0}, file)
    assert not file.exists()
    file.touch()
    for figure in (5.0, 6.0):
        assert history.keep("small", {"times_numpy": figure}, file)
    history.keep("peers", {}, file)
    assert [line["figures"]["times_numpy"] for line in history.kept("small", file)] == [5.0, 6.0]
    assert {"processor", "processors", "wide_vectors", "when", "version"} <= set(history.kept("small", file)[0])
