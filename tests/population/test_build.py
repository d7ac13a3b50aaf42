"""People drawn from tables: exact numbers, close margins, whole households, places that leave each other alone."""

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from sousveil.contract.columns import BY_NAME
from sousveil.population import PopulationSpec, blocks_needed, build, cells, places, traits
from sousveil.population.fitting import fit, systematic, whole
from sousveil.population.households import tilted

PEOPLE = 50_000


def field(population, column, name):
    at, width = BY_NAME[column].shifts[name]
    return (population.columns[column] >> at) & ((1 << width) - 1)


def at_home(population):
    return (field(population, "traits", "present") == 1) & (field(population, "traits", "abroad") == 0)


@pytest.fixture(scope="module")
def china():
    return build(PopulationSpec(), PEOPLE, 1)


def test_exactly_so_many_people_at_home_and_abroad(china):
    present = field(china, "traits", "present").astype(bool)
    assert at_home(china).sum() == PEOPLE
    assert (present & ~at_home(china)).sum() == round(PEOPLE * 0.02)
    assert len(china.places) == 65 and [p.kind for p in china.places[-3:]] == ["abroad"] * 3
    assert all(not column[~present].any() for column in china.columns.values())  # empty slots hold nothing


def counts_of(population):
    """(62 places, ages, sexes, groups) people at home."""
    home = at_home(population)
    place = np.broadcast_to(population.block_place[:, None], home.shape)[home]
    index = (
        place,
        population.columns["age"][home],
        field(population, "traits", "female")[home],
        field(population, "traits", "minority")[home],
    )
    made = np.zeros((62, *cells.SHAPE))
    np.add.at(made, index, 1)
    return made


def household_sizes(population):
    """Sizes of all households at home."""
    home, head = at_home(population).reshape(-1), field(population, "traits", "head").reshape(-1)[:]
    number = np.cumsum(head)[home]
    return np.bincount(number)[np.unique(number)]


MARGINS = [(0,), (1,), (2,), (3,), (0, 2), (0, 3), (0, 4), (0, 1), (2, 3)]


@pytest.mark.parametrize("seed", range(20))
def test_the_largest_z_over_all_margins_stays_under_the_bonferroni_bound(seed):
    population = build(PopulationSpec(), PEOPLE, seed)
    made = counts_of(population).reshape(31, 2, *cells.SHAPE)
    expected = cells.china().counts.reshape(made.shape)
    expected = expected / expected.sum() * PEOPLE
    scores = [_z(*(table.sum(axis=tuple(set(range(5)) - set(axes))) for table in (made, expected))) for axes in MARGINS]
    sizes = np.bincount(household_sizes(population), minlength=9)[1:9]
    law = np.zeros(8)
    for place, household in zip(expected.reshape(62, -1).sum(axis=1), cells.china().household, strict=True):
        law += place / household * tilted(cells.size_prior(), household)
    scores.append(_z(sizes, law / law.sum() * sizes.sum()))
    z = np.concatenate(scores)
    assert np.abs(z).max() < NormalDist().inv_cdf(1 - 0.01 / 2 / z.size)


def _z(observed, expected):
    """Standard scores of counts against a binomial of the whole."""
    share = expected / expected.sum()
    return ((observed - expected) / np.sqrt(expected.sum() * share * (1 - share) + 1e-300)).reshape(-1)


def test_households_are_whole_adult_led_and_of_one_group(china):
    present, head = (field(china, "traits", name).astype(bool).reshape(-1, 32) for name in ("present", "head"))
    age, minority = china.columns["age"].reshape(-1, 32), field(china, "traits", "minority").reshape(-1, 32)
    assert (head <= present).all()
    assert (age[head] > 0).all()  # nobody below 15 leads a household, or lives alone
    assert head[:, 0][present.any(axis=1)].all()  # no household straddles two groups of 32
    run = np.cumsum(head, axis=1) + 100 * np.arange(len(head))[:, None]
    assert (present[:, 1:] <= present[:, :-1]).all()  # and none has a gap
    sizes = np.bincount(run[present])
    assert sizes.max() <= 8
    mixed = np.bincount(run[present], weights=minority[present])
    assert set(np.unique(mixed[sizes > 0] / sizes[sizes > 0])) == {0.0, 1.0}


def test_minority_households_are_gathered(tmp_path):
    path = tmp_path / "mixed.csv"
    path.write_text("place,group,count\nNorth,majority,36000\nNorth,minority,4000\n")
    population = build(PopulationSpec(str(path), 0.0), 40_000, 1)
    size = field(population, "traits", "present").sum(axis=1)
    minority = field(population, "traits", "minority").sum(axis=1)[size > 200] / size[size > 200]
    # seven in ten households of the minority live in a tenth of the place, so blocks there have a majority of them;
    # were they spread by chance, shares of a block would have a standard deviation of about .04 (households of three)
    assert minority.mean() == pytest.approx(0.1, abs=0.01)
    assert minority.std() > 0.12 and minority.max() > 0.5


def test_shares_of_what_is_drawn_beside_the_census(china):
    home = at_home(china)
    urban = field(china, "traits", "urban")[home].astype(bool)
    online = field(china, "account", "on_app")[home]
    # four standard errors of a share of about 30,000 people
    assert online[urban].mean() == pytest.approx(traits.ONLINE_URBAN.share, abs=0.015)
    assert online[~urban].mean() == pytest.approx(traits.ONLINE_RURAL.share, abs=0.02)
    for spread in traits.SPREADS:
        # a 256th for the steps of storage, and four standard errors
        assert china.columns[spread.column][home].mean() / 256 == pytest.approx(spread.mean, abs=1 / 256 + 0.005)


def test_the_same_request_gives_the_same_people_and_another_seed_others():
    spec = PopulationSpec()
    first, again, other = build(spec, 3000, 5), build(spec, 3000, 5), build(spec, 3000, 6)
    assert all((first.columns[n] == again.columns[n]).all() for n in first.columns)
    assert (counts_of(first) != counts_of(other)).any()


def table(path: Path, *rows: str) -> PopulationSpec:
    path.write_text("place,kind,count\n" + "\n".join(rows) + "\n")
    return PopulationSpec(str(path), 0.0)


def test_adding_a_place_changes_nobody_elsewhere(tmp_path):
    before = build(table(tmp_path / "a.csv", "North,urban,4000", "South,rural,2500"), 6500, 7)
    after = build(table(tmp_path / "b.csv", "North,urban,4000", "South,rural,2500", "West,urban,900"), 7400, 7)
    blocks = len(before.block_place)
    for name, column in before.columns.items():
        assert (after.columns[name][:blocks] == column).all(), name
    changed = build(table(tmp_path / "c.csv", "North,urban,4000", "South,rural,2600"), 6600, 7)
    north = before.block_place == 0
    assert all((changed.columns[n][: north.sum()] == c[north]).all() for n, c in before.columns.items())


@pytest.mark.parametrize("people", [1, 7, 40, 1000])
def test_very_few_people(people):
    assert at_home(build(PopulationSpec(), people, 1)).sum() == people


@pytest.mark.parametrize("people", [50_000, 400_000])
def test_blocks_needed_is_a_close_upper_estimate(people):
    found = len(build(PopulationSpec(), people, 1).block_place)
    # places are padded to four blocks, and there are 65
    assert found <= blocks_needed(PopulationSpec(), people) <= found * 1.05 + 4 * 65


def test_fitting_meets_the_margins_and_refuses_what_cannot_be():
    rows, columns = np.array([30.0, 70.0]), np.array([20.0, 50.0, 30.0])
    fitted = fit(np.ones((2, 3)), [((0,), rows), ((1,), columns)])
    assert fitted == pytest.approx(np.outer(rows, columns) / 100)  # without interaction in the seed there is none
    with pytest.raises(Exception, match="disagree"):
        fit(np.ones((2, 3)), [((0,), rows), ((1,), columns * 2)])
    with pytest.raises(Exception, match="cannot be met together"):
        fit(np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]), [((0,), rows), ((1,), columns)])


def test_rounding_to_whole_people():
    expected = np.array([2.5, 0.25, 4.25])
    assert whole(expected, 7).sum() == 7
    assert all(
        abs(systematic(expected, u) - expected).max() < 1 and systematic(expected, u).sum() == 7 for u in (0, 0.3, 0.99)
    )


def test_labels_are_synthetic():
    names = {place.region for place in places(PopulationSpec())}
    assert names == {*(f"R{i:02d}" for i in range(1, 32)), "abroad"}
