"""The tile map: synthetic places as labelled squares. No geography, because there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sousveil.contract.events import CUSTODY_EVENTS
from sousveil.language import N_, _, _p
from sousveil.measures.by_place import FEW, MONTH, ByPlace, by_place
from sousveil.measures.doors import DENIALS
from sousveil.report import names
from sousveil.report.markup import Html, data, filled, folded, join, paragraph, table, tag
from sousveil.report.palette import STEPS
from sousveil.report.reading import Reading
from sousveil.report.section import absent
from sousveil.report.words import capital, gap, interval, number, sentences, whole

MEASURES: dict[str, tuple[str, ...]] = {
    N_("alerts"): ("flag",),
    N_("alerts that were wrong or about protected conduct"): ("flag_error", "flag_protected"),
    N_("visits and stops"): ("visit", "stop"),
    N_("detentions"): CUSTODY_EVENTS,
    N_("messages not sent out of caution"): ("held_back",),
    N_("travel, credit, school and work refused"): DENIALS,
    N_("days in the street"): ("protest",),
    N_("offences with a victim"): ("incident",),
}
ELSEWHERE = ("urban", "rural", "abroad")  # the halves of the squares show the first two; the third lives elsewhere
MONTHS = 12  # periods of the map
NUMBERS = 200_000  # that the map may carry, of about five bytes each
WHOLE = N_("the whole run")
KINDS = {"urban": N_("urban"), "rural": N_("rural"), "abroad": N_("abroad")}
HIGH = 0.95  # the scale ends where only the highest twentieth lies above: one extreme place must not flatten the others


def places_map(reading: Reading) -> Html:
    """The map with its controls, the numbers for its script, and a table."""
    found = {name: by_place(reading.records, events, _width(reading)) for name, events in MEASURES.items()}
    shown = {name: rates for name, rates in found.items() if rates is not None and np.nansum(rates.whole) > 0}
    if not shown:
        return absent(_("No map."), _("Nothing that the map could show happened in this scenario."))
    first = next(iter(shown.values()))
    groups = [
        group
        for group in first.groups
        if group not in ELSEWHERE and any(np.isfinite(r.whole[:, _at(r, group)]).any() for r in shown.values())
    ]
    if not groups:
        few = _("In no place do {few} people live together, so a rate would say more about luck.", few=FEW)
        return absent(_("No map."), few)
    bounds = [[_bounds(rates, _at(rates, group)) for group in groups] for rates in shown.values()]
    times = [_(WHOLE), *_spans(first.days)]
    labels, people = [capital(_(name)) for name in shown], [names.group(group) for group in groups]
    content = {
        "measures": labels,
        "groups": people,
        "times": times,
        "words": _words(),
        "bounds": bounds,
        "values": [[_values(rates, _at(rates, group)) for group in groups] for rates in shown.values()],
    }
    start = first.whole[:, _at(first, groups[0])]
    title = _title().format(measure=labels[0], group=people[0], time=times[0])
    return tag(
        "figure",
        tag("figcaption", title, id="map-title", aria_live="polite"),
        _controls(labels, people, len(times)),
        _squares(reading, start, bounds[0][0]),
        _legend(bounds[0][0]),
        paragraph(
            _explained(),
            tag("span", gap(), _("Without scripts the map shows the whole run for everybody."), class_="no-script"),
            class_="note",
        ),
        paragraph(reading.badge, class_="badge"),
        _table(reading, shown, groups[0]),
        data("map-data", content),
        class_="wide",
    )


def _title() -> str:
    """Of the map, with {measure}, {group} and {time} to be filled in, here and in the script."""
    return _("{measure}, {group}, {time}: per 100,000 people a year")


def _words() -> dict[str, str]:
    """What the script says, with {names} that it fills."""
    return {
        "title": _title(),
        "below": _("below {high}"),
        "between": _("{low} to {high}"),
        "above": _("{low} and more"),
    }


def _explained() -> str:
    return sentences(
        [
            _("Each square is a region of the model, its upper half the towns and its lower half the countryside."),
            _(
                "A dash stands where fewer than {few} people of the group live: a rate would say more about luck than"
                " about the place.",
                few=FEW,
            ),
        ]
    )


def _width(reading: Reading) -> int:
    """Days of a period: a month, or longer where the page would otherwise carry too many numbers."""
    places, groups = len(reading.records["place"]), len(reading.records["group"])
    most = max(1, min(MONTHS, NUMBERS // (len(MEASURES) * groups * places)))
    return max(MONTH, -(-reading.scenario.days // most))


def _at(rates: ByPlace, group: str) -> int:
    return rates.groups.index(group)


def _spans(days: Sequence[int]) -> list[str]:
    starts = [1, *(day + 1 for day in days[:-1])]
    return [_("days {first} to {last}", first=first, last=last) for first, last in zip(starts, days, strict=True)]


def _values(rates: ByPlace, at: int) -> list[list[float | None]]:
    return [_plain(rates.whole[:, at]), *(_plain(part[:, at]) for part in rates.parts)]


def _plain(values: npt.NDArray[np.float64]) -> list[float | None]:
    return [float(f"{value:.3g}") if math.isfinite(value) else None for value in values.tolist()]


def _bounds(rates: ByPlace, at: int) -> list[float]:
    """Where one step of the scale ends and the next begins: round numbers, the same for every period."""
    every = np.concatenate([rates.whole[:, at], rates.parts[:, :, at].ravel()])
    every = every[np.isfinite(every)]
    top = (float(np.quantile(every, HIGH)) or float(every.max())) if every.size else 0.0
    step = _round_up(top / (len(STEPS) - 1)) if top > 0 else 1.0
    return [float(f"{step * number:.6g}") for number in range(1, len(STEPS))]


def _round_up(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return next(nice * power for nice in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if nice * power >= value * 0.9999)


def _controls(measures: list[str], groups: list[str], times: int) -> Html:
    return tag(
        "div",
        tag("label", _p("control of the map", "What"), _choice("map-measure", measures)),
        tag("label", _p("control of the map", "Whom"), _choice("map-group", groups)),
        tag(
            "label",
            tag(
                "span",
                filled(
                    _p("control of the map", "When: {time}"),
                    time=tag("output", _(WHOLE), id="map-when", for_="map-time"),
                ),
            ),
            Html(f'<input type="range" id="map-time" min="0" max="{times - 1}" value="0" aria-valuetext="{_(WHOLE)}">'),
            class_="time",
        ),
        class_="controls",
    )


def _choice(identity: str, options: list[str]) -> Html:
    return tag("select", *(tag("option", capital(text), value=at) for at, text in enumerate(options)), id=identity)


def _squares(reading: Reading, values: npt.NDArray[np.float64], bounds: list[float]) -> Html:
    regions: dict[str, list[int]] = {}
    for at, region in enumerate(reading.records["region"].values.tolist()):
        regions.setdefault(str(region), []).append(at)
    kinds = [str(kind) for kind in reading.records["place_kind"].values]
    order = {"urban": 0, "rural": 1, "abroad": 2}
    home = {region: members for region, members in regions.items() if any(kinds[at] != "abroad" for at in members)}
    tiles = (
        _square(
            region, [(at, kinds[at]) for at in sorted(members, key=lambda at: order.get(kinds[at], 3))], values, bounds
        )
        for region, members in home.items()
    )
    return tag("ul", *tiles, class_="map")


def _square(region: str, halves: list[tuple[int, str]], values: npt.NDArray[np.float64], bounds: list[float]) -> Html:
    cells = join(_half(at, kind, float(values[at]), bounds) for at, kind in halves)
    return tag("li", tag("span", region, class_="name", title=region), cells)


def _rate(value: float) -> str:
    return number(value) if math.isfinite(value) else "\u2013"


def _half(at: int, kind: str, value: float, bounds: list[float]) -> Html:
    known = math.isfinite(value)
    step = sum(value >= bound for bound in bounds) if known else 0
    text = _rate(value)
    return tag(
        "span",
        tag("span", _(KINDS.get(kind, kind))),
        tag("b", text),
        class_=f"cell {f'step-{step}' if known else 'few'}",
        data_place=at,
    )


def _legend(bounds: list[float]) -> Html:
    middle = [interval(low, high) for low, high in pairwise(bounds)]
    ends = _("below {high}", high=number(bounds[0])), _("{low} and more", low=number(bounds[-1]))
    texts = [ends[0], *middle, ends[1]]
    return tag(
        "ul", *(tag("li", text, class_=f"step-{at}") for at, text in enumerate(texts)), class_="legend", id="map-legend"
    )


def _table(reading: Reading, shown: dict[str, ByPlace], group: str) -> Html:
    labels, people = reading.records["place"].values.tolist(), reading.records["people"].values
    at = _at(next(iter(shown.values())), group)
    rows = [
        (str(label), whole(people[place, at]), *(_rate(float(rates.whole[place, at])) for rates in shown.values()))
        for place, label in enumerate(labels)
        if people[place, at]
    ]
    head = (_("Place"), _("People"), *(capital(_(name)) for name in shown))
    caption = _("The whole run, {group}: per 100,000 people a year", group=names.group(group))
    return folded(_("The numbers behind this map"), table(head, rows, caption=caption))
