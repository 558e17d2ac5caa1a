"""Check the plan for bringing everything back from the dark."""

import json

import pytest

from simulator.errors import InvariantBroken
from simulator.model.scenario import Scenario
from simulator.topology.black_start import black_start
from simulator.topology.restart_jobs import Job, machines_to_serve
from simulator.topology.restart_ways import ways_out


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites: 100 servers an hour by hand, 400 with tools."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def plan(toy):
    """Plan for a changed toy."""
    return black_start(Scenario.model_validate_json(json.dumps(toy)))


def times(plan, owner="acme"):
    """List component, start, end, serving and way of the steps of an owner."""
    return [
        (s.component, *(round(t, 9) for t in (s.start_h, s.restarted_h, s.serves_h)), s.bypassed)
        for s in plan.steps
        if s.owner == owner
    ]


def test_crews_begin_with_the_longest_check_and_have_tools_as_soon_as_these_serve(toy):
    """80 % of 200, 200 and 50 machines; from 2.6 + 1 hours on the tools help."""
    toy["components"][1]["verification"] = {"median_h": 1.5}
    found = plan(toy)
    assert times(found) == [
        ("tools", 0.0, 0.4, 1.4, False),
        ("text", 0.4, 1.55, 3.55, False),  # 100 by hand until 1.4, then 60 with tools
        ("media", 1.55, 1.95, 3.45, False),
    ]
    assert (found.serves_h, found.proved) == (pytest.approx(3.55), True)


def test_whoever_has_to_wait_says_for_whom(toy):
    toy["components"][0]["restart_needs"] = ["media"]
    found = plan(toy)
    (text,) = [step for step in found.steps if step.component == "text"]
    (media,) = [step for step in found.steps if step.component == "media"]
    assert text.waits_for == ("media",)
    assert text.start_h == media.serves_h
    assert [step.waits_for for step in found.steps if step.component != "text"] == [()] * 3


def test_a_circle_is_broken_by_the_cheapest_bypass(toy):
    text, media, *_ = toy["components"]
    text.update(restart_needs=["media"], bypass={"median_h": 1.0}, bypass_speed=0.5)
    media.update(restart_needs=["text"], bypass={"median_h": 1.0}, bypass_speed=0.1)
    found = plan(toy)
    assert [step.component for step in found.steps if step.bypassed] == ["text"]
    assert [str(circle) for circle in found.circles] == ["text > media > text"]
    (text_step,) = [step for step in found.steps if step.component == "text"]
    assert text_step.start_h == 1.0
    text["bypass"] = {"median_h": 50.0}
    assert [step.component for step in plan(toy).steps if step.bypassed] == ["media"]


def test_a_bypass_is_taken_without_any_circle_where_waiting_takes_longer(toy):
    text, media, *_ = toy["components"]
    media["verification"] = {"median_h": 100.0}
    text.update(restart_needs=["media"], bypass={"median_h": 1.0})
    assert [step.component for step in plan(toy).steps if step.bypassed] == ["text"]
    text["bypass"] = None
    assert [step.component for step in plan(toy).steps if step.bypassed] == []


def test_what_waits_for_itself_without_a_way_round_has_no_plan(toy):
    for component, need in zip(toy["components"][:2], ("media", "text"), strict=True):
        component.update(restart_needs=[need], bypass=None)
    with pytest.raises(InvariantBroken, match="text, media"):
        plan(toy)


def test_owners_whose_components_need_nothing_of_each_other_work_side_by_side(toy):
    (step,) = [step for step in plan(toy).steps if step.owner == "other"]
    assert (step.component, step.start_h) == ("rival-core", 0.0)
    assert step.restarted_h == pytest.approx(8 / (0.4 * 5000), rel=1e-3)  # the first crews
    assert step.serves_h == step.restarted_h + 0.5


@pytest.mark.parametrize(
    ("servers", "more", "expected"),
    [
        ({"north-a": 10, "north-b": 3}, {"minimum_share": 0.8}, 11),
        ({"north-a": 10}, {"minimum_share": 0.3}, 3),
        ({"north-a": 1}, {"minimum_share": 0.01}, 1),
        ({"north-a": 10, "north-b": 6, "south-a": 20}, {"pattern": "quorum", "quorum": 2,
                                                        "minimum_share": 0.5}, 8),
    ],
)  # fmt: skip
def test_only_as_many_machines_are_restarted_first_as_it_takes_to_serve(
    toy, servers, more, expected
):
    toy["components"][0].update(servers=servers, standby=[], **{"pattern": "none"} | more)
    scenario = Scenario.model_validate_json(json.dumps(toy))
    assert machines_to_serve(scenario.components[0]) == expected


def test_a_thousand_circles_are_each_broken_once(toy):
    """Two by two need each other; the one whose way round is ready first is restarted by hand."""
    plain = toy["components"][3] | {"owner": "acme", "restart_needs": [], "recovery_needs": []}
    for number in range(1000):
        pair = f"a{number}", f"b{number}"
        for name, other, ready_h in zip(pair, pair[::-1], (2.0, 1.0), strict=True):
            bypass = {"median_h": ready_h, "sigma": 0.0}
            needs = {"id": name, "restart_needs": [other], "bypass": bypass}
            toy["components"].append(plain | needs)
    found = plan(toy)
    assert len(found.steps) == len(toy["components"])
    assert len(found.circles) == 1000
    by_hand = {step.component for step in found.steps if step.bypassed}
    assert by_hand == {f"b{number}" for number in range(1000)}


def test_few_circles_are_broken_in_every_way():
    jobs = [Job("", 0, 1, 0.0, (number ^ 1,), 1.0 + number, 0.5, tool=False) for number in range(6)]
    ways = list(ways_out(jobs))
    assert ways[0] == {0, 2, 4}
    assert {*ways} == {frozenset({a, b, c}) for a in (0, 1) for b in (2, 3) for c in (4, 5)}
    assert len(ways) == 8


def test_many_circles_are_broken_where_a_way_round_is_ready_first():
    bypasses_h = [1.0, 2.0, 2.0, 1.0] * 20
    jobs = [
        Job("", 0, 1, 0.0, (number ^ 1,), bypass_h, 0.5, tool=False)
        for number, bypass_h in enumerate(bypasses_h)
    ]
    (way,) = ways_out(jobs)
    assert way == {number for number, bypass_h in enumerate(bypasses_h) if bypass_h == 1.0}
