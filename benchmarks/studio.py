"""python -m benchmarks.studio [PEOPLE] [DAYS]: what the studio costs. It asserts nothing.


1. Frames: a world is lived in blocks of days, in turns with and without frames going out to a reader in a process of
   its own, as the studio reads them. What they cost is the median over pairs of blocks, and, since a busy machine makes
   that noisy, also the processor time of everything that is done for frames against that of a day.
2. A browser: the same run asked for and followed through the studio itself, frames a second as they arrive.
3. The idle studio: memory of its process, and the time of its first page, over a few starts.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from sousveil.studio.work.wire import Line

BLOCK, STARTS = 5, 5
"""Days of a block, and starts of the idle studio."""
SCENARIO = "everything-app"
STAYS: list[socket.socket] = []


def reader(descriptor: int) -> None:
    """What the studio's own process does with a line: parse it, reduce it, keep it. Says what it took."""
    from sousveil.studio.service.live import Live

    live, begun = Live(10**6, 1), 0.0
    with socket.socket(fileno=descriptor).makefile("r", encoding="utf-8") as lines:
        for line in lines:
            begun = begun or time.process_time()
            message = json.loads(line)
            if message["is"] == "scene":
                live.begin(message)
            elif message["is"] == "frame":
                live.add(message)
    print(time.process_time() - begun)


def connected(to: socket.socket) -> Line:
    """The line of a job that was told how long it is, and speaks to a reader of ours."""
    studio, job = socket.socketpair()
    studio.sendall(b'{"days": 1000000}\n')
    line = Line(job.detach())
    line._socket = to
    line.open()
    STAYS.append(studio)  # the job would stop if nobody were there
    return line


def frames(people: int, days: int) -> None:
    """Live in blocks, with and without."""
    from sousveil import simulate
    from sousveil.engine.loop import World
    from sousveil.engine.machine import Machine
    from sousveil.engine.recorder import Recorder
    from sousveil.scenario import load
    from sousveil.studio.service.live import EVENTS, NUMBERS
    from sousveil.studio.work.frames import Frames

    mine, its = socket.socketpair()
    mine.setblocking(True)
    code = f"from benchmarks.studio import reader; reader({its.fileno()})"
    child = subprocess.Popen([sys.executable, "-c", code], pass_fds=(its.fileno(),), stdout=subprocess.PIPE, text=True)
    its.close()
    line = connected(mine)
    course = simulate.course_of(load(SCENARIO, people=people, days=days))
    machine = Machine(course.assembly, course.setting, [course.seed])
    machine.build()
    world = World(machine, course.values(1))
    world.begin()
    recorder, look = Recorder(world, days), Frames(line, list(EVENTS), list(NUMBERS))
    spent: dict[bool, list[float]] = {True: [], False: []}
    watching, processor, sent, day = 0.0, 0.0, 0, 0
    for number in range(2 * (days // (2 * BLOCK))):
        on = number % 2 == (number // 2) % 2  # on off, off on: neither is always first
        look._first_day = day + 1
        begun, before, said = time.perf_counter(), time.process_time(), line._said
        for _ in range(BLOCK):
            day += 1
            world.step(day)
            recorder.day(day)
            if on:
                own = time.thread_time()
                look(world, day, 0)
                watching += time.thread_time() - own
        if number > 1:  # the first of each compiles what is left
            spent[on].append(time.perf_counter() - begun)
            processor += 0 if on else time.process_time() - before
            sent += line._said - said
    line.finish()
    mine.shutdown(socket.SHUT_WR)
    read = float(child.communicate()[0])
    lived, quiet = sum(map(len, spent.values())) * BLOCK, len(spent[False]) * BLOCK
    pairs = [one / other - 1 for one, other in zip(spent[True], spent[False], strict=False)]
    a_day = processor / quiet
    own = watching / (quiet + BLOCK)
    print(f"{people:,} people, {lived} days, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    without, beside = (1000 * median(spent[on]) / BLOCK for on in (False, True))
    print(f"a day: {without:.1f} ms without frames, {beside:.1f} with; {sent / sum(spent[True]):.1f} frames a second")
    print(f"cost, median of {len(pairs)} pairs of blocks: {median(pairs):+.1%}")
    print(f"processor time of a day: {1000 * a_day:.1f} ms; watching in the run {1000 * own:.2f} ms, {own / a_day:.2%}")
    print(f"reading in the studio's process: {1000 * read / (quiet + BLOCK):.2f} ms a day")


def started(place: Path) -> tuple[subprocess.Popen[str], str]:
    """A studio as a user starts it, and its address."""
    command = [sys.executable, "-m", "sousveil.cli", "studio", "--port", "0"]
    process = subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE, text=True)
    said = process.stderr.readline() if process.stderr else ""
    return process, said.split("the studio is at ")[1].split()[0]


def held(process: subprocess.Popen[str]) -> float:
    """Resident mebibytes."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def browser(place: Path, people: int, days: int) -> None:
    """Ask for a run and follow it, as a page does."""
    process, address = started(place)
    text = f"schema: 1\nname: measured\nbase: {SCENARIO}\npeople: {people}\ndays: {days}\n"
    body = json.dumps({"world": {"text": text}, "checkpoint_every": 0}).encode()
    with urlopen(Request(f"{address}api/jobs/run", body, {"Content-Type": "application/json"})) as answer:
        number = json.load(answer)["id"]
    event, first, last, seen = "", 0.0, 0.0, 0
    with urlopen(f"{address}api/jobs/{number}/stream") as stream:
        for line in stream:
            text = line.decode().rstrip()
            if text.startswith("event: "):
                event = text.removeprefix("event: ")
            elif text.startswith("data: ") and event == "frames":
                last = time.perf_counter()
                first = first or last
                seen += len(json.loads(text.removeprefix("data: "))["frames"])
    print(
        f"followed through the studio: {seen} frames of {days} days in {last - first:.1f} s,"
        f" {(seen - 1) / max(last - first, 1e-9):.1f} a second; the studio's process then holds {held(process):.0f} MiB"
    )
    process.terminate()
    process.wait()


def idle(place: Path) -> None:
    """Memory and the first page, over a few starts."""
    pages, starts, sizes = [], [], []
    for _ in range(STARTS):
        begun = time.perf_counter()
        process, address = started(place)
        asked = time.perf_counter()
        with urlopen(address) as answer:
            answer.read()
        pages.append(time.perf_counter() - asked)
        starts.append(time.perf_counter() - begun)
        for path in ("api/scenarios", f"api/drafts?scenario={SCENARIO}", "api/kept"):
            with urlopen(address + path) as answer:
                answer.read()
        sizes.append(held(process))
        process.terminate()
        process.wait()
    print(
        f"the first page of a studio: {1000 * median(pages):.0f} ms after it listens (worst {1000 * max(pages):.0f}),"
        f" {median(starts):.1f} s after the command; idle it holds {median(sizes):.0f} MiB"
    )


def main(people: int = 1_000_000, days: int = 120) -> None:
    """All three."""
    with tempfile.TemporaryDirectory() as place:
        idle(Path(place))
        frames(people, days)
        browser(Path(place), people, days)


if __name__ == "__main__":
    main(*(int(float(one)) for one in sys.argv[1:]))
