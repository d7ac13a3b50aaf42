"""What stays unknown, what was assumed, and how to make it again."""

from __future__ import annotations

from sousveil.report import names
from sousveil.report.assessing.blank import Document, anchor, value
from sousveil.report.markup import bullets, join, paragraph, table, tag
from sousveil.report.section import Section, plainly, section
from sousveil.report.words import capital, number, plural


def unknown(one: Document) -> Section:
    """Limits, what was not assessed, and measures without a value, each with its reason."""
    part = one["unknown"]
    found = {row["measure"]: row["reason"] for row in part["no_value"]}
    rows = [(capital(names.measure(name)), plainly([reason]) or reason) for name, reason in found.items()]
    return section("unknown", "What stays unknown", bullets([*part["limits"], *part["not_assessed"]]),
                   table(("Harm or purpose that has no figure "
                          "here", "Why"), rows, figures=()) if rows else None)  # fmt: skip


def assumed(one: Document) -> Section:
    """Every number that nobody has published and the deployment has not given."""
    part = one["assumed"]
    rows = [
        (tag("code", row["path"], id=anchor(row["id"])), value(row["value"], number), row["unit"],
         f"{number(row['plausible'][0])} to {number(row['plausible'][1])}", row["doc"])
        for row in part["parameters"]
    ]  # fmt: skip
    hours = ", ".join(name.partition(".")[2].replace("_", " ") for name in part["hours"])
    return section("assumed", "What was assumed",
                   paragraph(f"{plural(len(rows), '{count} number', '{count} numbers')} that nobody has published, and that the deployment has not"
                             " given. Another value within the range is as defensible as the one used."),
                   table(("Number", "Value", "Unit", "May lie from", "What it is"), rows, figures=()),
                   paragraph(f"Assumed by the measures themselves: hours of officers' work for "
                             f"{hours}.") if hours else None)  # fmt: skip


def again(one: Document) -> Section:
    """The run, and the command that repeats it."""
    run, spread = one["run"], one["run"]["ignorance"]
    rows = [
        ("Scenario", tag("code", f"{one['scenario']['name']} ({one['scenario']['digest'][:12]})")),
        ("State hash", tag("code", run["state_hash"])), ("Version", run["version"]),
        ("Replicates", number(run["replicates"])),
        ("Runs with other numbers", f"{spread['draws']} of {spread['people']:,} people, {spread['parameters']} numbers"
         " guessed otherwise in each" if spread else "none"),
        ("Run folder", tag("code", run["folder"]) if run["folder"] else "not kept"),
    ]  # fmt: skip
    return section("run", "The run it rests on", table(("What", "Which"), rows, figures=()),
                   paragraph(join(["The same version, scenario and seed give the same state, bit for bit: ",
                                   tag("code", "sousveil verify RUN --rerun"), " checks it."])))  # fmt: skip
