"""The state hash is what the interface says it is."""

import hashlib

import numpy as np

from sousveil.contract.columns import COLUMNS
from sousveil.engine import digest
from sousveil.engine.layout import lay_out
from toy import society


def test_hash_of_hashes_of_chunks_of_people_in_order(monkeypatch):
    monkeypatch.setattr(digest, "PEOPLE_A_CHUNK", 700)  # several chunks, none ending with a block
    columns, places, block_place = society()
    layout = lay_out(places, block_place)
    present = (columns["traits"] >> 7 == 1).reshape(-1)
    whole = hashlib.sha256()
    for who in np.split(np.flatnonzero(present), range(700, int(present.sum()), 700)):
        piece = hashlib.sha256()
        for column in COLUMNS:
            if (column.small_world or column.table != "people") and column.name not in columns:
                continue
            absent = np.full(len(who), column.absent, column.dtype)
            piece.update(
                columns[column.name].reshape(-1)[who].tobytes() if column.name in columns else absent.tobytes()
            )
        whole.update(piece.digest())
    turned = {name: layout.turn(column) for name, column in columns.items()}
    assert digest.state_hash(layout, turned) == whole.hexdigest()
