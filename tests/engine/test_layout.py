"""People keep their numbers whatever the layout."""

import numpy as np

from sousveil.engine.groups import MASKS, by_group, field, masks
from sousveil.engine.layout import CHUNK, lay_out
from sousveil.engine.trace import numbers
from toy import society


def test_turning_and_turning_back_is_nothing():
    columns, places, block_place = society()
    layout = lay_out(places, block_place)
    back = layout.back(layout.turn(columns["support"]))
    kept = layout.source >= 0
    assert (back[kept] == columns["support"][layout.source[kept]]).all()
    assert (layout.back(layout.turn(columns["traits"]))[~kept] == 0).all()
    assert layout.chunks % 16 == 0


def test_person_numbers_and_numbers_within_place():
    _, places, block_place = society()
    layout = lay_out(places, block_place)
    number = np.arange(block_place.size * 256, dtype=np.uint32).reshape(-1, 256)
    turned = layout.turn(number)
    chunk, position = np.divmod(np.arange(layout.chunks * CHUNK), CHUNK)
    person = layout.person(chunk, position)
    real = layout.source[chunk * 4 + position % 32 // 8] >= 0
    assert (person[real] == turned.reshape(-1)[real]).all()
    within = np.asarray(numbers(layout.base)).reshape(-1)
    first = np.searchsorted(block_place, layout.chunk_place)[chunk] * 256
    assert (within[real] == (person - first)[real]).all()


def test_group_counts_are_exact():
    columns, places, block_place = society()
    layout = lay_out(places, block_place)
    packed = masks(layout.turn(columns["traits"]), layout.turn(columns["age"]))
    counts = np.zeros((len(places), 1, len(MASKS)), np.int64)
    for place in range(len(places)):
        counts[place, 0] = np.bitwise_count(packed[:, layout.chunk_place == place]).sum(axis=(1, 2))
    groups = dict(zip(("all", "female", "male", "urban", "rural"), by_group(counts, places)[0].T, strict=False))
    present, female = (field(columns["traits"], "traits", name) for name in ("present", "female"))
    for place in range(2):
        here = block_place == place
        assert groups["all"][place] == present[here].sum() == groups["urban"][place]
        assert groups["female"][place] == (present & female)[here].sum()
        assert groups["male"][place] == (present & ~female)[here].sum()
    assert groups["all"][2] == 0  # abroad
