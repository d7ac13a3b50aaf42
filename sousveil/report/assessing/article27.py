"""The other elements of Article 27: process, period and frequency, people, oversight, mitigation; and the rights."""

from __future__ import annotations

from sousveil.language import N_, _, _p
from sousveil.language.retelling import retold
from sousveil.report import names
from sousveil.report.assessing.blank import Document, amount, anchor, blank, link
from sousveil.report.markup import Html, bullets, declared, filled, join, paragraph, table, tag, with_code
from sousveil.report.section import Section, section
from sousveil.report.words import (
    capital,
    clauses,
    comma,
    enumerated,
    listing,
    number,
    percent,
    plain,
    signed,
    whole,
)

SHARES = (
    ("read_share", N_("Alerts that an officer read")), ("dismissed_share", N_("Of those read: dismissed")),
    ("wrongly_dismissed_share", N_("Of those dismissed: there was something to them")),
)  # fmt: skip


def process(one: Document) -> Section:
    """Article 27(1)(a)."""
    part = one["process"]
    rows = [
        (
            tag("code", step["rule"], id=anchor(f"rule.{step['rule']}")),
            capital(_(step["phase"].lower())),
            _(step["does"]),
        )
        for step in part["steps"]
    ]
    return section(
        "process",
        _("Process"),
        paragraph(_("Article 27(1)(a): what the system does, in the order of the day.")),
        paragraph(declared(part["about"])),
        table((_("Rule"), _("Phase"), _("What it does")), rows, figures=()),
        blank(part),
    )


def use(one: Document) -> Section:
    """Article 27(1)(b)."""
    part = one["use"]
    rows = [(capital(_(row["what"])), number(row["a_day"])) for row in part["rates"]]
    changes = [
        filled(_("From day {day}: {numbers}"), day=str(change["day"]),
               numbers=join((tag("code", path) for path in change["set"]), comma()))
        for change in part["changes"]
    ]  # fmt: skip
    return section(
        "use",
        _("Period and frequency"),
        paragraph(_("Article 27(1)(b). {days} days are simulated.", days=number(part["days"]))),
        table((_("What"), _("Per {what}", what=retold(part["per"]))), rows),
        bullets(changes) if changes else None,
        blank(part),
    )


def persons(one: Document) -> Section:
    """Article 27(1)(c)."""
    part = one["persons"]
    rows = [(capital(names.group(row["group"])), whole(row["people"])) for row in part["groups"]]
    lead = _("Article 27(1)(c). Synthetic people; groups overlap. What befell each group stands in the lines below.")
    return section(
        "persons",
        _("People and groups affected"),
        paragraph(lead),
        table((_("Group"), _p("how many", "People")), rows),
        blank(part),
    )


def oversight(one: Document) -> Section:
    """Article 27(1)(e)."""
    part = one["oversight"]
    rows = [(_(name), percent(part[key])) for key, name in SHARES if part[key] is not None]
    facts = [(tag("code", fact["path"]), amount(fact), _(fact["evidence"]), _(fact["doc"])) for fact in part["facts"]]
    head = (_("Number"), _("Value"), _("Evidence"), _("What it is"))
    return section(
        "oversight",
        _("Human oversight"),
        paragraph(_("Article 27(1)(e): as the scenario has it. An officer who looks is not yet one who may say no.")),
        table((_("What"), _("Share")), rows)
        if rows
        else paragraph(_("No officer reads alerts in this scenario."), class_="absent"),
        table(head, facts, figures=()) if facts else None,
        blank(part),
    )


def mitigation(one: Document) -> Section:
    """Article 27(1)(f)."""
    part = one["mitigation"]
    present = enumerated(part["safeguards"]) or _p("no safeguard", "none")
    could = [(tag("code", row["name"]), _(row["does"]), capital(_(row["remains"]))) for row in part["could_take"]]
    head = (_("Safeguard that it could take"), _("What it does"), _("What it does not reach"))
    lead = _("Article 27(1)(f). Safeguards in the scenario: {safeguards}. {how}.", safeguards=present,
             how=capital(retold(part["how_measured"])))  # fmt: skip
    return section(
        "mitigation",
        _("Mitigation, governance and complaints"),
        paragraph(with_code(lead)),
        table(head, could, figures=()) if could else None,
        *_measured(part["measured"]),
        *(blank(row, row["question"]) for row in part["judgements"]),
    )


def _measured(part: Document | None) -> list[Html]:
    """Safeguards as they were weighed, harm by harm; one that these runs cannot tell from none stands in brackets."""
    if part is None:
        unmeasured = _("They have not been measured for this assessment; --weighed takes what was.")
        return [paragraph(unmeasured, class_="absent")]
    listed = [effect["name"] for effect in part["safeguards"][0]["effects"]] if part["safeguards"] else []
    rows = [
        (listing([*map(plain, row["names"])]), *(_effect(effect) for effect in row["effects"]))
        for row in part["safeguards"]
    ]
    head = (_("Safeguard"), *(capital(names.measure(name)) for name in listed))
    note = _(
        "Measured with the same people and luck with and without each: {people} people, {days} days, {pairs} pairs"
        " each. In brackets: not told apart from none.",
        people=whole(part["people"]), days=whole(part["days"]), pairs=whole(part["replicates"]),
    )  # fmt: skip
    return [paragraph(note), table(head, rows)]


def _effect(effect: Document) -> str:
    if effect["effect"] is None:
        return "-"
    said = signed(effect["effect"])
    return said if effect["says"] in ("rises", "falls", "none") else f"({said})"


def rights(one: Document) -> Section:
    """Articles of the Covenant and the Charter, with the lines that touch them."""
    part = one["rights"]
    lead = _(
        "A right is touched where a line counts acts that may limit it. Which articles of the Charter stand beside"
        " those of the Covenant is our pairing. {sources}.",
        sources=clauses(map(_, part["sources"])),
    )
    return section(
        "rights", _("Rights touched"), paragraph(lead), *(_right(row, one) for row in part["articles"])
    )  # fmt: skip


def _right(row: Document, one: Document) -> Html:
    title = {line["id"]: names.measure(line["measure"]) for line in one["harms"]}
    charter = enumerated(
        _("Article {number} ({name})", number=other["article"], name=_(other["name"])) for other in row["charter"]
    )
    lines = join((link(line, title[line]) for line in row["lines"]), comma())
    return tag(
        "article",
        tag("h3", _("ICCPR Article {number}: {name}", number=row["covenant"], name=_(row["name"]))),
        paragraph(_("Charter: {articles}.", articles=charter)) if charter else None,
        paragraph(filled(_("Lines: {lines}."), lines=lines)),
        blank(row, N_("Lawful, necessary, proportionate?")),
        id=anchor(row["id"]),
    )
