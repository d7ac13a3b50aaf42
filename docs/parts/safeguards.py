"""The safeguards, from their table."""

from __future__ import annotations

from parts.markdown import cell, code, codes, number, table
from parts.mechanisms import HEADS, label, row
from sousveil.contract import registry
from sousveil.safeguards import SAFEGUARDS, Safeguard


def overview() -> str:
    """All safeguards in one table."""
    rows = [
        [f"[{code(one.name)}](#safeguard-{one.name.replace('_', '-')})", cell(one.does), cell(one.law)]
        for one in SAFEGUARDS.values()
    ]
    return table(["safeguard", "what it does", "what must be so"], rows)


def reference() -> str:
    """A section for each safeguard."""
    return "\n".join(_section(one) for one in SAFEGUARDS.values())


def _section(one: Safeguard) -> str:
    lines = [f"(safeguard-{one.name.replace('_', '-')})=", f"### {code(one.name)}\n", one.does, ""]
    kind = one.kind
    if one.is_mechanism:
        kind = f"[a rule of its own](#{label(registry.mechanism(one.name))})"
    lines += [f"- kind: {kind}", f"- bears on: {codes(one.reaches)}", f"- what must be so: {cell(one.law)}"]
    lines += [f"- what it does not reach: {cell(one.remains)}"]
    lines += [f"- changes nothing at: {', '.join(f'`{key}` {number(value)}' for key, value in one.null.items())}"]
    lines += [f"- cannot stand beside {code(name)}: {cell(why)}" for name, why in one.contradicts.items()]
    lines += [f"- holds from the day {code(one.starts)} on" for _ in one.starts[:1]]
    lines.append("")
    lines.append(table(HEADS, (row(p.name, p) for p in one.parameters.values())))
    if one.bounds:
        bounds = [[code(bound.path), bound.how, code(bound.by)] for bound in one.bounds]
        lines.append(table(["number of another rule", "is held", "the safeguard's number"], bounds))
    return "\n".join(lines)
