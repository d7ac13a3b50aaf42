"""Which bits of which stream a draw is made of, declared once.

A stream gives every person 64 random bits a day, drawn together; a rate needs 32 of them, a share or an index 16.
The draws of one phase share streams, so that no bit is made in vain: luck is the dearest part of a day. A draw keeps
its stream and its place there whatever else a scenario switches on or off, so that nobody's luck depends on other
draws: add at the end, never move. An extension's mechanism lists its own draws as `streams`; a draw that nobody lists
has a stream of its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STREAM_BITS = 64
Listed = Mapping[str, tuple[tuple[str, int], ...]]
"""Stream -> its draws, "<mechanism>.<draw>", each with its bits, from the first word on."""
STREAMS: Listed = {
    "LIVE.1": (("conduct.order", 32), ("conduct.affairs", 32)),
    "LIVE.2": (("commerce.travel", 32), ("commerce.credit", 32)),
    "LIVE.3": (("messaging.impulse", 32), ("platform.account", 32)),
    "LIVE.4": (("messaging.silence", 16), ("messaging.sealed", 16), ("messaging.group", 16), ("messaging.talk", 16)),
    "LIVE.5": (("messaging.file", 16), ("messaging.across", 16), ("platform.online", 16)),
    "WATCH.1": (("screening.find", 32), ("reports.informer", 32)),
    "WATCH.2": (("face_search.search", 32), ("linking.link", 32)),
    "WATCH.3": (("screening.fate", 16), ("screening.hold", 16), ("screening.speed", 16), ("reports.victim", 16)),
    "WATCH.4": (("cameras.passing", 16), ("cameras.conduct", 16), ("cameras.private", 16), ("alerts.message", 16)),
    "WATCH.5": (("alerts.sight", 16), ("contact_watch.notice", 16)),
    "JUDGE.1": (("scoring.gain", 32), ("scoring.praise", 32)),
    "JUDGE.2": (("account_cut.account", 32), ("defaulters.court", 32)),
    "ENFORCE.1": (("arrests.administrative", 32), ("custody.release", 32)),
    "ENFORCE.2": (("pressure.file", 32), ("arrests.criminal", 16), ("courts.decision", 16)),
    "ENFORCE.3": (("review.read", 16), ("review.outcome", 16), ("pressure.contact", 16)),
    "ENFORCE.4": (("custody.term", 16), ("custody.sentence", 16)),
    "SUFFER.1": (("doors.inside", 32), ("doors.work", 32)),
    "SUFFER.2": (("doors.credit", 16), ("doors.opening", 16), ("livelihood.dismissal", 16), ("livelihood.refusal", 16)),
    "BELIEVE.1": (("adaptation.tools", 32), ("adaptation.abandon", 32)),
    "BELIEVE.2": (("adaptation.told", 32), ("adaptation.learn", 16), ("propaganda.attention", 16)),
    "BELIEVE.3": (("protest.spark", 16),),
}


@dataclass(frozen=True)
class Stretch:
    """Bits of a stream: `bits` of its word `word`, brought to the top by shifting left by `shift`."""

    stream: str
    word: int
    shift: int
    bits: int


def stretches(streams: Listed) -> dict[str, Stretch]:
    """Where every listed draw lies."""
    made = {}
    for stream, draws in streams.items():
        at = 0
        for name, bits in draws:
            made[name] = Stretch(stream, at // 32, at % 32, bits)
            at += bits
    return made


STRETCHES = stretches(STREAMS)


def stretch(draw: str) -> Stretch:
    """Where a draw, "<mechanism>.<draw>", lies."""
    return STRETCHES.get(draw, Stretch(draw, 0, 0, 32))
