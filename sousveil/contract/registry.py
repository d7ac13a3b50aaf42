"""Names in files -> classes: every module in `sousveil.mechanisms`, and the entry points of other packages."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from sousveil.contract.errors import RequestError, unknown
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
    for point in entry_points(group=GROUP):
        found.append(_of_another(point, {cls.name for cls in found}))
    return {cls.name: cls for cls in sorted(found, key=lambda cls: (cls.phase, cls.name))}


def mechanism(name: str) -> type[Mechanism]:
    """The mechanism of this name, or an error that offers the nearest."""
    known = mechanisms()
    if name not in known:
        raise unknown("mechanism", name, known)
    return known[name]


def packages() -> dict[str, str]:
    """The other packages that give mechanisms, with their versions: what they compute depends on them."""
    found = {point.dist.name: point.dist.version for point in entry_points(group=GROUP) if point.dist}
    return dict(sorted(found.items()))


def _of_another(point: EntryPoint, taken: set[str]) -> type[Mechanism]:
    """The mechanism of another package, or an error that says which package to mend or to take out."""
    where = f"{point.name} = {point.value!r}, of {point.dist.name if point.dist else 'an unknown package'}"
    try:
        cls = point.load()
    except (ImportError, AttributeError, SyntaxError, TypeError) as error:
        raise RequestError(
            "a mechanism of another package cannot be loaded", where=where, found=str(error),
            allowed="a class that can be imported; mend that package or uninstall it",
        ) from error  # fmt: skip
    if not (isinstance(cls, type) and issubclass(cls, Mechanism)):
        raise RequestError("what another package calls a mechanism is none", where=where, found=type(cls).__name__,
                           allowed="a subclass of sousveil.contract.mechanism.Mechanism")  # fmt: skip
    if cls.name != point.name:
        raise RequestError("an entry point and its class differ in name", where=where, found=cls.name,
                           allowed=f"the name that scenario files use, {cls.name}")  # fmt: skip
    if cls.name in taken:
        raise RequestError("a mechanism of another package has a name that is taken", where=where, found=cls.name,
                           allowed="another name; rename its class or uninstall that package")  # fmt: skip
    return cls
