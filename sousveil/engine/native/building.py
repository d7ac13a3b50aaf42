"""From code to a function that XLA can call: optimised once, kept beside XLA's own compiled kernels."""

from __future__ import annotations

import ctypes
import hashlib
import os
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import jax

from sousveil.engine.native.handler import Argument, handler
from sousveil.engine.native.passes import SOME
from sousveil.engine.processor import native_here

try:
    import llvmlite.binding as llvm
except ImportError:  # without it XLA compiles everything: slower, and the same numbers
    llvm = None

PLACEHOLDER = "the.handler"
NOTHING = f"""
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
define internal void @some({SOME}) {{
ret void
}}
""" + handler(PLACEHOLDER, [Argument(1, 4, own=False)] * 2, 1, (), 1, many=False, tiled=0, placed=0, keyed=0)
"""Code that does nothing to an array."""
DIGEST = 32
"""Bytes of the SHA-256 before compiled code in its file."""
_one_at_a_time = Lock()
_built: dict[str, Any] = {}
"""name -> what holds its code in memory, as long as the process lives."""


def available() -> bool:
    """Whether phases can be made in the processor's own code here, and this is the device that people live on."""
    return native_here() and llvm is not None and jax.default_backend() == "cpu" and _accepted()


@cache
def _accepted() -> bool:
    """Whether this XLA takes handlers of the kind that are written here. It asks each for the version it speaks."""
    try:
        register(NOTHING, None)
    except jax.errors.JaxRuntimeError:
        return False
    return True


def register(text: str, folder: Path | None) -> str:
    """Compile code whose handler is called PLACEHOLDER, and make it known to XLA; gives its name there.

    folder: where compiled code is kept; a file is named after the code, the processor and the compiler.
    """
    digest = hashlib.sha256("\n".join((*_target_facts(), text)).encode()).hexdigest()
    name = f"sousveil_{digest[:24]}"
    with _one_at_a_time:  # XLA takes a name once
        if name not in _built:
            engine = _compiled(text.replace(PLACEHOLDER, name), name, folder)
            function = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(engine.get_function_address(name))
            jax.ffi.register_ffi_target(name, jax.ffi.pycapsule(function), platform="cpu")
            _built[name] = (engine, function)
    return name


def _machine() -> Any:
    """A new one for each engine, which keeps it."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3
    )


@cache
def _target_facts() -> tuple[str, ...]:
    version = ".".join(map(str, llvm.llvm_version_info))
    return llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten(), version


def _compiled(text: str, name: str, folder: Path | None) -> Any:
    file = folder / f"{name}.code" if folder else None
    made = _read(file)
    if made is None:
        made = _machine_code(text)
        _write(file, made)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(made))
    engine.finalize_object()
    return engine


def _machine_code(text: str) -> bytes:
    machine, module = _machine(), llvm.parse_assembly(text)
    module.triple, module.data_layout = machine.triple, str(machine.target_data)
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=1))
    builder.getModulePassManager().run(module, builder)
    return bytes(machine.emit_object(module))


def _read(file: Path | None) -> bytes | None:
    """Compiled code that was kept, if it is as it was when it was written."""
    try:
        whole = file.read_bytes() if file else b""
    except OSError:
        return None
    made = whole[DIGEST:]
    return made if made and hashlib.sha256(made).digest() == whole[:DIGEST] else None


def _write(file: Path | None, made: bytes) -> None:
    """Keep compiled code; where it cannot be kept it is made again next time."""
    if file is None:
        return
    part = file.with_suffix(f".{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(made).digest() + made)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
