"""Check the graph of who needs whom, and who cannot recover without itself."""

import json

import networkx as nx
import pytest

from simulator.model.scenario import Scenario
from simulator.topology.dependence import (
    RecoverySinglePoint,
    graph,
    recovery_single_points,
    service_circles,
    service_order,
)


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def scenario(toy):
    """Validate a changed toy."""
    return Scenario.model_validate_json(json.dumps(toy))


def test_the_graph_runs_from_causes_to_consequences(toy):
    drawn = graph(scenario(toy))
    reached = nx.descendants(drawn, "zone:north-a")
    assert {"component:text", "component:tools", "feature:talk.text", "service:pay"} <= reached
    assert not any(node.endswith((":rival", ":sms", "rival-core")) for node in reached)
    assert drawn.edges["zone:north-a", "component:text"] == {"relation": "houses", "weight": 0.5}
    assert drawn.edges["zone:south-a", "component:text"]["relation"] == "standby"
    assert drawn.edges["component:tools", "component:text"]["relation"] == "recovers"
    assert drawn.edges["service:talk", "feature:pay.pay"] == {"relation": "needs", "weight": 0.5}
    assert drawn.edges["feature:talk.media", "service:talk"]["weight"] == 0.25
    assert drawn.nodes["service:talk"] == {
        "level": "service", "id": "talk", "name": "Talk", "name_ko": "톡", "owner": "acme"
    }  # fmt: skip
    assert all({"level", "name", "name_ko"} <= set(data) for _, data in drawn.nodes(data=True))


def test_services_stand_after_what_they_depend_on(toy):
    toy["services"].reverse()
    assert service_order(scenario(toy)) == ["sms", "rival", "talk", "pay"]
    assert service_circles(scenario(toy)) == []


def test_a_circle_of_services_is_named(toy):
    toy["services"][0]["features"][0]["needs"].append({"on": "pay", "weight": 0.1})
    assert service_circles(scenario(toy)) == [("pay", "talk")]
    assert service_order(scenario(toy)) == ["talk", "pay", "rival", "sms"]


def test_a_site_that_holds_its_own_tools_is_a_recovery_single_point(toy):
    assert recovery_single_points(scenario(toy)) == [
        RecoverySinglePoint("north", ("text",), ("tools",))
    ]


@pytest.mark.parametrize(
    "tools",
    [
        {"servers": {"south-a": 50}},
        {"pattern": "active-active", "standby": [{"zone": "south-a"}]},
        {"pattern": "active-passive", "standby": [{"zone": "south-a"}]},
    ],
)
def test_tools_in_a_second_site_end_it(toy, tools):
    toy["components"][2].update(tools)
    assert recovery_single_points(scenario(toy)) == []


def test_tools_that_need_each_other_are_stuck(toy):
    toy["components"][2]["recovery_needs"] = ["media"]
    toy["components"][1]["recovery_needs"] = ["tools"]
    points = recovery_single_points(scenario(toy))
    assert points[-1] == RecoverySinglePoint("media", ("media", "tools"), ("media", "tools"))
