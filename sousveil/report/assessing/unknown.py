"""What stays unknown, what was assumed, and how to make it again."""

from __future__ import annotations

from sousveil.language import _, _n, _p
from sousveil.report import names
from sousveil.report.assessing.blank import Document, anchor, value
from sousveil.report.markup import bullets, filled, paragraph, table, tag
from sousveil.report.section import Section, plainly, section
from sousveil.report.words import capital, enumerated, interval, number, whole


def unknown(one: Document) -> Section:
    """Limits, what was not assessed, and measures without a value, each with its reason."""
    part = one["unknown"]
    found = {row["measure"]: row["reason"] for row in part["no_value"]}
    rows = [(capital(names.measure(name)), plainly([reason]) or reason) for name, reason in found.items()]
    head = (_("Harm or purpose that has no figure here"), _("Why"))
    limits = bullets(map(_, (*part["limits"], *part["not_assessed"])))
    return section(
        "unknown", _("What stays unknown"), limits, table(head, rows, figures=()) if rows else None
    )  # fmt: skip


def assumed(one: Document) -> Section:
    """Every number that nobody has published and the deployment has not given."""
    part = one["assumed"]
    rows = [
        (tag("code", row["path"], id=anchor(row["id"])), value(row["value"], number), _(row["unit"]),
         interval(*row["plausible"]), _(row["doc"]))
        for row in part["parameters"]
    ]  # fmt: skip
    lead = _n(
        "{count} number that nobody has published, and that the deployment has not given. Another value within the"
        " range is as defensible as the one used.",
        "{count} numbers that nobody has published, and that the deployment has not given. Another value within the"
        " range is as defensible as the one used.",
        len(rows),
        count=number(len(rows)),
    )
    hours = enumerated(names.event(name.partition(".")[2]) for name in part["hours"])
    work = _("Assumed by the measures themselves: hours of officers' work for {tasks}.", tasks=hours) if hours else None
    head = (_("Number"), _("Value"), _("Unit"), _("May lie from"), _("What it is"))
    return section(
        "assumed", _("What was assumed"), paragraph(lead), table(head, rows, figures=()), paragraph(work)
    )  # fmt: skip


def again(one: Document) -> Section:
    """The run, and the command that repeats it."""
    run, spread = one["run"], one["run"]["ignorance"]
    rows = [
        (_("Scenario"), tag("code", f"{one['scenario']['name']} ({one['scenario']['digest'][:12]})")),
        (_("State hash"), tag("code", run["state_hash"])), (_("Version"), run["version"]),
        (_("Replicates"), number(run["replicates"])),
        (_("Runs with other numbers"), _spread(spread) if spread else _p("no runs", "none")),
        (_("Run folder"), tag("code", run["folder"]) if run["folder"] else _("not kept")),
    ]  # fmt: skip
    check = filled(
        _("The same version, scenario and seed give the same state, bit for bit: {command} checks it."),
        command=tag("code", "sousveil verify RUN --rerun"),
    )
    return section(
        "run", _("The run it rests on"), table((_("What"), _("Which")), rows, figures=()), paragraph(check)
    )  # fmt: skip


def _spread(spread: Document) -> str:
    return _(
        "{runs} of {people} people, {numbers} numbers guessed otherwise in each",
        runs=spread["draws"], people=whole(spread["people"]), numbers=spread["parameters"],
    )  # fmt: skip
