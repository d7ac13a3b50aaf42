"""What a mechanism is handed: people, events, polity and tally, read by name and given as quantities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sousveil.contract import columns as table
from sousveil.contract.draws import Luck
from sousveil.contract.errors import AssemblyError
from sousveil.contract.ground import NO_GRID, Grid, Ground
from sousveil.contract.quantity import Array, Count, Quantity, Share

Note = Callable[[str], None]


def _silent(name: str) -> None:
    """Note nothing."""


class Packed:
    """The next stored value of a column of fields, built by `People.packed`."""

    def __init__(self, q: Array) -> None:
        self.q = q


class People:
    """Everybody, by column: `people.fear` is a Share, `people.days_left` a Count, `people.minority` a mask.

    Columns are read by name; a yes/no field or the value of a code is a boolean mask, a small counter a Count. The mean
    of a column over the household, and how many people near are so and so, are read like columns.
    Arrays have shape (blocks, 256); nobody stands in a slot that is not `present`.
    """

    def __init__(self, stored: Mapping[str, Array], note: Note = _silent, ground: Ground | None = None) -> None:
        self._stored, self._note, self._ground = stored, note, ground

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in table.READABLE:
            raise AttributeError(f"people have no column or field {name!r}")
        self._note(name)
        if name in table.COUNTED:
            near = self._stored[name]
            return Share(near.astype("uint32")) if table.COUNTED[name].along else Count(near.astype("int32"))
        column = table.BY_NAME[table.READABLE[name]]
        stored = self._stored[name if name in table.AVERAGED else column.name]
        if column.quantity == "code":
            return stored if name == column.name else stored == column.values.index(name)
        if column.quantity == "fields":
            if name == column.name:
                return stored
            at, width = column.shifts[name]
            bits = (stored >> at) & ((1 << width) - 1)
            return bits != 0 if width == 1 else Count(bits.astype("int32"))
        if column.quantity is Count:
            return Count(stored.astype("int32"))
        scale = 8 if column.bytes == 1 else 0
        return Share(stored.astype("uint32") << scale)

    def site_in_sight(self, luck: Luck) -> Count:
        """A site of the grid drawn evenly from those within sight of one's own, that one among them."""
        if not isinstance(self._ground, Grid):
            raise AssemblyError("people move on a grid, and this world has none", allowed=NO_GRID)
        here, grid = getattr(self, table.STANDS_AT).q, self._ground
        which = luck.index(len(grid.disc)).q
        xp = which.__array_namespace__()
        right, down = (xp.asarray(steps, dtype="int32")[which] for steps in zip(*grid.disc, strict=True))
        row, column = (here // grid.width + down) % grid.height, (here % grid.width + right) % grid.width
        return Count(row * grid.width + column)

    def packed(self, column: str, **fields: Array | Count) -> Packed:
        """The column with these fields replaced; counters are clipped to what fits."""
        spec = table.BY_NAME[column]
        self._note(column)
        value = self._stored[column].astype("uint32")
        for name, field in fields.items():
            at, width = spec.shifts[name]
            top = (1 << width) - 1
            new = field.within(0, top).q if isinstance(field, Count) else field
            value = (value & (0xFFFF ^ (top << at))) | (new.astype("uint32") << at)
        return Packed(value)

    def code(self, column: str, *cases: tuple[Array, str]) -> Packed:
        """The coded column with each mask's people set to a value; later cases win."""
        spec = table.BY_NAME[column]
        self._note(column)
        value = self._stored[column]
        xp = value.__array_namespace__()
        for mask, to in cases:
            value = xp.where(mask, spec.values.index(to), value).astype(spec.dtype)
        return Packed(value)


class Events:
    """What happened today so far: `events.flag` is a boolean mask."""

    def __init__(self, read: Callable[[str], Array], note: Note = _silent) -> None:
        self._read, self._note = read, note

    def __getattr__(self, name: str) -> Array:
        if name.startswith("_"):
            raise AttributeError(name)
        self._note(name)
        return self._read(name)


class Polity:
    """The shared state where each person lives (in a kernel) or of each place (when settled)."""

    def __init__(self, values: Mapping[str, Array], note: Note = _silent) -> None:
        self._values, self._note = values, note

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in table.SHARED:
            raise AttributeError(f"the polity has no {name!r}")
        self._note(name)
        return table.SHARED[name].quantity(self._values[name])


class Tally:
    """How often each event befell each group in each place today; whole numbers, shape (..., places)."""

    def __init__(
        self,
        counts: Callable[[str], Array],
        groups: tuple[str, ...],
        people: Array,
        abroad: Array,
        note: Note = _silent,
    ) -> None:
        self._counts, self._groups, self._people, self._note = counts, groups, people, note
        self.is_abroad = abroad
        """(places,) True where a place lies abroad."""

    def __call__(self, event: str, group: str | None = None) -> Array:
        """Persons whom the event befell today, by place: of a group, or everybody at home and abroad."""
        self._note(event)
        counts = self._counts(event)
        if group is not None:
            return counts[..., self._groups.index(group)]
        return counts[..., self._groups.index("all")] + counts[..., self._groups.index("abroad")]

    def people(self, group: str | None = None) -> Array:
        """Persons present, by place, shape (places,)."""
        if group is not None:
            return self._people[..., self._groups.index(group)]
        return self._people[..., self._groups.index("all")] + self._people[..., self._groups.index("abroad")]


Folded = Mapping[str, Quantity | Packed]
"""What `update`, `begin` and `settle` return: the next value of each column or shared number they own."""
