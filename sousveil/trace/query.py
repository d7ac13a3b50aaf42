"""The small language of `--find`: words joined by and, or, not and brackets, and comparisons. Nothing is executed.

A word is an event (it befell the person at least once), a group, a status, a yes/no field or a short name of NAMED.
`times(event)` and `first(event)` are numbers of days, columns are numbers as on the last day: `fear > 0.5`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sousveil.contract import columns as table
from sousveil.contract.column import Column
from sousveil.contract.errors import RequestError, nearest, unknown
from sousveil.contract.events import BY_NAME, CUSTODY_EVENTS
from sousveil.contract.quantity import Count, Share

if TYPE_CHECKING:
    from sousveil.engine.lives import Noted

Array = npt.NDArray[Any]
LONGEST = 500
"""Letters of a query."""
NAMED: Mapping[str, str] = {
    "detained": " or ".join(CUSTODY_EVENTS),
    "innocent": "not incident",
    "wrongly_detained": "detention_error or detention_protected",
    "the_clip": (
        "contact_seen and visit and detained_administratively and detained_criminally and charged and convicted and "
        "first(contact_seen) <= first(visit) and first(visit) <= first(detained_administratively) and "
        "first(detained_administratively) <= first(detained_criminally) and "
        "first(detained_criminally) <= first(charged)"
    ),
}
"""Short names. `the_clip`: the life that the essay begins with, in the order in which it tells it."""
COMPARED: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Lt: np.less, ast.LtE: np.less_equal, ast.Gt: np.greater, ast.GtE: np.greater_equal, ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}  # fmt: skip
FUNCTIONS = ("times", "first")
GROUPS: Mapping[str, tuple[str, bool]] = {
    "male": ("female", False), "rural": ("urban", False), "majority": ("minority", False),
}  # fmt: skip


@dataclass
class Query:
    """A query that was read. ever, times, first: the events that have to be noted for it."""

    text: str
    tree: ast.expr
    ever: set[str] = field(default_factory=set)
    times: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)

    def mask(self, noted: Noted, stored: Mapping[str, Array]) -> Array:
        """Who it is true of, (tiles, 32, 256). stored: columns of the last day; events nobody emits befall nobody."""
        return np.asarray(_Answer(noted, stored).of(self.tree), bool)


def read(text: str) -> Query:
    """The query; raises RequestError that says which part of it cannot be read."""
    if len(text) > LONGEST:
        raise _wrong("the query is too long", f"{len(text)} letters", f"at most {LONGEST}")
    made = Query(text, _parsed(text))
    _check(made.tree, made)
    return made


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        found = getattr(error, "text", None) or text
        raise _wrong("the query cannot be read", found.strip()[:60], "detained and innocent and not female") from None


def _wrong(problem: str, found: str, allowed: str) -> RequestError:
    return RequestError(problem, where="--find", found=found, allowed=allowed)


def _check(node: ast.expr, query: Query) -> None:
    """Everything in it means something; notes which events are needed, and puts short names in their place."""
    if isinstance(node, ast.BoolOp):
        node.values = [_whole(part, query) for part in node.values]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node.operand = _whole(node.operand, query)
    elif isinstance(node, ast.Compare):
        for part in (node.left, *node.comparators):
            _check_number(part, query)
        if not all(type(op) in COMPARED for op in node.ops):
            raise _wrong("not a comparison of this language", ast.unparse(node)[:60], "<, <=, >, >=, ==, !=")
    elif isinstance(node, ast.Name):
        if node.id in NAMED:
            query.tree = _whole(node, query)
        else:
            _check_word(node.id, query)
    else:
        raise _wrong("not part of this language", ast.unparse(node)[:60], "words, and, or, not, brackets, comparisons")


def _whole(node: ast.expr, query: Query) -> ast.expr:
    """The node, or what a short name stands for, checked."""
    if isinstance(node, ast.Name) and node.id in NAMED:
        node = _parsed(NAMED[node.id])
    _check(node, query)
    return node


def _check_word(word: str, query: Query) -> None:
    if word in BY_NAME:
        query.ever.add(word)
        return
    column = table.BY_NAME.get(table.READABLE.get(word, ""))
    yes_or_no = column is not None and (
        word in column.values or (word in column.shifts and column.shifts[word][1] == 1)
    )
    if not (yes_or_no or word in GROUPS):
        known = [*BY_NAME, *NAMED, *GROUPS, *_words()]
        if column is not None:
            raise _wrong(f"{word!r} is a number", word, f"a comparison, such as {word} > 0.5")
        raise unknown("word", word, known, where="--find")


def _words() -> list[str]:
    """Values of codes and yes/no fields."""
    fields = [f.name for column in table.COLUMNS for f in column.fields if f.width == 1]
    return [*fields, *(value for column in table.COLUMNS for value in column.values)]


def _check_number(node: ast.expr, query: Query) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        if (
            len(node.args) == 1
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id in BY_NAME
            and not node.keywords
        ):
            getattr(query, node.func.id).add(node.args[0].id)
            return
        raise _wrong(f"{node.func.id}() is of one event", ast.unparse(node)[:60], f"{node.func.id}(visit)")
    if isinstance(node, ast.Name):
        column = table.BY_NAME.get(table.READABLE.get(node.id, ""))
        if column is None or node.id in table.AVERAGED or node.id in column.values:
            known = [c.name for c in table.COLUMNS if c.quantity in (Share, Count)]
            raise RequestError(f"{node.id!r} is not a number", where="--find", nearest=nearest(node.id, known),
                               allowed="a column, times(event) or first(event)")  # fmt: skip
        return
    raise _wrong(
        "not a number of this language", ast.unparse(node)[:60], "a number, a column, times(event), first(event)"
    )


class _Answer:
    """Evaluates a checked tree over everybody."""

    def __init__(self, noted: Noted, stored: Mapping[str, Array]) -> None:
        self.noted, self.stored = noted, stored

    def of(self, node: ast.expr) -> Any:
        if isinstance(node, ast.BoolOp):
            fold = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
            made = self.of(node.values[0])
            for part in node.values[1:]:
                made = fold(made, self.of(part))
            return made
        if isinstance(node, ast.UnaryOp):
            return np.logical_not(self.of(node.operand))
        if isinstance(node, ast.Compare):
            return self._compared(node)
        return self._word(node.id)  # type: ignore[attr-defined]

    def _compared(self, node: ast.Compare) -> Any:
        """Chained as people read it. A first day of what never befell somebody compares false."""
        parts = [node.left, *node.comparators]
        values, there = zip(*(self._number(part) for part in parts), strict=True)
        made: Any = np.logical_and.reduce(np.broadcast_arrays(*there))
        for op, one, other in zip(node.ops, values, values[1:], strict=False):
            made = made & COMPARED[type(op)](one, other)
        return made

    def _number(self, node: ast.expr) -> tuple[Any, Any]:
        """Values, and where there is one."""
        if isinstance(node, ast.Constant):
            return node.value, np.True_
        if isinstance(node, ast.Call):
            kind, event = node.func.id, node.args[0].id  # type: ignore[attr-defined]
            value = getattr(self.noted, kind)[event].astype(np.int64)
            return value, (value > 0) if kind == "first" else np.True_
        return self._column(node.id), np.True_  # type: ignore[attr-defined]

    def _column(self, name: str) -> Any:
        column = table.BY_NAME[table.READABLE[name]]
        stored = self._stored(column)
        if column.quantity == "fields" and name != column.name:
            at, width = column.shifts[name]
            return (stored >> at) & ((1 << width) - 1)
        if column.quantity is Share:
            return stored / (1 << 8 * column.bytes)
        return stored.astype(np.int64)

    def _word(self, word: str) -> Any:
        if word in BY_NAME:
            return self.noted.ever[word]
        name, wanted = GROUPS.get(word, (word, True))
        column = table.BY_NAME[table.READABLE[name]]
        stored = self._stored(column)
        if name in column.values:
            return stored == column.values.index(name)
        return ((stored >> column.shifts[name][0]) & 1 != 0) == wanted

    def _stored(self, column: Column) -> Any:
        if column.name in self.stored:
            return self.stored[column.name]
        some = next(iter(self.stored.values()))
        return np.full(some.shape, column.absent, column.dtype)
