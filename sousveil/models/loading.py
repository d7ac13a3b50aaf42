"""From what was named to a scorer: a callable, `package.module:function`, `file.py:function`, ONNX, or a pickle."""

from __future__ import annotations

import importlib
import importlib.util
import io
import sys
import warnings
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.models.foreign import Foreign, ModelWarning, told
from sousveil.models.onnx import EXTRA, Session
from sousveil.models.scorer import Called, Predicting, Scorer
from sousveil.models.source import ONNX, PICKLES, Source

Columns = tuple[str, ...]


def of_object(given: Any, name: str, columns: Columns, where: str) -> Scorer:
    """The scorer of something that was handed over in Python, or found in a module or pickle."""
    if hasattr(given, "predict_proba") or hasattr(given, "predict"):
        return Predicting(given, name, columns).check(where)
    if callable(given) and not isinstance(given, type):
        return Called(given, name)
    raise RequestError("this is no scoring model", where=where, found=type(given).__name__,
                       allowed="something that can be called with rows, or has predict_proba or predict")  # fmt: skip


@lru_cache(maxsize=16)
def of_source(source: Source, columns: Columns, trust_pickle: bool, where: str) -> Scorer:
    """The scorer that a file or module holds; raises RequestError where it is none. Loaded once a process.

    The content is read once and checked against its hash, so that what is run is what was named.
    """
    if source.kind == "module":
        with Foreign(lambda error: _not_found(source, error, where)):
            return of_object(
                _attribute(importlib.import_module(source.place), source, where), source.name, columns, where
            )
    content = read(source, where)
    if source.kind == ONNX:
        return Session(content, source.name, columns, where)
    if source.kind in PICKLES:
        return of_object(_unpickled(content, source.path.name, trust_pickle, where), source.name, columns, where)
    with Foreign(lambda error: _not_found(source, error, where)):
        module = _executed(content, source)
    return of_object(_attribute(module, source, where), source.name, columns, where)


def read(source: Source, where: str) -> bytes:
    """The file's content, if it is what was named; raises RequestError."""
    content = source.content(where)
    if source.digest and sha256(content).hexdigest() != source.digest:
        raise RequestError("the model file is not what it was", where=where, found=f"{source.place}, altered",
                           allowed=f"the file with SHA-256 {source.digest[:12]}")  # fmt: skip
    return content


def _executed(content: bytes, source: Source) -> Any:
    name = f"sousveil_model_{sha256(content).hexdigest()[:12]}"
    spec = importlib.util.spec_from_loader(name, loader=None, origin=source.place)
    if spec is None:
        raise ImportError(f"{source.place} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    module.__file__ = source.place
    sys.modules[name] = module  # dataclasses and pickles look their module up
    exec(compile(content, source.place, "exec"), module.__dict__)
    return module


def _attribute(module: Any, source: Source, where: str) -> Any:
    if not hasattr(module, source.attribute):
        named = ", ".join(name for name, one in vars(module).items() if callable(one) and not name.startswith("_"))
        raise RequestError(f"{source.place} has no {source.attribute!r}", where=where, found=source.text,
                           allowed=f"one of {named}" if named else "a module with a function")  # fmt: skip
    return getattr(module, source.attribute)


def _not_found(source: Source, error: BaseException, where: str) -> RequestError:
    return RequestError("the scoring model cannot be imported", where=where, found=f"{source.text}: {told(error)}",
                        allowed="package.module:function, or path/file.py:function")  # fmt: skip


def _unpickled(content: bytes, name: str, trusted: bool, where: str) -> Any:
    if not trusted:
        raise RequestError(
            "a pickle runs whatever code whoever wrote it put inside, before anything can be checked", where=where,
            found=name, allowed="--trust-pickle (trust_pickle=True) for a file that you made yourself; or an ONNX "
            "file, which cannot run code",
        )  # fmt: skip
    warnings.warn(f"{name} is a pickle, and loading it runs the code in it", ModelWarning, stacklevel=2)
    try:
        import joblib
    except ImportError:
        raise RequestError("pickled models need scikit-learn, which is not installed", where=where,
                           allowed=EXTRA) from None  # fmt: skip
    allowed = "a pipeline saved with joblib.dump or pickle.dump, by versions like those installed here"
    with Foreign(lambda e: RequestError("this is no pickled model", where=where, found=told(e), allowed=allowed)):
        return joblib.load(io.BytesIO(content))
