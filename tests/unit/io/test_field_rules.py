"""Check that what may stand in a field is said in words."""

from typing import get_args

import pytest

from simulator.io.field_rules import expectation, rules_at, scenario_schema
from simulator.io.nodes import Node
from simulator.model.hazards import HazardKind


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"type": "number"}, "a number"),
        ({"type": "number", "minimum": 0.5}, "a number of at least 0.5"),
        ({"type": "number", "exclusiveMaximum": 2}, "a number below 2"),
        ({"type": "number", "exclusiveMinimum": 0, "minimum": 0}, "a number above 0"),
        ({"type": "integer", "minimum": 1, "maximum": 2000}, "a whole number from 1 to 2,000"),
        ({"type": "array", "minItems": 2}, "a list of at least 2 elements"),
        ({"type": "array", "maxItems": 3000}, "a list of 0 to 3,000 elements"),
        ({"type": "string", "minLength": 3, "maxLength": 3}, "a text of 3 characters"),
        ({"const": "fire"}, "'fire'"),
        ({"anyOf": [{"type": "boolean"}, {"type": "null"}]}, "true or false or nothing"),
        ({}, "another value"),
    ],
)
def test_a_rule_is_said_in_words(rule, words):
    assert expectation([rule]) == words


def test_the_member_of_a_union_is_chosen_by_its_kind():
    members = [
        {"properties": {"kind": {"const": "fire"}, "heat": {"type": "number"}}},
        {"properties": {"kind": {"const": "flood"}, "heat": {"type": "string"}}},
    ]
    flood = Node({"kind": Node("flood", "", 1)}, "", 1)
    assert rules_at(flood, [{"oneOf": members}], "heat") == [{"type": "string"}]
    assert len(rules_at(Node({}, "", 1), [{"anyOf": members}], "heat")) == 2


def test_the_rules_of_the_scenario_are_found_by_path():
    node = Node({}, "", 1)
    rules = rules_at(node, [scenario_schema()], "clock")
    assert expectation(rules_at(node, rules, "beat_s")) == "a whole number from 10 to 3,600"


def test_everything_that_can_be_declared_says_what_it_is():
    schema = scenario_schema()
    told = {"Scenario": schema, **schema["$defs"]}
    silent = [name for name, rule in told.items() if not rule.get("description")]
    silent += [
        f"{name}.{key}"
        for name, rule in told.items()
        for key, field in rule.get("properties", {}).items()
        if not field.get("description")
    ]
    assert silent == []


def test_a_hazard_is_told_apart_by_its_kind_alone():
    rule = scenario_schema()["properties"]["hazards"]["items"]
    assert rule["discriminator"]["propertyName"] == "kind"
    assert set(rule["discriminator"]["mapping"]) == set(get_args(HazardKind))
    assert len(rule["oneOf"]) == len(get_args(HazardKind))
