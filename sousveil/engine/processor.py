"""What this machine's processor can do, known before JAX is there."""

from __future__ import annotations

import os
import platform
import sys
from importlib.util import find_spec

SWITCH = "SOUSVEIL_NATIVE"
"""In the environment: 0 leaves all kernels to XLA, 1 has phases made in the processor's own code on machines where that
was not tried.
"""


def native_here() -> bool:
    """Whether phases are made in the processor's own code: there is a compiler, and it was tried or is asked for."""
    wanted = os.environ.get(SWITCH, "")
    tried = sys.platform == "linux" and platform.machine() == "x86_64"
    return wanted != "0" and (tried or wanted == "1") and find_spec("llvmlite") is not None


def wide_vectors() -> bool:
    """Whether this processor has 512-bit integer vectors, with which luck is drawn about a seventh faster."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
            return any(" avx512dq" in line for line in lines if line.startswith("flags"))
    except OSError:
        return False
