"""What a scoring model may see, and what it may learn from: the file, never the person."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.contract.columns import AGE_BANDS, AVERAGED, BY_NAME, COUNTED, READABLE, REGISTER, seen_by_judges
from sousveil.contract.errors import RequestError, nearest
from sousveil.contract.events import EVENTS, known_to_the_system

NOT_ALLOWED = (
    "a scoring model sees what the system has on file: the dossier, what was done to a person, and what a register "
    "shows; `sousveil explain model` lists it"
)


def columns_seen() -> dict[str, str]:
    """Every name a model may ask for, in the order of the table, and what it is there: as whole numbers, or shares."""
    return {name: _said(name) for name, column in READABLE.items() if _may_see(name, column)}


def _may_see(name: str, column_name: str) -> bool:
    column = BY_NAME[column_name]
    # of what only some worlds keep, a file is offered; who stands where on a grid is not
    elsewhere = column.table != "people" or (column.small_world and column.kind != "dossier")
    if elsewhere or name in AVERAGED or name in COUNTED:
        return False
    # packed bits and numbers of codes mean nothing by themselves; bands of age are in order
    means_nothing = name == column.name and column.quantity in ("fields", "code") and name != "age"
    return seen_by_judges(name) and not means_nothing


def _said(name: str) -> str:
    column = BY_NAME[READABLE[name]]
    whose = "register" if name in REGISTER else column.kind
    if name == "age":
        return f"{whose}: 0 to {len(AGE_BANDS) - 1}, the number of the {column.doc}"
    if name in column.values:
        return f"{whose}: 1 where the {column.doc} is {name}, else 0"
    field = next((field for field in column.fields if field.name == name), None)
    if field is not None:
        return f"{whose}: 0 to {(1 << field.width) - 1}, {field.doc or column.doc}"
    return f"{whose}: {column.doc} [{column.unit}]"


def check_columns(columns: Sequence[str], where: str) -> tuple[str, ...]:
    """The columns, if a model may see all of them; raises RequestError that says what it may see."""
    allowed = columns_seen()
    some = ", ".join(allowed)
    if not columns:
        raise RequestError("a scoring model sees at least one column", where=where, found="none", allowed=some)
    for name in columns:
        if name not in allowed:
            column = BY_NAME.get(READABLE.get(name, ""))
            what = "no column is called so" if column is None else f"{name} is of {column.kind}, column {column.name}"
            raise RequestError(f"a scoring model may not see {name!r}", where=where, found=what,
                               allowed=f"{NOT_ALLOWED}: {some}", nearest=nearest(name, allowed))  # fmt: skip
    twice = next((name for i, name in enumerate(columns) if name in columns[:i]), None)
    if twice is not None:
        raise RequestError("a column stands twice", where=where, found=twice, allowed="each column once")
    return tuple(columns)


def check_event(name: str, where: str) -> str:
    """The event, if the system itself records it; raises RequestError that says which it does."""
    known = [event.name for event in EVENTS if known_to_the_system(event)]
    if name not in known:
        declared = next((event for event in EVENTS if event.name == name), None)
        what = "no event is called so" if declared is None else f"{name}: {declared.doc} ({declared.phase.name})"
        raise RequestError(
            f"a scoring model cannot learn from {name!r}, which the system does not record", where=where, found=what,
            allowed=f"one of {', '.join(known)}", nearest=nearest(name, known),
        )  # fmt: skip
    return name
