"""An assembly that cannot work is refused before anything is compiled, with the culprit and the remedy."""

import pytest

from sousveil.contract.errors import AssemblyError
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.phases import Phase
from sousveil.engine.assemble import assemble
from sousveil.engine.course import live
from toy import ToyFear, ToyPolice, ToySpeech, course, everybody


def broken(**facts):
    """A mechanism with these class attributes."""
    return type("Broken", (Mechanism,), {"phase": Phase.JUDGE, **facts})()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"reads": ("feer",)}, "unknown column"),
        ({"hears": ("flagg",)}, "unknown event"),
        ({"owns": ("scores",)}, "unknown column"),
        ({"uses": ("moon",)}, "unknown shared number"),
        ({"emits": ("visit",)}, "belongs to ENFORCE"),
        ({"phase": Phase.BELIEVE, "emits": ("kin_struck",)}, "ties pass on"),
        ({"reads": ("support",)}, "omniscient"),
        ({"hears": ("protest",)}, "later that day"),
        ({"after": ("broken",)}, "a cycle of `after`"),
    ],
)
def test_refused(facts, said):
    with pytest.raises(AssemblyError, match=said):
        assemble([broken(**facts)])


def test_two_owners_and_two_emitters():
    twin = type("TwinFear", (Mechanism,), {"phase": Phase.BELIEVE, "owns": ("fear",)})()
    with pytest.raises(AssemblyError, match=r"two owners: 'toy_fear' and 'twin_fear'"):
        assemble([ToyFear(), twin])
    other = type("TwinPolice", (Mechanism,), {"phase": Phase.ENFORCE, "emits": ("visit",)})()
    with pytest.raises(AssemblyError, match="two owners"):
        assemble([ToyPolice(), other])


def test_omniscience_must_be_said():
    assert assemble([broken(reads=("support",))], omniscient=True).mechanisms[0].name == "broken"
    assert assemble([broken(reads=("minority", "age_0_14"))])  # what a register shows


@pytest.mark.parametrize("what", ["read", "heard", "emitted"])
def test_undeclared_use_is_refused_when_traced(what):
    def decide(self, people, events, polity, draws, day):
        if what == "read":
            return {"visit": people.suspicion > people.suspicion}
        return {"visit": events.flag} if what == "heard" else {"stop": people.present}

    sly = type("Sly", (Mechanism,), {"phase": Phase.ENFORCE, "emits": ("visit",), "decide": decide})()
    with pytest.raises(AssemblyError, match="without declaring it"):
        live(course([sly], days=1))


def test_order_within_a_phase_is_declared():
    def decide(self, people, events, polity, draws, day):
        return {"complaint": events.criticism}

    facts = {"phase": Phase.LIVE, "hears": ("criticism",), "emits": ("complaint",), "decide": decide}
    with pytest.raises(AssemblyError, match="before 'toy_speech' has decided"):
        assemble([ToySpeech(), type("Early", (Mechanism,), facts)()])
    late = type("Early", (Mechanism,), {**facts, "after": ("toy_speech",)})()
    history = live(course([ToySpeech(), late], days=3))
    index = {name: i for i, name in enumerate(history.events)}
    assert (history.counts[:, :, index["complaint"]] == history.counts[:, :, index["criticism"]]).all()
    assert everybody()


def test_who_stands_in_the_place_of_another_is_waited_for_like_it():
    facts = {"phase": Phase.LIVE, "hears": ("criticism",), "emits": ("complaint",)}
    facts |= {"decide": lambda self, people, events, polity, draws, day: {"complaint": events.criticism}}
    # `after` names whoever usually says it; here somebody else does, whose name comes later
    early = type("Early", (Mechanism,), {**facts, "after": ("usual_speech",)})()
    with pytest.raises(AssemblyError, match="before 'toy_speech' has decided"):
        assemble([ToySpeech(), early])
    other = type("ToySpeech", (Mechanism,), {**vars(ToySpeech), "instead_of": ("usual_speech",)})()
    assert [m.name for m in assemble([other, early]).mechanisms] == ["toy_speech", "early"]
