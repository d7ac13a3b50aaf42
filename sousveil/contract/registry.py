"""Names in files -> classes: every module in `sousveil.mechanisms`, and the entry points of other packages."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points

from sousveil.contract.errors import unknown
from sousveil.contract.mechanism import Mechanism

GROUP = "sousveil.mechanisms"


@cache
def mechanisms() -> dict[str, type[Mechanism]]:
    """Every known mechanism by name, in the order of the day and then of name."""
    package = importlib.import_module(GROUP)
    modules = [importlib.import_module(f"{GROUP}.{info.name}") for info in pkgutil.iter_modules(package.__path__)]
    found = [
        item
        for module in modules
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Mechanism) and item.__module__ == module.__name__
    ]
    found += [point.load() for point in entry_points(group=GROUP)]
    return {cls.name: cls for cls in sorted(found, key=lambda cls: (cls.phase, cls.name))}


def mechanism(name: str) -> type[Mechanism]:
    """The mechanism of this name, or an error that offers the nearest."""
    known = mechanisms()
    if name not in known:
        raise unknown("mechanism", name, known)
    return known[name]
