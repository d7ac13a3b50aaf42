"""WATCH, of messages: what screening finds, mistakes, blocks, holds and deletes; and contact seen by metadata."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws, Luck
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Array, Factor, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Screening(Mechanism):
    """Screening of the app's messages by rules on wording and by hashes of files, as error rates.

    The rules find a message with a chance that grows with its kind (call for action over criticism over complaint),
    lower in private than in groups, lower for coded speech, times the share of wording that the rules cover. A file is
    found, with a chance that grows in the same way, if its hash is on the list. Everybody is watched, accounts
    registered abroad included, and files that accounts abroad send each other feed the list; but only accounts
    registered at home are blocked, held or deleted: for foreign ones never (Knockel et al. 2020, "We Chat, They
    Watch").

    What was found and is no call for action is mostly recorded and left standing (King, Pan and Roberts 2013: criticism
    is tolerated, collective action is not). Posts to groups may be held until somebody has looked; deletions follow the
    clock that Zhu et al. 2013 measured. A message outside the app is never seen.
    """

    phase = Phase.WATCH
    reads = ("minority", "foreign_account", "coded")
    hears = ("chat", "complaint", "criticism", "mobilisation", "sent_file", "to_group", "off_app", "outside_file")
    uses = ("hash_coverage", "rule_coverage")
    emits = ("content_hit", "content_alarm", "blocked", "held_for_review", "hold_dropped", "deleted",
             "deleted_in_30min", "deleted_in_a_day", "mobilisation_censored", "criticism_censored", "group_censored",
             "private_censored")  # fmt: skip
    settles = ("hash_coverage", "rule_coverage")

    # fmt: off
    hit_mobilisation = param(0.80, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                             doc="chance that screening finds a call for collective action in a group where rules or "
                                 "list cover it")
    hit_criticism = param(0.15, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                          doc="the same of criticism of the state")
    hit_complaint = param(0.01, Share, unit="chance a message", within=(0, 1), evidence="assumed",
                          doc="the same of a complaint about local conditions")
    private = param(0.50, Share, unit="share", within=(0, 1), evidence="assumed",
                    source="Ruan, Knockel, Ng & Crete-Nishihata 2016, One App, Two Systems: group chat is screened "
                           "more strictly than one-to-one chat; the size is assumed",
                    doc="chance of being found in a private message, as a share of that in a group")
    coded_escape = param(0.60, Share, unit="share", within=(0, 1), evidence="assumed",
                         doc="share of finds by rules that coded speech escapes")
    minority_hit = param(1.3, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                         doc="finds by rules in messages of the minority, whose language has rules of its own")
    file_match = param(0.90, Share, unit="chance a file", within=(0, 1), evidence="assumed",
                       doc="chance that a file whose hash is on the list is recognised")
    false_alarm = param(1.0e-4, Rate, unit="chance a day of messages", within=(0, 1), evidence="assumed",
                        doc="chance that somebody's everyday messages of a day are taken for sensitive")
    minority_alarm = param(2.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                           doc="false alarms in messages of the minority, whose language the rules know less well")
    block = param(0.40, Share, unit="chance a find", within=(0, 1), evidence="assumed",
                  doc="chance that what was found and is not tolerated is stopped before it is sent")
    deletion = param(0.60, Share, unit="chance a find", within=(0, 1), evidence="assumed",
                     doc="chance that what was found, is not tolerated and went out is deleted afterwards")
    tolerance = param(0.80, Share, unit="share", within=(0, 1), evidence="assumed",
                      source="King, Pan & Roberts 2013, American Political Science Review 107: criticism is "
                             "tolerated; the size is assumed",
                      doc="share of finds other than calls for collective action that are recorded and left standing")
    hold = param(0.40, Share, unit="chance a post", within=(0, 1), evidence="measured",
                 source="King, Pan & Roberts 2014, Science 345:1251722: about 40 % of submissions are held for "
                        "review",
                 doc="chance that a sensitive post to a group that was not blocked is held until somebody has looked")
    drop_mobilisation = param(0.95, Share, unit="chance a held post", within=(0, 1), evidence="assumed",
                              source="King, Pan & Roberts 2014: more than half of what is held never appears",
                              doc="chance that a held call for collective action never appears")
    drop_other = param(0.52, Share, unit="chance a held post", within=(0, 1), evidence="assumed",
                       source="as drop_mobilisation",
                       doc="chance that another held post never appears")
    in_30min = param(0.30, Share, unit="share of deletions", within=(0, 1), evidence="measured",
                     source="Zhu, Phipps, Pridgen, Crandall & Wallach 2013, USENIX Security: about 30 % of deletions "
                            "fall within 5 to 30 minutes",
                     doc="share of deletions within 30 minutes")
    in_a_day = param(0.90, Share, unit="share of deletions", within=(0, 1), evidence="measured",
                     source="Zhu et al. 2013: about 90 % of deletions fall within 24 hours",
                     doc="share of deletions within a day")
    standing_rules = param(0.50, Share, unit="share of wording", within=(0, 1), evidence="assumed",
                           doc="share of sensitive wording that the standing rules catch, without learning")
    wording = param(2.5e-3, Rate, unit="wordings a person", within=(1e-9, 1), evidence="assumed",
                    doc="stock of wordings in circulation, from which finds teach the rules")
    novelty = param(0.03, Share, unit="share a day", within=(0, 1), evidence="assumed",
                    doc="share of wordings that new ones replace in a day")
    standing_hashes = param(0.20, Share, unit="share of files", within=(0, 1), evidence="assumed",
                            doc="share of sensitive files whose hash is on the list without learning")
    files = param(2e-3, Rate, unit="files a person", within=(1e-9, 1), evidence="assumed",
                  doc="stock of sensitive files in circulation, from which finds and traffic abroad feed the list")
    turnover = param(0.02, Share, unit="share a day", within=(0, 1), evidence="assumed",
                     doc="share of sensitive files that new ones replace in a day")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """What is found, and what becomes of it."""
        spoken = (events.complaint | events.criticism | events.mobilisation) & ~events.off_app
        find, fate, speed = draws("find"), draws("fate"), draws("speed")
        hit = spoken & find.below(self._chance(people, events, polity))
        # one draw does for both: everyday messages are judged where nothing sensitive was sent
        mistaken = find.below(self.false_alarm.times(self.minority_alarm.given(people.minority)))
        alarm = events.chat & ~spoken & mistaken
        home, posted = ~people.foreign_account, spoken & events.to_group
        spared = self.tolerance.given(~events.mobilisation).rest
        block = self.block * spared
        blocked = (hit | alarm) & home & fate.below(block)
        held, dropped = self._held(events, posted & home & ~blocked, draws("hold"))
        # of those not blocked: the stretch of luck above `block`
        deletes = fate.below(block + block.rest * (self.deletion * spared))
        deleted = (hit | alarm) & home & ~blocked & ~dropped & deletes
        censored = spoken & (blocked | dropped | deleted)
        return {
            "mobilisation_censored": censored & events.mobilisation,
            "criticism_censored": censored & events.criticism,
            "group_censored": censored & events.to_group,
            "private_censored": censored & ~events.to_group,
            "content_hit": hit,
            "content_alarm": alarm,
            "blocked": blocked,
            "held_for_review": held,
            "hold_dropped": dropped,
            "deleted": deleted,
            "deleted_in_30min": deleted & speed.below(self.in_30min),
            "deleted_in_a_day": deleted & speed.below(self.in_a_day),
        }

    def _chance(self, people: People, events: Events, polity: Polity) -> Share:
        """The chance that a sensitive message is found, by wording or by file."""
        kind = choose(events.criticism, self.hit_criticism, self.hit_complaint)
        kind = choose(events.mobilisation, self.hit_mobilisation, kind)
        rules = kind * _at_least(polity.rule_coverage, self.standing_rules)
        rules = choose(events.to_group, rules, rules * self.private) * self.coded_escape.given(people.coded).rest
        rules = rules.times(self.minority_hit.given(people.minority))
        known = _at_least(polity.hash_coverage, self.standing_hashes)
        return rules + rules.rest * (kind * known * self.file_match).given(events.sent_file)

    def _held(self, events: Events, posted: Array, luck: Luck) -> tuple[Array, Array]:
        """Posts held for review, and of those the posts that never appear."""
        drop = choose(events.mobilisation, self.drop_mobilisation, self.drop_other)
        return posted & luck.below(self.hold), posted & luck.below(self.hold * drop)

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """What the rules and the list of hashes cover tomorrow; both are one for the whole country.

        A file is learnt from traffic abroad and from finds at home, a wording from finds at home. How many finds
        carried a file is not tallied; finds x share of sensitive messages with a file stands for it.
        """
        home, people = _everywhere(tally("content_hit", "all")), _everywhere(tally.people())
        sent = _everywhere(tally("complaint", "all") + tally("criticism", "all") + tally("mobilisation", "all"))
        with_file = Share.ratio(_everywhere(tally("sent_file", "all")), sent)
        files = _everywhere(tally("outside_file")) * ONE + home * with_file.q
        rules = _at_least(polity.rule_coverage, self.standing_rules)
        hashes = _at_least(polity.hash_coverage, self.standing_hashes)
        learnt = rules + rules.rest * _new(home * ONE, people, self.wording)
        known = hashes + hashes.rest * _new(files, people, self.files)
        return {
            "rule_coverage": _at_least(learnt * self.novelty.rest, self.standing_rules),
            "hash_coverage": _at_least(known * self.turnover.rest, self.standing_hashes),
        }


def _at_least(coverage: Share, standing: Share) -> Share:
    """The larger of what is covered by now and what always is."""
    return choose(coverage > standing, coverage, standing)


def _everywhere(counts: Array) -> Array:
    """The sum over all places, for every place."""
    return counts.sum(axis=-1, keepdims=True)


def _new(finds: Array, people: Array, stock: Rate) -> Share:
    """The share of what is not yet known that so many finds (in 65536ths) teach: finds of finds and stock."""
    # one more 65536th, so that no finds in no stock teach nothing
    return Share.ratio(finds, finds + (people * stock.q >> 16) + 1)


class ContactWatch(Mechanism):
    """Contact with a watched account abroad, noticed by metadata: encryption hides what was said, not to whom."""

    phase = Phase.WATCH
    reads = ("sealed", "vpn")
    hears = ("contact",)
    emits = ("contact_seen",)

    # fmt: off
    seen = param(0.80, Share, unit="chance a contact", within=(0, 1), evidence="assumed",
                 doc="chance that contact through the app is noticed")
    seen_sealed = param(0.40, Share, unit="chance a contact", within=(0, 1), evidence="assumed",
                        doc="chance that contact by a user of end-to-end encryption is noticed, by metadata")
    vpn_escape = param(0.50, Share, unit="share", within=(0, 1), evidence="assumed",
                       doc="share of contacts that a VPN hides")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Contacts that are noticed."""
        chance = choose(people.sealed, self.seen_sealed, self.seen) * self.vpn_escape.given(people.vpn).rest
        return {"contact_seen": events.contact & draws("notice").below(chance)}
