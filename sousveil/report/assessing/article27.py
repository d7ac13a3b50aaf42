"""The other elements of Article 27: process, period and frequency, people, oversight, mitigation; and the rights."""

from __future__ import annotations

from sousveil.report import names
from sousveil.report.assessing.blank import Document, anchor, blank, link, value
from sousveil.report.markup import Html, bullets, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, number, percent, plain

SHARES = (
    ("read_share", "Alerts that an officer read"), ("dismissed_share", "Of those read: dismissed"),
    ("wrongly_dismissed_share", "Of those dismissed: there was something to them"),
)  # fmt: skip


def process(one: Document) -> Section:
    """Article 27(1)(a)."""
    part = one["process"]
    rows = [
        (tag("code", step["rule"], id=anchor(f"rule.{step['rule']}")), capital(step["phase"].lower()), step["does"])
        for step in part["steps"]
    ]
    return section("process", "Process", paragraph("Article 27(1)(a): what the system does, in the order of the day."),
                   paragraph(part["about"]), table(("Rule", "Phase", "What it does"), rows, figures=()),
                   blank(part))  # fmt: skip


def use(one: Document) -> Section:
    """Article 27(1)(b)."""
    part = one["use"]
    rows = [(capital(row["what"]), number(row["a_day"])) for row in part["rates"]]
    changes = [
        join([f"From day {change['day']}: ", join((tag("code", path) for path in change["set"]), ", ")])
        for change in part["changes"]
    ]
    return section("use", "Period and frequency",
                   paragraph(f"Article 27(1)(b). {number(part['days'])} days are simulated."),
                   table(("What", f"Per {part['per']}"), rows), bullets(changes) if changes else None,
                   blank(part))  # fmt: skip


def persons(one: Document) -> Section:
    """Article 27(1)(c)."""
    part = one["persons"]
    rows = [(capital(row["name"]), f"{row['people']:,}") for row in part["groups"]]
    return section("persons", "People and groups affected",
                   paragraph("Article 27(1)(c). Synthetic people; groups overlap. What befell each group stands in the"
                             " lines below."), table(("Group", "People"), rows), blank(part))  # fmt: skip


def oversight(one: Document) -> Section:
    """Article 27(1)(e)."""
    part = one["oversight"]
    rows = [(name, percent(part[key])) for key, name in SHARES if part[key] is not None]
    facts = [
        (tag("code", fact["path"]), f"{value(fact['value'], number)} {fact['unit']}", fact["evidence"], fact["doc"])
        for fact in part["facts"]
    ]
    return section(
        "oversight",
        "Human oversight",
        paragraph("Article 27(1)(e): as the scenario has it. An officer who looks is not yet one who may say no."),
        table(("What", "Share"), rows)
        if rows
        else paragraph("No officer reads alerts in this scenario.", class_="absent"),
        table(("Number", "Value", "Evidence", "What it is"), facts, figures=()) if facts else None,
        blank(part),
    )


def mitigation(one: Document) -> Section:
    """Article 27(1)(f)."""
    part = one["mitigation"]
    present = ", ".join(part["safeguards"]) or "none"
    could = [(tag("code", row["name"]), row["does"], capital(row["remains"])) for row in part["could_take"]]
    return section("mitigation", "Mitigation, governance and complaints",
                   paragraph(f"Article 27(1)(f). Safeguards in the scenario: {present}. "
                             f"{capital(part['how_measured'])}."),
                   table(("Safeguard that it could take", "What it does", "What it does not reach"), could, figures=())
                   if could else None,
                   *_measured(part["measured"]),
                   *(blank(row, row["question"]) for row in part["judgements"]))  # fmt: skip


def _measured(part: Document | None) -> list[Html]:
    """Safeguards as they were weighed, harm by harm; one that these runs cannot tell from none stands in brackets."""
    if part is None:
        return [
            paragraph("They have not been measured for this assessment; --weighed takes what was.", class_="absent")
        ]
    listed = [effect["name"] for effect in part["safeguards"][0]["effects"]] if part["safeguards"] else []
    rows = [
        (" and ".join(map(plain, row["names"])), *(_effect(effect) for effect in row["effects"]))
        for row in part["safeguards"]
    ]
    size = f"{part['people']:,} people, {part['days']:,} days, {part['replicates']:,} pairs each"
    head = ("Safeguard", *(capital(names.measure(name)) for name in listed))
    note = (
        f"Measured with the same people and luck with and without each: {size}. In brackets: not told apart from none."
    )
    return [paragraph(note), table(head, rows)]


def _effect(effect: Document) -> str:
    if effect["effect"] is None:
        return "-"
    said = f"{'+' if effect['effect'] > 0 else ''}{number(effect['effect'])}"
    return said if effect["says"] in ("rises", "falls", "none") else f"({said})"


def rights(one: Document) -> Section:
    """Articles of the Covenant and the Charter, with the lines that touch them."""
    part = one["rights"]
    return section("rights", "Rights touched",
                   paragraph("A right is touched where a line counts acts that may limit it. Which articles of the "
                             "Charter"
                             f" stand beside those of the Covenant is our pairing. {'; '.join(part['sources'])}."),
                   *(_right(row, one) for row in part["articles"]))  # fmt: skip


def _right(row: Document, one: Document) -> Html:
    title = {line["id"]: line["measure"].replace("_", " ") for line in one["harms"]}
    charter = ", ".join(f"Article {other['article']} ({other['name']})" for other in row["charter"])
    lines = join((link(line, title[line]) for line in row["lines"]), ", ")
    return tag("article", tag("h3", f"ICCPR Article {row['covenant']}: {row['name']}"),
               paragraph(f"Charter: {charter}.") if charter else None, paragraph("Lines: ", lines, "."),
               blank(row, "Lawful, necessary, proportionate?"), id=anchor(row["id"]))  # fmt: skip
