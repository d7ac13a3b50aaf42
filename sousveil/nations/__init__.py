"""The countries' own tables: figures with sources, read into arrays. What is unknown stays unknown."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.nations import between, economy, opening, stances
from sousveil.nations.codes import Codes, by_code, codes_of
from sousveil.nations.nation import (
    CRITICISES,
    SILENT,
    SUPPORTS,
    UNKNOWN,
    Bloc,
    Flags,
    Floats,
    Growth,
    Nations,
    Openness,
    Side,
    Statement,
)
from sousveil.nations.rows import Row, Table, read
from sousveil.nations.sources import Source

__all__ = [
    "CRITICISES", "SILENT", "SUPPORTS", "TABLES", "UNKNOWN", "VDEM",
    "Bloc", "Growth", "Nations", "Openness", "Side", "Source", "Statement", "count", "load",
]  # fmt: skip

TABLES = Path(__file__).parent / "tables"
VDEM = Path(__file__).parent / "optional" / "vdem.csv"
"""The optional file, under a share-alike licence of its own; it may be deleted."""
NAMES = ("countries", "borders", "trade", "blocs", "tiles", "statements", "regimes", "growth", "weights")
FIGURES = (
    "people", "gdp", "growth_2020", "online", "homicides",
    "votes_china", "votes_usa", "rights_china", "rights_usa", "belt_road_year",
)  # fmt: skip
REGIONS = ("Africa", "Asia", "Europe", "Latin America and the Caribbean", "Northern America", "Oceania")
YES_NO = ("belt_road", "council_2020", "watched_2019", "chinese_kit", "huawei_barred")


def load(folder: Path | None = None, optional: Path | None = None) -> Nations:
    """Everything known of the countries.

    folder: nine CSV files, each with its description in TOML; the shipped tables where None.
    optional: the share-alike file of regimes; where there is no such file, `Nations.fallback` says what stands in.
    Anything wrong raises RequestError with file and line.
    """
    tables = {name: read((folder or TABLES) / f"{name}.csv") for name in NAMES}
    codes = codes_of(tables["countries"])
    rows = [row for _, row in sorted(by_code(tables["countries"], codes, complete=True).items())]
    openness, extra = opening.opened(tables["regimes"], optional or VDEM, codes)
    exports, imports = between.trade(tables["trade"], codes)
    said = stances.statements(tables["statements"], codes)
    languages = tuple(row.words("languages") for row in rows)
    figures = {name: _figures(tables["countries"], rows, name) for name in FIGURES}
    flags = {name: _yes_no(tables["countries"], rows, name) for name in YES_NO}
    made = Nations(
        known=codes,
        regions=tuple(tables["countries"].choice(row, "region", REGIONS) for row in rows),
        languages=languages,
        people=figures["people"],
        gdp=figures["gdp"],
        growth_2020=figures["growth_2020"],
        online=figures["online"],
        homicides=figures["homicides"],
        votes_china=figures["votes_china"],
        votes_usa=figures["votes_usa"],
        rights_china=figures["rights_china"],
        rights_usa=figures["rights_usa"],
        belt_road_year=figures["belt_road_year"],
        belt_road=flags["belt_road"],
        council_2020=flags["council_2020"],
        watched_2019=flags["watched_2019"],
        chinese_kit=flags["chinese_kit"],
        huawei_barred=flags["huawei_barred"],
        borders=between.borders(tables["borders"], codes),
        exports=exports,
        imports=imports,
        shared_language=between.shared(languages),
        blocs=between.blocs(tables["blocs"], codes),
        statements=said,
        stances={key: stances.stance(each, len(codes.codes)) for key, each in said.items()},
        openness=openness,
        tiles=_tiles(tables["tiles"], codes),
        growth=economy.growth(tables["growth"], codes),
        **economy.weights(tables["weights"]),
        abouts={table.path.stem: table.about for table in [*tables.values(), *([extra] if extra else [])]},
        sources=_sources([*tables.values(), *([extra] if extra else [])]),
    )
    _freeze(made)
    return made


def count(folder: Path | None = None) -> int:
    """How many countries the tables hold; reads only the list of them."""
    return len(codes_of(read((folder or TABLES) / "countries.csv")).codes)


def _figures(table: Table, rows: list[Row], name: str) -> Floats:
    return np.array([table.number(row, name) for row in rows])


def _yes_no(table: Table, rows: list[Row], name: str) -> Flags:
    return np.array([table.whole(row, name) if row[name] else UNKNOWN for row in rows], np.int8)


def _tiles(table: Table, codes: Codes) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    """(countries, 2) row and column of every country's tile."""
    taken: dict[tuple[int, int], Row] = {}
    made = np.zeros((len(codes.codes), 2), np.int16)
    for number, row in by_code(table, codes, complete=True).items():
        tile = table.whole(row, "row"), table.whole(row, "column")
        if tile in taken:
            raise RequestError("two countries on one tile", where=row.where,
                               found=f"{taken[tile]['code']} and {row['code']}", allowed="a tile each")  # fmt: skip
        taken[tile] = row
        made[number] = tile
    return made


def _sources(tables: list[Table]) -> dict[str, Source]:
    """`table.column` -> where it comes from."""
    return {f"{table.path.stem}.{name}": source for table in tables for name, source in table.columns.items()}


def _freeze(made: Nations) -> None:
    """Make every array read-only, so that nobody's run changes what is known."""
    lists = [side.countries for each in made.statements.values() for side in each.sides]
    held = [*vars(made).values(), *made.stances.values(), *vars(made.openness).values(), *lists]
    for value in [*held, *(bloc.members for bloc in made.blocs.values())]:
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
