"""The JSON Schema says what the reader accepts, down to every parameter."""

import json
import re

from sousveil.contract.registry import mechanisms
from sousveil.scenario import load, names, schema
from sousveil.scenario.model import ScenarioFile


def test_it_names_every_key_and_every_mechanism():
    made = schema()
    keys = {field.alias or name for name, field in ScenarioFile.model_fields.items()}
    assert set(made["properties"]) == keys and made["additionalProperties"] is False
    assert made["$defs"]["Mechanism"]["enum"] == list(mechanisms())
    assert json.loads(json.dumps(made)) == made


def test_every_parameter_has_its_range_unit_and_evidence():
    values = schema()["$defs"]["Values"]["properties"]
    for name, cls in mechanisms().items():
        for key, parameter in cls.parameters.items():
            found = values[f"{name}.{key}"]
            assert (found["anyOf"][0]["minimum"], found["anyOf"][0]["maximum"]) == parameter.within
            assert parameter.unit in found["description"] and parameter.evidence in found["description"]
            assert found["default"] == parameter.default


def test_whatever_a_shipped_scenario_sets_is_in_it():
    values = schema()["$defs"]["Values"]["properties"]
    assert {path for name in names() for path in load(name).parameters} <= set(values)


def test_mechanisms_and_parameters_in_examples_exist():
    said = " ".join(field.description or "" for field in ScenarioFile.model_fields.values())
    examples = re.findall(r"\{(\w+): \{(\w+): [\d.]+\}\}", said)
    assert examples and all(parameter in mechanisms()[name].parameters for name, parameter in examples)
    paths = re.findall(r'\{"(\w+)\.(\w+)": [\d.]+\}', said)
    assert paths and all(parameter in mechanisms()[name].parameters for name, parameter in paths)


def test_whole_numbers_have_their_bounds():
    people = schema()["properties"]["people"]["anyOf"][0]
    assert (people["minimum"], people["maximum"]) == (1, 2_000_000_000)
