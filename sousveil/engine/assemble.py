"""Mechanisms -> an assembly: who runs when, and which bit is which event. Refuses before anything is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sousveil.contract import columns, events
from sousveil.contract.errors import AssemblyError, nearest
from sousveil.contract.events import Event
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase


@dataclass(frozen=True)
class Word:
    """The packed events of a phase: bit i is `events[i]`. `echo` words hold what ties pass on.

    rounded: columns whose rounding is drawn when the phase decides, a byte each above the events. Their stream is drawn
    for the phase's other draws; drawing it again when the columns are updated would cost more.
    """

    key: str
    phase: Phase
    events: tuple[Event, ...]
    rounded: tuple[str, ...] = ()

    @property
    def dtype(self) -> str:
        """The smallest unsigned integer that holds all bits."""
        bits = self.shift(len(self.rounded))
        return "uint8" if bits <= 8 else "uint16" if bits <= 16 else "uint32"

    def shift(self, place: int) -> int:
        """Where the byte of a rounded column lies."""
        return len(self.events) + 8 * place


@dataclass(frozen=True)
class Assembly:
    """Mechanisms that fit together, in the order they run."""

    mechanisms: tuple[Mechanism, ...]
    words: tuple[Word, ...]
    emitters: Mapping[str, str]
    by_place: frozenset[str] = field(default_factory=frozenset)
    """Parameters ("mechanism.param") that may differ between places."""

    @cached_property
    def bits(self) -> dict[str, tuple[str, int]]:
        """event -> (key of its word, bit)."""
        return {event.name: (word.key, bit) for word in self.words for bit, event in enumerate(word.events)}

    @cached_property
    def event_names(self) -> tuple[str, ...]:
        """Every event that can happen here, in the order of the words."""
        return tuple(event.name for word in self.words for event in word.events)

    def of(self, phase: Phase) -> tuple[Mechanism, ...]:
        """The mechanisms of a phase, in order."""
        return tuple(m for m in self.mechanisms if m.phase is phase)

    @cached_property
    def small_world(self) -> frozenset[str]:
        """The columns of small worlds that mechanisms own or read, people near included."""
        stored = {name for m in self.mechanisms for name in m.owns}
        for read in (name for m in self.mechanisms for name in m.reads):
            counted = columns.COUNTED.get(read)
            stored |= set(columns.made_of(counted)) if counted else {columns.READABLE[read]}
        return frozenset(stored & columns.SMALL_WORLD)

    @cached_property
    def rounded(self) -> dict[str, tuple[str, int]]:
        """column -> (key of the word that carries its rounding, lowest bit)."""
        return {name: (word.key, word.shift(i)) for word in self.words for i, name in enumerate(word.rounded)}

    @cached_property
    def keyed(self) -> dict[str, Word]:
        """key -> word."""
        return {word.key: word for word in self.words}

    def word(self, key: str) -> Word | None:
        """The word of this key, where anything fills it."""
        return self.keyed.get(key)


def assemble(mechanisms: Iterable[Mechanism], *, omniscient: bool = False, by_place: Iterable[str] = ()) -> Assembly:
    """Order and check mechanisms; raises AssemblyError naming the culprit and the remedy."""
    chosen = list(mechanisms)
    for mechanism in chosen:
        _check_names(mechanism)
        if not omniscient:
            _check_knowledge(mechanism)
    emitters = _single(chosen, "emits", "event")
    _single(chosen, "owns", "column")
    _single(chosen, "settles", "shared number")
    _one_table(chosen)
    ordered = tuple(m for phase in Phase for m in _in_order([m for m in chosen if m.phase is phase]))
    for mechanism in ordered:
        _check_order(mechanism, ordered, emitters)
    return Assembly(ordered, _words(emitters, ordered), emitters, frozenset(by_place))


def _one_table(mechanisms: Sequence[Mechanism]) -> None:
    """Raise where mechanisms of people and of countries stand together, or one touches the other's columns."""
    for mechanism in mechanisms:
        first = mechanisms[0]
        if mechanism.table != first.table:
            raise AssemblyError(
                f"mechanism {mechanism.name!r} is of {mechanism.table}, {first.name!r} of {first.table}",
                allowed="mechanisms of one table in a scenario; countries have societies of their own beside it",
            )
        for name in (*mechanism.reads, *mechanism.owns):
            column = columns.BY_NAME[columns.READABLE[name]]
            if column.table != mechanism.table and column.name != "traits":
                raise AssemblyError(
                    f"mechanism {mechanism.name!r} of {mechanism.table} touches {name!r}, which is of {column.table}",
                    allowed=f"columns of {mechanism.table}",
                )


def _check_names(mechanism: Mechanism) -> None:
    known: tuple[tuple[str, Sequence[str], Iterable[str]], ...] = (
        ("column or field", mechanism.reads, columns.READABLE),
        ("column", mechanism.owns, columns.BY_NAME),
        ("event", (*mechanism.hears, *mechanism.emits), events.BY_NAME),
        ("shared number", (*mechanism.uses, *mechanism.settles), columns.SHARED),
    )
    for kind, names, table in known:
        for name in names:
            if name not in table:
                raise AssemblyError(
                    f"mechanism {mechanism.name!r} names an unknown {kind} {name!r}",
                    allowed=f"what sousveil/contract declares as a {kind}",
                    nearest=nearest(name, table),
                )
    for name in mechanism.emits:
        if events.BY_NAME[name].phase is not mechanism.phase:
            raise AssemblyError(
                f"mechanism {mechanism.name!r} of {mechanism.phase.name} emits {name!r}",
                allowed=f"events of {mechanism.phase.name}; {name!r} belongs to {events.BY_NAME[name].phase.name}",
            )
        if events.BY_NAME[name].echo:
            raise AssemblyError(f"mechanism {mechanism.name!r} emits {name!r}, which ties pass on by themselves")


def _check_knowledge(mechanism: Mechanism) -> None:
    if mechanism.phase not in (Phase.JUDGE, Phase.ENFORCE):
        return
    for name in mechanism.reads:
        if not columns.seen_by_judges(name):
            kind = columns.BY_NAME[columns.READABLE[name]].kind
            raise AssemblyError(
                f"mechanism {mechanism.name!r} judges or enforces and reads {name!r}, which is {kind}",
                allowed="columns of the dossier and the state; or say `omniscient: true` in the scenario",
            )


def _single(mechanisms: list[Mechanism], attribute: str, kind: str) -> dict[str, str]:
    owners: dict[str, str] = {}
    for mechanism in mechanisms:
        for name in getattr(mechanism, attribute):
            if name in owners:
                raise AssemblyError(
                    f"{kind} {name!r} has two owners: {owners[name]!r} and {mechanism.name!r}",
                    allowed=f"one a scenario; take one of them out with `without: [{mechanism.name}]`",
                )
            owners[name] = mechanism.name
    return owners


def _in_order(mechanisms: list[Mechanism]) -> list[Mechanism]:
    """Topological order by `after`, otherwise by name; mechanisms that are not there are not waited for.

    Who comes after a mechanism comes after those that stand in its place as well.
    """
    waiting = {m.name: m for m in sorted(mechanisms, key=lambda m: m.name)}
    named = {m.name: {m.name, *m.instead_of} for m in mechanisms}
    ordered: list[Mechanism] = []
    while waiting:
        ready = [m for m in waiting.values() if not any(named[other].intersection(m.after) for other in waiting)]
        if not ready:
            raise AssemblyError(
                f"a cycle of `after` in {mechanisms[0].phase.name}: {', '.join(sorted(waiting))}",
                allowed="an order; take one name out of an `after`",
            )
        ordered.append(ready[0])
        del waiting[ready[0].name]
    return ordered


def _check_order(mechanism: Mechanism, ordered: Sequence[Mechanism], emitters: Mapping[str, str]) -> None:
    place = {m.name: i for i, m in enumerate(ordered)}
    for name in mechanism.hears:
        event = events.BY_NAME[name]
        if event.phase > mechanism.phase:
            raise AssemblyError(
                f"mechanism {mechanism.name!r} of {mechanism.phase.name} hears {name!r} of {event.phase.name}, "
                "later that day",
                allowed="events of its own or an earlier phase; what should last belongs in a column",
            )
        emitter = emitters.get(name)
        own = emitter is None or emitter == mechanism.name or event.phase < mechanism.phase
        if not own and type(mechanism).decide is not Mechanism.decide and place[str(emitter)] > place[mechanism.name]:
            raise AssemblyError(
                f"mechanism {mechanism.name!r} hears {name!r} before {emitter!r} has decided",
                allowed=f"after = ({emitter!r},) in {mechanism.name!r}",
            )


def _words(emitters: Mapping[str, str], ordered: Sequence[Mechanism]) -> tuple[Word, ...]:
    words = []
    for phase in Phase:
        mine = [event for event in events.EVENTS if event.phase is phase]
        echoes = tuple(event for event in mine if event.echo in emitters)
        emitted = tuple(event for event in mine if event.name in emitters)
        if echoes:
            words.append(Word(f"{phase.name}.echo", phase, echoes))
        for start in range(0, len(emitted), 32):
            word = Word(f"{phase.name}.{start // 32}", phase, emitted[start : start + 32])
            owned = [name for m in ordered if m.phase is phase for name in m.owns if name in columns.ROUNDED]
            room = (32 - len(word.events)) // 8 if start + 32 >= len(emitted) else 0
            words.append(replace(word, rounded=tuple(sorted(owned)[:room])))
    return tuple(words)
