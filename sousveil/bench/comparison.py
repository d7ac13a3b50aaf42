"""The chilling model in the lab and in other engines: first checked, then timed."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from sousveil.bench import jobs
from sousveil.bench.environments import BY_NAME, PEERS, Peer, set_up
from sousveil.bench.expected import expected, scores_differ
from sousveil.contract.errors import RequestError, SousveilError, unknown

SIZES = (10_000, 100_000, 1_000_000, 4_000_000)
DAYS, RUNS, SEED = 30, 5, 1
CHECKED = 40_000
"""People of the check that comes before every timing."""
SCRIPTS = Path(__file__).parent / "peers"
TIMED = (
    "timed: the days from the first to the last, with the counts of every day by group kept in memory; "
    "not timed: start, imports, compilation, reading people, setting back, writing the result"
)
Told = Callable[[str], None]


@dataclass(frozen=True)
class Timing:
    """One engine at one size. seconds: of each run of so many days."""

    engine: str
    people: int
    days: int
    threads: int
    version: str
    seconds: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Person-days a second, from the median run."""
        return self.people * self.days / median(self.seconds)

    @property
    def spread(self) -> float:
        """How many times as long as the best run the median one took: much more than one on a busy machine."""
        return median(self.seconds) / min(self.seconds)


@dataclass(frozen=True)
class Comparison:
    """All timings, and the engines that failed the check with what was wrong."""

    timings: list[Timing]
    failed: dict[str, list[str]] = field(default_factory=dict)
    sizes: tuple[int, ...] = SIZES
    days: int = DAYS
    runs: int = RUNS

    def rate(self, engine: str, people: int) -> float | None:
        """Person-days a second of an engine at a size, None where it was not timed."""
        return next((t.rate for t in self.timings if t.engine == engine and t.people == people), None)

    def ratios(self, engine: str) -> dict[int, float]:
        """How many times as fast as an engine the lab is, by size."""
        both = {size: (self.rate("sousveil", size), self.rate(engine, size)) for size in self.sizes}
        return {size: ours / theirs for size, (ours, theirs) in both.items() if ours and theirs}

    def document(self) -> dict[str, Any]:
        """Everything, for a JSON document."""
        return {
            "timed": TIMED,
            "sizes": self.sizes, "days": self.days, "runs": self.runs, "failed": self.failed,
            "timings": [
                asdict(t) | {"person_days_per_s": round(t.rate), "spread": round(t.spread, 3)} for t in self.timings
            ],
            "lab_against": {peer.name: self.ratios(peer.name) for peer in PEERS if peer.name != "sousveil"},
        }  # fmt: skip


def chosen(names: Iterable[str]) -> list[Peer]:
    """The engines of these names, the lab first; all where none is named."""
    wanted = list(names)
    for name in wanted:
        if name not in BY_NAME:
            raise unknown("engine", name, BY_NAME, where="--engines")
    return [peer for peer in PEERS if not wanted or peer.name in ("sousveil", *wanted)]


def compare(peers: Sequence[Peer], sizes: Sequence[int], days: int, runs: int, below: Path, told: Told) -> Comparison:
    """Set up, check and time; an engine that fails the check is not timed."""
    if runs < 1 or days < 1:
        raise RequestError("there is at least one day and one run", where="--days, --runs", found=f"{days}, {runs}")
    for size in sizes:
        jobs.check(size)
    pythons = {}
    for peer in peers:
        told(f"environment of {peer.name}")
        pythons[peer.name] = set_up(peer, below)
    with tempfile.TemporaryDirectory(prefix="sousveil-bench-") as folder:
        bench = _Bench(pythons, Path(folder), told)
        failed = bench.check(peers, days)
        well = [peer for peer in peers if peer.name not in failed]
        timings = [t for size in sizes for t in bench.time(well, size, days, runs)]
    return Comparison(timings, failed, tuple(sizes), days, runs)


@dataclass
class _Bench:
    pythons: dict[str, Path]
    folder: Path
    told: Told

    def check(self, peers: Sequence[Peer], days: int) -> dict[str, list[str]]:
        """What is wrong with each engine that does not do what the specification says."""
        plain, common = (jobs.job(CHECKED, days, 0, SEED, threefry=both) for both in (False, True))
        law, job = expected(plain), jobs.write(plain, self.folder)
        self.told(f"checking the specification read in NumPy, {CHECKED:,} people")
        reading = self.run(BY_NAME["numpy"], jobs.write(common, self.folder))
        failed = {}
        for peer in peers:
            self.told(f"checking {peer.name}, {CHECKED:,} people")
            try:
                made = self.run(peer, job)
            except SousveilError as error:  # the others can still be timed
                failed[peer.name] = [str(error)]
                continue
            wrong = law.differences(made["counts"], made["sums"])
            wrong += scores_differ(made["sums"], reading["sums"], CHECKED)
            if peer.threefry and (made["counts"], made["sums"]) != (reading["counts"], reading["sums"]):
                wrong.append("on the same luck it differs from the plain NumPy reading")
            if wrong:
                failed[peer.name] = wrong
        return failed

    def time(self, peers: Sequence[Peer], size: int, days: int, runs: int) -> list[Timing]:
        """Timings of every engine that can bear so many people; what they counted is checked once more."""
        given = jobs.job(size, days, runs, SEED)
        law, job, found, counts = expected(given), jobs.write(given, self.folder), [], []
        for peer in (one for one in peers if one.largest >= size):
            self.told(f"timing {peer.name}, {size:,} people")
            made = self.run(peer, job)
            wrong = law.differences(made["counts"], made["sums"])
            counts += [(made["counts"], made["sums"])] if peer.threefry else []
            if wrong or any(one != counts[0] for one in counts):
                raise SousveilError(f"{peer.name} counted something else at {size:,} people: {'; '.join(wrong)}")
            found.append(Timing(peer.name, size, days, made["threads"], made["version"], tuple(made["seconds"])))
        return found

    def run(self, peer: Peer, job: Path) -> dict[str, Any]:
        """One job in the engine's own Python; gives the line it writes."""
        script = [str(SCRIPTS / f"{peer.script}.py")] if peer.script else ["-m", "sousveil.bench.lab"]
        # the reading in NumPy needs nothing but NumPy, which is here as well
        python = self.pythons.get(peer.name, self.pythons["sousveil"])
        around = {**os.environ, "STARSIM_INSTALL_FONTS": "0"}
        if peer.pins:
            around.pop("PYTHONPATH", None)  # an environment of its own has nothing of ours
        done = subprocess.run([str(python), *script, str(job)], capture_output=True, text=True, check=False, env=around)
        if done.returncode:
            raise SousveilError(f"{peer.name} failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return made
