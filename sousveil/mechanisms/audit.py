"""The auditor who knows everything and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count
from sousveil.contract.views import Events, People, Polity


class Audit(Mechanism):
    """Right or wrong, with both sides of wrong: the system erred about what was done, or what was done is protected.

    Innocent: no unprotected deed within the memory of `deeds`. Clean: no deed of either sort. Nothing is drawn,
    and nobody in the model sees any of it.
    """

    phase = Phase.OBSERVE
    reads = ("offence", "dissent", "suspect", "defaulter", "tier", "score", "on_app", "suspended", "aware")
    hears = (
        "flag", "content_hit", "content_alarm", "contact_seen", "petition_seen", "oddity_seen", "face_hit",
        "face_alarm", "incident", "incident_seen", "incident_reported", "infraction_seen", "quarrel_seen", "denounced",
        "denounced_falsely", "false_merge", "visit", "stop", "detained_administratively", "detained_criminally",
        "interned", "in_custody", "convicted", "suspect_listed", "travel_denied", "credit_denied", "school_denied",
        "work_denied", "complaint", "criticism", "mobilisation", "dismissed", "tier_fell", "tier_rose",
    )  # fmt: skip
    emits = (
        "flag_error", "flag_protected", "flag_error_protected", "visit_wrongful", "detention", "detention_error",
        "detention_protected", "custody_innocent", "conviction_wrongful", "listed_wrongful", "door_wrongful",
        "dismissed_wrongly", "incident_unseen", "sensitive_unseen", "on_suspect_list", "on_defaulter_list",
        "below_tier", "entered_below", "left_below", "on_app_today", "aware_today",
    )  # fmt: skip

    lowest = param(
        1, Count, unit="tier", within=(0, 7), evidence="assumed", plausible=(1, 1),
        doc="tiers below this one count as closing doors; to be kept equal to the tiers of `doors`",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Everything in one pass."""
        innocent = ~(people.offence > Count(0))
        clean = innocent & ~(people.dissent > Count(0))
        return {
            **self._alerts(events, innocent, clean),
            **self._liberty(events, innocent, clean),
            **self._doors(people, events, innocent),
            **self._unseen(events),
        }

    def _alerts(self, events: Events, innocent: Array, clean: Array) -> dict[str, Array]:
        """An alert is an error if its grounds today were false only, or if the person did nothing at all.

        It is about protected conduct only if no offence is among its grounds and, where the grounds do not say (a
        report, a face, a record), the person committed none.
        """
        wrong = events.content_alarm | events.face_alarm | events.denounced_falsely | events.false_merge
        told = events.denounced | events.face_hit
        protected = events.content_hit | events.contact_seen | events.petition_seen | events.oddity_seen
        offence = events.incident_seen | events.infraction_seen | events.quarrel_seen
        error = events.flag & ~protected & ~offence & (clean | (wrong & ~told))
        only = events.flag & ~error & ~offence & (innocent | (protected & ~told))
        called = events.visit | events.stop
        return {
            "flag_error": error,
            "flag_protected": only,
            "flag_error_protected": error & events.content_alarm,
            "visit_wrongful": called & (error | only | (~events.flag & innocent)),
            "dismissed_wrongly": events.dismissed & ~innocent,
        }

    def _liberty(self, events: Events, innocent: Array, clean: Array) -> dict[str, Array]:
        detention = events.detained_administratively | events.detained_criminally | events.interned
        return {
            "detention": detention,
            "detention_error": detention & clean,
            "detention_protected": detention & innocent & ~clean,
            "custody_innocent": events.in_custody & innocent,
            "conviction_wrongful": events.convicted & innocent,
        }

    def _doors(self, people: People, events: Events, innocent: Array) -> dict[str, Array]:
        """A refusal is wrongful for whoever neither owes a debt a court has ruled on nor committed an offence."""
        refused = events.travel_denied | events.credit_denied | events.school_denied | events.work_denied
        scored = people.score > Count(0)
        return {
            "listed_wrongful": events.suspect_listed & innocent,
            "door_wrongful": refused & innocent & ~people.defaulter,
            "on_suspect_list": people.suspect,
            "on_defaulter_list": people.defaulter,
            "below_tier": scored & (people.tier < self.lowest),
            # a tier a day: whoever crossed the line stands beside it
            "entered_below": scored & events.tier_fell & people.tier.equals(self.lowest - Count(1)),
            "left_below": scored & events.tier_rose & people.tier.equals(self.lowest),
            "on_app_today": people.on_app & ~people.suspended,
            "aware_today": people.aware,
        }

    def _unseen(self, events: Events) -> dict[str, Array]:
        spoke = events.complaint | events.criticism | events.mobilisation
        return {
            "incident_unseen": events.incident & ~events.incident_seen & ~events.incident_reported,
            "sensitive_unseen": spoke & ~events.content_hit & ~events.contact_seen,
        }
