"""Check what is needed to bring what back, and which circles are named."""

import json

import pytest

from simulator.model.scenario import Scenario
from simulator.topology.recovery import RecoveryCircle, recovery_circles


@pytest.fixture
def circles(checkout):
    """Name the circles of the toy after components were given other needs."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))

    def named(field, needs, **more):
        for component in toy["components"]:
            component.update(more)
            component[field] = needs.get(component["id"], [])
        return recovery_circles(Scenario.model_validate_json(json.dumps(toy)))

    return named


def test_needs_that_come_to_an_end_make_no_circle(circles):
    assert circles("restart_needs", {"text": ["tools", "media"], "media": ["tools"]}) == []


def test_the_shortest_circle_of_a_group_is_named_once(circles):
    needs = {"text": ["media"], "media": ["tools"], "tools": ["text", "media"]}
    (circle,) = circles("restart_needs", needs)
    assert circle == RecoveryCircle("restart", ("media", "tools"), ("media", "tools"))
    assert str(circle) == "media > tools > media"


def test_circles_apart_from_each_other_are_all_named(circles):
    needs = {"text": ["tools"], "tools": ["text"], "media": ["rival-core"], "rival-core": ["media"]}
    ways = [circle.way for circle in circles("restart_needs", needs, bypass=None)]
    assert ways == [("text", "tools"), ("media", "rival-core")]


def test_a_way_out_is_a_bypass_or_a_move_by_hand(circles):
    needs = {"text": ["tools"], "tools": ["text"]}
    (restart,) = circles("restart_needs", needs, recovery_needs=[], bypass=None)
    assert (restart.recovery, restart.ways_out) == ("restart", ())
    (failover,) = circles("recovery_needs", needs, restart_needs=[])
    assert (failover.recovery, failover.ways_out) == ("failover", ("text",))  # it has teams' time
