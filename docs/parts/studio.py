"""The studio's calls, from the routes themselves."""

from __future__ import annotations

from importlib import import_module

from parts.markdown import cell, code, table


def calls() -> str:
    """Every documented call: method, path and what it does, by what it is about."""
    modules = [import_module(f"sousveil.studio.api.{name}") for name in ("calls", "stream")]
    routes = [route for module in modules for route in module.router.routes]
    parts = []
    for tag in dict.fromkeys(str(route.tags[0]) for route in routes):
        rows = [
            [code(f"{method} {route.path_format}"), cell((route.description or "").partition("\n")[0])]
            for route in routes
            if route.tags[0] == tag
            for method in sorted(route.methods)
        ]
        parts.append(f"**{tag}**\n\n" + table(["call", "what it does"], rows))
    return "\n".join(parts)


def refusals() -> str:
    """What the status of a refusal means."""
    meaning = import_module("sousveil.studio.api.refusals").MEANING
    return table(["status", "meaning"], [[str(status), cell(words)] for status, words in meaning.items()])
