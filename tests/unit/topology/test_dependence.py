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


def test_a_site_that_holds_what_restarts_its_machines_is_a_recovery_single_point(toy):
    toy["components"][0].update(recovery_needs=[], restart_needs=["tools"])
    toy["components"][1].update(restart_needs=["tools"])
    found = recovery_single_points(scenario(toy))
    assert found == [RecoverySinglePoint("north", ("media",), ("tools",))]  # text has moved away
    drawn = graph(scenario(toy))
    assert drawn.edges["component:tools", "component:media"]["relation"] == "restarts"


@pytest.mark.parametrize("pattern", ["cold-backup", "pilot-light", "warm-standby"])
def test_every_pattern_that_fails_over_needs_its_tools(toy, pattern):
    toy["components"][0]["pattern"] = pattern
    (point,) = recovery_single_points(scenario(toy))
    assert (point.stuck, point.tools) == (("text",), ("tools",))


def test_without_a_pattern_a_standby_is_no_room_to_move_to(toy):
    toy["components"][0]["pattern"] = "none"
    assert recovery_single_points(scenario(toy)) == []


@pytest.mark.parametrize(("quorum", "stuck"), [(1, ()), (2, ("text",))])
def test_a_quorum_is_lost_with_too_many_of_its_places(toy, quorum, stuck):
    toy["components"][0].update(
        pattern="quorum", quorum=quorum, recovery_needs=[], restart_needs=["tools"]
    )
    points = recovery_single_points(scenario(toy))
    assert tuple(name for point in points for name in point.stuck) == stuck


def test_restarts_that_need_each_other_are_stuck(toy):
    toy["components"][2]["restart_needs"] = ["media"]
    toy["components"][1]["restart_needs"] = ["tools"]
    points = recovery_single_points(scenario(toy))
    assert points[-1] == RecoverySinglePoint("media", ("media", "tools"), ("media", "tools"))


def test_services_that_need_some_of_several_stand_after_all_of_them(toy):
    toy["services"].reverse()
    toy["services"][0]["features"][0]["needs"] = [{"on": ["pay", "rival-core"]}]
    assert service_order(scenario(toy)) == ["rival", "talk", "pay", "sms"]
    drawn = graph(scenario(toy))
    assert {"service:pay", "component:rival-core"} <= set(drawn.predecessors("feature:sms.text"))
