"""What may stand in a scenario file: keys, kinds and ranges, declared once."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)  # fmt: skip

PEOPLE, DAYS, SEED = (1, 2_000_000_000), (1, 36_500), (0, (1 << 63) - 1)


def _whole(value: Any) -> Any:
    """1e6 is a whole number too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
People = Annotated[int, Field(ge=PEOPLE[0], le=PEOPLE[1]), Whole]
Days = Annotated[int, Field(ge=DAYS[0], le=DAYS[1]), Whole]
Seed = Annotated[int, Field(ge=SEED[0], le=SEED[1]), Whole]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Strict(BaseModel):
    """Unknown keys are refused, and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Range(Strict):
    """Evenly spaced first values, both ends included."""

    low: Number = Field(alias="from", description="the first person's value")
    high: Number = Field(alias="to", description="the last person's value")


class Bell(Strict):
    """First values at the middles of equally likely steps of a normal law."""

    mean: Number = Field(description="the mean")
    sd: float = Field(ge=0, allow_inf_nan=False, description="the standard deviation, 0 or more")


class Cell(Strict):
    """So many people of a place who begin alike, or evenly spread."""

    place: str = Field("Town", pattern=r"^[A-Za-z][A-Za-z0-9-]{0,23}$", description="the label of the place")
    count: Annotated[int, Field(ge=0, le=PEOPLE[1]), Whole] = Field(
        description="people; with other cells, its part of the people there are"
    )
    begin: dict[str, bool | int | Number | str | Range | Bell] = Field(
        {}, description="column or field -> its first value, {from: 0, to: 1} or {mean: 0.25, sd: 0.1}"
    )
    household: Literal[1, 2, 4, 8] = Field(1, description="people who live together: 1, 2, 4 or 8")


class GraphChoice(Strict):
    """A random graph between the people of a small world."""

    degree: float = Field(
        ge=0, le=1000, allow_inf_nan=False, description="mean number of others a person is tied to, 0 to 1,000"
    )


class GridChoice(Strict):
    """A grid on which the people of a small world stand; its edges meet."""

    width: Annotated[int, Field(ge=1, le=1 << 16), Whole] = Field(description="sites in a row")
    height: Annotated[int, Field(ge=1, le=1 << 16), Whole] = Field(description="rows")
    vision: Annotated[int, Field(ge=0, le=1 << 15), Whole] = Field(
        description="sites as far as which one sees; less than half the shorter side"
    )


class PopulationChoice(Strict):
    """Who lives there: a table of counts, and how many live abroad; or a small world of cells, on a graph or grid.

    Or no people but countries: then days are quarters, and people are countries.
    """

    table: Line = Field("china-2020", description="the name of a shipped table, or a CSV file of counts")
    abroad: float = Field(0.02, ge=0, le=0.5, description="people abroad, as a share of those at home, 0 to 0.5")
    cells: list[Cell] | None = Field(
        None,
        min_length=1,
        max_length=1000,
        description="a small world instead of a table: a list of {place, count, begin}",
    )
    graph: GraphChoice | None = Field(None, description="who is near whom in a small world: {degree}")
    grid: GridChoice | None = Field(None, description="or where people stand in it: {width, height, vision}")
    countries: Line | None = Field(
        None, description="countries instead of people: `shipped`, or a folder with tables like the shipped ones"
    )

    @model_validator(mode="after")
    def _one_ground(self) -> PopulationChoice:
        if self.graph is not None and self.grid is not None:
            raise ValueError("a small world has a graph or a grid, not both")
        return self

    @model_serializer(mode="wrap")
    def _of_one_kind(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A table and those abroad, or cells, or countries: what does not hold is not written."""
        made: dict[str, Any] = whole(self)
        left_out = () if self.cells is None and self.countries is None else ("table", "abroad")
        return {key: value for key, value in made.items() if value is not None and key not in left_out}


class Patch(Strict):
    """Policy that changes on a day."""

    day: Days = Field(description="the first day on which it holds; days count from 1 (quarters among countries)")
    set: dict[str, Any] = Field(description="parameters and their values from that day on")


class Fact(Strict):
    """A published figure and the part it plays: set by us, fitted, or predicted before running."""

    id: str = Field(pattern=r"^[A-Z]{1,2}[0-9]{1,3}[a-z]?$", description="the entry in the book of facts, such as C13")
    claim: Line = Field(description="what was published, in one sentence")
    source: Line = Field(description="where it was published")
    role: Literal["input", "calibrated", "predicted"] = Field(description="input, calibrated or predicted")
    free: int | None = Field(None, ge=1, le=100, description="parameters fitted to it, where the role is calibrated")
    published: Number | Annotated[list[Number], Field(min_length=2, max_length=2)] = Field(
        description="the published number, or [low, high]"
    )
    unit: Line = Field(description="the unit of the number")
    measure: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="the name of the simulated figure to put beside it")
    group: Line | None = Field(None, description="the group it is of; everybody at home where it is left out")
    tolerance: Line | None = Field(None, description="how close is close enough, and why")

    @model_validator(mode="after")
    def _consistent(self) -> Fact:
        if (self.role == "calibrated") != (self.free is not None):
            raise ValueError("`free` is given where the role is calibrated, and only there")
        if isinstance(self.published, list) and self.published[0] > self.published[1]:
            raise ValueError("`published` is [low, high]")
        return self


class ScenarioFile(Strict):
    """A scenario as it is written: the differences from its base, or a whole."""

    model_config = ConfigDict(title="Sousveil scenario")

    format: Literal[1] = Field(alias="schema", description="the version of this format: 1")
    name: Name = Field(description="a short name: letters, digits, - _ and . , at most 64")
    title: Line | None = Field(None, description="a title for pages")
    label: Line | None = Field(None, description="what kind of scenario this is, in a few words")
    about: Line | None = Field(None, description="one honest sentence on what is and is not modelled")
    base: Line | None = Field(None, description="a shipped scenario, or a file beside this one")
    people: People | None = Field(None, description="people at home, 1 to 2,000,000,000")
    days: Days | None = Field(None, description="days, 1 to 36,500")
    quarters: Days | None = Field(None, description="quarters, in a world of countries: instead of days")
    seed: Seed | None = Field(None, description="seed of all luck, 0 to 2^63 - 1")
    population: dict[str, Any] | None = Field(None, description="table and abroad")
    mechanisms: list[str] | None = Field(None, description="all mechanisms; only in a scenario without a base")
    without: list[str] = Field([], description="mechanisms taken out")
    with_: dict[str, dict[str, Any] | None] = Field(
        {},
        alias="with",
        description="mechanisms and safeguards put in, with their parameters, such as {appeal: {success: 0.3}}",
    )
    set: dict[str, Any] = Field({}, description='parameters and their values, such as {"fear.standing": 0.2}')
    patches: list[Patch] = Field([], description="policy that changes on a day: a list of {day, set}")
    model: dict[str, Any] | None = Field(None, description="a scoring model of one's own, in the place of `scoring`")
    omniscient: bool | None = Field(None, description="true where judges may read the truth, false otherwise")
    facts: list[Fact] | None = Field(None, description="published figures and their roles")
