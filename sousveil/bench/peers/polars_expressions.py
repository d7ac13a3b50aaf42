"""The chilling model in Polars: a frame of people, and a day as expressions on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from stopwatch import CELLS, EVENTS, HOUSEHOLD, Job, by_group, main, sums_of


def times(a: pl.Expr, b: pl.Expr | int) -> pl.Expr:
    """The product of two shares in 65536ths."""
    return a * (b // 2) // 32768


def drift(own: pl.Expr, home: pl.Expr, pull: pl.Expr) -> pl.Expr:
    """A step from a share towards another, rounded to the nearest 65536th."""
    half = (pull + 1) // 2
    return (own * (32768 - half) + home * half + 16384) // 32768


def at_home(column: str) -> pl.Expr:
    """The sum over the household, for each of its members."""
    return pl.col(column).reshape((-1, HOUSEHOLD)).arr.sum().gather(pl.col("household"))


class Frame:
    """Everybody as a row; luck is the hash of the row's number, which Polars computes in parallel."""

    def __init__(self, job: Job) -> None:
        self.job, p = job, {name: pl.lit(value, pl.UInt32) for name, value in job.parameters.items()}
        gain, penalty, top = (job.parameters[name] for name in ("gain", "penalty", "top"))
        posts = (pl.col("w0") // 65536) < times(p["post"], 65536 - pl.col("fear"))
        sensitive = (pl.col("w1") // 65536) < p["sensitive"]
        self.posted = {"criticism": posts & sensitive, "chat": posts & ~sensitive}
        self.flagged = {
            "hit": pl.col("criticism") & ((pl.col("w2") // 65536) < p["hit"]),
            "alarm": pl.col("chat") & (pl.col("w2") < p["false_alarm"]),
        }
        flag = pl.col("hit") | pl.col("alarm")
        self.held = {"detained": flag & ((pl.col("w3") // 65536) < p["report"])}
        here, drifted = (
            at_home("struck"),
            drift(pl.col("opinion"), at_home("opinion") // HOUSEHOLD, p["pull"]),
        )
        loss = pl.col("struck") * p["loss"]
        self.state = {
            "kin": here > pl.col("struck"),
            "score": (pl.col("score") + pl.when(flag).then(-penalty).otherwise(gain)).clip(0, top),
            "fear": pl.min_horizontal(
                times(pl.col("fear"), 65536 - p["fade"]) + (here > 0).cast(pl.UInt32) * p["jump"],
                pl.lit(65535, pl.UInt32),
            ),
            "opinion": pl.min_horizontal(pl.max_horizontal(drifted, loss) - loss, pl.lit(65535, pl.UInt32)),
        }
        self.reset()

    def reset(self) -> None:
        """Set everybody back to the start."""
        number = np.arange(self.job.people, dtype=np.uint32)
        self.frame = pl.DataFrame(
            {
                "number": number, "household": number // HOUSEHOLD, "cell": self.job.cells(),
                "opinion": self.job.opinion.astype(np.uint32), "fear": np.zeros(self.job.people, np.uint32),
                "score": np.full(self.job.people, self.job.parameters["top"], np.int32),
            }
        )  # fmt: skip
        self.counts: list[Any] = []

    def live(self) -> None:
        """Live all days."""
        for day in range(1, self.job.days + 1):
            self.frame = self.step(day)
            self.counts.append(self.tally())

    def luck(self, day: int) -> dict[str, pl.Expr]:
        """Four words of 32 bits for everybody."""
        made = {}
        for pair in range(2):
            both = pl.col("number").hash((self.job.seed << 32) + 2 * day + pair)
            made[f"w{2 * pair}"] = (both // (1 << 32)).cast(pl.UInt32)
            made[f"w{2 * pair + 1}"] = (both % (1 << 32)).cast(pl.UInt32)
        return made

    def step(self, day: int) -> pl.DataFrame:
        """One day of everybody."""
        return (
            self.frame.lazy()
            .with_columns(**self.luck(day))
            .with_columns(**self.posted)
            .with_columns(**self.flagged)
            .with_columns(**self.held)
            .with_columns(struck=pl.col("detained").cast(pl.UInt32))
            .with_columns(**self.state)
            .select("number", "household", "cell", "opinion", "fear", "score", *EVENTS)
            .collect()
        )

    def tally(self) -> Any:
        """(events, cells) how many people of each cell."""
        found = self.frame.lazy().group_by("cell").agg(pl.col(*EVENTS).sum()).collect()
        counts = np.zeros((len(EVENTS), CELLS), np.int64)
        counts[:, found["cell"].to_numpy()] = found.select(EVENTS).to_numpy().T
        return counts

    def observed(self) -> tuple[Any, dict[str, int]]:
        """Counts by day, event and group, and sums."""
        sums = sums_of(*(self.frame[name].to_numpy() for name in ("score", "fear", "opinion")))
        return by_group(np.array(self.counts)), sums


if __name__ == "__main__":
    main(Frame, {"engine": "polars", "version": pl.__version__, "threads": pl.thread_pool_size()})
