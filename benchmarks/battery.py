"""python -m benchmarks.battery [ORDER ...] [--only BATTERY ...]: the batteries that are installed, on the lab's luck.

PractRand (`RNG_test`), dieharder and TestU01 (its headers, a C compiler) are looked for; reports go to build/battery.
The orders in which luck is handed over are those of `benchmarks.words`; without any, all are tried. This takes hours.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.words import orders

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "build" / "battery"
LIBRARIES = ("-ltestu01", "-ltestu01probdist", "-ltestu01mylib", "-lm")
MISSING = """no battery was found. Install one and try again:
  TestU01     Debian, section non-free: apt-get install libtestu01-0-dev, and a C compiler
  dieharder   Debian: apt-get install dieharder
  PractRand   from its sources; `RNG_test` on the path"""


def testu01() -> Path | None:
    """The front end of TestU01, if it can be built."""
    made, compiler = BUILT / "testu01", shutil.which("cc")
    if compiler is None:
        return None
    command = [compiler, "-O2", "-o", str(made), str(ROOT / "benchmarks" / "testu01.c"), *LIBRARIES]
    return made if subprocess.run(command, check=False, capture_output=True).returncode == 0 else None


def batteries() -> dict[str, list[str]]:
    """Name -> command, of everything that is here; the quick ones first.

    SmallCrush reads 0.9 GB: eleven times each of the seven orders are more than 2^36 bytes. Crush and dieharder read
    more than that by themselves, PractRand as much as it is told to.
    """
    found, front = {}, testu01()
    if front:
        found["smallcrush"] = [str(front), "small", "11"]
        found["smallcrush-reversed"] = [str(front), "small", "1", "reversed"]
    if practrand := shutil.which("RNG_test"):
        found["practrand"] = [practrand, "stdin32", "-tlmax", "2^36"]
    if front:
        found["crush"] = [str(front), "crush"]
    if dieharder := shutil.which("dieharder"):
        found["dieharder"] = [dieharder, "-a", "-g", "200"]
    return found


def run(order: str, battery: str, command: list[str]) -> None:
    """One battery on one order; the report is kept, and what it found is shown."""
    report = BUILT / f"{order}-{battery}.txt"
    words = [sys.executable, "-m", "benchmarks.words", order]
    with report.open("wb") as kept:
        luck = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        subprocess.run(command, stdin=luck.stdout, stdout=kept, stderr=subprocess.STDOUT, check=False)
        assert luck.stdout is not None
        luck.stdout.close()  # the writer has no reader any more, and ends
        assert luck.stderr is not None
        kept.write(luck.stderr.read())
        luck.wait()
    print(f"{order}, {battery}: {report.relative_to(ROOT)}")
    print("\n".join(notable(report.read_text(errors="replace"))), flush=True)


def notable(report: str) -> list[str]:
    """The lines of a report that tell of a failure or a doubt, and the last of those that count."""
    doubts = ("WEAK", "FAILED", "unusual", "suspicious", "FAIL", "  eps")
    counts = [line for line in report.splitlines() if "p-values from" in line or "bytes" in line]
    return [f"  {line.strip()}" for line in report.splitlines() if any(word in line for word in doubts)] + [
        f"  {line.strip()}" for line in counts[-2:]
    ]


def main() -> None:
    """Every battery on every order asked for."""
    known = orders()
    BUILT.mkdir(parents=True, exist_ok=True)
    found = batteries()
    if not found:
        print(MISSING, file=sys.stderr)
        sys.exit(2)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("orders", nargs="*", metavar="ORDER", help=f"of {', '.join(known)}; all without any")
    parser.add_argument("--only", nargs="+", choices=found, default=list(found), help="these of what is installed")
    asked = parser.parse_args()
    if unknown := [name for name in asked.orders if name not in known]:
        parser.error(f"no such order: {', '.join(unknown)}; there are {', '.join(known)}")
    for battery in asked.only:
        for order in asked.orders or known:
            run(order, battery, found[battery])


if __name__ == "__main__":
    main()
