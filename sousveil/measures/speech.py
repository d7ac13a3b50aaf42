"""Speech: what was sent, what was not, and what became of it."""

from __future__ import annotations

from sousveil.measures.counts import Counts, Floats, ratio
from sousveil.measures.measure import SHARE, YEARLY, Measure, share, yearly

SENSITIVE = ("complaint", "criticism", "mobilisation")
MESSAGES = ("chat", *SENSITIVE)
DELAY = "of messages deleted after they were sent"


def silence(counts: Counts) -> Floats:
    """Held back, for each occasion to say something sensitive."""
    kept = counts.of("held_back")
    return ratio(kept, kept + counts.of(*SENSITIVE))


MEASURES: tuple[Measure, ...] = (
    Measure(
        "messages",
        "messages",
        "messages sent: one a person, day and kind (everyday, complaint, criticism, mobilisation)",
        lambda counts: counts.rate(*MESSAGES),
        YEARLY,
        any_of=MESSAGES,
        abroad=True,
    ),
    yearly(
        "messages_not_sent",
        "held_back",
        "occasions on which somebody had something sensitive to say and kept silent",
        "messages",
        abroad=True,
    ),
    Measure(
        "silence_share",
        "share",
        "occasions to say something sensitive on which the person kept silent",
        silence,
        needs=("held_back",),
        any_of=SENSITIVE,
        abroad=True,
        within=SHARE,
        empty="nobody had anything sensitive to say",
    ),
    yearly("blocked", "blocked", "messages stopped before they were sent", "messages", abroad=True),
    yearly("messages_deleted", "deleted", "messages deleted after they were sent", "messages", abroad=True),
    share("deleted_in_30min_share", "deleted_in_30min", "deleted", f"deleted within 30 minutes, {DELAY}"),
    share("deleted_in_a_day_share", "deleted_in_a_day", "deleted", f"deleted within a day, {DELAY}"),
    yearly("posts_held", "held_for_review", "posts held until somebody looked at them", "posts"),
    share("hold_dropped_share", "hold_dropped", "held_for_review", "posts that never appeared, of those held"),
    Measure(
        "group_share",
        "share",
        "sensitive messages that went to a group, not to one person",
        lambda counts: ratio(counts.of("to_group"), counts.of(*SENSITIVE)),
        needs=("to_group",),
        any_of=SENSITIVE,
        within=SHARE,
        empty="nobody sent anything sensitive",
    ),
)
