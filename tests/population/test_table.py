"""A user's table is counts of groups or it is refused, with the reason."""

import pytest

from sousveil.contract.columns import AGE_BANDS, BY_NAME
from sousveil.contract.errors import RequestError
from sousveil.population import PopulationSpec, build, places


def spec(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return PopulationSpec(str(path), 0.0)


GOOD = """place,kind,age,sex,group,count
North,urban,age_15_24,female,majority,300
North,urban,age_35_44,male,minority,200
South,rural,age_0_14,female,majority,150
South,rural,age_65_plus,male,majority,250
"""


def test_counts_are_taken_as_they_stand(tmp_path):
    population = build(spec(tmp_path / "good.csv", GOOD), 900, 1)
    assert [(p.label, p.kind) for p in population.places] == [("North", "urban"), ("South", "rural")]
    present = population.columns["traits"] >> 7 == 1
    age = population.columns["age"][present]
    assert {int(band): int((age == band).sum()) for band in set(age)} == {1: 300, 3: 200, 0: 150, 6: 250}


def test_what_is_not_said_follows_the_country(tmp_path):
    population = build(spec(tmp_path / "t.csv", "region,count\nEast,5000\nWest,5000\n"), 10_000, 1)
    present = population.columns["traits"] >> 7 == 1
    # the country's share of children is .1795 of the census table; the counts are within one of it
    assert (population.columns["age"][present] == 0).mean() == pytest.approx(0.1795, abs=0.001)


def test_people_are_scaled(tmp_path):
    assert build(spec(tmp_path / "t.csv", GOOD), 9_000, 1).people == 9_000


REFUSED = {
    "phone": ("place,phone,count\nNorth,123,30\n", "about persons"),
    "name": ("place,first_name,count\nNorth,a,30\n", "about persons"),
    "id": ("place,id,count\nNorth,1,30\n", "about persons"),
    "other column": ("place,religion,count\nNorth,x,30\n", "unknown column"),
    "near column": ("place,kinds,count\nNorth,x,30\n", "did you mean 'kind'"),
    "few": ("place,count\nNorth,1\nSouth,1\nWest,2\n", "looks like persons"),
    "negative": ("place,count\nNorth,-30\n", "not a count"),
    "missing": ("place,count\nNorth,\n", "count is missing"),
    "text": ("place,count\nNorth,many\n", "not a count"),
    "fraction": ("place,count\nNorth,30.5\n", "not a count"),
    "nan": ("place,count\nNorth,nan\n", "not a count"),
    "infinite": ("place,count\nNorth,inf\n", "not a count"),
    "twice": ("place,count\nNorth,30\nNorth,40\n", "stands twice"),
    "urban and rural": ("place,kind,count\nNorth,urban,30\nNorth,rural,40\n", "stands twice"),
    "empty": ("", "table is empty"),
    "no rows": ("place,count\n", "table is empty"),
    "no place": ("age,count\nage_0_14,30\n", "a column is missing"),
    "no count": ("place,age\nNorth,age_0_14\n", "a column is missing"),
    "age": ("place,age,count\nNorth,age_15_25,30\n", "did you mean 'age_15_24'"),
    "sex": ("place,sex,count\nNorth,femal,30\n", "did you mean 'female'"),
    "label": ("place,count\nsomebody@example,30\n", "not the label of a place"),
    "ragged": ("place,count\nNorth,30,40\n", "another number of cells"),
    "nobody": ("place,count\nNorth,0\nSouth,0\n", "counts nobody"),
    "surname": ("place,surname,count\nNorth,a,30\n", "about persons"),
    "date of birth": ("place,dob,count\nNorth,1,30\n", "about persons"),
    "a person's name for a place": ("place,count\nMary Smith,30\n", "not the label of a place"),
    "a phone number for a place": ("place,count\nP0123456789,30\n", "not the label of a place"),
    "a long label": (f"place,count\n{'N' * 25},30\n", "not the label of a place"),
    "the place of exiles": ("place,count\nX02,30\n", "meaning of its own"),
    "a place selector": ("place,count\nrural,30\n", "meaning of its own"),
    "a place left blank": ("place,region,count\n,East,30\n", "without a place"),
    "two regions": ("place,region,age,count\nN,A,age_15_24,30\nN,B,age_25_34,30\n", "in two regions"),
    "separators": ('place,count\nNorth,"1,000"\n', "not a count"),
    "other digits": ("place,count\nNorth,\u0663\u0660\n", "not a count"),
    "a cell without end": (f'place,count\n"{"N" * 200_000}",30\n', "not a CSV file"),
    "too many places": ("place,count\n" + "".join(f"N{i},30\n" for i in range(1001)), "too many places"),
    "children alone": ("place,age,count\nNorth,age_0_14,300\n", "without anybody to live with"),
    "children of one group alone": (
        "place,age,group,count\nN,age_0_14,minority,30\nN,age_35_44,majority,300\n",
        "anybody to live with",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_reason(tmp_path, case):
    text, said = REFUSED[case]
    with pytest.raises(RequestError, match=said) as caught:
        places(spec(tmp_path / "bad.csv", text))
    assert caught.value.exit_code == 2
    assert "bad.csv" in caught.value.where


def test_lines_are_those_of_the_file_whatever_is_blank(tmp_path):
    with pytest.raises(RequestError, match="not a count") as caught:
        places(spec(tmp_path / "bad.csv", "place,count\nNorth,30\n\n\nSouth,many\n"))
    assert "line 5" in caught.value.where


def test_empty_cells_of_a_table_do_not_make_it_one_of_persons(tmp_path):
    rows = "".join(f"North,{band},{count}\n" for band, count in zip(AGE_BANDS, (0, 500, 0, 0, 400, 0, 0), strict=True))
    assert len(places(spec(tmp_path / "t.csv", "place,age,count\n" + rows))) == 1


def test_nobody_at_home_is_an_exile(tmp_path):
    population = build(spec(tmp_path / "good.csv", GOOD), 900, 1)
    at, _ = BY_NAME["account"].shifts["exile"]
    assert not ((population.columns["account"] >> at) & 1).any()


@pytest.mark.parametrize("share", [-0.1, 0.6, float("nan")])
def test_a_share_of_people_abroad_out_of_range_is_refused(share):
    with pytest.raises(RequestError, match="out of range"):
        PopulationSpec(abroad=share)


def test_another_encoding_is_named_by_line(tmp_path):
    with pytest.raises(RequestError, match="not UTF-8") as caught:
        places(spec(tmp_path / "latin.csv", "place,count\nNorth,30\nZürich,40\n", "latin-1"))
    assert "line 3" in caught.value.where and "byte 0xfc, number 23" in caught.value.found


def test_a_table_that_is_not_there(tmp_path):
    with pytest.raises(RequestError, match="cannot be read"):
        places(PopulationSpec(str(tmp_path / "none.csv")))
