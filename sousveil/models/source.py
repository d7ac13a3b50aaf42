"""Where a model is: the text that names it, taken apart; its file, its hash, and how a run folder keeps it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from sousveil.contract.errors import RequestError
from sousveil.models.foreign import Foreign, told

ONNX, PYTHON = ".onnx", ".py"
PICKLES = (".joblib", ".pkl", ".pickle")
MODULE, HANDED = "module", "handed over"
HANDED_OVER = "python:"
"""Begins the name of a callable that was handed over in Python and stands in no file."""
LARGEST = 1 << 30
ALLOWED = "a file (.onnx, .joblib, .pkl), path/file.py:function, or package.module:function"


@dataclass(frozen=True)
class Source:
    """kind: a suffix, `module` or `handed over`. place: a path or a module; attribute: what is meant in it.

    digest: SHA-256 of the file, of a module's file where it has one, or nothing.
    """

    text: str
    kind: str
    place: str = ""
    attribute: str = ""
    digest: str = ""

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return (
            self.text.removeprefix(HANDED_OVER)
            if self.kind in (HANDED, MODULE)
            else self._of_place(Path(self.place).name)
        )

    @property
    def is_file(self) -> bool:
        """Whether a run folder can keep a copy."""
        return self.kind not in (MODULE, HANDED)

    @property
    def kept_as(self) -> str:
        """How a run folder names its copy."""
        return self._of_place(f"model{self.kind}") if self.is_file else self.text

    @property
    def path(self) -> Path:
        """Its file."""
        return Path(self.place)

    def with_digest(self, digest: str) -> Source:
        """The same, which has to be that very file."""
        return replace(self, digest=digest)

    def _of_place(self, place: str) -> str:
        return f"{place}:{self.attribute}" if self.attribute else place

    def content(self, where: str) -> bytes:
        """The bytes of its file; raises RequestError."""
        try:
            size = self.path.stat().st_size
            made = self.path.read_bytes() if size <= LARGEST else b""
        except OSError as error:
            reason = "a folder" if self.path.is_dir() else (error.strerror or str(error)).lower()
            raise RequestError("the model file cannot be read", where=where, found=f"{self.place}: {reason}",
                               allowed=ALLOWED) from None  # fmt: skip
        if not made:
            found = "nothing in it" if size == 0 else f"{size:,} bytes"
            raise RequestError("this is no model file", where=where, found=f"{self.place}: {found}", allowed=ALLOWED)
        return made

    def relative_to(self, folder: Path, where: str) -> Source:
        """The source with its file as seen from a folder, and its hash; raises RequestError where there is none."""
        if self.kind == MODULE:
            return replace(self, digest=_digest_of_module(self.place, where))
        if self.kind == HANDED:
            return self
        whole = replace(self, place=(folder / self.place).resolve().as_posix())
        digest = hashlib.sha256(whole.content(where)).hexdigest()
        return replace(whole, text=whole._of_place(whole.place), digest=digest)


def source_of(text: str, where: str) -> Source:
    """The text taken apart; raises RequestError where it names no kind of model."""
    if text.startswith(HANDED_OVER):
        return Source(text, HANDED)
    place, colon, attribute = text.rpartition(":")
    if colon and attribute.isidentifier():
        if place.endswith(PYTHON):
            return Source(text, PYTHON, place, attribute)
        if place and all(part.isidentifier() for part in place.split(".")):
            return Source(text, MODULE, place, attribute)
    suffix = Path(text).suffix.lower()
    if suffix in (ONNX, *PICKLES):
        return Source(text, suffix, text)
    allowed = ALLOWED if suffix != PYTHON else f"the function in it, too: {text}:function"
    raise RequestError("this names no scoring model", where=where, found=text, allowed=allowed)


def _digest_of_module(name: str, where: str) -> str:
    # to look into a package is to import it
    with Foreign(lambda error: RequestError("the scoring model cannot be imported", where=where,
                                            found=f"{name}: {told(error)}", allowed=ALLOWED)):  # fmt: skip
        spec = find_spec(name)
    origin = Path(spec.origin) if spec is not None and spec.origin else None
    return hashlib.sha256(origin.read_bytes()).hexdigest() if origin is not None and origin.is_file() else ""
