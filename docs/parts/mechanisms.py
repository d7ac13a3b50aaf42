"""Mechanisms, their order, their parameters and the evidence behind them."""

from __future__ import annotations

import ast
import inspect
from collections import Counter

from parts.markdown import cell, code, codes, number, sentence, table
from sousveil.contract import columns as contract
from sousveil.contract import registry
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import EVIDENCE, Parameter
from sousveil.contract.phases import DESCRIPTIONS, Phase
from sousveil.contract.streams import STREAMS, STRETCHES

HOOKS = {
    "begin": "fills its columns on day 0",
    "decide": "draws luck and emits events",
    "update": "moves its columns",
    "settle": "settles shared numbers",
}
LISTS = {
    "reads": "reads",
    "hears": "hears",
    "uses": "uses",
    "emits": "emits",
    "owns": "owns",
    "settles": "settles",
    "after": "runs after",
    "instead_of": "stands in the place of",
}


def doc(cls: type[Mechanism]) -> str:
    """What a mechanism says of itself."""
    return inspect.getdoc(cls) or ""


def summary(cls: type[Mechanism]) -> str:
    """The first sentence or line of it."""
    return sentence(doc(cls).split("\n\n")[0])


def label(cls: type[Mechanism]) -> str:
    """The target of a mechanism's section."""
    return f"mechanism-{cls.name.replace('_', '-')}"


def hooks(cls: type[Mechanism]) -> list[str]:
    """The hooks a mechanism fills in."""
    return [hook for hook in HOOKS if getattr(cls, hook) is not getattr(Mechanism, hook)]


def draws(cls: type[Mechanism]) -> list[str]:
    """Its draws of luck, read from its source."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(cls))) if isinstance(node, ast.Call) and node.args)
    names = set()
    for call in calls:
        by = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "lasting" else call.func
        first = call.args[0]
        if (
            isinstance(by, ast.Name)
            and by.id == "draws"
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
        ):
            names.add(f"{cls.name}.{first.value}")
    return sorted(names)


def of(phase: Phase) -> list[type[Mechanism]]:
    """The mechanisms of a phase by name."""
    return [cls for cls in registry.mechanisms().values() if cls.phase is phase]


def schedule() -> str:
    """Phases in order, and in each the mechanisms and what they do."""
    parts = []
    for phase in Phase:
        rows = [[f"[`{cls.name}`](#{label(cls)})", cell(summary(cls)), ", ".join(hooks(cls))] for cls in of(phase)]
        text = f"**{phase.value + 1}. {phase.name}** - {DESCRIPTIONS[phase]}.\n\n"
        parts.append(text + (table(["mechanism", "what it does", "hooks"], rows) if rows else "No mechanism.\n"))
    return "\n".join(parts)


def reference() -> str:
    """A section for each mechanism, phase by phase."""
    parts = []
    for phase in Phase:
        parts.append(f"## {phase.name}\n\n{DESCRIPTIONS[phase].capitalize()}.\n")
        parts += [_section(cls) for cls in of(phase)]
    return "\n".join(parts)


def _section(cls: type[Mechanism]) -> str:
    lines = [f"({label(cls)})=", f"### {code(cls.name)}\n", sentence(doc(cls)), ""]
    lines += [f"- {word}: {codes(getattr(cls, name))}" for name, word in LISTS.items() if getattr(cls, name)]
    if draws(cls):
        lines.append(f"- luck: {codes(draws(cls))}")
    lines.append(f"- source: `{cls.__module__.replace('.', '/')}.py`\n")
    if cls.parameters:
        lines.append(table(HEADS, (row(p.name, p) for p in cls.parameters.values())))
    return "\n".join(lines)


HEADS = ("parameter", "default", "range", "guessed", "unit", "what", "evidence", "source")


def row(name: str, p: Parameter) -> list[str]:
    """A parameter as a row of a table."""
    low, high = p.within
    within = f"{number(low)} to {number(high)}"
    low, high = p.span(p.default)
    guessed = "-" if p.evidence != "assumed" or low == high else f"{number(low)} to {number(high)}"
    return [
        code(name),
        number(p.default),
        within,
        guessed,
        cell(p.unit),
        cell(p.doc),
        p.evidence,
        cell(p.source) or "-",
    ]


def parameters() -> str:
    """All parameters in one table, by evidence: what is known first."""
    found = [(f"{cls.name}.{p.name}", p) for cls in registry.mechanisms().values() for p in cls.parameters.values()]
    parts = []
    for evidence in EVIDENCE:
        rows = [row(name, p) for name, p in found if p.evidence == evidence]
        parts.append(f"## {evidence.capitalize()} ({len(rows)})\n\n" + table(HEADS, rows))
    return "\n".join(parts)


def evidence() -> str:
    """How many parameters there are of each kind of evidence."""
    found = [p for cls in registry.mechanisms().values() for p in cls.parameters.values()]
    counts: Counter[str] = Counter(p.evidence for p in found)
    listed = ", ".join(f"{counts[name]} {name}" for name in EVIDENCE)
    return f"Of {len(found)} parameters, {listed}."


def sensing() -> str:
    """Which kinds of knowledge each mechanism reads."""
    kinds = ("truth", "mind", "dossier", "state")
    rows = []
    for cls in registry.mechanisms().values():
        seen = {kind: [n for n in cls.reads if contract.BY_NAME[contract.READABLE[n]].kind == kind] for kind in kinds}
        rows.append([f"[`{cls.name}`](#{label(cls)})", cls.phase.name, *(codes(seen[kind]) for kind in kinds)])
    return table(["mechanism", "phase", *kinds], rows)


def luck() -> str:
    """Every draw, by the stream whose bits it is made of."""
    rows = [[code(stream), ", ".join(f"`{draw}` {bits}" for draw, bits in made)] for stream, made in STREAMS.items()]
    names = [name for cls in registry.mechanisms().values() for name in draws(cls)]
    own = [name for name in names if name not in STRETCHES]
    text = (
        f"{len(names)} draws. A stream is 64 random bits a person and day, of which a draw takes those shown. A tied "
        "one has 16 to itself, and 16 more that count only where the first equal its threshold's; "
        "`sousveil/contract/streams.py` says which.\n\n"
    )
    return text + table(["stream", "draws"], rows) + f"\nWith streams of their own: {codes(own)}.\n"
