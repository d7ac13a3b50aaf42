"""The frozen description of a run: a file and an object, equal to each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from sousveil.contract.errors import RequestError
from sousveil.contract.registry import mechanism
from sousveil.scenario.changes import Changes, With, at_home_in, derived, edited, with_mapping
from sousveil.scenario.model import Fact, Patch, PopulationChoice
from sousveil.scenario.page import Page
from sousveil.scenario.places import labels_of
from sousveil.scenario.resolve import Draft, draft, joined
from sousveil.scenario.scorer import Model, ModelChoice
from sousveil.scenario.values import Value, check_places
from sousveil.scenario.writing import block
from sousveil.shown import card, facts, plural, text_block


class Scenario(BaseModel):
    """Everything a run depends on, complete: nothing is left to a default.

    parameters: "mechanism.name" -> its value on the first day, or values by place selector (the label of a place or
    region, urban, rural, abroad, default). patches: what changes on which day. Two scenarios are equal if they say the
    same, wherever they come from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    format: Literal[1] = Field(default=1, alias="schema")
    name: str
    title: str = ""
    label: str = ""
    about: str = ""
    people: int
    days: int
    seed: int
    population: PopulationChoice
    mechanisms: tuple[str, ...]
    parameters: dict[str, Value]
    patches: tuple[Patch, ...] = ()
    omniscient: bool = False
    facts: tuple[Fact, ...] = ()
    model: ModelChoice | None = None

    _handed: Model | None = PrivateAttr(None)
    _page: Page | None = PrivateAttr(None)
    _base: Scenario | None = PrivateAttr(None)

    @classmethod
    def of_page(cls, page: Page) -> Scenario:
        """The scenario that a page describes; raises RequestError for the first thing that is wrong with it."""
        return cls._of_draft(draft(page))

    @classmethod
    def _of_draft(cls, made: Draft) -> Scenario:
        given = [*made.values.values(), *(value for _, values in made.patches for value in values.values())]
        check_places(given, lambda: labels_of(made.population, made.table_where))
        values: dict[str, Value] = {
            f"{name}.{key}": p.default for name in made.mechanisms for key, p in mechanism(name).parameters.items()
        }
        values |= {path: item.value for path, item in made.values.items()}
        whole = cls(
            name=made.name, title=made.title, label=made.label, about=made.about,
            people=made.people, days=made.days, seed=made.seed, population=made.population,
            mechanisms=made.mechanisms, parameters=values, omniscient=made.omniscient, facts=made.facts,
            model=made.model,
            patches=tuple(Patch(day=day, set={p: v.value for p, v in said.items()}) for day, said in made.patches),
        )  # fmt: skip
        whole._page = made.page
        whole._base = None if made.base is None else cls._of_draft(made.base)
        return whole

    def parameters_on(self, day: int) -> dict[str, Value]:
        """Every parameter and the value in force on a day, patches of that day included."""
        in_force = dict(self.parameters)
        for patch in self.patches:
            if patch.day <= day:
                in_force.update(patch.set)
        return in_force

    @property
    def of_countries(self) -> bool:
        """Whether it is a world of countries: days are quarters then, and people countries."""
        return self.population.countries is not None

    @property
    def size(self) -> str:
        """How much of what there is, in words."""
        rows, steps = ("countries", "quarters") if self.of_countries else ("people", "days")
        return f"{self.people:,} {rows}, {self.days:,} {steps}"

    def changing(self) -> frozenset[str]:
        """The parameters that are not one number throughout: they vary by place or change on a day."""
        placed = {path for path, value in self.parameters.items() if isinstance(value, dict)}
        return frozenset(placed | {path for patch in self.patches for path in patch.set})

    def differences(self) -> dict[str, tuple[Any, Any]]:
        """Path -> (in the base, here), None where there is none; without a base, against the defaults of parameters."""
        here = self._flat()
        if self._base is None:
            defaults = {f"{n}.{key}": p.default for n in self.mechanisms for key, p in mechanism(n).parameters.items()}
            return {path: (value, here[path]) for path, value in defaults.items() if here[path] != value}
        before = self._base._flat()
        # the parameters of a mechanism that is taken out or put in go without saying
        moved = set(self.mechanisms) ^ set(self._base.mechanisms)
        return {
            path: (before.get(path), here.get(path))
            for path in dict.fromkeys([*here, *before])
            if before.get(path) != here.get(path) and ("." not in path or path.partition(".")[0] not in moved)
        }

    def _flat(self) -> dict[str, Any]:
        return {
            "people": self.people,
            "days": self.days,
            "seed": self.seed,
            "population.table": self.population.table,
            "population.abroad": self.population.abroad,
            **{
                f"population.{key}": value
                for key in ("cells", "graph", "grid", "countries")
                if (value := getattr(self.population, key)) is not None
            },
            "omniscient": self.omniscient,
            **({} if self.model is None else {f"model.{k}": v for k, v in self.model.told().items()}),
            **dict.fromkeys(self.mechanisms, "in"),
            **self.parameters,
            **{f"day {p.day}: {path}": value for p in self.patches for path, value in p.set.items()},
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the whole content as canonical JSON; a table or a model in a file counts by its content."""
        content = self.model_dump(mode="json", by_alias=True)
        table = Path(self.population.table)
        if table.is_file():
            content["population"]["table"] = hashlib.sha256(table.read_bytes()).hexdigest()
        del content["model"]
        if self.model is not None:
            content["model"] = self.model.identity()
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def patch(
        self,
        values: Mapping[str, Any] = {},
        *,
        day: int | None = None,
        without: Iterable[str] = (),
        with_: With = (),
        name: str | None = None,
    ) -> Scenario:
        """A scenario with these values instead: `{"scoring.penalty": 5, "people": 50_000}`.

        `day` makes it policy that begins on a day. A scenario that came from a file is changed as its author would
        change the file; a shipped one becomes the base of the new one. Raises RequestError for names and values that
        are not allowed.
        """
        said = {path: f"{{{path!r}: {value!r}}}" for path, value in values.items()}
        named = {} if name is None else {"name": name}
        return self.changed(Changes({**values, **named}, tuple(without), with_mapping(with_), day, said))

    def changed(self, changes: Changes, *, written: bool = True) -> Scenario:
        """The scenario with the changes; `written` into its own file, if it has one, or else on top of it."""
        if not changes:
            return self
        page = self._page or Page(self.to_yaml(full=True), self.name, Path(), self.name)
        # what stands in no file cannot be a base either, and is changed where it stands
        inside = not page.shipped and (written or not Path(page.origin).exists())
        made = Scenario.of_page(edited(page, changes) if inside else derived(page, self.name, changes))
        made._handed = self._handed
        return made

    def scored_by(self, model: Model) -> Scenario:
        """The scenario with this scoring model in the place of its own judge; raises RequestError."""
        return self.changed(Changes(model.paths(), said=model.said()), written=False).handing_over(model)

    def handing_over(self, model: Model) -> Scenario:
        """The same, which knows what no file can say of its model: the callable itself, or that it is trusted.

        Raises RequestError for a callable of another name than the scenario's own.
        """
        named = None if self.model is None else self.model.file
        if model.given is not None and model.values["file"] != named:
            raise RequestError("the scenario is scored by another model", where="model", found=model.values["file"],
                               allowed=str(named))  # fmt: skip
        made = self.model_copy()
        made._handed = model
        return made

    @property
    def handed(self) -> Model | None:
        """The model that was handed over in Python, if the scenario's is one, or was trusted to be loaded."""
        return self._handed if self.model is not None else None

    def guarded(self, with_: With) -> Scenario:
        """The scenario with safeguards on top of whatever it says: they bound its own numbers, too. In no file."""
        page = self._page or Page(self.to_yaml(full=True), self.name, Path(), self.name)
        whole = Scenario._of_draft(joined(draft(page), with_mapping(with_)))
        whole._page, whole._base, whole._handed = None, self, self._handed
        return whole

    def to_yaml(self, *, full: bool = False) -> str:
        """The file as it was written, or with `full` everything there is to say, without a base."""
        if self._page is not None and not full:
            return self._page.text
        content = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"parameters", "facts"})
        texts = {key: content.pop(key) for key in ("title", "label", "about")}
        head = {key: content.pop(key) for key in ("schema", "name")}
        head |= {key: text for key, text in texts.items() if text}
        if self.of_countries:
            content.pop("people")  # as many as the tables hold
            content = {"quarters" if key == "days" else key: value for key, value in content.items()}
        facts = [fact.model_dump(mode="json", exclude_none=True) for fact in self.facts]
        tail = {"set": self.parameters, "patches": content.pop("patches"), "facts": facts}
        return "\n".join(block({**head, **content, **{key: part for key, part in tail.items() if part}})) + "\n"

    def save(self, path: str | Path) -> Path:
        """Write the scenario to a file, byte for byte as it was read where nothing changed; raises RequestError."""
        path = Path(path)
        text = self.to_yaml() if self._page is None else at_home_in(self._page, path.parent).text
        try:
            path.write_bytes(text.encode())
        except OSError as error:
            raise RequestError("the file cannot be written", where=str(path), found=error.strerror or "") from None
        return path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Scenario({self.name!r}, {self.size}, {len(self.mechanisms)} mechanisms)"

    def _repr_html_(self) -> str:
        said = facts(self.size, f"seed {self.seed}", plural(len(self.mechanisms), "mechanism"))
        return card(self.title or self.name, self.label, said, self.about, text_block(self.to_yaml()))
