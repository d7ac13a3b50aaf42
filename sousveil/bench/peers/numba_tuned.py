"""The chilling model in Numba, tuned hard: blocks that stay in the cache, split by hand into loops that vectorise.

Every loop does one thing over one block, in the narrowest integers, without branches; what is rare is looked for eight
people at a time. Events are bytes of bits. The two common ones are counted by group in vectors of bytes, the rare ones
one by one.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numba import njit, prange

from numba_loop import ORDER, threefry, times
from stopwatch import AGE_BANDS, CELLS, EVENTS, GROUPS, HOUSEHOLD, Job, by_group, main, processors, sums_of

U8, U16, U32 = np.uint8, np.uint16, np.uint32
BLOCK = 4096
"""People a block: what is known of them fits the first two levels of the cache, and their number 16 bits."""
COMMON = 2
"""The first two events are common, the others rare."""
CHAT, CRITICISM, HIT, ALARM, DETAINED, KIN = 1, 2, 4, 8, 16, 32


@njit
def post(first, counter, keys, p, fear, events):  # type: ignore[no-untyped-def]
    """Who posts what: chat or criticism, as bits of the block's events."""
    k0, k1, chance, sensitive, one = keys[0, 0], keys[0, 1], p[0], p[1], U32(65536)
    for i in range(len(events)):
        w0, w1 = threefry(k0, k1, U32(first + U32(i)), counter)
        posts = U32(w0 >> U32(16)) < times(chance, U32(one - U32(fear[i])))
        which = U32(CRITICISM) if U32(w1 >> U32(16)) < sensitive else U32(CHAT)
        events[i] = U8(which if posts else U32(0))


@njit
def screen(first, counter, keys, p, events):  # type: ignore[no-untyped-def]
    """Who is found, taken for a critic, and detained."""
    k0, k1, hit, false_alarm, report = keys[1, 0], keys[1, 1], p[2], p[3], p[4]
    for i in range(len(events)):
        w2, w3 = threefry(k0, k1, U32(first + U32(i)), counter)
        posted = U32(events[i])
        found = U32(HIT) if U32(w2 >> U32(16)) < hit else U32(0)
        taken = U32(ALARM) if w2 < false_alarm else U32(0)
        # a hit needs a criticism, an alarm a chat: move the bit of the post to where the bit of the flag is
        flag = U32((U32(posted << U32(1)) & found) | (U32(posted << U32(3)) & taken))
        held = U32(DETAINED) if U32(w3 >> U32(16)) < report else U32(0)
        events[i] = U8(posted | flag | (held if flag != U32(0) else U32(0)))


@njit
def judge(p, events, score):  # type: ignore[no-untyped-def]
    """Points, in 16 bits: they saturate below at nothing and above at the top."""
    gain, penalty, top = U16(p[5]), U16(p[6]), U16(p[7])
    for i in range(len(events)):
        now = score[i]
        lost = U16(now - penalty) if now > penalty else U16(0)
        won = U16(now + gain) if now < U16(top - gain) else top
        score[i] = lost if (events[i] & U8(HIT | ALARM)) != U8(0) else won


@njit
def notice(events, eights, touched, touched_eights):  # type: ignore[no-untyped-def]
    """Households in which somebody was detained: rare, so looked for eight people at a time."""
    pattern = np.uint64(0x1010101010101010)
    for k in range(len(eights)):
        touched_eights[k] = np.uint64(0)
        if (eights[k] & pattern) != np.uint64(0):
            for home in range(8 * k, 8 * k + 8, HOUSEHOLD):
                struck = 0
                for i in range(home, home + HOUSEHOLD):
                    struck += (events[i] & U8(DETAINED)) != 0
                if struck:
                    for i in range(home, home + HOUSEHOLD):
                        touched[i] = U8(1)
                        own = (events[i] & U8(DETAINED)) != 0
                        if struck - own > 0:
                            events[i] |= U8(KIN)


@njit
def fear_on(p, touched, fear):  # type: ignore[no-untyped-def]
    """Fear fades and jumps."""
    jump, rest = p[8], U32(U32(65536) - p[9])
    for i in range(len(touched)):
        risen = U32(times(U32(fear[i]), rest) + (jump if touched[i] != U8(0) else U32(0)))
        fear[i] = U16(min(risen, U32(65535)))


@njit
def drift(p, opinion):  # type: ignore[no-untyped-def]
    """Opinions drift towards the household's mean."""
    half = U32(U32(p[10] + U32(1)) >> U32(1))
    rest = U32(U32(32768) - half)
    for home in range(len(opinion) // HOUSEHOLD):
        i = HOUSEHOLD * home
        a, b, c, d = U32(opinion[i]), U32(opinion[i + 1]), U32(opinion[i + 2]), U32(opinion[i + 3])
        mean = U32(U32(U32(U32(a + b + c + d) >> U32(2)) * half) + U32(16384))  # rounds to the nearest
        opinion[i] = U16(min(U32(U32(U32(a * rest) + mean) >> U32(15)), U32(65535)))
        opinion[i + 1] = U16(min(U32(U32(U32(b * rest) + mean) >> U32(15)), U32(65535)))
        opinion[i + 2] = U16(min(U32(U32(U32(c * rest) + mean) >> U32(15)), U32(65535)))
        opinion[i + 3] = U16(min(U32(U32(U32(d * rest) + mean) >> U32(15)), U32(65535)))


@njit
def rare(p, eights, events, cells, opinion, counts):  # type: ignore[no-untyped-def]
    """Who was detained loses some opinion of the ruler; and rare events are counted one by one."""
    loss, pattern = p[11], np.uint64(0x3C3C3C3C3C3C3C3C)
    for k in range(len(eights)):
        if (eights[k] & pattern) != np.uint64(0):
            for i in range(8 * k, 8 * k + 8):
                event = events[i]
                if event >= U8(HIT):
                    counts[2, cells[i]] += (event & U8(HIT)) != 0
                    counts[3, cells[i]] += (event & U8(ALARM)) != 0
                    counts[5, cells[i]] += (event & U8(KIN)) != 0
                    if (event & U8(DETAINED)) != 0:
                        counts[4, cells[i]] += 1
                        opinion[i] = U16(max(np.int64(opinion[i]) - np.int64(loss), 0))


@njit
def both(events, groups, event, group):  # type: ignore[no-untyped-def]
    """How many of a block; 16 bits hold the sum, so that vectors are full."""
    total = U16(0)
    for i in range(len(events)):
        yes = ((events[i] & event) != U8(0)) & ((groups[i] & group) != U8(0))
        total = U16(total + (U16(1) if yes else U16(0)))
    return total


@njit
def count(events, low, high, counts):  # type: ignore[no-untyped-def]
    """Add the block's counts of the common events in every group."""
    for event in range(COMMON):
        for group in range(8):
            counts[event, group] += both(events, low, U8(1 << event), U8(1 << group))
        counts[event, 8] += both(events, high, U8(1 << event), U8(1))


@njit(parallel=True)
def live_day(day, keys, p, low, high, cells, fear, score, opinion, scratch, common, others):  # type: ignore[no-untyped-def]
    """One day of everybody, block by block; counts (threads, events, groups or cells) are added to."""
    counter, people = U32(day << 16), len(low)
    for block in prange((people + BLOCK - 1) // BLOCK):
        thread = numba.get_thread_id()
        first, last = block * BLOCK, min(block * BLOCK + BLOCK, people)
        size = last - first
        whole = (size + 7) // 8  # eights of people; what lies beyond the last person never happens
        events, touched = scratch[thread, 0], scratch[thread, 1]
        events[size : 8 * whole] = U8(0)
        eights = events.view(np.uint64)[:whole]
        post(U32(first), counter, keys, p, fear[first:last], events[:size])
        screen(U32(first), counter, keys, p, events[:size])
        judge(p, events[:size], score[first:last])
        notice(events, eights, touched, touched.view(np.uint64)[:whole])
        fear_on(p, touched[:size], fear[first:last])
        drift(p, opinion[first:last])
        rare(p, eights, events, cells[first:last], opinion[first:last], others[thread])
        count(events[:size], low[first:last], high[first:last], common[thread])


class Tuned:
    """Columns of 16-bit integers and bits of groups."""

    def __init__(self, job: Job) -> None:
        self.job, self.cells = job, job.cells()
        self.keys = np.array(job.keys, np.uint32)
        self.parameters = np.array([job.parameters[name] for name in ORDER], np.uint32)
        bits = (job.masks()[:9] << np.arange(9)[:, None]).sum(axis=0)
        self.low, self.high = (bits & 255).astype(np.uint8), (bits >> 8).astype(np.uint8)
        self.threads = numba.get_num_threads()
        self.scratch = np.zeros((self.threads, 2, BLOCK), np.uint8)
        self.reset()

    def reset(self) -> None:
        """Set everybody back to the start."""
        self.fear = np.zeros(self.job.people, np.uint16)
        self.score = np.full(self.job.people, self.job.parameters["top"], np.uint16)
        self.opinion = self.job.opinion.astype(np.uint16)
        self.common = np.zeros((self.job.days, self.threads, COMMON, 64), np.int64)
        self.others = np.zeros((self.job.days, self.threads, len(EVENTS), 64), np.int64)

    def live(self) -> None:
        """Live all days."""
        for day in range(self.job.days):
            live_day(
                day + 1, self.keys, self.parameters, self.low, self.high, self.cells, self.fear, self.score,
                self.opinion, self.scratch, self.common[day], self.others[day],
            )  # fmt: skip

    def observed(self) -> tuple[Any, dict[str, int]]:
        """Counts by day, event and group, and sums; the last age band is what the others leave."""
        counts = by_group(self.others.sum(axis=1)[..., :CELLS])
        common = self.common.sum(axis=1)[..., : GROUPS - 1]
        last = common[..., 0] - common[..., GROUPS - AGE_BANDS :].sum(axis=-1)
        counts[:, :COMMON] = np.concatenate([common, last[..., None]], axis=-1)
        sums = sums_of(self.score, self.fear, self.opinion)
        return counts, sums


if __name__ == "__main__":
    numba.set_num_threads(processors())
    main(Tuned, {"engine": "numba tuned", "version": numba.__version__, "threads": numba.get_num_threads()})
