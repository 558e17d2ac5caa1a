"""Check what is written down when components change what services can do."""

import json
from math import exp

import pytest

from simulator.infrastructure.functions import Functions
from simulator.infrastructure.part import Part
from simulator.model.scenario import Scenario
from simulator.model.services import Component
from simulator.units import HOUR_S

LENGTH_H = 12.0


@pytest.fixture
def functions(toy, story):
    """Let talk need its log-in with sessions, and pay lean on talk as before."""
    toy["components"][1]["id"] = "login"
    text, media = (feature["needs"] for feature in toy["services"][0]["features"])
    text.append({"on": "login", "session_h": LENGTH_H})
    media[1] = {"on": "login"}
    return Functions(Scenario.model_validate_json(json.dumps(toy)), story)


def state(functions, component, quality):
    """Make the state of a component as the plant hands it over."""
    names = functions.wiring.component_ids
    declared = {"id": component, "name": "C", "name_ko": "C", "owner": "acme", "kind": "login"}
    assert component in names
    document = json.dumps(declared | {"servers": {"north-a": 1}})
    part = Part(Component.model_validate_json(document))
    part.quality = part.placed = part.capacity = quality
    return part


def test_sessions_fade_on_account_of_the_event_that_took_the_log_in(functions, story):
    story.event("component-failed", "login", "acme", -1, "test")
    assert functions.take(state(functions, "login", 0.0), 0, 2 * HOUR_S)
    assert functions.feature_quality.tolist() == [1.0, 0.0, 1 - 0.5 * 0.25, 1.0, 1.0]
    assert functions.service_capacity.tolist() == [1.0] * 4
    assert functions.fading
    assert functions.fade(14 * HOUR_S)
    assert functions.feature_quality[0] == pytest.approx(exp(-1), rel=1e-12)
    assert story.times("function-lost", "talk.text") == []
    functions.fade(20 * HOUR_S)
    assert story.cause("function-lost", "talk.text") == ("component-failed", "login")
    assert functions.take(state(functions, "login", 1.0), 0, 21 * HOUR_S)
    assert len(story.times("function-restored", "talk.text")) == 1
    assert not functions.fading
    assert not functions.fade(22 * HOUR_S)


def test_a_state_that_says_nothing_new_changes_and_writes_nothing(functions, story):
    assert functions.take(state(functions, "text", 0.5), 0)
    written = len(story.states)
    assert not functions.take(state(functions, "text", 0.5), 0)
    assert len(story.states) == written


def test_only_what_changed_is_written(functions, story):
    functions.take(state(functions, "rival-core", 0.0), 0)
    assert [(s.level, s.element, s.quality) for s in story.states] == [
        ("feature", "rival.text", 0.0),
        ("service", "rival", 0.0),
    ]
    assert functions.service_quality.tolist() == [1.0, 1.0, 0.0, 1.0]
