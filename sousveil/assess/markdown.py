"""The assessment as Markdown, to be completed in an editor. Same order and anchors as the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sousveil.assess.export import sentence
from sousveil.measures.table import readable

Document = Mapping[str, Any]
BLANK = "> **Judgement** ({whose}):\n>\n> \n"


def markdown(one: Document) -> str:
    """The whole assessment."""
    parts = [
        f"# Rights assessment: {one['scenario']['title'] or one['scenario']['name']}\n",
        f"**Illustrative:** {one['illustrative_because']}.\n" if one["illustrative"] else "",
        f"{one['never']}\n", _identity(one), _prohibited(one["prohibited"]), _high_risk(one["high_risk"]),
        _process(one), _harms(one), _oversight(one), _mitigation(one["mitigation"]), _rights(one["rights"]),
        _sheet(one["sheet"]), _unknown(one["unknown"]), _assumed(one["assumed"]),
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)


def _identity(one: Document) -> str:
    run = one["run"]
    return (
        f"{run['people']:,} synthetic people, {run['days']} days, seed {run['seed']}, {run['replicates']} "
        f"replicate(s); "
        f"version {run['version']}; scenario {one['scenario']['name']} ({one['scenario']['digest'][:12]}); state hash "
        f"{run['state_hash'][:12]}.\n"
    )


def _blank(item: Document) -> str:
    return BLANK.format(whose=item["whose"])


def _bullets(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


def _prohibited(part: Document) -> str:
    made = ["## Is the practice prohibited?\n", f"{part['law']} ({part['source']}). {part['note']}\n"]
    for row in part["practices"]:
        made.append(f"### {row['article']}: {row['title']}\n\nProhibits {row['prohibits']}.\n")
        made += [f"Leaves out {row['unless']}.\n"] if row["unless"] else []
        made.append(f"**The scenario {row['status']}**" if row["status"] != "cannot be told from the model"
                    else f"**Whether the scenario touches it {row['status']}**")  # fmt: skip
        made.append(_touches(row["touches"]))
        made.append("What would have to be known:\n\n" + _bullets(row["would_need"]))
        made.append(_blank(row))
    return "\n".join(made)


def _touches(touches: Sequence[Document]) -> str:
    lines = []
    for touch in touches:
        facts = "; ".join(f"`{fact['path']}` {said(fact['value'])} {fact['unit']} ({fact['evidence']})"
                          for fact in touch["facts"])  # fmt: skip
        lines.append(f"`{touch['mechanism']}`: {touch['why']}" + (f". {facts}" if facts else ""))
    return _bullets(lines)


def said(value: Any) -> str:
    """A parameter's value, or its values by place."""
    if isinstance(value, Mapping):
        return ", ".join(f"{place}: {readable(float(one))}" for place, one in value.items())
    return readable(float(value))


def _high_risk(part: Document) -> str:
    rows = _bullets(f"{row['point']} ({row['area']}): {row['what']}" for row in part["points"])
    found = rows or "No point is touched.\n"
    return f"## Is the use high-risk?\n\n{part['note']} Source: {part['source']}.\n\n{found}\n{_blank(part)}"


def _process(one: Document) -> str:
    steps = _bullets(f"{step['phase']}: `{step['rule']}` {step['does']}" for step in one["process"]["steps"])
    rates = _bullets(f"{row['what']}: {readable(row['a_day'])}" for row in one["use"]["rates"])
    people = _bullets(f"{row['name']}: {row['people']:,}" for row in one["persons"]["groups"])
    return (
        f"## Process (Article 27(1)(a))\n\n{one['process']['about']}\n\n{steps}\n{_blank(one['process'])}\n"
        f"## Period and frequency (b)\n\n{one['use']['days']} days simulated. Per {one['use']['per']}:\n\n{rates}\n"
        f"{_blank(one['use'])}\n## People and groups affected (c)\n\nSynthetic "
        f"people:\n\n{people}\n{_blank(one['persons'])}"
    )


def _harms(one: Document) -> str:
    made = ["## Specific risks of harm (d)\n"]
    made += [_line(line) for line in one["harms"]]
    made += ["## What it does for its purpose, and what it takes\n", _bullets(map(sentence, one["purpose"]))]
    return "\n".join(made)


def _line(line: Document) -> str:
    rules = ", ".join(f"`{rule}`" for rule in line["rests_on"]["rules"])
    articles = ", ".join(f"ICCPR {one}" for one in line["covenant"]) or "none named"
    charter = ", ".join(f"Charter {one}" for one in line["charter"])
    rows = [
        f"Scale: {sentence(line)}", f"Severity: {line['severity']}", f"Reversibility: {line['reversibility']}",
        f"Likelihood: {line['likelihood']['text']}" if line["likelihood"]["text"] else "",
        f"Rights: {articles}" + (f"; {charter}" if charter else ""),
        f"Rests on: measure `{line['measure']}`, rules {rules}, run {line['rests_on']['run'][:12]}",
    ]  # fmt: skip
    title = line["measure"].replace("_", " ")
    return f"### {title[:1].upper()}{title[1:]}\n\n{line['what']}.\n\n{_bullets(filter(None, rows))}\n{_blank(line)}"


def _oversight(one: Document) -> str:
    part = one["oversight"]
    shares = [(key, part[key]) for key in ("read_share", "dismissed_share", "wrongly_dismissed_share")]
    rows = _bullets(
        f"{key.replace('_', ' ')}: {readable(100 * value)} in 100" for key, value in shares if value is not None
    )
    return f"## Human oversight (e)\n\n{rows or 'No officer reads alerts in this scenario.'}\n\n{_blank(part)}"


def _mitigation(part: Document) -> str:
    safeguards = ", ".join(part["safeguards"]) or "none in this scenario"
    could = _bullets(f"`{row['name']}`: {row['does']} Not reached: {row['remains']}." for row in part["could_take"])
    blanks = "\n".join(f"**{row['question']}**\n\n{_blank(row)}" for row in part["judgements"])
    lead = f"Safeguards: {safeguards}. {part['how_measured']}."
    return f"## Mitigation, governance, complaints (f)\n\n{lead}\n\n{could}\n{_measured(part['measured'])}\n{blanks}"


def _measured(part: Document | None) -> str:
    if part is None:
        return "They have not been measured for this assessment.\n"
    lines = [
        f"`{'` and `'.join(row['names'])}`: "
        + "; ".join(f"{effect['name']} {effect['effect']:+.4g} ({effect['says']})"
                    for effect in row["effects"] if effect["effect"] is not None)
        for row in part["safeguards"]
    ]  # fmt: skip
    size = f"{part['people']:,} people, {part['days']:,} days, {part['replicates']:,} pairs each"
    return f"Measured with the same people and luck with and without each ({size}):\n\n{_bullets(lines)}"


def _rights(part: Document) -> str:
    rows = [
        f"Article {row['covenant']} ({row['name']}): {len(row['lines'])} lines; Charter "
        + ", ".join(f"{one['article']} ({one['name']})" for one in row["charter"])
        for row in part["articles"]
    ]
    return f"## Rights touched\n\n{'; '.join(part['sources'])}.\n\n{_bullets(rows)}"


def _sheet(part: Document) -> str:
    first = part["matters"]["first"]
    lead = f"Ask first for `{first['question']}`." if first else part["matters"]["reason"]
    rows = [f"`{row['path']}` ({row['asked_of']}): {row['question']} {_answer(row)}" for row in part["questions"]]
    return f"## Deployment sheet\n\n{part['answered']} answered, {part['blank']} blank. {lead}\n\n{_bullets(rows)}"


def _answer(row: Document) -> str:
    if row["answer"] is not None:
        return f"**{said(row['answer'])}** ({row['answer_source'] or 'no source given'})"
    low, high = row["plausible"]
    if low == high:
        return "*unknown*; only an answer moves it"
    return f"*unknown*; {readable(low)} to {readable(high)} {row['unit']} is explored"


def _unknown(part: Document) -> str:
    none = [f"{row['measure'].replace('_', ' ')}: {row['reason']}" for row in part["no_value"]]
    return "## What stays unknown\n\n" + _bullets([*part["limits"], *part["not_assessed"], *none])


def _assumed(part: Document) -> str:
    rows = [
        f"`{row['path']}` {said(row['value'])} {row['unit']}; may lie from {readable(row['plausible'][0])} to "
        f"{readable(row['plausible'][1])}. {row['doc']}"
        for row in part["parameters"]
    ]
    return "## What was assumed\n\n" + _bullets([*rows, *(f"`{name}`" for name in part["hours"])])
