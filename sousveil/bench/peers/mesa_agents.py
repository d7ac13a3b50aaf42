"""The chilling model in Mesa: a person is an object, and a model steps its agents."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from stopwatch import CELLS, EVENTS, HOUSEHOLD, Job, by_group, main, sums_of

CHAT, CRITICISM, HIT, ALARM, DETAINED, KIN = range(len(EVENTS))


def times(a: int, b: int) -> int:
    """The product of two shares in 65536ths."""
    return (a * (b >> 1)) >> 15


def drift(own: int, home: int, pull: int) -> int:
    """A step from a share towards another, rounded to the nearest 65536th."""
    half = (pull + 1) >> 1
    return (own * (32768 - half) + home * half + 16384) >> 15


class Household:
    """Four people who share what happens to one of them."""

    def __init__(self) -> None:
        self.members: list[Person] = []
        self.struck = 0
        self.opinion = 0


class Person(mesa.Agent):  # type: ignore[misc]
    """Somebody who posts, is judged, fears and thinks."""

    def __init__(self, model: Chilling, home: Household, cell: int, opinion: int) -> None:
        super().__init__(model)
        self.home, self.cell = home, cell
        self.score, self.fear, self.opinion = model.p["top"], 0, opinion
        self.detained = False

    def act(self) -> None:
        """Post, be screened, be detained, and be scored."""
        model, p = self.model, self.model.p
        word, flagged = model.random.getrandbits, False
        self.detained = False
        if word(16) < times(p["post"], 65536 - self.fear):
            if word(16) < p["sensitive"]:
                model.note(CRITICISM, self.cell)
                if word(16) < p["hit"]:
                    flagged = True
                    model.note(HIT, self.cell)
            else:
                model.note(CHAT, self.cell)
                if word(32) < p["false_alarm"]:
                    flagged = True
                    model.note(ALARM, self.cell)
            if flagged and word(16) < p["report"]:
                self.detained = True
                self.home.struck += 1
                model.note(DETAINED, self.cell)
        self.score = max(self.score - p["penalty"], 0) if flagged else min(self.score + p["gain"], p["top"])

    def feel(self) -> None:
        """Take in what happened at home."""
        p, home = self.model.p, self.home
        if home.struck - self.detained > 0:
            self.model.note(KIN, self.cell)
        self.fear = min(times(self.fear, 65536 - p["fade"]) + (p["jump"] if home.struck else 0), 65535)
        drifted = drift(self.opinion, home.opinion, p["pull"])
        self.opinion = min(max(drifted - (p["loss"] if self.detained else 0), 0), 65535)


class Chilling(mesa.Model):  # type: ignore[misc]
    """Everybody, and what is counted today."""

    def __init__(self, job: Job) -> None:
        super().__init__(rng=job.seed)
        self.p, self.homes = job.parameters, [Household() for _ in range(job.people // HOUSEHOLD)]
        for i, (cell, opinion) in enumerate(zip(job.cells().tolist(), job.opinion.tolist(), strict=True)):
            home = self.homes[i // HOUSEHOLD]
            home.members.append(Person(self, home, cell, opinion))
        self.counts: list[list[list[int]]] = []

    def note(self, event: int, cell: int) -> None:
        """Count an event."""
        self.counts[-1][event][cell] += 1

    def step(self) -> None:
        """One day."""
        self.counts.append([[0] * CELLS for _ in EVENTS])
        for home in self.homes:
            home.struck = 0
            home.opinion = sum(person.opinion for person in home.members) // HOUSEHOLD
        self.agents.do("act")
        self.agents.do("feel")


class Agents:
    """A model of Mesa under the stopwatch."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def reset(self) -> None:
        """Make everybody anew."""
        self.model = Chilling(self.job)

    def live(self) -> None:
        """Live all days."""
        for _ in range(self.job.days):
            self.model.step()

    def observed(self) -> tuple[Any, dict[str, int]]:
        """Counts by day, event and group, and sums."""
        sums = sums_of(*(np.array(self.model.agents.get(name)) for name in ("score", "fear", "opinion")))
        return by_group(np.array(self.model.counts)), sums


if __name__ == "__main__":
    main(Agents, {"engine": "mesa", "version": mesa.__version__, "threads": 1})
