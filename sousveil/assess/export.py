"""Exports: the assessment in the fields of public questionnaires, honest about each that the lab cannot answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sousveil.assess.describing import THEIRS
from sousveil.contract.errors import unknown
from sousveil.measures.table import ALIKE, readable

Document = Mapping[str, Any]
ILLUSTRATIVE = "ILLUSTRATIVE: presets of a scenario, not the deployment's own figures"


@dataclass(frozen=True)
class Field:
    """A heading of a questionnaire. key: as the questionnaire names it; says: (answer, ids of the lines it is from).

    cannot: why the lab has no answer, or what of the question it leaves open. choice: the questionnaire wants one of
    its own choices, so what is said here bears on it and answers nothing. marks: `says` marks what is illustrative.
    """

    key: str
    heading: str
    cannot: str
    says: Callable[[Document], tuple[str, list[str]]] | None = None
    choice: bool = False
    marks: bool = False


@dataclass(frozen=True)
class Format:
    """A questionnaire. source: where its headings were read; verified: which of them, and how far that reaches."""

    name: str
    title: str
    source: str
    verified: str
    fields: tuple[Field, ...]

    def of(self, one: Document) -> dict[str, Any]:
        """The assessment in these fields."""
        rows = [_row(field, one) for field in self.fields]
        answers = {row["key"]: row["answer"] for row in rows if row["answer"] and not row["choice"]}
        return {
            "format": self.name, "title": self.title, "source": self.source, "verified": self.verified,
            "illustrative": one["illustrative"], "mark": ILLUSTRATIVE if one["illustrative"] else "",
            "never": one["never"], "scenario": one["scenario"]["name"], "run": one["run"]["state_hash"],
            "answers": answers, "fields": rows,
        }  # fmt: skip


def _row(field: Field, one: Document) -> dict[str, Any]:
    answer, lines = field.says(one) if field.says else ("", [])
    mark = f"{ILLUSTRATIVE}. " if answer and one["illustrative"] and not field.marks else ""
    return {"key": field.key, "heading": field.heading, "answer": mark + answer if answer else "", "rests_on": lines,
            "choice": field.choice, "cannot": field.cannot, "whose": THEIRS}  # fmt: skip


def chosen(name: str, formats: Mapping[str, Format]) -> Format:
    """The format of this name; raises RequestError that offers the nearest."""
    if name not in formats:
        raise unknown("export", name, formats, where="--export")
    return formats[name]


def about(one: Document) -> tuple[str, list[str]]:
    """What the scenario is, in a sentence."""
    return f"{one['scenario']['title']}: {one['scenario']['about']}".strip(" :"), ["process"]


def prohibited(one: Document) -> tuple[str, list[str]]:
    """What of Article 5 is touched: the question, never its answer."""
    rows = one["prohibited"]["practices"]
    said = [f"{row['article']} ({row['title']}): {row['status']}" for row in rows]
    return "; ".join(said) + ". Not an answer to the question of law.", [row["id"] for row in rows]


def errors(one: Document) -> tuple[str, list[str]]:
    """How often it is wrong, as simulated."""
    return named(one, ("alert_precision", "wrong_flags", "face_alarms", "wrongly_cleared_share", "false_merges"))


def effects(one: Document) -> tuple[str, list[str]]:
    """The main harms."""
    return named(one, [line["measure"] for line in one["harms"] if line["main"]])


def unequal(one: Document) -> tuple[str, list[str]]:
    """Ratios between groups."""
    return named(one, [line["measure"] for line in one["harms"] if line["measure"].startswith("disparity_")])


def purpose(one: Document) -> tuple[str, list[str]]:
    """What the operator gets for it."""
    return named(one, [line["measure"] for line in one["purpose"]])


def undone(one: Document) -> tuple[str, list[str]]:
    """Whether the main harms can be reversed, in words."""
    main = [line for line in one["harms"] if line["main"]]
    said = [f"{line['measure'].replace('_', ' ')}: {line['reversibility']}" for line in main]
    return ". ".join(said), [line["id"] for line in main]


def likely(one: Document) -> tuple[str, list[str]]:
    """How likely the main harms are, as natural frequencies."""
    main = [line for line in one["harms"] if line["main"] and line["likelihood"]["text"]]
    said = [f"{line['measure'].replace('_', ' ')}: {line['likelihood']['text']}" for line in main]
    return "; ".join(said), [line["id"] for line in main]


def grave(one: Document) -> tuple[str, list[str]]:
    """What the main harms are to those whom they befall, in words."""
    main = [line for line in one["harms"] if line["main"]]
    said = [f"{line['measure'].replace('_', ' ')}: {line['severity']}" for line in main]
    return ". ".join(said), [line["id"] for line in main]


def rights(one: Document) -> tuple[str, list[str]]:
    """Which rights are touched."""
    rows = one["rights"]["articles"]
    said = [
        f"ICCPR {row['covenant']} ({row['name']})"
        + (f", Charter {', '.join(str(other['article']) for other in row['charter'])}" if row["charter"] else "")
        for row in rows
    ]
    return "; ".join(said), [row["id"] for row in rows]


def overseen(one: Document) -> tuple[str, list[str]]:
    """What people look at and dismiss."""
    found = one["oversight"]
    if not found["present"]:
        return "", []
    parts = [("alerts read by an officer", "read_share"), ("of those dismissed", "dismissed_share"),
             ("of those dismissed, wrongly", "wrongly_dismissed_share")]  # fmt: skip
    said = [f"{words}: {readable(100 * found[key])} in 100" for words, key in parts if found[key] is not None]
    return "; ".join(said), ["oversight"]


def period(one: Document) -> tuple[str, list[str]]:
    """How long is simulated, and how often it acts."""
    said = [f"{row['what']}: {readable(row['a_day'])}" for row in one["use"]["rates"]]
    return f"{one['use']['days']} days simulated. Per {one['use']['per']}: " + "; ".join(said), ["use"]


def people(one: Document) -> tuple[str, list[str]]:
    """Who is met."""
    said = [f"{row['name']}: {row['people']:,}" for row in one["persons"]["groups"]]
    return "Synthetic people: " + "; ".join(said), ["persons"]


def open_questions(one: Document) -> tuple[str, list[str]]:
    """What stays unknown."""
    first = one["sheet"]["matters"]["first"]
    said = [f"{one['sheet']['blank']} questions to vendor and police are unanswered"]
    said += [f"the one to ask for first is {first['question']}"] if first else []
    return "; ".join([*said, *one["unknown"]["not_assessed"]]), ["unknown"]


def named(one: Document, names: Sequence[str]) -> tuple[str, list[str]]:
    """The lines of these measures, as far as the run has them."""
    by_name = {line["measure"]: line for line in (*one["purpose"], *one["harms"])}
    found = [by_name[name] for name in names if name in by_name]
    return "; ".join(map(sentence, found)), [line["id"] for line in found]


def sentence(line: Mapping[str, Any]) -> str:
    """A line in one sentence: value, unit, both intervals."""
    scale = line["scale"]
    unit = f"{scale['unit']} per {scale['per']}" if scale["per"] else scale["unit"]
    most = line["likelihood"]["up_to"]
    luck = _span(scale["low"], scale["high"])
    if scale["value"] == 0 and scale["high"] == 0:
        luck = "none seen" if most is None else f"none seen, up to {readable(most)} possible"
    elif scale["low"] is not None and scale["low"] == scale["high"]:
        luck = ALIKE
    guesses = _span(scale["assumed_low"], scale["assumed_high"])
    named = line["measure"].replace("_", " ")
    return f"{named} {readable(scale['value'])} {unit} (luck, 95 %: {luck}; range over what is not known: {guesses})"


def _span(low: float | None, high: float | None) -> str:
    return "not assessed" if low is None or high is None else f"{readable(low)} to {readable(high)}"
