"""The case file: complete, or cut off and said so."""

from sousveil.engine import recorder
from sousveil.engine.course import live
from toy import course, everybody


def test_a_full_case_file_ends_and_numbers_the_rest(monkeypatch):
    whole = live(course(everybody()))
    entries = list(zip(*(whole.case[name].tolist() for name in ("day", "person", "kind")), strict=True))
    assert len(entries) > 10 and whole.cases_left_out == 0
    most = len(entries) // 2
    monkeypatch.setattr(recorder, "CASES_AT_MOST", most)
    cut = live(course(everybody()))
    kept = list(zip(*(cut.case[name].tolist() for name in ("day", "person", "kind")), strict=True))
    assert 0 < len(kept) <= most and len(kept) + cut.cases_left_out == len(entries)
    assert kept == entries[: len(kept)]  # one kind of case a day here: nothing after the first gap
    assert cut.state_hash == whole.state_hash and (cut.counts == whole.counts).all()
