"""python -m benchmarks.battery [ORDER ...]: every battery of statistical tests that is installed, on the lab's luck.

PractRand (`RNG_test`), dieharder and TestU01 (its headers, a C compiler) are looked for; reports go to build/battery.
The orders in which luck is handed over are those of `benchmarks.words`; without any, all are tried. This takes hours.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.words import orders

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "build" / "battery"
TESTU01 = ("-ltestu01", "-ltestu01probdist", "-ltestu01mylib", "-lm")
LOG2 = 36
"""PractRand reads 2^36 bytes of each order; dieharder and TestU01's Crush read more by themselves."""
MISSING = """no battery was found. Install one and try again:
  dieharder   Debian: apt-get install dieharder
  TestU01     Debian, section non-free: apt-get install libtestu01-0-dev, and a C compiler
  PractRand   its sources, built; `RNG_test` on the path"""


def testu01() -> Path | None:
    """The front end of TestU01, built if it can be."""
    made = BUILT / "testu01"
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    BUILT.mkdir(parents=True, exist_ok=True)
    command = [compiler, "-O2", "-o", str(made), str(ROOT / "benchmarks" / "testu01.c"), *TESTU01]
    return made if subprocess.run(command, check=False, capture_output=True).returncode == 0 else None


def batteries() -> dict[str, list[str]]:
    """Name -> command, of everything that is here; the quick ones first."""
    found = {}
    if front := testu01():
        for name, words in (("small", "small"), ("small-reversed", "small reversed"), ("rabbit", "rabbit")):
            found[f"testu01-{name}"] = [str(front), *words.split()]
    if practrand := shutil.which("RNG_test"):
        found["practrand"] = [practrand, "stdin32", "-tlmax", f"2^{LOG2}"]
    if dieharder := shutil.which("dieharder"):
        found["dieharder"] = [dieharder, "-a", "-g", "200"]
    if front:
        found["testu01-crush"] = [str(front), "crush"]
    return found


def run(order: str, battery: str, command: list[str]) -> None:
    """One battery on one order; the report is kept, and its last lines are shown."""
    report = BUILT / f"{order}-{battery}.txt"
    words = [sys.executable, "-m", "benchmarks.words", order]
    with report.open("wb") as kept:
        luck = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        subprocess.run(command, stdin=luck.stdout, stdout=kept, stderr=subprocess.STDOUT, check=False)
        assert luck.stdout is not None
        luck.stdout.close()  # the writer has no reader any more, and ends
        kept.write(luck.communicate()[1])
    print(f"== {order}, {battery}: {report.relative_to(ROOT)}")
    print("\n".join(notable(report.read_text(errors="replace"))), flush=True)


def notable(report: str) -> list[str]:
    """What a report says of failures, weak figures, verdicts and bytes."""
    words = ("WEAK", "FAIL", "p-value", "passed", " eps", "unusual", "suspicious", "no anomalies", "bytes")
    return [line.rstrip() for line in report.splitlines() if any(word in line for word in words)]


def main(asked: list[str]) -> None:
    """Every battery on every order asked for; refuses names that it does not know."""
    known = orders()
    if unknown := [name for name in asked if name not in known]:
        print(f"no such order: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        sys.exit(2)
    found = batteries()
    if not found:
        print(MISSING, file=sys.stderr)
        sys.exit(2)
    for battery, command in found.items():
        for order in asked or known:
            run(order, battery, command)


if __name__ == "__main__":
    main(sys.argv[1:])
