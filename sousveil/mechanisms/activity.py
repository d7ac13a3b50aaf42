"""LIVE, on the app of everything: people are online, pay, talk, fall silent, join and leave."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws, Luck
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Platform(Mechanism):
    """The app of everything: who is online, who pays there, who joins and who leaves.

    Joining is diffusion in the form of Bass (1969): a few of their own accord, the others pulled by those who already
    use the app. Leaving falls with the share of people here who use it and with the habit, which grows as one pays
    there: lock-in. `app_share` is the share of people here who were online today, since that is whom one can reach.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "activity", "means", "suspended", "free", "summoned", "released")
    uses = ("app_share",)
    emits = ("online", "paid", "joined", "left")
    owns = ("account",)
    settles = ("app_share",)

    # fmt: off
    presence = param(0.70, Share, unit="chance a day", within=(0, 1), evidence="derived",
                     source="Tencent, 570 of 697 (2015) and 768 of 889 (2016) million monthly accounts used daily: "
                            ".82 and .86; .70 + .30 x a mean pull of .45 is .84",
                     doc="chance that even the least active holder of an account is online on a day")
    habit_weight = param(0.50, Share, unit="share", within=(0, 1), evidence="assumed",
                         doc="weight of habit, against general activity, in how often somebody is online")
    need = param(0.15, Share, unit="chance a day online", within=(0, 1), evidence="assumed",
                 doc="chance that somebody online pays, buys or books something, whatever their means")
    wish = param(0.60, Share, unit="chance a day online", within=(0, 1), evidence="assumed",
                 doc="further chance to pay of those with the highest means, in proportion to means")
    own_accord = param(8e-5, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                       doc="rate at which somebody without an account opens one of their own accord")
    pull = param(1e-3, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                 doc="further rate of joining where everybody else is on the app")
    leave = param(2e-4, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                  doc="rate at which somebody without the habit leaves an app that nobody else uses")
    first_habit = param(2, Count, unit="of 7", within=(0, 7), evidence="assumed",
                        doc="habit of somebody who has just joined")
    habit_days = param(90, Count, unit="days", within=(1, 3650), evidence="assumed",
                       doc="days after which the habit moves a step: up on a day with a payment, down on a day "
                           "offline")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Online today, and of those who pays; who joins and who leaves."""
        at_liberty = people.free | people.summoned | people.released
        holder, habit = people.on_app & at_liberty, people.habit.share(3)
        luck, account = draws("online"), draws("account")
        online = self.presence + self.presence.rest * people.activity.blend(habit, self.habit_weight)
        can = holder & ~people.suspended
        joins = self.own_accord + self.pull * polity.app_share
        leaves = self.leave * (polity.app_share.rest * habit.rest)
        newcomer = at_liberty & ~people.on_app & ~people.age_0_14
        return {
            "online": can & luck.below(online),
            # the same luck: whoever pays is online
            "paid": can & luck.below(online * (self.need + self.wish * people.means)),
            "joined": newcomer & account.below(joins),
            "left": holder & account.below(leaves),
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The account after joining and leaving, and the habit."""
        due = day % self.habit_days.q.astype("uint32") == 0
        up, down = events.paid & due, ~events.online & due
        habit = people.habit + Count(up.astype("int32")) - Count(down.astype("int32"))
        habit = choose(events.joined, self.first_habit, habit.given(~events.left))
        on_app = (people.on_app | events.joined) & ~events.left
        foreign = (people.foreign_account & ~events.left) | (events.joined & people.abroad)
        return {"account": people.packed("account", on_app=on_app, foreign_account=foreign, habit=habit)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The share of people here who were online today."""
        return {"app_share": Share.ratio(tally("online"), tally.people())}


class Messaging(Mechanism):
    """What people say, and what they hold back.

    At most one sensitive impulse a day, of one kind: a complaint about local conditions, criticism of the state, or a
    call for collective action (the kinds that King, Pan and Roberts 2013 tell apart). Whether it becomes a message
    depends on fear: the chance of silence is fear x (1 - boldness) x how much this kind is feared x the climate, at
    most one, and exactly nothing without fear. Who uses end-to-end encryption sends some of it outside the app. People
    abroad speak too: their files to each other are `outside_file`.
    """

    phase = Phase.LIVE
    after = ("platform",)
    reads = ("age_0_14", "abroad", "exile", "kin_abroad", "support", "boldness", "activity", "fear", "climate",
             "sealed")  # fmt: skip
    uses = ("open_climate", "protest_share")
    hears = ("online",)
    emits = ("chat", "complaint", "criticism", "mobilisation", "held_back", "approver_silent", "approver_spoke",
             "sent_file", "to_group", "cross_border", "contact", "off_app", "outside_file")  # fmt: skip

    # fmt: off
    chat = param(0.80, Share, unit="chance a day online", within=(0, 1), evidence="assumed",
                 doc="chance that somebody online sends everyday messages")
    complaint = param(0.034, Rate, unit="1/day", within=(0, 0.5), evidence="assumed",
                      doc="impulses to complain about local conditions, of the most active")
    criticism = param(0.0114, Rate, unit="1/day", within=(0, 0.25), evidence="assumed",
                      doc="impulses to criticise the state, of the most active without any support for the ruler")
    mobilisation = param(0.0016, Rate, unit="1/day", within=(0, 0.1), evidence="assumed",
                         doc="impulses to call for collective action, of the most active without any support")
    surge = param(0.10, Rate, unit="1/day", within=(0, 0.1), evidence="assumed",
                  doc="further impulses to mobilise if everybody here were in the street, in proportion to those who "
                      "are")
    opening = param(0.50, Share, unit="share", within=(0, 1), evidence="assumed",
                    doc="share of the impulses to mobilise that are stilled where everybody openly supports the "
                        "ruler")
    exile_voice = param(0.50, Share, unit="share of the most active", within=(0, 1), evidence="assumed",
                        doc="added to the activity of exiles, who speak much")
    approving = param(0.5, Share, unit="share of full support", within=(0, 1), evidence="assumed",
                      plausible=(0.5, 0.5),
                      doc="support above which a person counts as approving, where silence is counted by approval")
    feared_complaint = param(0.5, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                             doc="how much complaining is feared: silence at full fear without boldness")
    feared_criticism = param(1.5, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                             doc="how much criticism is feared; Penney 2017 finds legal threat to silence most")
    feared_mobilisation = param(3.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                                doc="how much calling for collective action is feared")
    climate_weight = param(0.40, Share, unit="share", within=(0, 1), evidence="assumed",
                           doc="share of silence that goes away where nobody else seems to support the ruler; "
                               "Stoycheff 2016 finds that a hostile climate silences")
    sealed_share = param(0.70, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                         doc="chance that a user of end-to-end encryption sends something sensitive outside the app")
    shelter = param(0.60, Share, unit="share", within=(0, 1), evidence="assumed",
                    doc="share of the silence that falls away where the message goes encrypted, outside the app")
    group_share = param(0.30, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                        doc="chance that a complaint or criticism goes to a group")
    group_mobilisation = param(0.70, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                               doc="chance that a call for collective action goes to a group")
    file_share = param(0.20, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                       doc="chance that a sensitive message carries a picture or document")
    cross_abroad = param(0.15, Share, unit="chance a day", within=(0, 1), evidence="assumed",
                         doc="chance that somebody abroad who sends messages also sends one home")
    cross_kin = param(0.10, Share, unit="chance a day", within=(0, 1), evidence="assumed",
                      doc="chance that somebody with relatives or friends abroad who sends messages sends one across")
    cross_other = param(0.002, Share, unit="chance a day", within=(0, 1), evidence="assumed",
                        doc="the same of somebody without relatives or friends abroad")
    watched_share = param(0.02, Share, unit="share of messages", within=(0, 1), evidence="assumed",
                          doc="share of messages to relatives and friends abroad that go to a watched account")
    feared_contact = param(1.5, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                           doc="how much contact with a watched account is feared")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Impulses, of which some are held back; the form the others take; everyday talk and contacts."""
        complains, criticises, mobilises = self._impulses(people, events, polity, draws("impulse"))
        impulse = complains | criticises | mobilises
        sheltered = people.sealed & draws("sealed").below(self.sealed_share)
        feared = choose(mobilises, self.feared_mobilisation, self.feared_complaint)
        feared = choose(criticises, self.feared_criticism, feared)
        silence = self._silence(people, feared) * self.shelter.given(sheltered).rest
        held_back = impulse & draws("silence").below(silence)
        spoken = impulse & ~held_back
        chat = events.online & draws("talk").below(self.chat)
        file = spoken & draws("file").below(self.file_share)
        across, contact = self._across(people, chat | spoken, draws("across"))
        to_group = draws("group").below(choose(mobilises, self.group_mobilisation, self.group_share))
        return {
            "chat": chat,
            "complaint": complains & spoken,
            "criticism": criticises & spoken,
            "mobilisation": mobilises & spoken,
            "held_back": held_back,
            "approver_silent": held_back & (people.support > self.approving),
            "approver_spoke": spoken & (people.support > self.approving),
            "sent_file": file,
            "to_group": spoken & to_group,
            "cross_border": across,
            "contact": contact,
            "off_app": spoken & sheltered,
            "outside_file": file & people.abroad & ~across & ~sheltered,
        }

    def _impulses(self, people: People, events: Events, polity: Polity, luck: Luck) -> tuple[Array, Array, Array]:
        """Who has a complaint, a criticism, a call for action to send: stretches of luck that exclude each other."""
        speaks = events.online & ~people.age_0_14
        voice = people.activity + self.exile_voice.given(people.exile)
        angry = voice * people.support.rest
        calm = self.opening * polity.open_climate
        mobilisation = self.mobilisation * calm.rest + self.surge * polity.protest_share
        return (
            speaks & luck.below(self.complaint * voice),
            speaks & luck.between(self.complaint, self.criticism * angry),
            speaks & luck.between(self.complaint + self.criticism, mobilisation * angry),
        )

    def _silence(self, people: People, feared: Factor) -> Share:
        """The chance to keep silent: nothing without fear, one at most."""
        timid: Share = people.fear * people.boldness.rest
        climate: Share = (self.climate_weight * people.climate.rest).rest
        return (timid * climate).times(feared)

    def _across(self, people: People, talks: Array, luck: Luck) -> tuple[Array, Array]:
        """Who sends a message across the border, and of those at home who reaches a watched account."""
        tied = people.kin_abroad & ~people.abroad
        across = choose(people.abroad, self.cross_abroad, choose(tied, self.cross_kin, self.cross_other))
        reaches = across * self.watched_share * self._silence(people, self.feared_contact).rest
        return talks & luck.below(across), talks & tied & luck.below(reaches)
