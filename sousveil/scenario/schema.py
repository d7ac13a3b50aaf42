"""The JSON Schema of scenario files, for editors and other programs: keys, mechanisms, and every parameter."""

from __future__ import annotations

from typing import Any

from sousveil.contract.events import EVENTS, known_to_the_system
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import Parameter
from sousveil.contract.quantity import Count
from sousveil.contract.registry import mechanisms
from sousveil.models.seen import columns_seen
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario.model import PopulationChoice, ScenarioFile
from sousveil.scenario.scorer import ModelChoice
from sousveil.scenario.units import scales

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema as a plain mapping."""
    made = ScenarioFile.model_json_schema()
    parts, definitions = made["properties"], made["$defs"]
    definitions["Population"] = PopulationChoice.model_json_schema() | {"title": "Population"}
    definitions["Mechanism"] = {"enum": list(mechanisms()), "description": "the name of a mechanism"}
    definitions["Values"] = _values({f"{m}.{p}": one for m, cls in mechanisms().items() for p, one in _of(cls)})
    definitions |= _model()
    parts["model"] = {"$ref": "#/$defs/Model"}
    parts["population"] = {"$ref": "#/$defs/Population"}
    parts["set"] = {"$ref": "#/$defs/Values"}
    definitions["Patch"]["properties"]["set"] = {"$ref": "#/$defs/Values"}
    names = {"type": "array", "items": {"$ref": "#/$defs/Mechanism"}, "uniqueItems": True}
    parts["mechanisms"] = names | {"description": parts["mechanisms"]["description"]}
    parts["without"] = names | {"description": parts["without"]["description"]}
    parts["with"] = {
        "type": "object",
        "description": parts["with"]["description"],
        "additionalProperties": False,
        "properties": {
            name: _values(dict(_of(cls))) | {"description": _first(cls)} for name, cls in mechanisms().items()
        }
        | {
            name: _values(one.parameters) | {"description": one.does}
            for name, one in SAFEGUARDS.items()
            if not one.is_mechanism
        },
    }
    return {"$schema": DIALECT, **made}


def _model() -> dict[str, Any]:
    """The definitions of a scoring model; its columns and events by name."""
    made = ModelChoice.model_json_schema()
    inside = made.pop("$defs")
    columns = {"type": "array", "items": {"enum": list(columns_seen())}, "minItems": 1, "uniqueItems": True}
    made["properties"]["columns"] = columns | {"description": made["properties"]["columns"]["description"]}
    recorded = [event.name for event in EVENTS if known_to_the_system(event)]
    for key in ("outcome", "among"):
        described = inside["RetrainChoice"]["properties"][key]
        inside["RetrainChoice"]["properties"][key] = {"enum": recorded, "description": described["description"]}
    return {**inside, "Model": made | {"title": "Model"}}


def _of(cls: type[Mechanism]) -> list[tuple[str, Parameter]]:
    return list(cls.parameters.items())


def _first(cls: type[Mechanism]) -> str:
    return (cls.__doc__ or "").strip().partition("\n")[0]


def _values(parameters: dict[str, Parameter]) -> dict[str, Any]:
    properties = {path: _value(parameter) for path, parameter in parameters.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _value(parameter: Parameter) -> dict[str, Any]:
    low, high = parameter.within
    kind = "integer" if parameter.kind is Count else "number"
    one: list[dict[str, Any]] = [{"type": kind, "minimum": low, "maximum": high}]
    if scales(parameter):
        one.append({"type": "string", "description": "a number with a unit"})
    placed = {"type": "object", "minProperties": 1, "additionalProperties": {"anyOf": one}}
    source = f"; source: {parameter.source}" if parameter.source else ""
    return {
        "anyOf": [*one, placed | {"description": "by place: urban, rural, abroad, default, or a label"}],
        "default": parameter.default,
        "description": f"{parameter.doc} [{parameter.unit}, {low:g} to {high:g}; {parameter.evidence}{source}]",
    }
