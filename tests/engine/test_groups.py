"""Who is counted in which group."""

import numpy as np

from sousveil.contract.columns import AGE_BANDS, GROUPS
from sousveil.engine.groups import adults, field
from toy import society


def test_adults_are_counted_by_every_group_and_place():
    columns, places, block_place = society()
    made = adults(columns["traits"], columns["age"], block_place, places)
    grown = field(columns["traits"], "traits", "present") & (columns["age"] > 0)
    group = {name: i for i, name in enumerate(GROUPS)}
    for place, where in enumerate(places):
        here = grown[block_place == place]
        home, abroad = (0, int(here.sum())) if where.kind == "abroad" else (int(here.sum()), 0)
        assert (made[place, group["all"]], made[place, group["abroad"]]) == (home, abroad)
        female = here & field(columns["traits"], "traits", "female")[block_place == place]
        assert made[place, group["female"]] == (0 if abroad else female.sum())
    assert (made[:, group["female"]] + made[:, group["male"]] == made[:, group["all"]]).all()
    assert (made[:, group["minority"]] + made[:, group["majority"]] == made[:, group["all"]]).all()
    bands = [group[band] for band in AGE_BANDS]
    assert (made[:, bands].sum(axis=1) == made[:, group["all"]]).all() and not made[:, group["age_0_14"]].any()
    assert made.dtype == np.int64
