"""The chilling model in Numba, one straightforward parallel loop over households."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numba import njit, prange

from stopwatch import CELLS, EVENTS, HOUSEHOLD, Job, by_group, main, processors, sums_of

U32 = np.uint32


# Numba calculates with 64 bits where nobody says otherwise


@njit(inline="always")
def four(x, y, a, b, c, d):  # type: ignore[no-untyped-def]
    """Four rounds of Threefry."""
    for turn in (a, b, c, d):
        x = U32(x + y)
        y = U32((U32(y << U32(turn)) | U32(y >> U32(32 - turn))) ^ x)
    return x, y


@njit(inline="always")
def threefry(k0, k1, number, counter):  # type: ignore[no-untyped-def]
    """Two random words: Threefry-2x32-20."""
    k2 = U32(k0 ^ k1 ^ U32(0x1BD11BDA))
    x, y = U32(number + k0), U32(counter + k1)
    x, y = four(x, y, 13, 15, 26, 6)
    x, y = U32(x + k1), U32(y + k2 + U32(1))
    x, y = four(x, y, 17, 29, 16, 24)
    x, y = U32(x + k2), U32(y + k0 + U32(2))
    x, y = four(x, y, 13, 15, 26, 6)
    x, y = U32(x + k0), U32(y + k1 + U32(3))
    x, y = four(x, y, 17, 29, 16, 24)
    x, y = U32(x + k1), U32(y + k2 + U32(4))
    x, y = four(x, y, 13, 15, 26, 6)
    return U32(x + k2), U32(y + k0 + U32(5))


@njit(inline="always")
def times(a, b):  # type: ignore[no-untyped-def]
    """The product of two shares in 65536ths."""
    return U32(U32(a * U32(b >> U32(1))) >> U32(15))


@njit(inline="always")
def drifted_to(own, home, pull):  # type: ignore[no-untyped-def]
    """A step from a share towards another, rounded to the nearest 65536th."""
    half = U32(U32(pull + U32(1)) >> U32(1))
    kept = U32(U32(32768) - half)
    return U32(U32(U32(own * kept) + U32(home * half) + U32(16384)) >> U32(15))


@njit(parallel=True)
def live_day(day, keys, p, cells, fear, score, opinion, counts):  # type: ignore[no-untyped-def]
    """One day of everybody; counts (threads, events, cells) are added to."""
    counter = U32(day << 16)
    k0, k1, k2, k3 = keys[0, 0], keys[0, 1], keys[1, 0], keys[1, 1]
    post, sensitive, hit, false_alarm, report = p[0], p[1], p[2], p[3], p[4]
    gain, penalty, top, jump, fade, pull, loss = p[5], p[6], p[7], p[8], p[9], p[10], p[11]
    one = U32(65536)
    for house in prange(len(cells) // HOUSEHOLD):
        mine = counts[numba.get_thread_id()]
        first = house * HOUSEHOLD
        struck = 0
        total = U32(0)
        held = 0
        for member in range(HOUSEHOLD):
            i = first + member
            total += U32(opinion[i])
            w0, w1 = threefry(k0, k1, U32(i), counter)
            flagged = False
            if (w0 >> U32(16)) < times(post, one - U32(fear[i])):
                w2, w3 = threefry(k2, k3, U32(i), counter)
                if (w1 >> U32(16)) < sensitive:
                    mine[1, cells[i]] += 1
                    if (w2 >> U32(16)) < hit:
                        flagged = True
                        mine[2, cells[i]] += 1
                else:
                    mine[0, cells[i]] += 1
                    if w2 < false_alarm:
                        flagged = True
                        mine[3, cells[i]] += 1
                if flagged and (w3 >> U32(16)) < report:
                    struck += 1
                    held |= 1 << member
                    mine[4, cells[i]] += 1
            if flagged:
                score[i] = max(np.int32(score[i]) - np.int32(penalty), np.int32(0))
            else:
                score[i] = min(np.int32(score[i]) + np.int32(gain), np.int32(top))
        home = total // U32(HOUSEHOLD)
        for member in range(HOUSEHOLD):
            i = first + member
            own = (held >> member) & 1
            if struck - own > 0:
                mine[5, cells[i]] += 1
            rising = jump if struck > 0 else U32(0)
            fear[i] = min(times(U32(fear[i]), one - fade) + rising, U32(65535))
            drifted = drifted_to(U32(opinion[i]), home, pull)
            falling = loss if own == 1 else U32(0)
            opinion[i] = min(drifted - falling, U32(65535)) if drifted > falling else U32(0)


ORDER = (
    "post", "sensitive", "hit", "false_alarm", "report", "gain", "penalty", "top", "jump", "fade", "pull", "loss",
)  # fmt: skip


class Loop:
    """Columns of 16-bit integers and one compiled function a day."""

    def __init__(self, job: Job) -> None:
        self.job, self.cells = job, job.cells()
        self.keys = np.array(job.keys, np.uint32)
        self.parameters = np.array([job.parameters[name] for name in ORDER], np.uint32)
        self.threads = numba.get_num_threads()
        self.reset()

    def reset(self) -> None:
        """Set everybody back to the start."""
        self.fear = np.zeros(self.job.people, np.uint16)
        self.score = np.full(self.job.people, self.job.parameters["top"], np.uint16)
        self.opinion = self.job.opinion.astype(np.uint16)
        # a page between the counts of two threads, so that they do not share lines of the cache
        self.room = np.zeros((self.job.days, self.threads, 4096), np.int32)
        shape = (self.job.days, self.threads, len(EVENTS), CELLS)
        self.counts = self.room[:, :, : len(EVENTS) * CELLS].reshape(shape)

    def live(self) -> None:
        """Live all days."""
        for day in range(self.job.days):
            live_day(
                day + 1, self.keys, self.parameters, self.cells, self.fear, self.score, self.opinion, self.counts[day]
            )

    def observed(self) -> tuple[Any, dict[str, int]]:
        """Counts by day, event and group, and sums."""
        sums = sums_of(self.score, self.fear, self.opinion)
        return by_group(self.counts.sum(axis=1, dtype=np.int64)), sums


if __name__ == "__main__":
    numba.set_num_threads(processors())
    main(Loop, {"engine": "numba", "version": numba.__version__, "threads": numba.get_num_threads()})
