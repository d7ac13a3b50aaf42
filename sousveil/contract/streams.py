"""Which bits of which stream a draw is made of, declared once.

A stream gives every person 64 random bits a day, drawn together; a share or an index needs 16 of them, a rate 32. The
draws of one phase share streams, so that no bit is made in vain: luck is the dearest part of a day. A draw keeps
its stream and its place there whatever else a scenario switches on or off, so that nobody's luck depends on other
draws: add at the end, never move. An extension's mechanism lists its own draws as `streams`; a draw that nobody lists
has a stream of its own name.

The lower 16 bits of a rate matter only where the upper 16 equal those of its threshold: on one day in 65,536. A draw
listed as TIED has its upper bits to itself. Its lower bits are those of the draw behind it in the same word, changed
(XOR) by the 16 bits that the phase keeps for ties. Any two draws are independent bit for bit, and any three; only of
four, two pairs that share a word each, is one half-word determined by the others, which can show when two rates meet
their thresholds on one day: for one person in 2^32.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

STREAM_BITS = 64
TIED: Literal["tied"] = "tied"
Bits = int | Literal["tied"]
Listed = Mapping[str, tuple[tuple[str, Bits], ...]]
"""Stream -> its draws, "<mechanism>.<draw>", each with its bits, from the first word on.

`<PHASE>.tie` are the bits for ties of a phase, `rounding.<column>` those by which a column goes into eight bits.
"""
STREAMS: Listed = {
    "LIVE.1": (("conduct.order", TIED), ("messaging.silence", 16), ("conduct.affairs", TIED), ("messaging.sealed", 16)),
    "LIVE.2": (("commerce.travel", TIED), ("messaging.group", 16), ("commerce.credit", TIED), ("messaging.talk", 16)),
    "LIVE.3": (("messaging.impulse", TIED), ("messaging.file", 16), ("platform.account", TIED),
               ("messaging.across", 16)),
    "LIVE.4": (("LIVE.tie", 16), ("platform.online", 16), ("wander.step", 16)),
    "WATCH.1": (("screening.find", TIED), ("screening.fate", 16), ("reports.informer", TIED), ("screening.hold", 16)),
    "WATCH.2": (("face_search.search", TIED), ("screening.speed", 16), ("linking.link", TIED), ("reports.victim", 16)),
    "WATCH.3": (("WATCH.tie", 16), ("cameras.passing", 16), ("cameras.conduct", 16), ("cameras.private", 16)),
    "WATCH.4": (("alerts.message", 16), ("alerts.sight", 16), ("contact_watch.notice", 16)),
    "JUDGE.1": (("scoring.gain", 32), ("scoring.praise", 32)),
    "JUDGE.2": (("account_cut.account", 32), ("defaulters.court", 32)),
    "ENFORCE.1": (("arrests.administrative", TIED), ("arrests.criminal", 16), ("custody.release", TIED),
                  ("courts.decision", 16)),
    "ENFORCE.2": (("pressure.file", TIED), ("pressure.contact", 16), ("review.read", 16), ("review.outcome", 16)),
    "ENFORCE.3": (("ENFORCE.tie", 16), ("round_up.catch", 16), ("round_up.term", 16)),
    "ENFORCE.4": (("custody.term", 16), ("custody.sentence", 16)),
    "SUFFER.1": (("doors.inside", TIED), ("doors.credit", 16), ("doors.work", TIED), ("doors.opening", 16)),
    "SUFFER.2": (("SUFFER.tie", 16), ("livelihood.dismissal", 16), ("livelihood.refusal", 16), ("rounding.means", 8)),
    "BELIEVE.1": (("adaptation.tools", TIED), ("adaptation.learn", 16), ("adaptation.abandon", TIED),
                  ("propaganda.attention", 16)),
    "BELIEVE.2": (("adaptation.told", TIED), ("protest.spark", 16), ("BELIEVE.tie", 16), ("rounding.support", 8),
                  ("rounding.climate", 8)),
    "BELIEVE.3": (("grievance.hardship", 16), ("grievance.caution", 16)),
}  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """Bits of a stream: `bits` of its word `word`, brought to the top by shifting left by `shift`.

    tie: where the bits lie that change the lower half of the word, for a draw that shares it.
    """

    stream: str
    word: int
    shift: int
    bits: int
    tie: Stretch | None = None


def stretches(streams: Listed) -> dict[str, Stretch]:
    """Where every listed draw lies. A tied draw begins a word, and its phase lists bits for ties."""
    made = {}
    for stream, draws in streams.items():
        at = 0
        for name, bits in draws:
            made[name] = Stretch(stream, at // 32, at % 32, 32 if bits == TIED else bits)
            at += own_bits(bits)
    for stream, draws in streams.items():
        for name, bits in draws:
            if bits == TIED:
                here = made[name]
                made[name] = Stretch(stream, here.word, here.shift, 32, made[f"{stream.partition('.')[0]}.tie"])
    return made


def own_bits(bits: Bits) -> int:
    """How many bits belong to a draw alone."""
    return 16 if bits == TIED else bits


STRETCHES = stretches(STREAMS)


def stretch(draw: str) -> Stretch:
    """Where a draw, "<mechanism>.<draw>", lies."""
    return STRETCHES.get(draw, Stretch(draw, 0, 0, 32))
