"""The one table of everything that can happen to a person on a day, or to a country in a quarter.

An event is a bit: it happened in this step, or it did not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sousveil.contract.phases import Phase

Tie = Literal["household", "friends", "mates", "neighbours"]


@dataclass(frozen=True)
class Event:
    """One thing that can happen.

    case: kept person by person in the case file (events.parquet). echo: the event is not emitted; it befalls everybody
    tied by `tie` to somebody whom the event `echo`, of an earlier phase, befell today. rights: articles of the ICCPR.
    """

    name: str
    phase: Phase
    doc: str
    case: bool = False
    echo: str = ""
    tie: Tie | None = None
    rights: tuple[int, ...] = ()

    @property
    def is_fate(self) -> bool:
        """Whether it is done to a person and kept person by person when two runs are compared: cases and closed doors."""
        return self.case or (self.phase is Phase.SUFFER and bool(self.rights))


L, W, J, E, S, B, O = (  # noqa: E741
    Phase.LIVE, Phase.WATCH, Phase.JUDGE, Phase.ENFORCE, Phase.SUFFER, Phase.BELIEVE, Phase.OBSERVE,
)  # fmt: skip

CREDIT_BANDS = 7
"""Bands of credit scores that are told apart, the lowest first; a score above the highest counts as in it."""
AUDIT_BANDS = 10
"""Bands of a score that an auditor of a scoring model tells apart, in the same way."""

EVENTS: tuple[Event, ...] = (
    # LIVE: what people do
    Event("online", L, "used the app today"),
    Event("chat", L, "sent everyday messages in the app"),
    Event("complaint", L, "sent a complaint about local conditions", rights=(19,)),
    Event("criticism", L, "sent criticism of the state", rights=(19,)),
    Event("mobilisation", L, "sent a call for collective action", rights=(19, 21)),
    Event("held_back", L, "had something sensitive to say and kept silent", rights=(19,)),
    Event("approver_silent", L, "the same, of somebody who privately approves of the ruler", rights=(19,)),
    Event("approver_spoke", L, "somebody who privately approves of the ruler sent something sensitive"),
    Event("sent_file", L, "the sensitive message carried a picture or document"),
    Event("to_group", L, "the sensitive message went to a group, not to one person"),
    Event("cross_border", L, "a message crossed the border"),
    Event("contact", L, "a message was exchanged with a watched account abroad", rights=(19,)),
    Event("off_app", L, "the sensitive message was sent encrypted, outside the app"),
    Event("outside_file", L, "an account abroad sent a sensitive file to another account abroad"),
    Event("paid", L, "paid, bought or booked in the app"),
    Event("travel_try", L, "tried to book a flight or a fast train"),
    Event("credit_try", L, "applied for credit"),
    Event("infraction", L, "broke a traffic or administrative rule"),
    Event("quarrel", L, "quarrelled with neighbours"),
    Event("default", L, "failed to pay a debt a court had ruled on"),
    Event("settled", L, "paid such a debt"),
    Event("petition", L, "petitioned the authorities", rights=(19, 25)),
    Event("oddity", L, "did something lawful that the system calls suspicious", rights=(17, 18)),
    Event("good_deed", L, "volunteered or gave"),
    Event("incident", L, "committed an offence with a victim"),
    Event("joined", L, "opened an account on the app"),
    Event("left", L, "gave up the account on the app"),
    Event("creditworthy", L, "applied for a loan that would be paid back, whether or not the bank lends"),
    Event("score_raised", L, "went to expense so that the score reaches the bar"),
    Event("reoffends", L, "is one of those who will offend again, as will turn out"),
    Event("joined_abroad", L, "opened an account that is supplied from abroad"),
    Event("claimed", L, "had a claim for a benefit checked"),
    Event("overclaimed", L, "of those: more was claimed than was due, by mistake or on purpose"),
    Event("card_asked", L, "came for subsidised food and was asked for the card"),
    Event("hardship", L, "met a hardship, and is less able to pay a loan back"),
    Event("loan_for_show", L, "took a small loan and paid it back at once, so that the credit file shows it"),
    # WATCH: what is recorded
    Event("content_hit", W, "a sensitive message was found by screening", rights=(17, 19)),
    Event("content_alarm", W, "an everyday message was taken for a sensitive one", rights=(17, 19)),
    Event("blocked", W, "a message was stopped before it was sent", rights=(19,)),
    Event("held_for_review", W, "a post was held until somebody looked at it", rights=(19,)),
    Event("hold_dropped", W, "a held post never appeared", rights=(19,)),
    Event("deleted", W, "a message was deleted after it was sent", rights=(19,)),
    Event("deleted_in_30min", W, "of those: within 30 minutes"),
    Event("deleted_in_a_day", W, "of those: within a day"),
    Event("mobilisation_censored", W, "a call for collective action was stopped, never appeared or was deleted", rights=(19, 21)),
    Event("criticism_censored", W, "criticism of the state was stopped, never appeared or was deleted", rights=(19,)),
    Event("group_censored", W, "a message to a group was stopped, never appeared or was deleted", rights=(19,)),
    Event("private_censored", W, "a message to one person was stopped or deleted", rights=(17, 19)),
    Event("passed_camera", W, "was seen and recorded by a camera or checkpoint", rights=(17,)),
    Event("face_hit", W, "was on the watch list and recognised"),
    Event("face_alarm", W, "was mistaken for somebody on the watch list", rights=(9, 17)),
    Event("contact_seen", W, "contact with a watched account was noticed", rights=(17, 19)),
    Event("oddity_seen", W, "lawful but suspicious behaviour was recorded", rights=(17,)),
    Event("petition_seen", W, "a petition was recorded against the person"),
    Event("infraction_seen", W, "an infraction was recorded"),
    Event("quarrel_seen", W, "a quarrel was recorded"),
    Event("incident_seen", W, "an offence was recorded with its author"),
    Event("incident_reported", W, "an offence was reported, its author unknown"),
    Event("denounced", W, "was reported by an informer, with cause"),
    Event("denounced_falsely", W, "was reported by an informer, without cause", rights=(17,)),
    Event("linked", W, "another database was joined to the portrait", rights=(17,)),
    Event("false_merge", W, "somebody else's record was merged into the portrait", rights=(17,)),
    Event("flag", W, "an alert was raised about the person today", rights=(17,)),
    Event("incident_struck_off", W, "a recorded offence was left out of the record, so that patrols do not feed on themselves"),
    *(Event(f"score_band_{band}", W, f"has a credit score in band {band} today") for band in range(CREDIT_BANDS)),
    Event("tested_high", W, "a test of risk came out high"),
    Event("first_match", W, "the first test took the person for somebody on the watch list, rightly or wrongly", rights=(17,)),
    Event("second_match", W, "the second test did", rights=(17,)),
    Event("third_match", W, "the third test did", rights=(17,)),
    Event("first_sign", W, "the claim showed one sign of error, rightly or wrongly"),
    Event("second_sign", W, "the claim showed another"),
    Event("incident_audited", W, "an offence was found by an independent sample, wherever patrols were"),
    Event("incident_set_aside", W, "a recorded offence does not count for where patrols go, because the sample does"),
    # JUDGE: what the system concludes
    Event("suspect_listed", J, "entered the pre-emptive list", case=True, rights=(9, 17, 26)),
    Event("suspect_dropped", J, "left the pre-emptive list"),
    Event("score_lost", J, "lost points"),
    Event("score_gained", J, "gained points"),
    Event("defaulter_listed", J, "entered the judgment-defaulter list", case=True),
    Event("defaulter_cleared", J, "left the judgment-defaulter list"),
    Event("praised", J, "entered the list of the praised"),
    Event("tier_fell", J, "fell a tier", rights=(17, 26)),
    Event("tier_rose", J, "rose a tier"),
    Event("account_cut", J, "the account was suspended", case=True, rights=(19,)),
    Event("account_restored", J, "the account was restored"),
    Event("lent", J, "the bank granted the loan"),
    Event("high_risk", J, "was treated as a high risk", rights=(9, 14, 26)),
    Event("fraud_suspected", J, "the score took a claim for fraud", rights=(17, 26)),
    Event("appeal_heard", J, "an appeal against custody, a list or a closed door was decided"),
    Event("appeal_won", J, "an appeal against custody, a list or a closed door was won", case=True),
    # ENFORCE: what officers and courts do
    Event("kin_listed", E, "a household member entered the pre-emptive list today", echo="suspect_listed",
          tie="household", rights=(17, 26)),
    Event("reviewed", E, "an officer looked at the alert"),
    Event("dismissed", E, "the officer dismissed it"),
    Event("visit", E, "officers came to the door", case=True, rights=(17,)),
    Event("stop", E, "was stopped in the street", case=True, rights=(9, 12)),
    Event("kin_pressed", E, "was pressed to silence a relative abroad", case=True, rights=(17, 19, 23)),
    Event("detained_administratively", E, "up to 15 days without a court", case=True, rights=(9, 14)),
    Event("detained_criminally", E, "held as a suspect", case=True, rights=(9,)),
    Event("interned", E, "held without charge or term", case=True, rights=(9, 14, 18, 26)),
    Event("charged", E, "charged", case=True),
    Event("convicted", E, "convicted", case=True, rights=(14,)),
    Event("acquitted", E, "acquitted", case=True),
    Event("released", E, "set free", case=True),
    Event("in_custody", E, "deprived of liberty today", rights=(9,)),
    Event("struck", E, "punished today in a way that others notice"),
    Event("benefit_reclaimed", E, "the benefit was stopped and what had been paid was claimed back", case=True, rights=(17, 26)),
    Event("warrant_refused", E, "no judge let officers go to the door over today's alert"),
    Event("compensated", E, "was paid for time in custody without a conviction", case=True),
    # SUFFER: which doors
    Event("kin_blacklisted", S, "a household member entered the defaulter list today", echo="defaulter_listed",
          tie="household", rights=(17, 26)),
    Event("kin_cleared", S, "a household member left the defaulter list today", echo="defaulter_cleared", tie="household"),
    Event("travel_denied", S, "a booking was refused", rights=(12,)),
    Event("credit_denied", S, "credit was refused"),
    Event("school_denied", S, "a school place was refused to a child of the household", rights=(24, 26)),
    Event("work_denied", S, "a post or promotion was refused", rights=(25, 26)),
    Event("travel_closed", S, "the door to travel closed"),
    Event("doors_opened", S, "sanctions were lifted"),
    Event("privilege_used", S, "used a privilege of the praised"),
    Event("means_lost", S, "lost income or position"),
    Event("loan_repaid", S, "paid a loan back"),
    Event("loan_lost", S, "did not pay a loan back"),
    Event("flagged_rightly", S, "was treated as a high risk, and did offend again"),
    Event("flagged_wrongly", S, "was treated as a high risk, and did not offend again", rights=(9, 14, 26)),
    Event("cleared_rightly", S, "was treated as a low risk, and did not offend again"),
    Event("cleared_wrongly", S, "was treated as a low risk, and did offend again"),
    Event("reclaimed_rightly", S, "had to pay back, and had claimed more than was due"),
    Event("reclaimed_wrongly", S, "had to pay back, and had claimed what was due", rights=(17, 26)),
    Event("food_refused", S, "was refused subsidised food for want of the card", rights=(6, 26)),
    Event("credit_filed", S, "something about credit reached the credit file"),
    Event("miss_forgotten", S, "a missed loan left the credit file"),
    Event("refusal_forgotten", S, "a refusal left the credit file"),
    # BELIEVE: what goes on in people
    Event("kin_struck", B, "a household member was punished today", echo="struck", tie="household"),
    Event("friend_struck", B, "a friend was punished today", echo="struck", tie="friends"),
    Event("mate_struck", B, "a colleague or schoolmate was punished today", echo="struck", tie="mates"),
    Event("neighbour_struck", B, "somebody in the neighbourhood was punished today", echo="struck", tie="neighbours"),
    Event("learnt", B, "learnt that the system watches"),
    Event("took_vpn", B, "began to use a VPN"),
    Event("took_sealed", B, "moved sensitive talk to end-to-end encryption"),
    Event("took_code", B, "began to speak in code"),
    Event("gave_up_tools", B, "stopped using such tools"),
    Event("distracted", B, "was distracted by praise and entertainment"),
    Event("says_support", B, "would say in public that they support the ruler"),
    Event("supports", B, "does support the ruler"),
    Event("falsifies", B, "says other than they think, out of fear", rights=(18, 19)),
    Event("protest", B, "took to the street", rights=(21,)),
    *(Event(f"short_list_{n}", B, f"asked how many of a list of harmless statements hold, answered {n}") for n in range(5)),
    *(Event(f"long_list_{n}", B, f"the same with `I support the ruler` added, answered {n}") for n in range(6)),
    Event("saw_closed", B, "saw a government's messages in praise of the closed model"),
    Event("saw_open", B, "saw a government's messages in praise of the open model"),
    Event("prefers_closed", B, "prefers the closed model of government to the open one"),
    Event("approves_system", B, "approves of the system that watches and scores"),
    # OBSERVE: what an all-knowing auditor notes; nobody in the model sees it
    Event("flag_error", O, "an alert about something the person did not do"),
    Event("flag_protected", O, "an alert about conduct that human-rights law protects"),
    Event("flag_error_protected", O, "both: wrong about what was said, and speech is protected"),
    Event("visit_wrongful", O, "a visit or stop: operator error, or protected conduct only"),
    Event("detention", O, "deprived of liberty anew today, in whatever form"),
    Event("detention_error", O, "of those: the person did nothing the system targets"),
    Event("detention_protected", O, "of those: what the person did is protected"),
    Event("custody_innocent", O, "in custody today without an unprotected deed"),
    Event("conviction_wrongful", O, "convicted without an unprotected deed"),
    Event("listed_wrongful", O, "entered a list without an unprotected deed"),
    Event("door_wrongful", O, "a door closed to somebody without an unprotected deed"),
    Event("dismissed_wrongly", O, "an alert that an officer dismissed, about somebody who did commit an unprotected deed"),
    Event("incident_unseen", O, "an offence that nobody recorded"),
    Event("sensitive_unseen", O, "a sensitive message that nobody found"),
    Event("on_suspect_list", O, "is on the pre-emptive list today"),
    Event("on_defaulter_list", O, "is on the judgment-defaulter list today"),
    Event("below_tier", O, "is in a tier that closes doors today"),
    Event("entered_below", O, "fell today into the tiers that close doors"),
    Event("left_below", O, "rose today out of the tiers that close doors"),
    Event("on_app_today", O, "has an account today"),
    Event("aware_today", O, "knows today that the system watches"),
    *(Event(f"asked_in_band_{band}", O, f"applied for credit with a score in band {band} of the auditor's") for band in range(AUDIT_BANDS)),
    *(Event(f"good_in_band_{band}", O, f"of those in band {band}: would pay the loan back") for band in range(AUDIT_BANDS)),
    Event("early_refused_today", O, "was refused a loan early on, some day before today or today"),
    Event("still_below_bar", O, "of those: has a score today with which nobody gets a loan"),
    Event("still_without_loan", O, "of those: has got no loan since"),
    # a quarter among countries
    Event("hit_by_shock", Phase.FARE, "went through a quarter of the shock of 2020"),
    Event("in_coalition", Phase.FARE, "is bound by the coalition of the open in this quarter"),
    Event("unrest_breaks_out", Phase.FARE, "people took to the streets", case=True),
    Event("figures_polished", Phase.FARE, "reported better figures than were true"),
    Event("offered_by_exporter", Phase.OFFER, "was offered a system by suppliers of the exporter"),
    Event("offered_by_rival", Phase.OFFER, "was offered a system by suppliers from elsewhere"),
    Event("seminar", Phase.OFFER, "sent officials to seminars on running the internet", case=True),
    Event("buys_from_exporter", Phase.CHOOSE, "bought a system from suppliers of the exporter", case=True),
    Event("buys_from_rival", Phase.CHOOSE, "bought a system from suppliers from elsewhere", case=True),
    Event("first_system", Phase.CHOOSE, "runs a system from now on and ran none before", case=True),
    Event("follows_peers", Phase.CHOOSE, "would not have bought yet had no other country", case=True),
    Event("completes_system", Phase.CHOOSE, "completed its system", case=True),
    Event("drops_system", Phase.CHOOSE, "dropped its system", case=True),
    Event("data_reachable", Phase.CHOOSE, "a system came with a way in for the exporter", case=True),
    Event("copies_law", Phase.CHOOSE, "passed a law after the exporter's", case=True),
    Event("signs_support", Phase.SPEAK, "signed a statement in support of the exporter", case=True),
    Event("signs_criticism", Phase.SPEAK, "signed a statement that criticises the exporter", case=True),
    Event("says_nothing", Phase.SPEAK, "signed neither when statements were read"),
    Event("turns_to_support", Phase.SPEAK, "supports and did not before", case=True),
    Event("turns_to_criticism", Phase.SPEAK, "opposes and did not before", case=True),
    Event("falls_silent", Phase.SPEAK, "is silent and was not before", case=True),
    Event("votes_for_debate", Phase.SPEAK, "voted on the Council for a debate on the exporter", case=True),
    Event("votes_against_debate", Phase.SPEAK, "voted on the Council against it", case=True),
    Event("abstains", Phase.SPEAK, "abstained on the Council", case=True),
    Event("backs_exporter", Phase.SPEAK, "voted for the exporter's candidate to head an agency"),
    Event("backs_standard", Phase.SPEAK, "voted for a standard that the exporter proposed"),
    Event("won_over", Phase.SEE, "thinks better of the closed model and did not before", case=True),
    Event("won_back", Phase.SEE, "thinks better of the open model and did not before", case=True),
    Event("opens", Phase.TURN, "became more open", case=True),
    Event("closes", Phase.TURN, "became less open", case=True),
    Event("runs_system", Phase.TURN, "runs a system in this quarter"),
    Event("runs_exporters", Phase.TURN, "runs one with supply from the exporter"),
    Event("is_reachable", Phase.TURN, "the exporter can reach the data of its system"),
    Event("has_copied", Phase.TURN, "a copied law is in force"),
    Event("stands_for", Phase.TURN, "supports the exporter in this quarter"),
    Event("stands_against", Phase.TURN, "opposes it in this quarter"),
    Event("leans_closed", Phase.TURN, "thinks better of the closed model in this quarter"),
    Event("is_open", Phase.TURN, "has an openness of a half or more in this quarter"),
)  # fmt: skip

BY_NAME: dict[str, Event] = {event.name: event for event in EVENTS}
SHOWN_TO_IT = frozenset({"online", "paid", "travel_try", "credit_try", "joined", "left", "claimed", "card_asked"})
"""What people do to the system's face: the app, the counter and the bank know of it."""
TRUTH_IN_IT = frozenset({
    "content_hit", "content_alarm", "face_hit", "face_alarm", "incident_reported", "denounced", "denounced_falsely", "linked",
    "false_merge", "means_lost", "flagged_rightly", "flagged_wrongly", "cleared_rightly", "cleared_wrongly",
    "reclaimed_rightly", "reclaimed_wrongly",
})  # fmt: skip
"""What is recorded, done or suffered, but told apart by what only an all-knowing auditor knows, such as hits from alarms."""


def known_to_the_system(event: Event) -> bool:
    """Whether the system itself could write down that this befell somebody: recorded, concluded, done or refused."""
    its_own = W <= event.phase <= S and event.name not in TRUTH_IN_IT
    return its_own or event.name in SHOWN_TO_IT


CUSTODY_EVENTS = ("detained_administratively", "detained_criminally", "interned")
