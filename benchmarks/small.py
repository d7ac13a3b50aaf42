"""python -m benchmarks.small: a quick figure on every `make test`; says how fast, asserts nothing."""

from __future__ import annotations

from sousveil import simulate
from sousveil.scenario import load


def main() -> None:
    """Run 100,000 people for 30 days and print the rate."""
    run = simulate.run(load("everything-app", people=100_000, days=30), keep=False)
    p = run.history.performance
    rate = float(p["person_days_per_s"]) / 1e6
    print(f"everything-app, 100,000 people, 30 days: {rate:.1f} M person-days a second, compiled in {p['compile_s']} s")


if __name__ == "__main__":
    main()
