"""The tables of columns and events: what they promise to everybody."""

from __future__ import annotations

import pytest

from sousveil.contract import columns, events
from sousveil.contract.column import stored_range
from sousveil.contract.phases import DESCRIPTIONS, Phase


def test_a_person_fits_into_32_bytes() -> None:
    # 1.4 billion people at 32 bytes are 42 GiB: what leaves room to work on one device of 80 GB
    assert columns.BYTES_A_PERSON <= 32


def test_names_of_columns_fields_and_values_are_unique() -> None:
    names = [
        name
        for column in columns.COLUMNS
        for name in (column.name, *(field.name for field in column.fields), *column.values)
    ]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("column", columns.COLUMNS, ids=lambda column: column.name)
def test_absent_values_and_fields_fit_their_storage(column: columns.Column) -> None:
    assert 0 <= column.absent <= stored_range(column)
    assert bool(column.shifts) == (column.quantity == "fields")
    if column.quantity == "code":
        assert len(column.values) <= stored_range(column) + 1


def test_all_four_kinds_of_knowledge_are_kept() -> None:
    assert {column.kind for column in columns.COLUMNS} == {"truth", "mind", "dossier", "state"}


def test_event_names_are_unique_and_every_phase_fits_into_32_bits_a_word() -> None:
    assert len(events.BY_NAME) == len(events.EVENTS)
    for phase in Phase:
        echoes = [event for event in events.EVENTS if event.phase is phase and event.echo]
        assert len(echoes) <= 32


@pytest.mark.parametrize("event", [e for e in events.EVENTS if e.echo], ids=lambda event: event.name)
def test_ties_pass_on_what_happened_earlier_that_day(event: events.Event) -> None:
    assert event.tie is not None
    assert events.BY_NAME[event.echo].phase < event.phase


def test_only_echoes_have_ties() -> None:
    assert all(bool(event.echo) == (event.tie is not None) for event in events.EVENTS)


def test_every_event_and_phase_is_explained() -> None:
    assert all(event.doc for event in events.EVENTS)
    assert set(DESCRIPTIONS) == set(Phase)


def test_loss_of_liberty_touches_the_article_on_liberty() -> None:
    assert all(9 in events.BY_NAME[name].rights for name in events.CUSTODY_EVENTS)
