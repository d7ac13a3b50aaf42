"""People keep their numbers whatever the layout."""

import numpy as np

from sousveil.engine.groups import PEOPLE, field
from sousveil.engine.kernels import count
from sousveil.engine.layout import BLOCKS, CHUNKS, WIDTH, WORDS_A_BLOCK, lay_out
from sousveil.engine.sums import by_place, ranges
from sousveil.engine.trace import numbers
from toy import society


def test_turning_and_turning_back_is_nothing():
    columns, places, block_place = society()
    layout = lay_out(places, block_place)
    back = layout.back(layout.turn(columns["support"]))
    kept = layout.source >= 0
    assert (back[kept] == columns["support"][layout.source[kept]]).all()
    assert (layout.back(layout.turn(columns["traits"]))[~kept] == 0).all()
    assert layout.tiles % 2 == 0


def test_person_numbers_and_numbers_within_place():
    _, places, block_place = society()
    layout = lay_out(places, block_place)
    number = np.arange(block_place.size * 256, dtype=np.uint32).reshape(-1, 256)
    turned = layout.turn(number)
    tile, lane, word = np.unravel_index(np.arange(turned.size), turned.shape)
    chunk = tile * CHUNKS + word % CHUNKS
    person = layout.person(tile, lane, word)
    real = layout.source[chunk * BLOCKS + word // CHUNKS // WORDS_A_BLOCK] >= 0
    assert real.any() and (person[real] == turned.reshape(-1)[real]).all()
    within = np.asarray(numbers(layout.base)).reshape(-1)
    first = np.searchsorted(block_place, layout.chunk_place)[chunk] * 256
    assert (within[real] == (person - first)[real]).all()
    assert (layout.place.reshape(-1)[tile * 256 + word] == layout.chunk_place[chunk]).all()


def test_group_counts_are_exact():
    columns, places, block_place = society()
    layout = lay_out(places, block_place)
    packed = PEOPLE.masks({name: layout.turn(columns[name]) for name in ("traits", "age")})
    everybody = np.full((layout.tiles, 1, WIDTH), 0xFFFFFFFF, np.uint32)
    chunks, _ = count(())(everybody, packed)
    counts = np.asarray(by_place(chunks, ranges(layout.chunk_place, len(places))))
    groups = dict(zip(("all", "female", "male", "urban", "rural"), PEOPLE.by_group(counts, places)[0].T, strict=False))
    present, female = (field(columns["traits"], "traits", name) for name in ("present", "female"))
    for place in range(2):
        here = block_place == place
        assert groups["all"][place] == present[here].sum() == groups["urban"][place]
        assert groups["female"][place] == (present & female)[here].sum()
        assert groups["male"][place] == (present & ~female)[here].sum()
    assert groups["all"][2] == 0  # abroad
