"""A scoring model of one's own in a scenario: what the file may say of it, and the same handed over in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from sousveil.contract.errors import RequestError
from sousveil.models.seen import check_columns, check_event
from sousveil.models.source import HANDED_OVER, source_of
from sousveil.scenario.model import Days, Line, Strict, Whole

MECHANISM = "model_score"
"""The mechanism whose column a model fills."""
MOST_POINTS, MOST_ROWS = 65_535, 10_000_000
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS), Whole]


class RetrainChoice(Strict):
    """The model is fitted anew on outcomes that the system itself recorded."""

    every: Days = Field(description="days between fits, 1 to 36,500")
    outcome: Line = Field(description="the recorded event that is to be foretold, such as loan_lost")
    among: Line = Field(description="the recorded event by which somebody was decided on, such as lent")
    within: Days = Field(1, description="days in which the outcome shows, that of the decision included; 1 to 36,500")
    window: Days = Field(360, description="days of decisions that are learnt from, 1 to 36,500")
    most: Rows = Field(100_000, description="rows at most, drawn evenly by luck of their own; 1 to 10,000,000")


class ModelChoice(Strict):
    """A scoring model: where it is, what it may see, how its results become points, and whether it learns."""

    file: Line | None = Field(
        None, description="beside this file: .onnx, .joblib, .pkl, path/file.py:function; or package.module:function"
    )
    columns: list[str] | None = Field(
        None, max_length=200, description="what it sees of a person, in its order: columns and fields of the dossier"
    )
    every: Days = Field(30, description="days between scorings, 1 to 36,500; the first is before day 1")
    points: Annotated[int, Field(ge=1, le=MOST_POINTS), Whole] = Field(
        1000, description="points of a result of 1; 1 to 65,535"
    )
    reads_as: Literal["merit", "risk"] = Field(
        "merit", description="merit: a result of 1 is best; risk: it is worst, and points are those of 1 - result"
    )
    seconds: float = Field(
        60.0, gt=0, le=86_400, allow_inf_nan=False, description="seconds that a batch of 65,536 people may take"
    )
    retrain: RetrainChoice | None = Field(None, description="{every, outcome, among, within, window, most}")
    sha256: str | None = Field(
        None, pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file, if it has to be that very one"
    )

    def identity(self) -> dict[str, Any]:
        """What what happens depends on, as JSON holds it: a file counts by its content, wherever it lies."""
        content = self.model_dump(mode="json", exclude_none=True)
        source = source_of(str(self.file), "model.file")
        return content | ({"file": source.kept_as} if source.is_file else {})

    def told(self) -> dict[str, Any]:
        """The same as people read it: a file by its name, a hash by its beginning."""
        digest = {} if self.sha256 is None else {"sha256": self.sha256[:12]}
        return self.identity() | {"file": source_of(str(self.file), "model.file").name} | digest


class Model:
    """A scoring model for `run(..., model=...)`.

    source: a callable (float64 rows of shape (people, columns) in, a number a row out), something with predict_proba or
    predict such as a scikit-learn pipeline, or what a scenario file could name. Other options as there. trust_pickle: a
    pickle runs whatever code is in it, so this has to be said.
    """

    said_as = "Model: "
    """How messages begin that say where an option was given."""

    def __init__(
        self, source: Any, columns: Sequence[str], *, retrain: Mapping[str, Any] | None = None,
        trust_pickle: bool = False, **options: Any,
    ) -> None:  # fmt: skip
        in_a_file = isinstance(source, str | Path)
        if isinstance(columns, str):
            raise RequestError("columns are a list of names", where="columns", found=columns, allowed=f"[{columns!r}]")
        self.given = None if in_a_file else source
        self.trust_pickle = trust_pickle
        file = str(source) if in_a_file else f"{HANDED_OVER}{_called(source)}"
        self.values = {"file": file, "columns": list(columns), **options} | (
            {"retrain": dict(retrain)} if retrain else {}
        )

    @classmethod
    def trusted(cls) -> Model:
        """The scenario's own model, whatever it is, even a pickle."""
        made = cls("", ())
        made.values, made.trust_pickle = {}, True
        return made

    def paths(self) -> dict[str, Any]:
        """Its values, by their paths in a scenario."""
        return {f"model.{key}": value for key, value in self.values.items()}

    def said(self) -> dict[str, str]:
        """Where they were said."""
        return {path: f"{self.said_as}{path.partition('.')[2]}" for path in self.paths()}

    def __repr__(self) -> str:
        return f"Model({self.values['file']!r}, columns={self.values['columns']})"


def _called(source: Any) -> str:
    """What a thing is called: its own name, or that of its class."""
    return str(getattr(source, "__qualname__", type(source).__qualname__)).replace("<", "").replace(">", "")


def completed(said: Mapping[str, Any], before: ModelChoice | None, folder: Path, where: Any) -> ModelChoice:
    """What a file says of its model on top of what its base says, with the model's file found and hashed.

    `where(*keys)` says where something stands. Raises RequestError for a column that a model may not see, an event
    that the system does not record, and a file that is none.
    """
    kept = {} if before is None else before.model_dump(exclude_unset=True)
    if "file" in said:
        kept.pop("sha256", None)
    made = ModelChoice.model_validate({**kept, **said})
    for key, value in (("file", made.file), ("columns", made.columns)):
        if value is None:
            raise RequestError(f"a model needs {key!r}", where=where("model"),
                               allowed=f"{key}: {ModelChoice.model_fields[key].description}")  # fmt: skip
    check_columns(made.columns or [], where("model", "columns"))
    for key in ("outcome", "among") if made.retrain is not None else ():
        check_event(getattr(made.retrain, key), where("model", "retrain", key))
    if made.retrain is not None and made.retrain.window < made.retrain.within:
        raise RequestError("no outcome would be known within the window", where=where("model", "retrain", "window"),
                           found=f"{made.retrain.window} days", allowed=f"{made.retrain.within} or more")  # fmt: skip
    if "file" not in said:
        return made
    at = where("model", "file")
    source = source_of(str(made.file), at).relative_to(folder, at)
    if made.sha256 and source.digest != made.sha256:
        raise RequestError("the model file is not what it was", where=at, found=f"SHA-256 {source.digest[:12]}",
                           allowed=f"the file with SHA-256 {made.sha256[:12]}")  # fmt: skip
    return made.model_copy(update={"file": source.text, "sha256": source.digest or None})
