"""Mechanisms that break one law each. The first line of each says what is wrong with it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share
from sousveil.contract.views import Folded


class Mute(Mechanism):
    """Does nothing at all."""

    phase = Phase.LIVE


class Dreaming(Mechanism):
    """Reads a column that nobody has."""

    phase = Phase.LIVE
    reads = ("aura",)


class Early(Mechanism):
    """Hears in the morning what happens at night."""

    phase = Phase.LIVE
    hears = ("protest",)


class Sly(Mechanism):
    """Reads more than it declares."""

    phase = Phase.ENFORCE
    reads = ("free",)
    emits = ("visit",)

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Array]:
        return {"visit": people.free & people.suspect}


class Counting(Mechanism):
    """Gives numbers where a mask is due."""

    phase = Phase.ENFORCE
    emits = ("visit",)

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Array]:
        return {"visit": np.ones((1, 1), np.uint8)}


class Forgetful(Mechanism):
    """Owns a column and does not write it."""

    phase = Phase.BELIEVE
    owns = ("fear",)


class Boundless(Mechanism):
    """Settles a share of more than one."""

    phase = Phase.GOVERN
    settles = ("flood",)

    def settle(self, polity: Any, tally: Any, draws: Any, day: int) -> Folded:
        return {"flood": Share(polity.flood.q + (1 << 20))}


class Moody(Mechanism):
    """Decides otherwise every time it is asked."""

    phase = Phase.ENFORCE
    emits = ("visit",)
    asked = itertools.count()

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Array]:
        return {"visit": np.full((4, 256), next(self.asked) % 2 == 0)}


class AllKnowing(Mechanism):
    """Judges by what people believe."""

    phase = Phase.JUDGE
    reads = ("support",)
    emits = ("suspect_listed",)

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Array]:
        return {"suspect_listed": people.support < people.support.rest}


class Meddling(Mechanism):
    """Observes, and rolls dice."""

    phase = Phase.OBSERVE
    emits = ("detention",)

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Array]:
        return {"detention": draws("detention").below(Share(np.uint32([7])))}


class Careless(Mechanism):
    """Forgets that a share ends at nothing, and that a product has to fit in 32 bits."""

    phase = Phase.BELIEVE
    owns = ("fear", "means", "trust")

    def update(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Folded:
        less, more = Share(people.fear.q - 1), Share(people.means.q + 300)
        return {"fear": less, "means": more, "trust": Share((people.trust.q * (people.trust.q << 1)) >> 17)}


class Extravagant(Mechanism):
    """Multiplies counts until 64 bits do not hold them."""

    phase = Phase.GOVERN
    hears = ("flag",)
    settles = ("record",)

    def settle(self, polity: Any, tally: Any, draws: Any, day: int) -> Folded:
        return {"record": Count((tally("flag") << 40) >> 40)}


class TwoFaced(Mechanism):
    """Does one thing on NumPy and another on JAX."""

    phase = Phase.ENFORCE
    reads = ("free",)
    emits = ("visit",)

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Array]:
        return {"visit": people.free if isinstance(people.free, np.ndarray) else ~people.free}


class Unsourced(Mechanism):
    """Has a number without a unit."""

    phase = Phase.LIVE
    speed = param(0.5, Share, unit="", within=(0, 1), evidence="assumed", doc="how fast")


class Vanishing(Mechanism):
    """Has a number that is nothing once it is an integer."""

    phase = Phase.LIVE
    speed = param(1e-7, Share, unit="share", within=(0, 1), evidence="assumed", doc="how fast")


class Deaf(Mechanism):
    """Has a number that it never looks at."""

    phase = Phase.LIVE
    speed = param(0.5, Rate, unit="1/day", within=(0, 1), evidence="assumed", doc="how fast")


class Idle(Mechanism):
    """Looks at its number and takes no notice."""

    phase = Phase.ENFORCE
    emits = ("visit",)
    speed = param(0.5, Rate, unit="1/day", within=(0, 1), evidence="assumed", doc="how fast")

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Array]:
        return {"visit": (self.speed.q > 0) & ~people.present & people.present}


class Abroad(Mechanism):
    """Lives in a module that imports JAX."""

    phase = Phase.LIVE


Abroad.__module__ = "sousveil.testing.bits"

BREAKERS: dict[str, type[Mechanism]] = {
    "it_says_what_it_is": Mute,
    "what_it_names_exists": Dreaming,
    "it_emits_in_its_own_phase_and_hears_nothing_later": Early,
    "it_does_what_it_declares_and_declares_what_it_does": Sly,
    "decide_gives_masks_of_the_right_shape_even_where_nobody_lives": Counting,
    "update_and_begin_write_what_storage_can_hold": Forgetful,
    "settled_numbers_stay_in_range": Boundless,
    "the_same_stage_twice_gives_identical_bits": Moody,
    "judges_and_enforcers_see_the_file_and_never_the_person": AllKnowing,
    "observers_draw_nothing_and_change_nothing": Meddling,
    "no_column_wraps_at_its_ends": Careless,
    "no_shared_number_wraps_in_a_nation": Extravagant,
    "numpy_and_jax_give_the_same_bits": TwoFaced,
    "every_number_carries_unit_range_evidence_and_source": Unsourced,
    "every_number_survives_as_an_integer": Vanishing,
    "every_number_is_read_somewhere": Deaf,
    "every_number_moves_something": Idle,
    "their_modules_import_without_jax": Abroad,
}
"""Law -> who breaks it."""
